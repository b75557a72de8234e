/** Pushes to the browsers of one room: what changed for each, once, and never faster than it reads. */
import type { DoorRefusal } from '../../protocol/wire.ts';
import { isAdult, type Holder, type Office } from '../../trial/actor.ts';
import type { Seats } from '../../trial/seats.ts';
import type { Trial } from '../../trial/trial.ts';
import { audienceOf, chapterNames } from '../../trial/view.ts';
import type { Courtroom } from '../courtroom.ts';
import { pack, type Content } from './frames.ts';
import { patience, type Gather } from './patience.ts';
import { Presence } from './presence.ts';
import { Tabs } from './tabs.ts';
import { RoomViews, type Chapter, type Onlooker } from './views.ts';

/** In ms: how long a push of a busy process waits for the next at most. Less than a hand or an eye notices. */
const longest = 50;

/** A socket as this file needs it. */
export interface Outlet {
	office: Office;
	holder: Holder | null;
	/** The page behind it, which has one line at a time. */
	page?: string | undefined;
	/** Sends the push of this number. */
	push(n: number, content: Content): void;
	/** True while something it was sent has not left yet. */
	isBusy(): boolean;
	dismiss(reason?: DoorRefusal): void;
}

interface Reader {
	outlet: Outlet;
	n: number;
	/** Each chapter this browser has, the presence last. */
	has: (Chapter | undefined)[];
	/**
	 * `whole`: new here, or asked for everything. `late`: was busy when something changed, and only waits for
	 * what changed since.
	 */
	awaits: 'changes' | 'late' | 'whole';
	/** What it may see, and the seats that say so. */
	onlooker: Onlooker | null;
	seats: Seats | null;
	/** What it is about to be sent. */
	next: Content | null;
}

/** What is new for everybody, at one moment. */
interface Changes {
	/** The chapters that may have changed for somebody. */
	stale: readonly number[];
	/** Whether the presence has. */
	moved: boolean;
}
interface News extends Changes {
	/** The numbers of seats for which nothing changed. */
	settled: Set<number>;
	packed: Map<string, Content>;
}

const everything = [...chapterNames.keys()];
const nothing: Changes = { stale: [], moved: false };

