import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { wideCase } from '../support/wide-case.ts';
import { hearing, runs, walk } from './walk.ts';

describe('who has answered, in random hearings', { timeout: 60_000 }, () => {
	it('[B3][AV4] a seat answers once, and no more than it has pupils', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				walk(wideCase(), drawn, (_, { trial: { ballot, opinion } }) => {
					expect(new Set(ballot.answered).size).toBe(ballot.answered.length);
					for (const [seat, count] of Object.entries(opinion.answered))
						expect(count).toBeLessThanOrEqual(opinion.open?.places[seat as SeatId] ?? 0);
				});
			}),
			{ numRuns: runs }
		);
	});
});
