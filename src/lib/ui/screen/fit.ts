/** How a piece is made to stand whole on the projector: type first, then two columns, then one page after another. */

export interface Fit {
	size: number;
	columns: 1 | 2;
}

/** Tried in this order; 1 is 40 px at 1080p, 0.8 is the floor. */
const fits: readonly Fit[] = [
	...[1.5, 1.35, 1.2, 1.1, 1, 0.95, 0.9, 0.85, 0.8].map((size) => ({ size, columns: 1 }) as const),
	...[0.95, 0.9, 0.85, 0.8].map((size) => ({ size, columns: 2 }) as const)
];
/** A page that turns may be large again. */
const turning: readonly Fit[] = [1, 0.9, 0.8, 0.7, 0.6].map((size) => ({ size, columns: 1 }));

const isWhole = (box: HTMLElement): boolean => box.scrollHeight <= box.clientHeight + 1;

function wear(box: HTMLElement, { size, columns }: Fit): void {
	box.style.setProperty('--size', String(size));
	box.toggleAttribute('data-columns', columns === 2);
}

/** Shows these paragraphs and no other; all of them without a list. */
export function showOnly(box: HTMLElement, numbers?: readonly number[]): void {
	for (const line of box.querySelectorAll<HTMLElement>('[data-paragraph]'))
		line.toggleAttribute(
			'data-off',
			numbers !== undefined && !numbers.includes(Number(line.dataset['paragraph']))
		);
}

/** The paragraphs of each page: a single page when the piece stands whole. */
export function fitWhole(box: HTMLElement): number[][] {
	const numbers = [...box.querySelectorAll<HTMLElement>('[data-paragraph]')].map((line) =>
		Number(line.dataset['paragraph'])
	);
	showOnly(box);
	for (const fit of fits) {
		wear(box, fit);
		if (isWhole(box)) return [numbers];
	}
	for (const fit of turning) {
		wear(box, fit);
		const pages = fillPages(box, numbers);
		if (pages) return pages;
	}
	return [numbers];
}

/** Null where one paragraph alone is too long for a page. */
function fillPages(box: HTMLElement, numbers: readonly number[]): number[][] | null {
	const pages: number[][] = [[]];
	for (const number of numbers) {
		const page = pages.at(-1) ?? [];
		showOnly(box, [...page, number]);
		if (isWhole(box)) page.push(number);
		else {
			showOnly(box, [number]);
			if (!isWhole(box)) return null;
			pages.push([number]);
		}
	}
	return pages.filter((page) => page.length > 0);
}

/** Makes the type of a box smaller until all of it stands inside; at worst at half its size. */
export function shrink(box: HTMLElement): void {
	for (let size = 1; size >= 0.5; size -= 0.05) {
		box.style.setProperty('--size', size.toFixed(2));
		if (isWhole(box)) return;
	}
}

/** How long a page stays, in ms: the time to read it aloud, twelve seconds at least. */
export const stayOf = (letters: number): number => Math.max(12_000, (letters / 15) * 1_000);
