import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../../src/lib/casefile/casefile.ts';
import { findUnfounded, offersFor } from '../../../src/lib/casefile/law/composition.ts';
import { Draft } from '../../../src/lib/ui/sanction/draft.svelte.ts';
import { boundsWords, groups, quantityWords } from '../../../src/lib/ui/sanction/words.ts';
import { atHearing, educational, provisional, type Hearing } from '../../support/sentencing.ts';
import { wideCase } from '../../support/wide-case.ts';

const kinds: Hearing[] = [
	{ minors: true, decides: ['guilt'], age: 16 },
	{ minors: true, decides: ['sanction'], age: 15, ageAtHearing: 16, settled: ['complicite'] },
	{ minors: false, decides: ['guilt', 'sanction'], age: 19 }
];
const charges = ['complicite'];
const draftOf = (file: CaseFile) => {
	const offers = offersFor(file, charges);
	const draft = new Draft(() => offers);
	const find = (id: string) => offers.find((it) => it.id === id) ?? offers.slice(0, 1).pop();
	return { offers, draft, find };
};

describe('an answer being composed', () => {
	it('[SA3] that the screen says is whole is one that the law allows', () => {
		let whole = 0;
		fc.assert(
			fc.property(
				fc.nat(2),
				fc.array(fc.record({ pick: fc.nat(99), gesture: fc.nat(9), n: fc.nat(99) }), {
					minLength: 4,
					maxLength: 14
				}),
				(kind, gestures) => {
					const file = atHearing(wideCase(), kinds[kind] as Hearing);
					const { offers, draft } = draftOf(file);
					for (const { pick, gesture, n } of gestures) {
						const measure = offers[pick % offers.length];
						if (!measure) continue;
						if (measure.nature === 'prison') {
							const motives = measure.motives;
							draft.answerLastResort(motives[n % motives.length] ?? '');
						}
						if (gesture > 7) draft.remove(measure.id);
						else if (!draft.whyNot(measure)) draft.add(measure);
						for (const line of draft.lines) {
							const it = offers.find(({ id }) => id === line.id);
							if (!line.reason) line.reason = it?.motives[n % it.motives.length] ?? '';
							if (gesture % 2) line.agreed = true;
						}
						if (draft.missing !== null) continue;
						whole++;
						expect(findUnfounded(file, charges, draft.chosen)).toBe(null);
					}
				}
			),
			{ numRuns: 300 }
		);
		expect(whole).toBeGreaterThan(100);
	});

	it('[SA3] greys out what would not be accepted, with the words of the law', () => {
		const { draft, find } = draftOf(atHearing(wideCase(), kinds[1] as Hearing));
		const [mej, sante, reussite] = [
			find('mesure-educative-judiciaire'),
			find('module-sante'),
			find('reussite-educative')
		];
		if (!mej || !sante || !reussite) throw new Error('the table has lost a measure');
		expect(draft.whyNot(sante)).toBe('S’ajoute à\u00a0: mesure éducative judiciaire.');
		draft.add(mej);
		expect(draft.whyNot(sante)).toBe(null);
		draft.add(sante);
		expect(draft.whyNot(reussite)).toBe(reussite.alone?.why);
		draft.remove(mej.id);
		expect(draft.lines).toEqual([]);
		draft.add(reussite);
		expect(draft.whyNot(mej)).toBe(reussite.alone?.why);
	});

	it('[SA4] says what is still owed: a reason, an agreement, what the law imposes', () => {
		const first = draftOf(atHearing(wideCase(), kinds[0] as Hearing)).draft;
		expect(first.missing).toContain('Il manque\u00a0: mise à l’épreuve');
		const { draft, find } = draftOf(atHearing(wideCase(), kinds[1] as Hearing));
		const work = find('travail-interet-general');
		if (!work) throw new Error('the table has lost community work');
		draft.add(work);
		expect(draft.missing).toContain('accord');
		const [line] = draft.lines;
		if (line) line.agreed = true;
		expect(draft.missing).toContain('raison');
		if (line) line.reason = 'reparer';
		expect(draft.missing).toBe(null);
		expect(draft.chosen).toEqual([{ id: work.id, quantity: 70, reason: 'reparer', agreed: true }]);
	});

	it('begins again from what was proposed', () => {
		for (const [kind, chosen] of [
			[kinds[0], provisional],
			[kinds[1], educational]
		] as const) {
			const offers = offersFor(atHearing(wideCase(), kind as Hearing), charges);
			const draft = new Draft(() => offers, chosen);
			expect(draft.missing).toBe(null);
			expect(draft.chosen).toEqual(chosen);
		}
	});

	it('is told in words that are said', () => {
		expect(quantityWords('heures', 70)).toBe('70\u00a0heures');
		expect(quantityWords('jours', 1)).toBe('1\u00a0jour');
		expect(boundsWords({ unit: 'heures', least: 20, most: 400, step: 5, first: 70 })).toBe(
			'de 20 à 400\u00a0heures'
		);
		expect(groups.flatMap(({ natures }) => natures)).not.toContain('prison');
	});
});
