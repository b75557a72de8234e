/** Time that passes, as an indication: one tick a second. */
import type { RoomSheet } from '../protocol/sheet.ts';
import type { Courtroom } from './courtroom.svelte.ts';
import { timeStep } from './step-time.ts';

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

	/** Seconds left of those planned for the current step; null where none are planned. */
	get left(): number | null {
		const clock = this.#courtroom.view.clock;
		const step = this.#steps.find(({ id }) => id === clock?.step);
		return clock && step?.minutes ? timeStep(step, clock, this.now).left : null;
	}
}
