import { describe, expect, it } from 'vitest';
import { writeDecision } from '../../src/lib/trial/decision.ts';
import type { Outcome } from '../../src/lib/trial/event.ts';
import {
	as,
	hearingAt,
	magistrat,
	minutes,
	regie,
	screen,
	type Hearing
} from '../support/trial.ts';

const shown = hearingAt('interrogatoire')
	.run(regie, 'showExhibit', { exhibit: '2' })
	.run(regie, 'showExhibit', { exhibit: '1' })
	.run(regie, 'showExhibit', { exhibit: '6' })
	.at('delibere');
const decide = (complicite: Outcome, recel: Outcome) =>
	shown
		.run(regie, 'declareOutcome', { charge: 'complicite', outcome: complicite })
		.run(regie, 'declareOutcome', { charge: 'recel', outcome: recel });
const decided = decide('coupable', 'relaxe');
const read = (hearing: Hearing, lines: number) => {
	let it = hearing.at('decision');
	for (let line = 1; line <= lines; line++) it = it.run(regie, 'readLine', { line });
	return it;
};
const count = writeDecision(decided.trial)?.length ?? 0;
const charges = {
	guilty: "Le tribunal déclare Voix prevenu/sacha coupable : complicité d'un fait imaginaire.",
	cleared: "Le tribunal relaxe Voix prevenu/sacha : offre d'une chose imaginaire."
};
const bench = { type: 'floorGiven', seat: 'juge/president', protectedMinutes: 0 } as const;
const appeal = 'Vous pouvez faire appel pendant dix jours.';

describe('the decision', () => {
	it('[J1] is written once every charge has its outcome, and ends with the right to appeal', () => {
		const half = shown.run(regie, 'declareOutcome', { charge: 'recel', outcome: 'relaxe' });
		expect(writeDecision(half.trial)).toBe(null);
		half.at('decision').when(regie, 'readLine', { line: 1 }).refused('outcomes-awaited');
		const opening = 'Le tribunal a délibéré.';
		expect(writeDecision(decided.trial)).toEqual([
			opening,
			charges.guilty,
			charges.cleared,
			'Le tribunal ouvre une mise à l’épreuve éducative. La seconde audience est fixée.',
			appeal
		]);
		const cleared = writeDecision(decide('relaxe', 'relaxe').trial);
		expect(cleared?.slice(-2)).toEqual(["L'affaire s'arrête là.", appeal]);
		expect(cleared?.[1]).toContain('relaxe Voix prevenu/sacha : complicité');
	});

	it('[J2] is founded on debated pieces alone, five at most', () => {
		const give = (exhibits: string[]) => ({ charge: 'complicite', exhibits });
		for (const actor of [regie, magistrat, as('juge/president')])
			decided
				.when(actor, 'giveReasons', give(['6', '1', '6']))
				.then({ type: 'reasonsGiven', charge: 'complicite', exhibits: ['6', '1'] });
		const founded = decided.run(regie, 'giveReasons', give(['6', '1', '2']));
		expect(writeDecision(founded.trial)?.[2]).toBe('Il se fonde sur les pièces 1, 2 et 6.');
		const single = decided.run(regie, 'giveReasons', give(['6']));
		expect(writeDecision(single.trial)?.[2]).toBe('Il se fonde sur la pièce 6.');
		for (const exhibit of ['4', '3', '99'])
			decided.when(regie, 'giveReasons', give(['1', exhibit])).refused('exhibit-not-debated');
		decided.when(regie, 'giveReasons', give(['1', '1', '1', '1', '1', '1'])).refused('malformed');
		decided.when(regie, 'giveReasons', { charge: 'vol', exhibits: [] }).refused('charge-unknown');
		decided.when(as('assesseur/premier'), 'giveReasons', give([])).refused('not-yours');
		hearingAt('temoins').when(regie, 'giveReasons', give([])).refused('not-deliberating');
	});

	it('[J3] is read line by line, each named, in its step', () => {
		decided.when(regie, 'readLine', { line: 1 }).refused('not-decision-step');
		const step = decided.at('decision');
		step.when(regie, 'readLine', { line: 2 }).refused('line-not-now');
		for (const actor of [regie, magistrat, as('juge/president')]) {
			const once = step
				.when(actor, 'readLine', { line: 1 })
				.then(bench, { type: 'lineRead', line: 1 });
			once.when(actor, 'readLine', { line: 1 }).refused('line-not-now');
		}
		step.when(as('greffier/g'), 'readLine', { line: 1 }).refused('not-yours');
		const whole = read(decided, count);
		expect(whole.sees(screen, 'decision')).toMatchObject({ over: true, read: count });
		whole.when(regie, 'readLine', { line: count + 1 }).refused('line-not-now');
		expect(read(decided, count - 1).sees(screen, 'decision')?.over).toBe(false);
	});

	it('[J4] reaches the room line by line, and not before', () => {
		for (const actor of [screen, as('prevenu/sacha'), as('procureur/p'), as('greffier/g')]) {
			expect(decided.sees(actor, 'decision')).toEqual(shown.sees(actor, 'decision'));
			expect(decided.sees(actor, 'decision')).toEqual({
				read: 0,
				over: false,
				lines: null
			});
			expect(read(decided, 2).sees(actor, 'decision')?.lines).toEqual([
				'Le tribunal a délibéré.',
				charges.guilty
			]);
		}
		expect(decided.sees(as('temoin/t'), 'decision')).toBe(null);
	});

	it('[J5] is held by members and adults before it is read', () => {
		for (const actor of [regie, magistrat, as('juge/president'), as('assesseur/second')])
			expect(decided.sees(actor, 'decision')?.lines).toHaveLength(count);
		const excused = decided.run(regie, 'excuseMember', { seat: 'assesseur/second' });
		expect(excused.sees(as('assesseur/second'), 'decision')).toEqual({
			read: 0,
			over: false,
			lines: null
		});
	});

	it('[J6] changes no more once its reading has begun', () => {
		const begun = read(decided, 1);
		begun
			.when(regie, 'declareOutcome', { charge: 'recel', outcome: 'coupable' })
			.refused('decision-begun');
		begun.when(regie, 'giveReasons', { charge: 'recel', exhibits: [] }).refused('decision-begun');
		const back = begun.at('delibere');
		back.when(regie, 'openBallot', { charge: 'recel' }).refused('decision-begun');
		back
			.when(regie, 'declareOutcome', { charge: 'recel', outcome: 'coupable' })
			.refused('decision-begun');
		decided.run(regie, 'declareOutcome', { charge: 'recel', outcome: 'coupable' });
	});

	it('[J9] is read on the tribunal’s time: its first line gives the président the floor', () => {
		const first = { type: 'lineRead', line: 1 } as const;
		const spoken = (hearing: Hearing) => hearing.sees(regie, 'floor')?.spoken;
		const step = decided.at('decision');
		const held = step.run(regie, 'giveFloor', { seat: 'procureur/p' });
		const reading = held.when(regie, 'readLine', { line: 1 }).then(bench, first);
		expect(reading.trial.floor.holder).toBe('juge/president');
		expect(spoken(reading.later(minutes(2)).run(regie, 'takeFloor', {}))).toEqual([
			{ side: 'tribunal', ms: minutes(2) }
		]);
		step
			.run(regie, 'giveFloor', { seat: 'juge/president' })
			.when(regie, 'readLine', { line: 1 })
			.then(first);
		reading
			.run(regie, 'takeFloor', {})
			.when(regie, 'readLine', { line: 2 })
			.then({ type: 'lineRead', line: 2 });
	});
});
