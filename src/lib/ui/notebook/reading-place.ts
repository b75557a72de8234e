/** Where one reads: the block at the top of what is in sight, held while the text changes around it. */
export interface Place {
	key: string;
	/** In px, from the top of what scrolls. */
	top: number;
	/** Its rank, where the block itself is gone. */
	rank: number;
}

export function scrollerOf(element: HTMLElement): HTMLElement {
	for (let it = element.parentElement; it; it = it.parentElement) {
		const scrolls = ['auto', 'scroll'].includes(getComputedStyle(it).overflowY);
		if (scrolls && it.scrollHeight > it.clientHeight) return it;
	}
	return document.documentElement;
}

const blocksOf = (page: HTMLElement): HTMLElement[] => [
	...page.querySelectorAll<HTMLElement>('[data-block]')
];
const ceilingOf = (page: HTMLElement): number => {
	const scroller = scrollerOf(page);
	return scroller === document.documentElement ? 0 : scroller.getBoundingClientRect().top;
};

/** The block in sight at the top; null where none is. */
export function findPlace(page: HTMLElement): Place | null {
	const ceiling = ceilingOf(page);
	const blocks = blocksOf(page);
	const rank = blocks.findIndex((it) => it.getBoundingClientRect().bottom > ceiling + 1);
	const block = blocks[rank];
	if (!block) return null;
	return {
		key: block.dataset.block ?? '',
		top: block.getBoundingClientRect().top - ceiling,
		rank
	};
}

/** Scrolls so that the block stands where it stood; where it is gone, the one that took its rank. */
export function putBack(page: HTMLElement, place: Place | null): void {
	if (!place) return;
	const blocks = blocksOf(page);
	const block =
		blocks.find(({ dataset }) => dataset.block === place.key) ??
		blocks[Math.min(place.rank, blocks.length - 1)];
	if (!block) return;
	const moved = block.getBoundingClientRect().top - ceilingOf(page) - place.top;
	if (Math.abs(moved) >= 1) scrollerOf(page).scrollTop += moved;
}
