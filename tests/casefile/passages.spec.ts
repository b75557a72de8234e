import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimalFiles, minimalReference } from '../support/minimal-case.ts';
import { caseOf, changed, findingsOf, told } from './broken.ts';

const passage = (heading: string) => `## ${heading}

> On regarde le plan.

- Qui est où ?
- Que voit-on ?
- Que manque-t-il ?

`;
const withPassage = (heading: string, before: string) =>
	changed('deroule.md', `## ${before}\n`, `${passage(heading)}## ${before}\n`);
const law = minimalReference().procedures.get('minimale')?.steps ?? [];

describe('a passage that a case adds', () => {
	it('[F30] takes its minutes from the step it follows, and is not played in 55', () => {
		const files = withPassage('plan — après temoins, 3 minutes : Le plan des lieux', 'parents');
		const { procedure, script } = caseOf(files);
		const at = procedure.steps.findIndex(({ id }) => id === 'plan');
		const witnesses = law.find(({ id }) => id === 'temoins');
		expect(procedure.steps[at]).toEqual({
			...witnesses,
			id: 'plan',
			title: 'Le plan des lieux',
			minutes: { '110': 3, '55': 0, '2x55': 3 }
		});
		expect(procedure.steps[at - 1]?.minutes).toEqual({ '110': 3, '55': 3, '2x55': 4 });
		expect(script['plan']?.say).toBe('On regarde le plan.');
	});

	it('[F30] leaves the order, the total and the pause as they are, wherever it stands', () => {
		const open = ['ouverture', 'interrogatoire', 'temoins', 'parents', 'educateur'];
		fc.assert(
			fc.property(
				fc.subarray(open, { minLength: 1 }),
				fc.integer({ min: 1, max: 2 }),
				(chosen, times) => {
					let text = minimalFiles().get('deroule.md') ?? '';
					for (const after of chosen) {
						const next = law[law.findIndex(({ id }) => id === after) + 1]?.id ?? '';
						const added = Array.from({ length: times }, (_, n) =>
							passage(`vue-${after}-${n} — après ${after}, 1 minute : Une vue`)
						).join('');
						text = text.replace(`## ${next}\n`, `${added}## ${next}\n`);
					}
					const { procedure } = caseOf(minimalFiles().set('deroule.md', text));
					const names = new Set(law.map(({ id }) => id));
					const kept = procedure.steps.filter(({ id }) => names.has(id));
					expect(kept.map(({ id }) => id)).toEqual(law.map(({ id }) => id));
					for (const format of ['110', '55', '2x55'] as const) {
						const sum = procedure.steps.reduce((total, step) => total + step.minutes[format], 0);
						expect(sum).toBe(format === '55' ? 55 : 110);
					}
					const pause = procedure.steps.findIndex(({ breakAfter }) => breakAfter);
					const before = procedure.steps.slice(0, pause + 1);
					expect(before.reduce((total, step) => total + step.minutes['2x55'], 0)).toBe(55);
					expect(procedure.steps.filter(({ breakAfter }) => breakAfter)).toHaveLength(1);
					expect(Object.keys(caseOf(minimalFiles().set('deroule.md', text)).script)).toEqual(
						procedure.steps.map(({ id }) => id)
					);
				}
			),
			{ numRuns: 20 }
		);
	});

	it.each([
		['plan — après dernier-mot, 1 minute : Le plan', 'delibere', 'passage-mal-place'],
		['plan — après requisitions, 1 minute : Le plan', 'plaidoirie', 'passage-mal-place'],
		['plan — après accueil, 1 minute : Le plan', 't0', 'passage-mal-place'],
		['plan — après temoin, 1 minute : Le plan', 'parents', 'etape-inconnue'],
		['plan — après temoins, 6 minutes : Le plan', 'parents', 'passage-trop-long'],
		['plan — après temoins, 0 minute : Le plan', 'parents', 'passage-trop-long'],
		['ouverture — après temoins, 1 minute : Le plan', 'parents', 'passage-en-double'],
		['plan — après temoins : Le plan', 'parents', 'passage-mal-ecrit'],
		['plan — après temoins, 2 minutes : Le plan', 'educateur', 'etape-mal-placee']
	])('[F30] « %s » before %s: %s', (heading, before, code) => {
		const found = findingsOf(withPassage(heading, before));
		expect(found.map((each) => each.code)).toEqual([code]);
		expect(found.map(told)).toEqual([expect.stringContaining('deroule.md: ')]);
	});

	it('[F17] founds no decision: a piece shown there alone was not debated in 55 minutes', () => {
		const heading = 'plan — après temoins, 2 minutes : Le plan';
		const files = withPassage(heading, 'parents');
		const text = files.get('deroule.md') ?? '';
		const cue = '### greffier/g — montre 4\n\nVoici la pièce 4.\n\n';
		files.set('deroule.md', text.replace('## parents\n', `${cue}## parents\n`));
		files.set('decision.md', (files.get('decision.md') ?? '').replace('[1, 2]', '[1, 4]'));
		expect(findingsOf(files).map(({ code }) => code)).toEqual(['piece-non-debattue']);
	});
});
