import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/lib/ui/desk/desk.svelte.ts';
import { tellLoss } from '../../../src/lib/ui/desk/unsaid.ts';

const lines = [
	'Le tribunal relaxe.',
	'La décision est rendue.',
	'Un appel est possible, dix jours.'
];
const deskAt = (read: number, part = 'decision') =>
	({
		step: { part },
		sheet: { charges: [] },
		view: { decision: { lines, read } }
	}) as unknown as Desk;

describe('what is lost by leaving a step', () => {
	it('[T7] counts the lines of a decision that were not read, and names the appeal', () => {
		expect(tellLoss(deskAt(0), 'role-exit')).toBe(
			'3 lignes non lues, dont le droit de faire appel.'
		);
		expect(tellLoss(deskAt(2), 'role-exit')).toBe('1 ligne non lue, dont le droit de faire appel.');
		expect(tellLoss(deskAt(3), 'role-exit')).toBeNull();
		expect(tellLoss(deskAt(0, 'debrief'), 'closing')).toBeNull();
	});
});
