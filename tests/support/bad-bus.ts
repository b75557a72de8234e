/** A bus between processes that loses, delays, repeats or disorders what it is told. */
import type { Bus } from '../../src/lib/server/bus/bus.ts';

type Hear = Parameters<Bus['listen']>[0];
export const busFaults = ['off', 'slow', 'twice', 'disordered'] as const;
export type BusFault = (typeof busFaults)[number];

/** When each announcement is told, in ms: never, late, twice, or one before another. */
const delaysOf: Record<BusFault, (n: number) => number[]> = {
	off: () => [],
	slow: () => [5_000],
	twice: () => [0, 0, 30],
	disordered: (n) => (n % 3 === 0 ? [] : [n % 2 === 0 ? 40 : 0])
};

export function createBadBus(fault: BusFault): Bus {
	const listeners = new Set<Hear>();
	let announced = 0;
	return {
		announce(trial, version) {
			for (const delay of delaysOf[fault](announced++))
				setTimeout(() => {
					for (const hear of listeners) hear(trial, version);
				}, delay).unref();
		},
		listen(hear) {
			listeners.add(hear);
			return () => listeners.delete(hear);
		},
		async stop() {
			listeners.clear();
		}
	};
}
