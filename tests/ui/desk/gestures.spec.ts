import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/lib/ui/desk/desk.svelte.ts';
import { neighbourOf } from '../../../src/lib/ui/desk/gestures.ts';

const steps = [
	{ id: 'decision', part: 'decision', minutes: 5 },
	{ id: 'preparation', part: 'debates', minutes: 0 },
	{ id: 'sortie', part: 'role-exit', minutes: 0 },
	{ id: 'debrief', part: 'debrief', minutes: 25 }
];
const deskAt = (step: string) => ({ sheet: { steps }, script: { step } }) as unknown as Desk;

describe('the step before and the step after', () => {
	it('[T7] leave out what has no minute, and never leaving roles', () => {
		expect(neighbourOf(deskAt('decision'), 1)?.id).toBe('sortie');
		expect(neighbourOf(deskAt('debrief'), -1)?.id).toBe('sortie');
		expect(neighbourOf(deskAt('sortie'), -1)?.id).toBe('decision');
	});
});
