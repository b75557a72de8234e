/** Where the words of the glossary occur in a text. */
import type { Term } from '../../casefile/casefile.ts';

/** A text cut where it says a word of the glossary for the first time. */
export type Piece = string | { said: string; term: Term };

/** « Elle n’a pas prévenu sa mère »: there, the word is a verb. */
const auxiliary =
	/(?:^|[^\p{L}])(?:a[is]?|ont|av(?:oir|ons|ez|ai\p{L}+)|aur\p{L}+|es|est|été|sont|étai\p{L}+|être)(?:-\p{L}+)*(?:\s(?:pas|plus|jamais|bien|déjà|aussi|toujours))*\s$/iu;

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds the words of a glossary, the longest first, one or many of each: « témoin », « Témoins ». */
export class Terms {
	readonly #terms: ReadonlyMap<string, Term>;
	readonly #pattern: RegExp | null;

	constructor(terms: readonly Term[]) {
		this.#terms = new Map(terms.map((term) => [term.term.toLowerCase(), term]));
		const words = [...this.#terms.keys()].sort((a, b) => b.length - a.length).map(escape);
		// The letter before is part of the match: Safari 15 knows no lookbehind.
		this.#pattern = words.length
			? new RegExp(`(^|[^\\p{L}\\p{N}-])(${words.join('|')})(?:s|x)?(?![\\p{L}\\p{N}-])`, 'giu')
			: null;
	}

	/** Cuts a text at each word not yet in `seen`, which then holds it. */
	cut(text: string, seen: Set<Term>): Piece[] {
		const pieces: Piece[] = [];
		let from = 0;
		for (const match of this.#pattern ? text.matchAll(this.#pattern) : []) {
			const [whole, before = '', word = ''] = match;
			const term = this.#terms.get(word.toLowerCase());
			if (!term || seen.has(term)) continue;
			const start = match.index + before.length;
			if (/[éu]$/i.test(word) && auxiliary.test(text.slice(0, start))) continue;
			seen.add(term);
			const end = match.index + whole.length;
			if (start > from) pieces.push(text.slice(from, start));
			pieces.push({ said: text.slice(start, end), term });
			from = end;
		}
		if (from < text.length) pieces.push(text.slice(from));
		return pieces;
	}

	/** Makes a button of each first word in sanitised HTML. */
	mark(html: string): string {
		const seen = new Set<Term>();
		return html
			.split(/(<[^>]*>)/)
			.map((part) => (part.startsWith('<') ? part : this.#markText(part, seen)))
			.join('');
	}

	#markText(text: string, seen: Set<Term>): string {
		return this.cut(text, seen)
			.map((piece) =>
				typeof piece === 'string'
					? piece
					: `<button type="button" class="term">${piece.said}</button>`
			)
			.join('');
	}

	/** The term behind the words of a button. */
	find(said: string): Term | undefined {
		const [piece] = this.cut(said, new Set());
		return typeof piece === 'object' ? piece.term : undefined;
	}
}
