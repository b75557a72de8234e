import { describe, expect, it } from 'vitest';
import { minimalCase } from '../support/minimal-case.ts';
import { expectOnly, type Variant } from './broken.ts';

const file = 'debrief.md';
const variants: Omit<Variant, 'rule' | 'file'>[] = [
	{
		what: 'a misspelt phase',
		from: '## bascules — 4 minutes',
		to: '## bascule — 4 minutes',
		line: '## bascule',
		says: /rubrique « bascule — 4 minutes » inconnue → écrire « bascules »/,
		code: 'rubrique-inconnue'
	},
	{
		what: 'a phase written twice',
		from: '## bascules — 4 minutes',
		to: '## ressenti — 4 minutes',
		line: '## ressenti — 4',
		says: /rubrique « ressenti » écrite deux fois/,
		code: 'rubrique-en-double'
	},
	{
		what: 'a phase without its minutes',
		from: '## aides — 3 minutes',
		to: '## aides',
		line: '## aides',
		says: /« aides » sans minutes → écrire « ## aides — 4 minutes »/,
		code: 'minutes-du-debrief'
	},
	{
		what: 'a debrief too long',
		from: '## aides — 3 minutes',
		to: '## aides — 9 minutes',
		line: '## ressenti',
		says: /débrief de 31 minutes → en répartir 25/,
		code: 'minutes-du-debrief'
	},
	{
		what: 'a phase in which nobody says anything',
		from: '> Nous en sommes à et-si.',
		to: 'Nous en sommes à et-si.',
		line: '## et-si',
		says: /0 phrases à dire dans « et-si »|texte seul dans « et-si »/,
		code: 'phrase-de-l-adulte'
	},
	{
		what: 'a claim neither true nor false',
		from: '### vrai : « L’affirmation un. »',
		to: '### peut-être : « L’affirmation un. »',
		line: '### peut-être',
		says: /affirmation .* mal écrite → écrire « ### faux : »/,
		code: 'affirmation-mal-ecrite'
	},
	{
		what: 'a claim whose source has no date',
		from: 'Source : Observatoire deux, vérifié le 2026-11-23',
		to: 'Source : Observatoire deux',
		line: '### faux',
		says: /sans source datée → finir par « Source/,
		code: 'affirmation-sans-source'
	},
	{
		what: 'a claim checked on a day that is none',
		from: 'Source : Observatoire deux, vérifié le 2026-11-23',
		to: 'Source : Observatoire deux, vérifié le 2026-02-30',
		line: '### faux',
		says: /sans source datée/,
		code: 'affirmation-sans-source'
	},
	{
		what: 'an axis without a question',
		from: '- 4 : Que dire',
		to: '- 3 : Que dire',
		line: '## axes',
		says: /aucune question pour l'axe 4/,
		code: 'axe-sans-question'
	},
	{
		what: 'a question of no axis',
		from: '- 6 : Que dire',
		to: '- 6 : Encore ?\n- 7 : Que dire',
		line: '- 7 :',
		says: /question « 7 : Que dire .* mal écrite/,
		code: 'question-mal-ecrite'
	}
];

describe('a debrief', () => {
	it('[F31] is read: phases, claims, questions', () => {
		const { debrief } = minimalCase();
		expect(debrief?.phases.map(({ id, minutes }) => `${id} ${minutes}`)).toEqual([
			'ressenti 3',
			'bascules 4',
			'points-de-vue 5',
			'vrai-faux 5',
			'et-si 5',
			'aides 3'
		]);
		expect(debrief?.claims[0]).toMatchObject({
			text: '« L’affirmation un. »',
			truth: true,
			source: 'Observatoire un',
			checkedOn: '2026-11-23'
		});
		expect(debrief?.claims[0]?.answer).toMatch(/^La réponse un\./);
		expect(debrief?.claims.map(({ truth }) => truth)).toEqual([true, false, false]);
		expect(debrief?.questions).toHaveLength(6);
	});

	it.each(
		variants
			.filter(({ what }) => what !== 'a phase in which nobody says anything')
			.map((variant): Variant => ({ ...variant, rule: 'F31', file }))
	)('[$rule] $what: one finding, on its line', expectOnly);
});
