import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Chosen } from '../../src/lib/casefile/law/measure.ts';
import { proposalId } from '../../src/lib/trial/ballot.ts';
import { writeDecision } from '../../src/lib/trial/decision.ts';
import { fold } from '../../src/lib/trial/trial.ts';
import {
	president,
	onProposal,
	deliberate,
	decide,
	vote,
	close,
	yes,
	whole,
	guilty,
	settled,
	first,
	propose,
	proposed,
	adopted,
	tig
} from '../support/sanction.ts';
import { educational, provisional } from '../support/sentencing.ts';
import { as, magistrat, regie, server } from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';

describe('what the tribunal orders', () => {
	it('[SA2] is proposed by adults and the président, once one charge at least is established', () => {
		for (const actor of [regie, magistrat, president])
			propose(guilty, educational, actor).then({ type: 'measuresProposed', measures: educational });
		propose(guilty, educational, as('assesseur/premier')).refused('not-yours');
		propose(whole, educational).refused('outcomes-awaited');
		propose(decide(whole, 'relaxe', 'relaxe'), educational).refused('nobody-guilty');
		propose(decide(whole, 'relaxe', 'coupable'), educational).done();
		propose(guilty.at('dernier-mot'), educational).refused('not-deliberating');
		propose(settled, educational).done();
		const excused = guilty.run(regie, 'excuseMember', { seat: 'juge/president' });
		propose(excused, educational).refused('member-absent');
		const { measures: _, ...without } = wideCase();
		propose(decide(deliberate(without), 'coupable', 'relaxe'), educational).refused('no-measures');
	});

	it('[SA3] is never what the law forbids', () => {
		const mej = educational[0] as Chosen;
		const refused: [Chosen[], string][] = [
			[[], 'measures-missing'],
			[[{ id: 'pilori', reason: 'gravite' }], 'measure-unknown'],
			[[{ id: 'jours-amende', reason: 'moyens' }], 'measure-barred'],
			[[mej, mej], 'measure-repeated'],
			[[{ ...mej, quantity: 61 }], 'quantity-out-of-bounds'],
			[[{ id: mej.id, reason: 'accompagner' }], 'quantity-out-of-bounds'],
			[[{ ...tig, quantity: 19 }], 'quantity-out-of-bounds'],
			[[{ ...tig, quantity: 401 }], 'quantity-out-of-bounds'],
			[[{ id: 'amende', quantity: 7525, reason: 'moyens' }], 'quantity-out-of-bounds'],
			[[{ id: 'amende', quantity: 160, reason: 'moyens' }], 'quantity-out-of-bounds'],
			[[{ id: 'confiscation', quantity: 1, reason: 'objet' }], 'quantity-out-of-bounds'],
			[[{ id: 'module-sante', reason: 'soin' }], 'measure-not-alone'],
			[
				[{ id: 'prison-sursis-probatoire', quantity: 2, reason: 'prison-danger' }],
				'measure-not-alone'
			],
			[[{ id: 'reussite-educative', reason: 'obligations-tenues' }, mej], 'measures-clash'],
			[
				[
					{ id: 'avertissement-judiciaire', reason: 'comprendre' },
					mej,
					{ id: 'module-sante', reason: 'soin' }
				],
				'measures-clash'
			],
			...(['prison', 'prison-avec-sursis'] as const).map((id): [Chosen[], string] => [
				[tig, { id, quantity: 2, reason: 'prison-danger' }],
				'measures-clash'
			]),
			[
				[
					tig,
					{ id: 'prison-sursis-probatoire', quantity: 2, reason: 'prison-danger' },
					{ id: 'suivi-probatoire', quantity: 12, reason: 'prison-danger' }
				],
				'measures-clash'
			]
		];
		for (const [measures, reason] of refused)
			propose(guilty, measures).refused(reason as 'measures-missing');
		propose(guilty, [
			{ id: 'avertissement-judiciaire', reason: 'comprendre' },
			...educational,
			tig
		]).done();
		for (const measures of [null, {}, [{ id: 'x' }], [{ ...tig, agreed: false }], [tig, 7]])
			guilty.whenever(president, 'proposeMeasures', { measures }).refused('malformed');
	});

	it('[SA3] never exceeds what the charges established allow', () => {
		const light = decide(whole, 'relaxe', 'coupable');
		const prison = (quantity: number): Chosen[] => [
			{ id: 'prison-avec-sursis', quantity, reason: 'prison-danger' }
		];
		propose(guilty, prison(60)).done();
		propose(light, prison(30)).done();
		propose(light, prison(31)).refused('quantity-out-of-bounds');
	});

	it('[SA4] says why, and that agreement was given', () => {
		const silent = { id: tig.id, quantity: 70, reason: 'reparer' };
		propose(guilty, [silent]).refused('agreement-awaited');
		propose(guilty, [{ ...tig, reason: 'prison-danger' }]).refused('reason-awaited');
		propose(guilty, [{ ...tig, reason: '' }]).refused('malformed');
		const prison = (reason: string): Chosen[] => [{ id: 'prison', quantity: 3, reason }];
		propose(guilty, prison('gravite')).refused('reason-awaited');
		propose(guilty, prison('prison-echecs')).done();
	});

	it('[SA5] is voted as a whole, in secret, by every member', () => {
		guilty.when(president, 'openBallot', onProposal).refused('measures-awaited');
		const open = proposed
			.when(president, 'openBallot', onProposal)
			.then({ type: 'ballotOpened', charge: proposalId });
		propose(open, educational).refused('ballot-open');
		open
			.when(as('assesseur/premier'), 'castSlip', { ...onProposal, choice: 'coupable' })
			.refused('malformed');
		guilty
			.run(regie, 'declareOutcome', { charge: 'recel', outcome: 'coupable' })
			.when(as('procureur/p'), 'castSlip', { ...onProposal, choice: 'adopter' })
			.refused('not-yours');
		const two = vote(proposed, 'adopter', ['juge/president', 'assesseur/second']);
		close(two, ['adopter', 'adopter']).refused('slips-awaited');
		const all = vote(proposed, 'rejeter');
		close(all, []).refused('slips-lost');
		const closed = close(all, yes).then({
			type: 'ballotClosed',
			charge: proposalId,
			outcome: 'adopter'
		});
		expect(closed.trial.sanction).toMatchObject({ adopted: true, proposal: educational });
		expect(closed.trial.ballot.outcomes).toEqual({ complicite: 'coupable', recel: 'coupable' });
		for (const event of closed.events)
			if ('seat' in event) expect(JSON.stringify(event)).not.toMatch(/adopter|rejeter/);
		const voided = all.run(server, 'voidSlips', {});
		expect(voided.trial.ballot).toMatchObject({ open: proposalId, answered: [] });
	});

	it('[SA6] is proposed again where it was not adopted, and no more where it was', () => {
		const refused = close(vote(proposed, 'rejeter'), ['adopter', 'rejeter', 'rejeter']).done();
		expect(refused.trial.sanction).toMatchObject({ adopted: false, rejected: true });
		refused.when(president, 'openBallot', onProposal).refused('ballot-closed');
		propose(refused, [tig]).done().run(president, 'openBallot', onProposal);
		propose(adopted, [tig]).refused('measures-adopted');
		adopted.when(president, 'openBallot', onProposal).refused('ballot-closed');
	});

	it('[SA7] may be declared on paper by an adult, under the same law', () => {
		const declared = { type: 'measuresDeclared', measures: [tig] } as const;
		const paper = vote(proposed, 'adopter', ['juge/president'])
			.when(regie, 'declareMeasures', { measures: [tig] })
			.then({ type: 'slipsVoided', charge: proposalId }, declared as never);
		expect(paper.trial.ballot).toMatchObject({ open: null, answered: [] });
		expect(paper.trial.sanction).toMatchObject({ adopted: true, proposal: [tig] });
		guilty.when(magistrat, 'declareMeasures', { measures: [tig] }).then(declared as never);
		guilty.at('decision').run(regie, 'declareMeasures', { measures: [tig] });
		guilty.when(president, 'declareMeasures', { measures: [tig] }).refused('not-yours');
		guilty
			.when(regie, 'declareMeasures', { measures: [{ ...tig, quantity: 500 }] })
			.refused('quantity-out-of-bounds');
		whole.when(regie, 'declareMeasures', { measures: [tig] }).refused('outcomes-awaited');
	});

	it('[SA8] falls with the outcome it stood on', () => {
		const change = { charge: 'recel', outcome: 'relaxe' } as const;
		const undone = { proposal: null, adopted: false, rejected: false, paper: false };
		for (const hearing of [proposed, adopted]) {
			const after = hearing.run(regie, 'declareOutcome', change);
			expect(after.trial.sanction).toEqual(undone);
			expect(writeDecision(after.trial)).toBe(null);
		}
		const voting = vote(proposed, 'adopter', ['juge/president']);
		const after = voting
			.when(regie, 'declareOutcome', change)
			.then({ type: 'slipsVoided', charge: proposalId }, { type: 'outcomeDeclared', ...change });
		expect(after.trial.ballot).toMatchObject({ open: null, answered: [] });
		expect(after.trial.sanction).toEqual(undone);
	});

	it('[SA9] is provisional at a first hearing, with its date, and nothing after a relaxe', () => {
		const established = decide(first, 'coupable', 'relaxe');
		propose(established, provisional).done();
		const [opening, education] = provisional as [Chosen, Chosen];
		propose(established, [education]).refused('measure-compulsory');
		for (const quantity of [5, 10])
			propose(established, [{ ...opening, quantity }]).refused('quantity-out-of-bounds');
		for (const id of ['amende', 'travail-interet-general', 'prison', 'stage', 'confiscation'])
			propose(established, [...provisional, { id, quantity: 30, reason: 'gravite' }]).refused(
				'measure-unknown'
			);
		propose(established, [
			...provisional,
			{ id: 'peine-premiere-audience', reason: 'gravite' }
		]).refused('measure-barred');
		propose(decide(first, 'relaxe', 'relaxe'), provisional).refused('nobody-guilty');
	});

	it('[SA10] leaves guilt alone at a hearing on the sanction', () => {
		settled.when(president, 'openBallot', { charge: 'complicite' }).refused('guilt-settled');
		settled
			.when(regie, 'declareOutcome', { charge: 'complicite', outcome: 'relaxe' })
			.refused('guilt-settled');
		settled
			.when(regie, 'giveReasons', { charge: 'complicite', exhibits: ['1'] })
			.refused('guilt-settled');
		settled.run(regie, 'giveReasons', { ...onProposal, exhibits: ['1'] });
		expect(settled.sees(president, 'sanction')).toMatchObject({ settled: true, compulsory: true });
	});

	it('[SA11] is awaited before anything is read, where the hearing decides it', () => {
		for (const hearing of [guilty, proposed, settled])
			hearing.at('decision').when(regie, 'readLine', { line: 1 }).refused('measures-awaited');
		adopted.at('decision').run(president, 'readLine', { line: 1 });
		decide(whole, 'relaxe', 'relaxe').at('decision').run(regie, 'readLine', { line: 1 });
		const { ifGuilty } = wideCase().decision;
		expect(writeDecision(decide(first, 'coupable', 'relaxe').trial)).toEqual(
			expect.arrayContaining(ifGuilty)
		);
	});

	it('[SA14] changes no more once the reading has begun', () => {
		const begun = adopted.at('decision').run(regie, 'readLine', { line: 1 });
		begun.when(regie, 'declareMeasures', { measures: [tig] }).refused('decision-begun');
		const back = begun.at('delibere');
		back.when(regie, 'declareMeasures', { measures: [tig] }).refused('decision-begun');
		const read = decide(first, 'coupable', 'relaxe').at('decision');
		propose(read.run(regie, 'readLine', { line: 1 }).at('delibere'), provisional).refused(
			'decision-begun'
		);
	});

	it('[SA16] a record made before measures existed folds and reads as it did', () => {
		const { measures: _, barred: _b, motives: _m, ...rest } = wideCase();
		const { minors: _o, decides: _d, ...procedure } = rest.procedure;
		const file: CaseFile = { ...rest, procedure };
		const old = decide(deliberate(file), 'coupable', 'relaxe');
		const kept = fold(file, JSON.parse(JSON.stringify(old.events)));
		expect(kept).toEqual(old.trial);
		const lines = writeDecision(kept) ?? [];
		expect(lines.slice(3)).toEqual([...file.decision.ifGuilty, file.decision.appeal]);
		expect(old.sees(president, 'sanction')).toBe(null);
	});
});
