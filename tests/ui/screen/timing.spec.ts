import { describe, expect, it } from 'vitest';
import { timeStep } from '../../../src/lib/client/step-time.ts';
import { fillRing, tellRoomLeft } from '../../../src/lib/ui/screen/timing.ts';

const minute = 60_000;
const step = { id: 'plaidoirie', title: 'Plaidoirie', part: 'debates', minutes: 6 } as const;
const clock = {
	since: 10 * minute,
	suspended: null,
	step: 'plaidoirie',
	elapsed: { plaidoirie: minute },
	added: { plaidoirie: 2 }
};
const floor = {
	holder: 'avocat/sacha' as const,
	since: 10 * minute,
	protectedUntil: 14 * minute,
	queue: []
};

describe('time as the room is told it', () => {
	it('fills the ring with the protected turn, then with the step', () => {
		const time = timeStep(step, clock, 12 * minute);
		expect(fillRing(floor, time, 12 * minute)).toBeCloseTo(0.5);
		const later = timeStep(step, clock, 15 * minute);
		expect(fillRing(floor, later, 15 * minute)).toBeCloseTo(0.75);
	});

	it('is an indication: a room is never told by how much it is late', () => {
		const left = (seconds: number) => tellRoomLeft({ elapsed: 0, planned: 8, left: seconds });
		expect(left(500)).toBe('reste environ 8 min');
		expect(left(20)).toBe('reste moins d’une minute');
		expect([left(0), left(-900)]).toEqual(['temps prévu atteint', 'temps prévu atteint']);
		expect(tellRoomLeft({ elapsed: 0, planned: 0, left: 0 })).toBe('');
	});
});
