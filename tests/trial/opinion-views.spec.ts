import { describe, expect, it } from 'vitest';
import type { Actor, Audience } from '../../src/lib/trial/actor.ts';
import { fold } from '../../src/lib/trial/trial.ts';
import { audienceOf, view } from '../../src/lib/trial/view.ts';
import {
	answerAll,
	asked,
	avis,
	judge,
	moment,
	polled,
	same,
	sounded,
	tally
} from '../support/opinion.ts';
import { as, magistrat, regie, screen, tablet, type Hearing } from '../support/trial.ts';

const judges = (['juge/president', 'assesseur/premier', 'assesseur/second'] as const).map((it) =>
	as(it)
);
const lawyer = as('avocat/sacha');
const described = { poll: avis, kind: 'avis', charge: 'complicite', moment: null };

/** Every pupil answers « oui », and the question is closed. */
function close(hearing: Hearing): Hearing {
	const { poll = avis } = hearing.trial.opinion.open ?? {};
	const full = answerAll(hearing, asked(hearing));
	const count = Object.values(full.trial.opinion.answered).reduce((all, it) => all + it, 0);
	return full.when(regie, 'closePoll', { poll, round: 0 }, [], tally({ oui: count })).done();
}

describe('who sees the class’s own voice', () => {
	it('[AV12] adults see the question and how many answered, a tablet its own places', () => {
		const one = polled.run(lawyer, 'castAnswers', same(avis, 'non', 1));
		for (const adult of [regie, magistrat])
			expect(one.sees(adult, 'opinion')).toEqual({
				open: {
					...described,
					answers: ['oui', 'non'],
					fewest: 5,
					round: 0,
					progress: { answered: 1, expected: 22 }
				},
				results: [],
				offers: [],
				over: []
			});
		expect(one.sees(lawyer, 'opinion')).toEqual({
			open: { ...described, answers: ['oui', 'non'], round: 0, mine: { places: 2, left: 1 } },
			results: []
		});
		expect(one.sees(as('greffier/g'), 'opinion')).toEqual(polled.sees(as('greffier/g'), 'opinion'));
		for (const actor of [screen, tablet('alone'), as('temoin/t'), ...judges])
			expect(one.sees(actor, 'opinion')).toBe(null);
	});

	it('[AV12] expects the pupils of the tablets that are asked, and names none of them', () => {
		const expected = (hearing: Hearing) => hearing.sees(regie, 'opinion')?.open;
		expect(expected(polled.run(regie, 'callWitness', { seat: 'temoin/t' }))).toMatchObject({
			progress: { answered: 0, expected: 24 }
		});
		const paper = polled.run(regie, 'paperSeat', { seat: 'greffier/g', paper: true });
		expect(expected(paper)).toMatchObject({ progress: { answered: 0, expected: 20 } });
		const told = JSON.stringify(polled.sees(regie, 'opinion'));
		expect(told).not.toMatch(/avocat|greffier|public/);
	});

	it('[AV13] {P19} whoever judges, and the screen, is told not a byte of it before it is told to all', () => {
		const hearings = [
			polled,
			polled.run(lawyer, 'castAnswers', same(avis, 'non', 1)),
			close(polled),
			polled.when(regie, 'declarePoll', { poll: avis, totals: { oui: 9, non: 3 } }).done(),
			sounded,
			close(sounded),
			close(sounded).at('delibere'),
			judge(close(sounded)).read
		];
		for (const hearing of hearings) {
			const silent = hearing.events.filter(({ type }) => !type.startsWith('poll'));
			expect(silent.length).toBeLessThan(hearing.events.length);
			const without = fold(hearing.trial.file, silent);
			for (const { office, holder } of [screen, ...judges]) {
				const who = audienceOf(hearing.trial, office as Audience['office'], holder);
				expect(JSON.stringify(view(hearing.trial, who))).toBe(JSON.stringify(view(without, who)));
			}
		}
	});

	it('[AV14] the avis is told to all once the decision is read and roles are left, and stays', () => {
		const closed = close(polled);
		const result = {
			...described,
			step: 'delibere',
			paper: false,
			shares: { oui: 10, non: 0 },
			of: 10,
			atLeast: 20
		};
		const everybody: Actor[] = [regie, magistrat, screen, lawyer, ...judges, as('public/p')];
		const { read, left, debrief } = judge(closed);
		for (const hearing of [closed, closed.at('sortie-de-role'), read])
			for (const actor of everybody)
				expect(hearing.sees(actor, 'opinion')?.results ?? []).toEqual([]);
		for (const hearing of [left, debrief, debrief.at('ressources')])
			for (const actor of everybody)
				expect(hearing.sees(actor, 'opinion')).toMatchObject({ open: null, results: [result] });
		expect(left.at('delibere').sees(screen, 'opinion')?.results).toEqual([result]);
		// Roles left by mistake tell nothing, then or when the decision is read.
		const back = judge(closed.at('sortie-de-role').at('debrief').at('delibere'));
		for (const actor of everybody) {
			expect(back.read.sees(actor, 'opinion')?.results ?? []).toEqual([]);
			expect(back.left.sees(actor, 'opinion')?.results).toEqual([result]);
		}
		expect(left.sees(tablet('alone'), 'opinion')).toBe(null);
		expect(closed.sees(regie, 'opinion')?.over).toEqual([
			{ ...described, paper: false, told: true }
		]);
	});

	it('[AV14] the baromètre waits for the debrief, one whose answers were too few for ever', () => {
		const few = sounded
			.run(lawyer, 'castAnswers', same(moment, 'nsp', 2))
			.when(regie, 'closePoll', { poll: moment, round: 0 }, [], tally({ nsp: 2 }))
			.done();
		const again = close(
			few.run(regie, 'openPoll', { poll: moment }).at('temoins').at('interrogatoire')
		);
		const { left, debrief } = judge(again);
		expect(left.sees(lawyer, 'opinion')).toBe(null);
		const mistaken = judge(again.at('sortie-de-role').at('debrief'));
		expect(mistaken.left.sees(lawyer, 'opinion')).toBe(null);
		for (const actor of [regie, screen, lawyer, ...judges])
			expect(debrief.sees(actor, 'opinion')?.results).toMatchObject([
				{ poll: moment, kind: 'barometre', charge: null, moment: 1, step: 'interrogatoire' }
			]);
		expect(judge(few).debrief.sees(lawyer, 'opinion')).toBe(null);
		expect(few.sees(regie, 'opinion')?.over).toMatchObject([{ poll: moment, told: false }]);
	});
});
