/** A room of the load: what was sent and is not yet seen by all those entitled to it. */
import type { Browser } from './browser.ts';
import type { Kind, Place, Room } from './place.ts';
import type { Due } from './timetable.ts';

interface Pending {
	due: Due;
	sent: number;
	/** Whether the measure counts it, or it only warms up. */
	counts: boolean;
	command: number;
	/** Ranks that have not seen it yet. */
	awaited: Set<number>;
	answered: boolean;
}

/** What a measure gathers. */
export interface Seen {
	/** From sending to the last entitled browser, in ms; Infinity where some browser never saw it. */
	delays: number[];
	refused: number;
	/** Messages that came with views, or with a relayed command. */
	heard: number;
	/** Acknowledged commands that the record must hold. */
	kept: number[];
}

type Push = { chapters: Parameters<NonNullable<Due['shows']>>[0] };

export class Play {
	readonly browsers: Browser[];
	readonly room: Room;
	readonly #kind: Kind;
	readonly #seen: Seen;
	#pending: Pending[] = [];
	/** Seconds of its timetable already played. */
	played = 0;
	/** The last distinct frames and what they say: a room's browsers get nearly all the same. */
	#read: { bytes: Buffer; push: Push }[] = [];

	constructor(kind: Kind, room: Room, browsers: Browser[], seen: Seen) {
		this.#kind = kind;
		this.room = room;
		this.browsers = browsers;
		this.#seen = seen;
	}

	send(due: Due, command: number, counts: boolean): void {
		const relayed = this.#kind !== 'pretoire';
		const { places } = this.room;
		const entitled = [...places.entries()].filter(
			([, place]) => relayed || (due.shows && due.isFor(place))
		);
		const awaited = new Set(entitled.map(([rank]) => rank));
		const sent = performance.now();
		this.#pending.push({ due, sent, counts, command, awaited, answered: relayed });
		this.browsers[due.rank]?.run(command, due.type, due.input);
	}

	/** A relay sends the command itself; Prétoire, what it changed. */
	view({ rank, place }: Browser, bytes: Buffer, start: number, end: number): void {
		this.#seen.heard++;
		if (this.#pending.length === 0) return;
		if (this.#kind === 'pretoire') this.#look(rank, place, bytes, start, end);
		else {
			const id = bytes.indexOf('bench-', start) + 6;
			const command = Number(bytes.toString('latin1', id, bytes.indexOf('"', id)));
			const relayed = this.#pending.find((it) => it.command === command);
			if (relayed) this.#mark(relayed, rank);
		}
	}

	reply(command: number, done: boolean): void {
		const asked = this.#pending.find((it) => it.command === command);
		if (!asked) return;
		asked.answered = true;
		if (!done) {
			this.#seen.refused++;
			asked.awaited.clear();
			asked.counts = false;
		} else if (asked.due.shows) this.#seen.kept.push(command);
		this.#settle(asked);
	}

	isQuiet = (): boolean => this.#pending.length === 0;

	/** Whatever is still awaited was lost. */
	end(): void {
		for (const { counts } of this.#pending) if (counts) this.#seen.delays.push(Infinity);
		this.#pending = [];
	}

	#look(rank: number, place: Place, bytes: Buffer, start: number, end: number): void {
		const { chapters } = this.#decode(bytes, bytes.indexOf('"whole"', start), end);
		const shown = this.#pending.filter((it) => it.due.shows?.(chapters, place));
		for (const { command, due } of shown)
			// What a later change of the same thing hides has been passed by.
			for (const it of [...this.#pending])
				if (it.command <= command && it.due.subject === due.subject) this.#mark(it, rank);
	}

	#decode(bytes: Buffer, start: number, end: number): Push {
		const known = this.#read.find((it) => it.bytes.compare(bytes, start, end) === 0);
		if (known) return known.push;
		const copy = Buffer.from(bytes.subarray(start, end));
		const push = JSON.parse(`{${copy.toString()}`) as Push;
		this.#read = [{ bytes: copy, push }, ...this.#read.slice(0, 5)];
		return push;
	}

	#mark(it: Pending, rank: number): void {
		if (it.awaited.delete(rank) && it.awaited.size === 0) this.#settle(it);
	}

	#settle(it: Pending): void {
		if (it.awaited.size > 0 || !it.answered) return;
		if (it.counts) this.#seen.delays.push(performance.now() - it.sent);
		this.#pending.splice(this.#pending.indexOf(it), 1);
	}
}
