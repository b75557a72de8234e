/** The views of one room's audiences: computed again only where the state they read has changed, once for those who see the same. */
import type { Audience } from '../../trial/actor.ts';
import type { Trial } from '../../trial/trial.ts';
import { chapterNames, chapters, type ChapterName } from '../../trial/view.ts';
import { compareTrials, WatchedTrial } from '../../trial/watched.ts';

/** A chapter as one audience sees it: two that are equal are one same object. */
export interface Chapter {
	/** In the list of chapters; what is none of them comes after. */
	readonly place: number;
	readonly name: string;
	readonly value: unknown;
	/** The value as it travels. */
	readonly text: string;
	/** Counted in this process: two chapters of one number are one. */
	readonly number: number;
}

let count = 0;
/** What is no chapter of the trial, and travels with them. */
export const encode = (name: string, value: unknown): Chapter =>
	number(chapterNames.length, name, value, JSON.stringify(value));
const number = (place: number, name: string, value: unknown, text: string): Chapter => ({
	place,
	name,
	value,
	text,
	number: ++count
});

/** An audience, and what tells it from others by how much of it is looked at, each numbered: nothing, its office, its seats, all. */
export interface Onlooker {
	audience: Audience;
	keys: readonly [nothing: number, office: number, seats: number, all: number];
}

/** One chapter, since the last time a part of the trial that it reads has changed. */
interface Page {
	place: number;
	name: ChapterName;
	/** The parts that were looked at, a bit each. */
	looked: number;
	/** Counts those times. */
	turn: number;
	/** By key of onlooker, what it saw last and at which turn. A pure function that sees the same gives the same. */
	seen: (Chapter | undefined)[];
	turns: number[];
	/** All that was seen this time. */
	known: Chapter[];
}

export class RoomViews {
	#trial: Trial;
	readonly #pages: readonly Page[];
	#watched: WatchedTrial;
	readonly #keys = new Map([['', 0]]);

	constructor(trial: Trial) {
		this.#trial = trial;
		this.#pages = chapterNames.map((name, place) => ({
			place,
			name,
			looked: 0,
			turn: 0,
			seen: [],
			turns: [],
			known: []
		}));
		this.#watched = new WatchedTrial(trial);
	}

	describe(audience: Audience): Onlooker {
		const { office, seats, holder } = audience;
		const seated = `${office} ${seats.join()}`;
		const all = `${seated} ${holder ?? ''}`;
		return { audience, keys: [0, this.#count(office), this.#count(seated), this.#count(all)] };
	}

	#count(key: string): number {
		const known = this.#keys.get(key) ?? this.#keys.size;
		this.#keys.set(key, known);
		return known;
	}

	/** Moves on to this trial; gives the places of the chapters that may read otherwise than before, for somebody. */
	follow(trial: Trial): number[] {
		const last = this.#trial;
		if (last === trial) return [];
		this.#trial = trial;
		this.#watched = new WatchedTrial(trial);
		const changed = compareTrials(last, trial);
		const stale: number[] = [];
		for (const page of this.#pages) {
			if ((page.looked & changed) === 0) continue;
			page.looked = 0;
			page.turn++;
			page.known.length = 0;
			stale.push(page.place);
		}
		return stale;
	}

	/** The chapter of this place, of the trial last followed, as this onlooker sees it. */
	see(place: number, { audience, keys }: Onlooker): Chapter {
		const page = this.#pages[place];
		if (!page) throw new RangeError('no such chapter');
		for (const key of keys) {
			const chapter = page.seen[key];
			if (chapter && page.turns[key] === page.turn) return chapter;
		}
		const watched = new WatchedAudience(audience);
		this.#watched.looked = 0;
		const value = chapters[page.name](this.#watched, watched);
		page.looked |= this.#watched.looked;
		const key = keys[watched.depth];
		const chapter = recall(page, value, page.seen[key]);
		page.seen[key] = chapter;
		page.turns[key] = page.turn;
		return chapter;
	}

	/** True where all who hold the same seats saw this chapter the same, when this one last did. */
	isShared(place: number, { keys }: Onlooker): boolean {
		const { turns, turn } = this.#pages[place] ?? none;
		return turns[keys[2]] === turn || turns[keys[1]] === turn || turns[keys[0]] === turn;
	}
}
const none = { turns: [], turn: 0 };

/** The chapter that says this: the last one of who looks, or another's. A view is never mutated: one same object is one same text. */
function recall(page: Page, value: unknown, last: Chapter | undefined): Chapter {
	if (last && last.value === value) return keep(page, last);
	return page.known.find((chapter) => chapter.value === value) ?? read(page, value, last);
}

function read(page: Page, value: unknown, last: Chapter | undefined): Chapter {
	const text = JSON.stringify(value);
	if (last?.text === text) return keep(page, last);
	const same = page.known.find((chapter) => chapter.text === text);
	return same ?? keep(page, number(page.place, page.name, value, text));
}

function keep({ known }: Page, chapter: Chapter): Chapter {
	known.push(chapter);
	return chapter;
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
