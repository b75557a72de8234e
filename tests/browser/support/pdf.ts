/** A printed page, read back: what stands on it, and where. */
import { getDocument } from 'unpdf/pdfjs';

export interface Printed {
	/** From 1. */
	page: number;
	/** In reading order, without the margin's own line. */
	text: string;
	/** What stands outside the margins that the sheet promises. */
	outside: string[];
}

const perMillimetre = 72 / 25.4;
/** In mm; as `@page` says in print.css, less what a letter's own box may overhang. */
const margins = { side: 15 - 0.7, top: 16 - 1.5, bottom: 18 - 1.5 };

/** Reads every page of a PDF. */
export async function readPages(pdf: Buffer): Promise<Printed[]> {
	const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: true }).promise;
	const pages: Printed[] = [];
	for (let number = 1; number <= document.numPages; number++) {
		const page = await document.getPage(number);
		const { width, height } = page.getViewport({ scale: 1 });
		const { items } = await page.getTextContent();
		const words = items.flatMap((item) => ('str' in item && item.str.trim() ? [item] : []));
		const placed = words.map(({ str, width: length, transform }) => {
			const [, , , , x = 0, y = 0] = (transform as number[]).map((it) => it / perMillimetre);
			return { str, x, y, end: x + length / perMillimetre };
		});
		const sheet = { width: width / perMillimetre, height: height / perMillimetre };
		const body = placed.filter(({ y }) => y > margins.bottom);
		pages.push({
			page: number,
			text: body.map(({ str }) => str).join(' '),
			outside: body
				.filter(
					({ x, y, end }) =>
						x < margins.side || end > sheet.width - margins.side || y > sheet.height - margins.top
				)
				.map(({ str }) => str)
		});
	}
	return pages;
}

/** Letters and figures alone: a line may be cut anywhere. */
export const letters = (text: string): string =>
	text
		.replace(/<[^>]*>/g, ' ')
		.replace(/&nbsp;/g, ' ')
		.replace(/&amp;/g, '&')
		.replace(/&#39;/g, '’')
		.normalize('NFKC')
		// The fonts draw one apostrophe for two signs, and one of them counts as a letter.
		.replace(/\u02bc/g, '')
		.replace(/[^\p{L}\p{N}]/gu, '');