export class Delivery {
	#courtroom: Courtroom;
	#gather: Gather;
	#report: typeof throwLater;
	#readers = new Map<Outlet, Reader>();
	#tabs = new Tabs();
	#views: RoomViews;
	#presence = new Presence(
		() => this.#readers.keys(),
		() => this.move()
	);
	#trial: Trial | null = null;
	#due = false;

	/** `report` hears what kept one browser from its push; the others get theirs. */
	constructor(courtroom: Courtroom, report = throwLater, gather: Gather = patience) {
		this.#courtroom = courtroom;
		this.#gather = gather;
		this.#report = report;
		this.#views = new RoomViews(courtroom.trial);
		courtroom.watch(() => this.move());
	}

	/** Adds a browser; of its outlets only the newest `most` stay, and of one page's only this one. */
	add(outlet: Outlet, most = Infinity): void {
		this.#tabs.add(outlet, most);
		const reader: Reader = {
			outlet,
			n: 0,
			has: [],
			awaits: 'whole',
			onlooker: null,
			seats: null,
			next: null
		};
		this.#readers.set(outlet, reader);
		this.#presence.move();
		this.#welcome(reader);
	}

	remove(outlet: Outlet): void {
		this.#readers.delete(outlet);
		this.#tabs.remove(outlet);
		this.#presence.move();
	}

	/** The whole view at once where it is that of everybody here: nobody else has to be looked at. */
	#welcome(reader: Reader): void {
		const { trial, isErased } = this.#courtroom;
		if (trial === this.#trial && !isErased) this.#tell([reader], nothing);
		if (reader.awaits !== 'changes') this.move();
	}

	/** Everything again, for a browser that missed something. */
	restore(outlet: Outlet): void {
		const reader = this.#readers.get(outlet);
		if (reader) reader.awaits = 'whole';
		this.move();
	}

	/** The trial has moved: what is born in one turn of the event loop, or while a busy process waits, leaves as one. */
	move(): void {
		if (this.#due) return;
		this.#due = true;
		const deliver = () => {
			this.#due = false;
			this.#deliver();
		};
		const wait = this.#gather.wait(longest);
		if (wait === 0) setImmediate(deliver);
		else setTimeout(deliver, wait);
	}

	/** Called when a busy outlet has drained. */
	drain(outlet: Outlet): void {
		if (this.#readers.get(outlet)?.awaits !== 'changes') this.move();
	}

	#deliver(): void {
		if (this.#courtroom.isErased)
			for (const outlet of [...this.#readers.keys()]) outlet.dismiss('room-erased');
		this.#tell(this.#readers.values(), this.#read());
	}

	#tell(readers: Iterable<Reader>, changes: Changes): void {
		const news: News = { ...changes, settled: new Set(), packed: new Map() };
		const ready: Reader[] = [];
		for (const reader of readers)
			try {
				reader.next = this.#prepare(reader, news);
				if (reader.next) ready.push(reader);
			} catch (error) {
				this.#spare(reader, error);
			}
		// All written in one go: the processor writes the next best what it has just written.
		for (const reader of ready)
			try {
				if (reader.next) reader.outlet.push(++reader.n, reader.next);
				reader.next = null;
			} catch (error) {
				this.#spare(reader, error);
			}
	}

	/** What keeps one browser from its push is told; it gets everything the next time. */
	#spare(reader: Reader, error: unknown): void {
		reader.awaits = 'whole';
		this.#report(error);
	}

	#read(): Changes {
		const { trial } = this.#courtroom;
		const stale = this.#views.follow(trial);
		const moved = this.#presence.follow(trial.seats);
		this.#trial = trial;
		return { stale, moved };
	}

	/** What this browser is to be sent now; null for nothing. */
	#prepare(reader: Reader, { stale, moved, settled, packed }: News): Content | null {
		const { outlet } = reader;
		const onlooker = this.#look(reader);
		if (!onlooker) {
			outlet.dismiss();
			return null;
		}
		const follows = reader.awaits === 'changes';
		const hears = (moved || !follows) && isAdult(outlet);
		const seats = onlooker.keys[2];
		if (follows && !hears && (stale.length === 0 || settled.has(seats))) return null;
		if (!follows && outlet.isBusy()) return null;
		const changed: Chapter[] = [];
		for (const place of follows ? stale : everything)
			compare(reader, this.#views.see(place, onlooker), changed);
		if (this.#presence.chapter && hears) compare(reader, this.#presence.chapter, changed);
		if (changed.length > 0 && follows && outlet.isBusy()) {
			reader.awaits = 'late';
			return null;
		}
		const whole = reader.awaits === 'whole';
		reader.awaits = 'changes';
		if (changed.length === 0) {
			if (follows && stale.every((place) => this.#views.isShared(place, onlooker)))
				settled.add(seats);
			return null;
		}
		let key = whole ? 'whole' : '';
		for (const chapter of changed) {
			reader.has[chapter.place] = chapter;
			key += ` ${chapter.number}`;
		}
		const content = packed.get(key) ?? pack(whole, this.#courtroom.now(), changed);
		packed.set(key, content);
		return content;
	}

	/** Who reads; null for a tablet that is no longer of the room. */
	#look(reader: Reader): Onlooker | null {
		const { trial } = this.#courtroom;
		if (reader.seats === trial.seats) return reader.onlooker;
		const { office, holder } = reader.outlet;
		const isIn = office !== 'tablette' || trial.seats.admitted.includes(holder ?? '');
		reader.seats = trial.seats;
		const before = reader.onlooker?.keys;
		reader.onlooker = isIn ? this.#views.describe(audienceOf(trial, office, holder)) : null;
		// Another seat sees otherwise what has not changed.
		const isSame = before?.every((key, n) => key === reader.onlooker?.keys[n]);
		if (!isSame && reader.awaits === 'changes') reader.awaits = 'late';
		return reader.onlooker;
	}
}

function throwLater(error: unknown): void {
	setImmediate(() => {
		throw error;
	});
}

/** Adds what this browser does not have to what it is to be sent. */
function compare({ has, awaits }: Reader, chapter: Chapter, changed: Chapter[]): void {
	const last = has[chapter.place];
	if (awaits !== 'whole' && last === chapter) return;
	if (awaits !== 'whole' && last?.text === chapter.text) has[chapter.place] = chapter;
	else changed.push(chapter);
}
