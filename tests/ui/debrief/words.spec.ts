import { describe, expect, it } from 'vitest';
import { timePhase } from '../../../src/lib/ui/debrief/time.ts';
import {
	nameSealed,
	tellCheck,
	tellDifferences,
	tellDigest
} from '../../../src/lib/ui/debrief/words.ts';

const digest = '3f2a9c0177ab10cd'.padEnd(64, '0');

describe('the words of the sealed decision', () => {
	it('shows of a digest what two people can compare', () => {
		expect(tellDigest(digest)).toBe('3F2A 9C01 77AB 10CD');
	});

	it('[J13] says in words that a text is not the one sealed, or is not found', () => {
		expect(tellCheck('intact', digest)).toMatch(/intacte : 3F2A 9C01/);
		expect(tellCheck('altered', digest)).toMatch(/n’est pas celui qui a été scellé/);
		expect(tellCheck('lost', digest)).toMatch(/n’a pas été retrouvé/);
		expect(tellCheck(null, undefined)).toBe('');
	});

	it('names whose decision it is', () => {
		const own = { digest, by: 'magistrate' } as const;
		expect(nameSealed(own, null, false)).toBe('Le magistrat de cette audience');
		expect(nameSealed(own, { check: 'lost' }, false)).toBe('Une décision possible');
		expect(nameSealed({ digest, by: 'case' }, null, true)).toBe('La décision d’un magistrat');
		expect(nameSealed(null, null, false)).toBe('Une décision possible');
	});

	it('[J17] tells what both found themselves on, what one alone does, what was never debated', () => {
		const exhibits = {
			both: ['1', '2'],
			tribunal: ['6'],
			magistrate: ['4', '7'],
			undebated: ['7']
		};
		expect(tellDifferences({ exhibits })).toEqual([
			'Les deux s’appuient sur les pièces 1 et 2.',
			'Votre tribunal seul cite la pièce 6.',
			'L’autre décision seule cite la pièce 4.',
			'Jamais débattu dans cette audience : pièce 7.'
		]);
		const none = { both: [], tribunal: [], magistrate: [], undebated: [] };
		expect(tellDifferences({ exhibits: none })).toEqual([]);
	});

	it('[DE4] counts a phase from the clock of its step', () => {
		const steps = [{ id: 'debrief', title: 'Débrief', part: 'debrief' as const, minutes: 25 }];
		const clock = {
			since: 100_000,
			suspended: null,
			step: 'debrief',
			elapsed: { debrief: 60_000 },
			added: {}
		};
		const phase = { mark: 70_000, elapsed: 5_000 };
		expect(timePhase(phase, steps, clock, 130_000)).toBe(25);
		expect(timePhase(phase, steps, { ...clock, since: null }, 130_000)).toBe(0);
		expect(timePhase(phase, steps, undefined, 130_000)).toBe(0);
	});
});
