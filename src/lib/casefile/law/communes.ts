/** The real towns, which no case may name. */
export interface Communes {
	/** True where a town of France bears this name, now or before; accents, hyphens and capitals do not count. */
	has(name: string): boolean;
}

/** A name as towns are compared: « Les Étangs » and « les etangs » are one. */
export function townKey(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/œ/g, 'oe')
		.replace(/æ/g, 'ae')
		.replace(/\bste\b/g, 'sainte')
		.replace(/\bst\b/g, 'saint')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}
