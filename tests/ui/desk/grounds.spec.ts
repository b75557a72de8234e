import { describe, expect, it } from 'vitest';
import { questionsOf, unfoundedOf } from '../../../src/lib/ui/desk/grounds.ts';

const charges = [
	{ id: 'detention', label: 'la détention' },
	{ id: 'offre', label: 'l’offre' }
] as Parameters<typeof questionsOf>[0]['charges'];
type Sanction = NonNullable<Parameters<typeof questionsOf>[1]>;

describe('what a decision rests on', () => {
	it('[J2] the régie is told, before the reading, each question that no piece was chosen for', () => {
		const questions = questionsOf({ charges }, null);
		expect(unfoundedOf(questions, {}).map(({ id }) => id)).toEqual(['detention', 'offre']);
		expect(unfoundedOf(questions, { detention: ['1'], offre: [] }).map(({ id }) => id)).toEqual([
			'offre'
		]);
		expect(unfoundedOf(questions, { detention: ['1'], offre: ['2'] })).toEqual([]);
	});

	it('[J2] where guilt was settled before, only what the tribunal orders has reasons', () => {
		const sanction = { settled: ['detention'], adopted: [], question: 'measures' };
		const questions = questionsOf({ charges }, sanction as unknown as Sanction);
		expect(questions.map(({ id }) => id)).toEqual(['measures']);
		expect(unfoundedOf(questions, { measures: ['3'] })).toEqual([]);
	});
});
