/** Chance that can be played again: a seed decides everything a test draws. */
import { chanceFrom } from '../support/chance.ts';

export type Draw = (below: number) => number;

/** Whole numbers below a bound, the same for the same seed. */
export function drawFrom(seed: number): Draw {
	const chance = chanceFrom(seed);
	return (below) => Math.floor(chance() * below);
}

export const pick = <Item>(draw: Draw, [first, ...others]: readonly [Item, ...Item[]]): Item =>
	others[draw(others.length + 1) - 1] ?? first;

/** SEED=7 plays one seed again, SEEDS=200 plays that many; ten otherwise. Another ten each day. */
export function seedsOf({ SEED, SEEDS }: NodeJS.ProcessEnv): number[] {
	if (SEED) return [Number(SEED)];
	const today = Math.floor(Date.now() / 86_400_000);
	return Array.from({ length: Number(SEEDS ?? 10) }, (_, n) => (today % 10_000) * 1_000 + n);
}
