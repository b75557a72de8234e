/** The views of one room's audiences: computed again only where the state they read has changed, once for those who see the same. */
import type { Audience } from '../../trial/actor.ts';
import type { Trial } from '../../trial/trial.ts';
import { chapterNames, chapters, type ChapterName } from '../../trial/view.ts';

/** A chapter as one audience sees it: two that are equal are one same object. */
export interface Chapter {
	readonly name: string;
	/** The value as it travels. */
	readonly text: string;
	/** Counted in this process: two chapters of one number are one. */
	readonly number: number;
}

let count = 0;
export const encode = (name: string, value: unknown): Chapter =>
	encodeText(name, JSON.stringify(value));
const encodeText = (name: string, text: string): Chapter => ({ name, text, number: ++count });

/** An audience, and what tells it from others by how much of it is looked at: nothing, its office, its seats, all. */
export interface Onlooker {
	audience: Audience;
	keys: readonly [nothing: '', office: string, seats: string, all: string];
}

export function describeOnlooker(audience: Audience): Onlooker {
	const { office, seats, holder } = audience;
	const seated = `${office} ${seats.join()}`;
	return { audience, keys: ['', office, seated, `${seated} ${holder ?? ''}`] };
}

/** One chapter, since the last time a part of the trial that it reads has changed. */
interface Page {
	/** The parts that were looked at. */
	looked: Set<Part>;
	/** By key of onlooker. A pure function that sees the same gives the same. */
	seen: Map<string, Chapter>;
	/** By value and by text; and those of the time before, so that what did not change stays one same object. */
	known: Map<unknown, Chapter>;
	before: Map<unknown, Chapter>;
}
type Part = keyof Trial;

export class RoomViews {
	#trial: Trial;
	#pages: Record<ChapterName, Page>;
	#watched: Trial;
	#looked = new Set<Part>();

	constructor(trial: Trial) {
		this.#trial = trial;
		const open = () => ({
			looked: new Set(),
			seen: new Map(),
			known: new Map(),
			before: new Map()
		});
		const pages = chapterNames.map((name) => [name, open()] as const);
		this.#pages = Object.fromEntries(pages) as Record<ChapterName, Page>;
		this.#watched = this.#watch();
	}

	/** Moves on to this trial; gives the chapters that may read otherwise than before, for somebody. */
	follow(trial: Trial): ChapterName[] {
		const last = this.#trial;
		this.#trial = trial;
		const changed = (Object.keys(trial) as Part[]).filter((part) => last[part] !== trial[part]);
		const stale = chapterNames.filter((name) => this.#isStale(name, changed));
		for (const page of stale.map((name) => this.#pages[name])) {
			page.looked.clear();
			page.seen.clear();
			page.before = page.known;
			page.known = new Map();
		}
		return stale;
	}

	#isStale(name: ChapterName, changed: readonly Part[]): boolean {
		// What may be run reads nearly everything, and its answers are kept with the trial itself.
		if (name === 'may') return changed.length > 0;
		return changed.some((part) => this.#pages[name].looked.has(part));
	}

	/** A chapter of the trial last followed, as this onlooker sees it. */
	see(name: ChapterName, { audience, keys }: Onlooker): Chapter {
		const page = this.#pages[name];
		for (const key of keys) {
			const chapter = page.seen.get(key);
			if (chapter) return chapter;
		}
		const watched = new WatchedAudience(audience);
		this.#looked = page.looked;
		const value = chapters[name](name === 'may' ? this.#trial : this.#watched, watched);
		const chapter = this.#recall(page, value) ?? this.#encode(page, name, value);
		page.known.set(value, chapter);
		page.seen.set(keys[watched.depth], chapter);
		return chapter;
	}

	/** A view is never mutated: one same object is one same text. */
	#recall = ({ known, before }: Page, it: unknown): Chapter | undefined =>
		known.get(it) ?? before.get(it);

	#encode(page: Page, name: string, value: unknown): Chapter {
		const text = JSON.stringify(value);
		const chapter = this.#recall(page, text) ?? encodeText(name, text);
		page.known.set(text, chapter);
		return chapter;
	}

	/** The trial last followed, noting which of its parts are looked at. */
	#watch(): Trial {
		const look = (part: Part) => {
			this.#looked.add(part);
			return this.#trial[part];
		};
		const parts = (Object.keys(this.#trial) as Part[]).map(
			(part) => [part, { get: () => look(part), enumerable: true }] as const
		);
		return Object.defineProperties({}, Object.fromEntries(parts)) as Trial;
	}
}

/** The audience, noting how much of it is looked at. */
class WatchedAudience implements Audience {
	readonly #audience: Audience;
	depth: 0 | 1 | 2 | 3 = 0;

	constructor(audience: Audience) {
		this.#audience = audience;
	}

	get office(): Audience['office'] {
		if (this.depth < 1) this.depth = 1;
		return this.#audience.office;
	}

	get seats(): Audience['seats'] {
		if (this.depth < 2) this.depth = 2;
		return this.#audience.seats;
	}

	get holder(): Audience['holder'] {
		this.depth = 3;
		return this.#audience.holder;
	}
}
