/** Pushes to the browsers of one room: what changed for each, once, and never faster than it reads. */
import type { Push, ServerToBrowser, WireView } from '../protocol/wire.ts';
import { isAdult, type Holder, type Office } from '../trial/actor.ts';
import { audienceOf } from '../trial/view.ts';
import type { Courtroom } from './courtroom.ts';
import { AudienceViews } from './views.ts';

/** A socket as this file needs it. */
export interface Outlet {
	office: Office;
	holder: Holder | null;
	emit<Name extends keyof ServerToBrowser>(
		name: Name,
		...content: Parameters<ServerToBrowser[Name]>
	): void;
	/** True while something it was sent has not left yet. */
	isBusy(): boolean;
	dismiss(): void;
}

interface Reader {
	outlet: Outlet;
	n: number;
	/** The text of each chapter this browser has. */
	has: Map<string, string>;
	/** New here, or asked for everything: gets the whole view. A busy one only waits for what changed since. */
	whole: boolean;
}

export class Delivery {
	#courtroom: Courtroom;
	#now: () => number;
	#readers = new Map<Outlet, Reader>();
	#views = new Map<string, AudienceViews>();
	#due = false;

	constructor(courtroom: Courtroom, now: () => number) {
		this.#courtroom = courtroom;
		this.#now = now;
		courtroom.watch(() => this.move());
	}

	/** Adds a browser; of one same browser's outlets only the newest `most` stay. */
	add(outlet: Outlet, most = Infinity): void {
		const same = [...this.#readers.keys()].filter((other) => keyOf(other) === keyOf(outlet));
		for (const old of same.slice(0, Math.max(0, same.length - most + 1))) old.dismiss();
		this.#readers.set(outlet, { outlet, n: 0, has: new Map(), whole: true });
		this.move();
	}

	remove(outlet: Outlet): void {
		this.#readers.delete(outlet);
		const key = keyOf(outlet);
		if (![...this.#readers.keys()].some((other) => keyOf(other) === key)) this.#views.delete(key);
		this.move();
	}

	/** Everything again, for a browser that missed something. */
	restore(outlet: Outlet): void {
		const reader = this.#readers.get(outlet);
		if (reader) reader.whole = true;
		this.move();
	}

	/** The trial has moved: pushes born in one turn of the event loop leave as one. */
	move(): void {
		if (this.#due) return;
		this.#due = true;
		setImmediate(() => {
			this.#due = false;
			for (const reader of [...this.#readers.values()]) this.#push(reader);
		});
	}

	/** Called when a busy outlet has drained. */
	drain(outlet: Outlet): void {
		const reader = this.#readers.get(outlet);
		if (reader) this.#push(reader);
	}

	#push(reader: Reader): void {
		const { outlet, has } = reader;
		const { trial } = this.#courtroom;
		if (outlet.office === 'tablette' && !trial.seats.admitted.includes(outlet.holder ?? ''))
			return outlet.dismiss();
		if (outlet.isBusy()) return;
		const chapters: [string, unknown][] = [];
		for (const [name, { value, text }] of this.#compute(outlet))
			if (reader.whole || has.get(name) !== text) {
				chapters.push([name, value]);
				has.set(name, text);
			}
		if (chapters.length === 0) return;
		const push: Push = {
			n: ++reader.n,
			whole: reader.whole,
			now: this.#now(),
			chapters: Object.fromEntries(chapters) as Partial<WireView>
		};
		reader.whole = false;
		outlet.emit('view', push);
	}

	#compute(outlet: Outlet): [string, { value: unknown; text: string }][] {
		const key = keyOf(outlet);
		const views = this.#views.get(key) ?? new AudienceViews();
		this.#views.set(key, views);
		const { trial } = this.#courtroom;
		const chapters: [string, { value: unknown; text: string }][] = [
			...views.of(trial, audienceOf(trial, outlet.office, outlet.holder))
		];
		if (isAdult(outlet)) {
			const value = this.#presence();
			chapters.push(['presence', { value, text: JSON.stringify(value) }]);
		}
		return chapters;
	}

	/** Which admitted tablets have a socket. A tablet that sleeps is « away ». */
	#presence(): WireView['presence'] {
		const here = new Set([...this.#readers.keys()].map(({ holder }) => holder));
		return Object.fromEntries(
			['ecran', ...this.#courtroom.trial.seats.admitted].map((tablet) => [
				tablet,
				here.has(tablet) ? 'here' : 'away'
			])
		);
	}
}

const keyOf = ({ office, holder }: Outlet): string => `${office} ${holder ?? ''}`;
