/** How long what leaves together may be gathered: not at all while the process has time, a little once it has none. */
import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** In ms: every so often the load is looked at again, over about so long: one busy moment is no reason to wait. */
const period = 100;
const memory = 1_000;
/** The share of its time the process must be busy before anything waits, and the share at which it waits longest. */
const busy = 0.75;
const full = 0.95;

/** Says how long to wait. */
export interface Gather {
	/** How long something born now waits for the next ones, in whole ms, `longest` at most. */
	wait(longest: number): number;
}

class Patience implements Gather {
	#since: EventLoopUtilization = performance.eventLoopUtilization();
	#at = performance.now();
	#load = 0;

	wait(longest: number): number {
		const now = performance.now();
		if (now - this.#at >= period) {
			const current = performance.eventLoopUtilization();
			const { utilization } = performance.eventLoopUtilization(current, this.#since);
			this.#load += (utilization - this.#load) * Math.min(1, (now - this.#at) / memory);
			this.#since = current;
			this.#at = now;
		}
		return Math.round(longest * shareFor(this.#load));
	}
}

/** The one of this process. */
export const patience: Gather = new Patience();

/** 0 up to the first share of the process's time, 1 from the second on. */
export const shareFor = (utilization: number): number =>
	Math.min(1, Math.max(0, (utilization - busy) / (full - busy)));
