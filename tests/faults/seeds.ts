/** Chance that can be played again: a seed decides everything a test draws. */

export type Draw = (below: number) => number;

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
export function drawFrom(seed: number): Draw {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
	};
}

export const pick = <Item>(draw: Draw, [first, ...others]: readonly [Item, ...Item[]]): Item =>
	others[draw(others.length + 1) - 1] ?? first;

/** SEED=7 plays one seed again, SEEDS=200 plays that many; ten otherwise. Another ten each day. */
export function seedsOf({ SEED, SEEDS }: NodeJS.ProcessEnv): number[] {
	if (SEED) return [Number(SEED)];
	const today = Math.floor(Date.now() / 86_400_000);
	return Array.from({ length: Number(SEEDS ?? 10) }, (_, n) => (today % 10_000) * 1_000 + n);
}
