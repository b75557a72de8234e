import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Outcome } from '../../src/lib/trial/event.ts';
import { cast, charge, complete, deliberating, judges, open, urn } from '../support/ballot.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	regie,
	screen,
	seated,
	server
} from '../support/trial.ts';

const others: SeatId[] = ['procureur/p', 'avocat/sacha', 'greffier/g', 'observateur/o'];

describe('a ballot', () => {
	it('[B1] is opened in deliberation, on one charge at a time, by an adult or the président', () => {
		for (const actor of [regie, magistrat, as('juge/president')])
			deliberating.when(actor, 'openBallot', { charge }).then({ type: 'ballotOpened', charge });
		open.when(regie, 'openBallot', { charge: 'recel' }).refused('ballot-open');
		deliberating.when(regie, 'openBallot', { charge: 'vol' }).refused('charge-unknown');
		deliberating.when(as('assesseur/premier'), 'openBallot', { charge }).refused('not-yours');
		for (const step of ['dernier-mot', 'decision'])
			hearingAt(step).when(regie, 'openBallot', { charge }).refused('not-deliberating');
	});

	it('[B2] is not opened again once decided', () => {
		const decided = complete.when(regie, 'closeBallot', { charge }, urn).done();
		decided.when(regie, 'openBallot', { charge }).refused('ballot-closed');
		decided.when(regie, 'openBallot', { charge: 'recel' }).done();
	});

	it('[B3] gives one voice to each seat, which may change its mind', () => {
		const once = open
			.when(as('juge/president'), 'castSlip', { charge, choice: 'coupable' })
			.then({ type: 'seatAnswered', charge, seat: 'juge/president' });
		once.when(as('juge/president'), 'castSlip', { charge, choice: 'relaxe' }).then();
		expect(once.trial.ballot.answered).toEqual(['juge/president']);
	});

	it('[B4] takes answers from members alone, on the charge under vote', () => {
		const slip = { charge, choice: 'relaxe' } as const;
		for (const actor of [...others.map((seat) => as(seat)), regie, magistrat, server])
			open.when(actor, 'castSlip', slip).refused('not-yours');
		open
			.when(as('juge/president'), 'castSlip', { ...slip, charge: 'recel' })
			.refused('ballot-not-open');
		deliberating.when(as('juge/president'), 'castSlip', slip).refused('ballot-not-open');
		const late = given(...seated())
			.run(server, 'returnTablet', { tablet: 't-assesseur/second' })
			.at('ouverture')
			.at('delibere')
			.run(regie, 'openBallot', { charge })
			.run(server, 'presentCard', { seat: 'assesseur/second', holder: 'n' })
			.run(regie, 'settleAsk', { seat: 'assesseur/second', holder: 'n', granted: true });
		late.when(as('assesseur/second', 'n'), 'castSlip', slip).refused('member-absent');
	});

	it('[B5] knows two answers and no abstention', () => {
		for (const choice of ['blanc', null, '', undefined, 'non coupable'])
			open.whenever(as('juge/president'), 'castSlip', { charge, choice }).refused('malformed');
	});

	it('[B6] closes once every member has answered, and not before', () => {
		open.when(regie, 'closeBallot', { charge }).refused('slips-awaited');
		const missing = cast(open, 'juge/president', 'assesseur/second');
		missing.when(regie, 'closeBallot', { charge }, ['relaxe', 'relaxe']).refused('slips-awaited');
		expect(missing.may(as('juge/president'))).not.toContain('closeBallot');
		for (const actor of [regie, magistrat, as('juge/president')])
			complete.when(actor, 'closeBallot', { charge }, urn).done();
		complete.when(as('assesseur/premier'), 'closeBallot', { charge }, urn).refused('not-yours');
		complete.when(regie, 'closeBallot', { charge: 'recel' }, urn).refused('ballot-not-open');
		deliberating.when(regie, 'closeBallot', { charge }, urn).refused('ballot-not-open');
	});

	it('[B7] closes with the whole tribunal alone, in odd number', () => {
		const without = (...seats: SeatId[]) =>
			seats
				.reduce((it, seat) => it.run(regie, 'excuseMember', { seat }), deliberating)
				.run(regie, 'openBallot', { charge });
		const pair = cast(without('assesseur/second'), 'juge/president', 'assesseur/premier');
		pair.when(regie, 'closeBallot', { charge }, ['relaxe', 'relaxe']).refused('tribunal-even');
		const alone = cast(without('assesseur/premier', 'assesseur/second'), 'juge/president');
		alone.when(regie, 'closeBallot', { charge }, ['coupable']).refused('tribunal-even');
		without(...judges)
			.when(regie, 'closeBallot', { charge }, [])
			.refused('tribunal-even');
		alone.run(regie, 'declareOutcome', { charge, outcome: 'relaxe' });
		const { file } = deliberating.trial;
		const few = (count: number) => {
			const seats = file.seats.filter(({ id }) => !judges.slice(count).some((it) => it === id));
			const known = new Set<string>(seats.map(({ id }) => id));
			const facts = seated().filter((it) =>
				'seat' in it && it.seat
					? known.has(it.seat)
					: !('tablet' in it) || known.has(it.tablet.slice(2))
			);
			const begun = given
				.on({ ...file, seats }, ...facts)
				.at('ouverture')
				.at('delibere');
			return cast(begun.run(regie, 'openBallot', { charge }), ...judges.slice(0, count));
		};
		few(1).when(regie, 'closeBallot', { charge }, ['coupable']).done();
		few(2).when(regie, 'closeBallot', { charge }, ['relaxe', 'relaxe']).refused('tribunal-even');
	});

	it.each<[Outcome[], Outcome]>([
		[['relaxe', 'relaxe', 'relaxe'], 'relaxe'],
		[['coupable', 'relaxe', 'relaxe'], 'relaxe'],
		[['relaxe', 'coupable', 'coupable'], 'coupable'],
		[['coupable', 'coupable', 'coupable'], 'coupable']
	])('[B8] %j gives %s', (slips, outcome) => {
		const closed = complete.when(as('juge/president'), 'closeBallot', { charge }, slips).done();
		expect(closed.trial.ballot).toMatchObject({ open: null, outcomes: { [charge]: outcome } });
	});

	it('[B9] writes the outcome alone: no voice, no split, no seat', () => {
		const closed = complete
			.when(regie, 'closeBallot', { charge }, ['relaxe', 'coupable', 'relaxe'])
			.then({
				type: 'ballotClosed',
				charge,
				outcome: 'relaxe'
			});
		for (const event of closed.events)
			if ('seat' in event) expect(JSON.stringify(event)).not.toMatch(/coupable|relaxe/);
		const slips = closed.events.filter(({ type }) => type === 'seatAnswered');
		expect(slips.map((it) => Object.keys(it).sort())).toEqual(
			judges.map(() => ['at', 'charge', 'seat', 'type'])
		);
	});

	it('[B10] does not close on an urn that was lost', () => {
		complete.when(regie, 'closeBallot', { charge }, []).refused('slips-lost');
		complete.when(regie, 'closeBallot', { charge }, ['relaxe', 'relaxe']).refused('slips-lost');
	});

	it('[B11] may be declared on paper by an adult, the outcome alone', () => {
		const declared = { type: 'outcomeDeclared', charge, outcome: 'coupable' } as const;
		const paper = cast(open, 'juge/president')
			.when(magistrat, 'declareOutcome', { charge, outcome: 'coupable' })
			.then({ type: 'slipsVoided', charge }, declared);
		expect(paper.trial.ballot).toEqual({
			open: null,
			answered: [],
			round: 1,
			outcomes: { [charge]: 'coupable' },
			paper: [charge]
		});
		deliberating.when(regie, 'declareOutcome', { charge, outcome: 'coupable' }).then(declared);
		hearingAt('decision')
			.when(regie, 'declareOutcome', { charge, outcome: 'coupable' })
			.then(declared);
		open
			.when(regie, 'declareOutcome', { charge: 'vol', outcome: 'relaxe' })
			.refused('charge-unknown');
		open
			.when(as('juge/president'), 'declareOutcome', { charge, outcome: 'relaxe' })
			.refused('not-yours');
		hearingAt('plaidoirie')
			.when(regie, 'declareOutcome', { charge, outcome: 'relaxe' })
			.refused('not-deliberating');
	});

	it('[B14] waits for every slip again after a restart', () => {
		const voided = complete.when(server, 'voidSlips', {}).then({ type: 'slipsVoided', charge });
		expect(voided.trial.ballot).toMatchObject({ open: charge, answered: [] });
		voided.when(regie, 'closeBallot', { charge }, urn).refused('slips-awaited');
		cast(voided, ...judges)
			.when(regie, 'closeBallot', { charge }, urn)
			.done();
		open.when(server, 'voidSlips', {}).then();
		deliberating.when(server, 'voidSlips', {}).refused('ballot-not-open');
		complete.when(regie, 'voidSlips', {}).refused('not-yours');
	});

	it('[B16] is seen by its members and the adults, each their part', () => {
		const one = cast(open, 'assesseur/premier');
		const seen = { open: charge, round: 1, outcomes: {}, paper: [], members: 3, answered: 1 };
		expect(one.sees(as('juge/president'), 'ballot')).toEqual({
			...seen,
			mine: [{ seat: 'juge/president', answered: false }]
		});
		expect(one.sees(as('assesseur/premier'), 'ballot')?.mine).toEqual([
			{ seat: 'assesseur/premier', answered: true }
		]);
		for (const adult of [regie, magistrat])
			expect(one.sees(adult, 'ballot')).toEqual({
				...seen,
				mine: [],
				awaited: ['juge/president', 'assesseur/second']
			});
		const closed = complete.when(regie, 'closeBallot', { charge }, urn).done();
		for (const hearing of [one, complete, closed])
			for (const actor of [screen, ...others.map((seat) => as(seat))])
				expect(hearing.sees(actor, 'ballot')).toBe(null);
	});

	it('[B17] keeps no order of answers', () => {
		const reversed = cast(open, ...judges.toReversed());
		expect(reversed.trial.ballot).toEqual(complete.trial.ballot);
		for (const seat of judges)
			expect(reversed.sees(as(seat), 'ballot')).toEqual(complete.sees(as(seat), 'ballot'));
	});

	it('[B18] is closed by no step', () => {
		const away = cast(open, 'juge/president').at('interrogatoire');
		expect(away.trial.ballot).toMatchObject({ open: charge, answered: ['juge/president'] });
		away
			.when(as('assesseur/premier'), 'castSlip', { charge, choice: 'relaxe' })
			.refused('not-deliberating');
		away.when(regie, 'closeBallot', { charge }).refused('not-deliberating');
		cast(away.at('delibere'), 'assesseur/premier', 'assesseur/second')
			.when(regie, 'closeBallot', { charge }, urn)
			.done();
	});
});
