import { describe, expect, it } from 'vitest';
import { findUndebated, tellUndebated } from '../../../src/lib/ui/decision/undebated.ts';

const piece = (id: string, shown: boolean) =>
	({
		id,
		number: Number(id),
		title: '',
		kind: 'lettre',
		shown,
		first: false,
		admitted: true
	}) as const;

describe('the pieces of the sealed decision', () => {
	const sealed = { outcome: '', reasons: '' as never, exhibits: ['1', '4', '9'] };

	it('names those this hearing never showed, known or not', () => {
		expect(findUndebated(sealed, [piece('1', true), piece('4', false)])).toEqual(['4', '9']);
		expect(
			findUndebated(
				sealed,
				['1', '4', '9'].map((id) => piece(id, true))
			)
		).toEqual([]);
	});

	it('says so in French', () => {
		expect(tellUndebated([])).toBe('');
		expect(tellUndebated(['4'])).toMatch(/^Pièce 4 : non débattue/);
		expect(tellUndebated(['4', '7', '9'])).toMatch(/^Pièces 4, 7 et 9 : non débattues/);
	});
});
