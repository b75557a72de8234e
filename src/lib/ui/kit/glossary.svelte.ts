/** The words that this page explains on tap; none where no glossary was set. */
import { getContext, setContext } from 'svelte';
import type { Term } from '../../casefile/casefile.ts';
import { Terms } from './terms.ts';

export class Glossary {
	readonly terms: Terms;
	/** The word being explained. */
	open: Term | null = $state(null);

	constructor(terms: readonly Term[]) {
		this.terms = new Terms(terms);
	}
}

const key = Symbol('glossary');
export const setGlossary = (terms: readonly Term[]): Glossary =>
	setContext(key, new Glossary(terms));
export const getGlossary = (): Glossary | undefined => getContext(key);
