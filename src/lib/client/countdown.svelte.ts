/** Time that passes, as an indication: one tick a second. */
import type { RoomSheet } from '../protocol/sheet.ts';
import type { Courtroom } from './courtroom.svelte.ts';

export class Countdown {
	#courtroom: Courtroom;
	#steps: RoomSheet['steps'];
	#now = $state(0);

	constructor(courtroom: Courtroom, { steps }: Pick<RoomSheet, 'steps'>) {
		this.#courtroom = courtroom;
		this.#steps = steps;
	}

	/** Run in an effect: time passes while somebody looks. */
	run = (): (() => void) => {
		const tick = () => (this.#now = this.#courtroom.now());
		tick();
		const timer = setInterval(tick, 1_000);
		return () => clearInterval(timer);
	};

	/** The server's time, in ms. */
	get now(): number {
		return this.#now;
	}

	/** Seconds counted in the current step; null before the hearing. */
	get elapsed(): number | null {
		const clock = this.#courtroom.view.clock;
		if (!clock?.step) return null;
		const before = clock.elapsed[clock.step] ?? 0;
		const since = clock.since === null ? 0 : Math.max(0, this.now - clock.since);
		return (before + since) / 1_000;
	}

	/** Seconds left of those planned for the current step; null where none are planned. */
	get left(): number | null {
		const { elapsed } = this;
		const clock = this.#courtroom.view.clock;
		const planned = this.#steps.find(({ id }) => id === clock?.step)?.minutes;
		if (elapsed === null || !clock?.step || !planned) return null;
		return (planned + (clock.added[clock.step] ?? 0)) * 60 - elapsed;
	}
}
