/** Which admitted tablets have a socket, for the adults: told at once, then a few times a second at most. Rule [G29]. */
import type { WireView } from '../../protocol/wire.ts';
import type { Holder } from '../../trial/actor.ts';
import type { Seats } from '../../trial/seats.ts';
import { encode, type Chapter } from './views.ts';

/** In ms. A class that comes in moves the régie four times a second instead of forty. */
const calm = 250;

export class Presence {
	readonly #here: () => Iterable<{ holder: Holder | null }>;
	readonly #due: () => void;
	#chapter: Chapter | null = null;
	#admitted: Seats['admitted'] | null = null;
	#hasMoved = false;
	#toldAt = -Infinity;
	#timer: NodeJS.Timeout | null = null;

	/** `here` gives who has a socket; `due` is called when what waited may be told. */
	constructor(here: () => Iterable<{ holder: Holder | null }>, due: () => void) {
		this.#here = here;
		this.#due = due;
	}

	/** As it was last told. */
	get chapter(): Chapter | null {
		return this.#chapter;
	}

	/** Somebody came or left. */
	move(): void {
		this.#hasMoved = true;
		if (this.#isCalm()) this.#due();
	}

	/** Reads it again where it is time; true where it may have changed. */
	follow({ admitted }: Seats): boolean {
		if (!this.#hasMoved && admitted === this.#admitted) return false;
		if (!this.#isCalm()) return false;
		this.#hasMoved = false;
		this.#admitted = admitted;
		this.#toldAt = performance.now();
		this.#chapter = encode('presence', this.#read(admitted));
		return true;
	}

	/** True where the last one is long told; else it will be due in a moment. */
	#isCalm(): boolean {
		const wait = this.#toldAt + calm - performance.now();
		if (wait <= 0) return true;
		this.#timer ??= setTimeout(() => {
			this.#timer = null;
			this.#due();
		}, wait).unref();
		return false;
	}

	/** A tablet that sleeps is « away ». */
	#read(admitted: Seats['admitted']): WireView['presence'] {
		const here = new Set(Array.from(this.#here(), ({ holder }) => holder));
		return Object.fromEntries(
			['ecran', ...admitted].map((tablet) => [tablet, here.has(tablet) ? 'here' : 'away'])
		);
	}
}
