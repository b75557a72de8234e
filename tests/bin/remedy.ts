import { expect } from 'vitest';
import type { Finding } from '../../bin/pretoire/finding.ts';

export const stateOf = ({ state }: Finding): Finding['state'] => state;

/** A line that is not well says what to do, in a sentence. */
export function expectRemedy(finding: Finding | undefined, state: string, words: RegExp): void {
	expect(finding?.state, finding?.found).toBe(state);
	expect(`${finding?.found} → ${finding?.remedy}`).toMatch(words);
	expect(finding?.remedy).toMatch(/[a-zé;).…]$/);
}
