import { describe, expect, it } from 'vitest';
import type { Chosen } from '../../src/lib/casefile/law/measure.ts';
import { proposalId } from '../../src/lib/trial/ballot.ts';
import { writeDecision } from '../../src/lib/trial/decision.ts';
import {
	president,
	onProposal,
	deliberate,
	decide,
	whole,
	guilty,
	settled,
	first,
	proposed,
	adopted
} from '../support/sanction.ts';
import { educational, provisional } from '../support/sentencing.ts';
import { as, magistrat, regie, screen, type Hearing } from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';

describe('the text of what is ordered', () => {
	const text = (hearing: Hearing) => writeDecision(hearing.trial) ?? [];

	it('[SA12] says quantities, reasons and pieces, before the case’s own sentences', () => {
		const founded = adopted.run(regie, 'giveReasons', { ...onProposal, exhibits: ['1'] });
		expect(text(founded).slice(3)).toEqual([
			'Le tribunal ordonne une mesure éducative judiciaire pour une durée de 1\u00a0an. Sa raison : la situation demande un accompagnement dans la durée.',
			'À la mesure éducative judiciaire, il ajoute un module de réparation, pendant 6\u00a0mois. Sa raison : réparer ce qui a été abîmé compte plus que punir.',
			'Réponse fondée sur la pièce 1.',
			...wideCase().decision.ifGuilty,
			wideCase().decision.appeal
		]);
		const prison: Chosen[] = [{ id: 'prison', quantity: 30, reason: 'prison-danger' }];
		const jailed = guilty.run(regie, 'declareMeasures', { measures: prison });
		expect(text(jailed)[3]).toBe(
			'Le tribunal condamne Voix prevenu/sacha à 2\u00a0ans et 6\u00a0mois d’emprisonnement. Sa raison spéciale : les faits ont mis quelqu’un en grave danger.'
		);
	});

	it('[SA12] goes where the case marks its place, and the law’s least fills it at a first hearing', () => {
		const { decision } = wideCase();
		const ifGuilty = ['Avant.', '{mesures}', 'Après.'];
		const file = { ...wideCase(), decision: { ...decision, ifGuilty } };
		const marked = decide(deliberate(file), 'coupable', 'relaxe');
		expect(text(marked).slice(3)).toEqual([
			'Avant.',
			'Le tribunal ouvre une période de mise à l’épreuve éducative, sous le contrôle du juge des enfants. La seconde audience, sur la sanction, est fixée dans 7\u00a0mois.',
			'Il ordonne une mesure éducative judiciaire provisoire, confiée à la protection judiciaire de la jeunesse.',
			'Après.',
			decision.appeal
		]);
		const [opening] = provisional as [Chosen];
		const late = marked.run(regie, 'declareMeasures', { measures: [{ ...opening, quantity: 9 }] });
		expect(text(late)[4]).toContain('fixée dans 9\u00a0mois. Sa raison');
		expect(text(late)).toHaveLength(7);
	});

	it('[SA12] takes the place of the case’s own sentences at a first hearing, and recalls guilt at a second', () => {
		const composed = decide(first, 'coupable', 'relaxe').run(regie, 'declareMeasures', {
			measures: provisional
		});
		expect(text(composed)).toHaveLength(3 + 2 + 1);
		for (const line of wideCase().decision.ifGuilty) expect(text(composed)).not.toContain(line);
		const second = settled.run(regie, 'declareMeasures', { measures: educational });
		expect(text(second)[1]).toBe(
			"Le tribunal a déjà déclaré Voix prevenu/sacha coupable : complicité d'un fait imaginaire."
		);
		expect(text(second).join()).not.toContain("offre d'une chose");
	});

	it('[SA13] is the tribunal’s and the adults’ until it is read, then everybody’s, in simple words', () => {
		const room = [screen, as('prevenu/sacha'), as('procureur/p'), as('greffier/g')];
		for (const hearing of [whole, guilty, proposed, adopted])
			for (const actor of room) {
				expect(hearing.sees(actor, 'sanction')).toBe(null);
				expect(hearing.sees(actor, 'decision')).toEqual(whole.sees(actor, 'decision'));
			}
		expect(whole.sees(president, 'sanction')?.offers).toBe(undefined);
		for (const actor of [regie, magistrat, president, as('assesseur/second')]) {
			const seen = proposed.sees(actor, 'sanction');
			expect(seen).toMatchObject({ question: proposalId, proposal: educational, adopted: false });
			expect(seen?.offers?.map(({ id }) => id)).toContain('travail-interet-general');
			expect(seen?.barred?.map(({ id }) => id)).toContain('jours-amende');
		}
		let read = adopted.at('decision');
		for (const line of text(adopted).keys())
			read = read.run(president, 'readLine', { line: line + 1 });
		for (const actor of room)
			expect(read.sees(actor, 'decision')?.ordered?.map(({ id }) => id)).toEqual([
				'mesure-educative-judiciaire',
				'module-reparation'
			]);
		expect(read.at('sortie-de-role').sees(president, 'sanction')).toBe(null);
	});
});
