/** The decision kept closed until the end, and the exact text that its digest is made of. */
import type { DecisionSheet } from './casefile.ts';

export type SealedDecision = DecisionSheet['sealed'];

/** Canonical JSON: keys in order, no space; the same decision is always the same text. */
export const writeSealed = (decision: SealedDecision): string =>
	JSON.stringify(decision, (_, value: unknown) => (isRecord(value) ? sortKeys(value) : value));

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const sortKeys = (record: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
