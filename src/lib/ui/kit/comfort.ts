import { recall, remember } from './remember.ts';

/** The first value of each is the default. */
export const comforts = {
	size: ['normal', 'grand', 'tres-grand'],
	spacing: ['normal', 'large'],
	paper: ['creme', 'blanc'],
	/** The words of the pieces that have an easy version. */
	words: ['piece', 'faciles']
} as const;
export type Comfort = { [Name in keyof typeof comforts]: (typeof comforts)[Name][number] };

/** The comfort chosen on this device. app.html applies it before the first paint. */
export function recallComfort(): Comfort {
	const kept = new URLSearchParams(recall('confort') ?? '');
	const pick = <T extends string>(name: string, among: readonly [T, ...T[]]): T =>
		among.find((value) => value === kept.get(name)) ?? among[0];
	return {
		size: pick('size', comforts.size),
		spacing: pick('spacing', comforts.spacing),
		paper: pick('paper', comforts.paper),
		words: pick('words', comforts.words)
	};
}

/** Puts it on the page and keeps it. */
export function applyComfort(comfort: Comfort): void {
	for (const [name, value] of Object.entries(comfort))
		document.documentElement.dataset[name] = value;
	remember('confort', new URLSearchParams(comfort).toString());
}
