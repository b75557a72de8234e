import { describe, expect, it } from 'vitest';
import { spentIn, timeStep } from '../../src/lib/client/step-time.ts';

const minute = 60_000;
const step = { id: 'plaidoirie', minutes: 6 };
const clock = {
	since: 10 * minute,
	step: 'plaidoirie',
	elapsed: { plaidoirie: minute },
	added: { plaidoirie: 2 }
};

describe('the time spent in a step', () => {
	it('counts the run under way with what was already counted', () => {
		expect(spentIn(clock, 'plaidoirie', 13 * minute)).toBe(4 * minute);
		expect(spentIn(clock, 'decision', 13 * minute)).toBe(0);
	});

	it('counts what was spent before, what runs, and the minutes added', () => {
		expect(timeStep(step, clock, 12 * minute)).toEqual({ elapsed: 180, planned: 8, left: 300 });
	});

	it('stands still while the hearing is suspended', () => {
		expect(timeStep(step, { ...clock, since: null }, 12 * minute).elapsed).toBe(60);
	});

	it('counts no run of another step', () => {
		expect(timeStep(step, { ...clock, step: 'requisitions' }, 12 * minute).elapsed).toBe(60);
	});

	it('is nothing before the hearing', () => {
		expect(timeStep(undefined, clock, 12 * minute).elapsed).toBe(0);
		expect(timeStep(step, null, 12 * minute).planned).toBe(0);
	});
});
