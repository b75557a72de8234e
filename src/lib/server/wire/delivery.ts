/** Pushes to the browsers of one room: what changed for each, once, and never faster than it reads. */
import type { DoorRefusal, WireView } from '../../protocol/wire.ts';
import { isAdult, type Holder, type Office } from '../../trial/actor.ts';
import type { Seats } from '../../trial/seats.ts';
import { audienceOf, chapterNames, type ChapterName } from '../../trial/view.ts';
import type { Courtroom } from '../courtroom.ts';
import { pack, type Content } from './frames.ts';
import { patience, type Gather } from './patience.ts';
import { describeOnlooker, encode, RoomViews, type Chapter, type Onlooker } from './views.ts';

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
	key: string;
	n: number;
	/** Each chapter this browser has. */
	has: Map<string, Chapter>;
	/**
	 * `whole`: new here, or asked for everything. `late`: was busy when something changed, and only waits for
	 * what changed since.
	 */
	awaits: 'changes' | 'late' | 'whole';
	/** What it may see, and the seats that say so. */
	onlooker: Onlooker | null;
	seats: Seats | null;
}

export class Delivery {
	#courtroom: Courtroom;
	#gather: Gather;
	#report: typeof throwLater;
	#readers = new Map<Outlet, Reader>();
	#views: RoomViews;
	#presence: Chapter | null = null;
	#presenceOf: Seats | null = null;
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
		const key = keyOf(outlet);
		const same = [...this.#readers.values()].filter((other) => other.key === key);
		const extra = same.length - most + 1;
		same
			.filter(({ outlet: old }, i) => i < extra || (old.page && old.page === outlet.page))
			.forEach(({ outlet: old }) => old.dismiss());
		const reader: Reader = {
			outlet,
			key,
			n: 0,
			has: new Map(),
			awaits: 'whole',
			onlooker: null,
			seats: null
		};
		this.#readers.set(outlet, reader);
		this.#presence = null;
		this.move();
	}

	remove(outlet: Outlet): void {
		this.#readers.delete(outlet);
		this.#presence = null;
		this.move();
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
		const stale = this.#views.follow(this.#courtroom.trial);
		const moved = this.#follow();
		const packed = new Map<string, Content>();
		const ready: [Reader, Content][] = [];
		for (const reader of [...this.#readers.values()])
			this.#attempt(reader, () => {
				const content = this.#prepare(reader, stale, moved, packed);
				if (content) ready.push([reader, content]);
			});
		// All written in one go: the processor writes the next best what it has just written.
		for (const [reader, content] of ready)
			this.#attempt(reader, () => reader.outlet.push(++reader.n, content));
	}

	#attempt(reader: Reader, act: () => void): void {
		try {
			act();
		} catch (error) {
			reader.awaits = 'whole';
			this.#report(error);
		}
	}

	/** What the presence reads now; true where it has changed. */
	#follow(): boolean {
		const { seats } = this.#courtroom.trial;
		if (this.#presence && this.#presenceOf?.admitted === seats.admitted) return false;
		this.#presence = encode('presence', this.#present(seats));
		this.#presenceOf = seats;
		return true;
	}

	/** What this browser is to be sent now; null for nothing. */
	#prepare(
		reader: Reader,
		stale: readonly ChapterName[],
		moved: boolean,
		packed: Map<string, Content>
	): Content | null {
		const { outlet, has } = reader;
		const onlooker = this.#look(reader);
		if (!onlooker) {
			outlet.dismiss();
			return null;
		}
		const hears = moved && isAdult(outlet);
		const isSettled =
			reader.awaits === 'changes' &&
			!hears &&
			stale.every((name) => has.get(name) === this.#views.see(name, onlooker));
		if (isSettled) return null;
		const isBusy = outlet.isBusy();
		if (isBusy && reader.awaits === 'changes') reader.awaits = 'late';
		if (isBusy) return null;
		const whole = reader.awaits === 'whole';
		const names = reader.awaits === 'changes' ? stale : chapterNames;
		const changed: Chapter[] = [];
		let key = whole ? 'whole' : '';
		const compare = (chapter: Chapter) => {
			if (!whole && isSame(has.get(chapter.name), chapter)) return;
			changed.push(chapter);
			key += ` ${chapter.number}`;
		};
		for (const name of names) compare(this.#views.see(name, onlooker));
		if (isAdult(outlet) && this.#presence) compare(this.#presence);
		reader.awaits = 'changes';
		if (changed.length === 0) return null;
		for (const chapter of changed) has.set(chapter.name, chapter);
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
		reader.onlooker = isIn ? describeOnlooker(audienceOf(trial, office, holder)) : null;
		// Another seat sees otherwise what has not changed.
		const isSame = before?.every((key, n) => key === reader.onlooker?.keys[n]);
		if (!isSame && reader.awaits === 'changes') reader.awaits = 'late';
		return reader.onlooker;
	}

	/** Which admitted tablets have a socket. A tablet that sleeps is « away ». */
	#present({ admitted }: Seats) {
		const here = new Set([...this.#readers.keys()].map(({ holder }) => holder));
		return Object.fromEntries(
			['ecran', ...admitted].map((tablet) => [tablet, here.has(tablet) ? 'here' : 'away'])
		) satisfies WireView['presence'];
	}
}

function throwLater(error: unknown): void {
	setImmediate(() => {
		throw error;
	});
}

const isSame = (one: Chapter | undefined, other: Chapter): boolean =>
	one === other || one?.text === other.text;
const keyOf = ({ office, holder }: Outlet): string => `${office} ${holder ?? ''}`;
