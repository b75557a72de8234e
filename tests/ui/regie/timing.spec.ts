import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/lib/trial/clock.ts';
import { planSession, type Planned } from '../../../src/lib/ui/regie/timing.ts';

const minute = 60_000;
const steps: Planned[] = [
	{ id: 'ouverture', part: 'opening', minutes: 5 },
	{ id: 'interrogatoire', part: 'debates', minutes: 10 },
	{ id: 'decision', part: 'decision', minutes: 5 },
	{ id: 'sortie', part: 'role-exit', minutes: 4 },
	{ id: 'debrief', part: 'debrief', minutes: 25 },
	{ id: 'fin', part: 'closing', minutes: 6 }
];

const clock = (over: Partial<Clock>): Clock => ({
	since: null,
	suspended: null,
	step: null,
	elapsed: {},
	added: {},
	...over
});

describe('the debrief’s minutes', () => {
	it('are those that follow the decision', () => {
		expect(planSession(steps, clock({}), 0)).toEqual({
			reserved: 35,
			eaten: 0,
			forecast: 0,
			left: 55
		});
	});

	it('are eaten once the hearing has used up its own', () => {
		const elapsed = { ouverture: 9 * minute, interrogatoire: 8 * minute };
		const late = clock({ step: 'decision', since: 0, elapsed });
		expect(planSession(steps, late, 3 * minute).eaten).toBe(0);
		expect(planSession(steps, late, 6 * minute).eaten).toBe(3);
	});

	it('are seen in danger before they are eaten, while there is still time', () => {
		const slow = clock({ step: 'interrogatoire', since: 0, elapsed: { ouverture: 9 * minute } });
		const session = planSession(steps, slow, minute);
		expect(session.eaten).toBe(0);
		expect(session.forecast).toBe(4);
	});

	it('are not prolonged by minutes added to a step', () => {
		const longer = clock({ step: 'ouverture', since: 0, added: { interrogatoire: 6 } });
		const session = planSession(steps, longer, 0);
		expect(session.reserved).toBe(35);
		expect(session.forecast).toBe(6);
	});

	it('are safe again when steps are left out', () => {
		const elapsed = { ouverture: 12 * minute };
		const jumped = clock({ step: 'decision', since: 0, elapsed });
		expect(planSession(steps, jumped, minute).forecast).toBe(0);
	});

	it('do not count against themselves', () => {
		const elapsed = { ouverture: 5 * minute, interrogatoire: 10 * minute, decision: 5 * minute };
		const debating = clock({ step: 'debrief', since: 0, elapsed });
		const session = planSession(steps, debating, 30 * minute);
		expect(session.eaten).toBe(0);
		expect(session.left).toBe(5);
	});
});
