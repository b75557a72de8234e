import { describe, expect, it } from 'vitest';
import { cast, charge, complete, deliberating, judges, open, urn } from '../support/ballot.ts';
import { as, hearingAt, magistrat, regie, server } from '../support/trial.ts';

describe('a ballot whose members or tablets change', () => {
	it('[B12] is not answered by a member excused before it, and excuses nobody while it is open', () => {
		const seat = 'assesseur/second';
		const excused = deliberating
			.when(regie, 'excuseMember', { seat })
			.then({ type: 'memberExcused', seat });
		excused.when(regie, 'excuseMember', { seat }).refused('member-absent');
		const asked = excused.run(regie, 'openBallot', { charge });
		asked.when(as(seat), 'castSlip', { charge, choice: 'relaxe' }).refused('member-absent');
		expect(asked.sees(as(seat), 'ballot')).toBe(null);
		for (const hearing of [open, cast(open, seat), asked])
			hearing.when(magistrat, 'excuseMember', { seat }).refused('ballot-open');
		expect(open.may(regie)).not.toContain('excuseMember');
		deliberating.when(as('juge/president'), 'excuseMember', { seat }).refused('not-yours');
	});

	it('[B13] is answered again by a member an adult brought back before it', () => {
		const seat = 'assesseur/second';
		const excused = deliberating.run(regie, 'excuseMember', { seat });
		const back = excused
			.when(magistrat, 'restoreMember', { seat })
			.then({ type: 'memberRestored', seat });
		back.when(magistrat, 'restoreMember', { seat }).then();
		cast(back.run(regie, 'openBallot', { charge }), ...judges)
			.when(regie, 'closeBallot', { charge }, urn)
			.done();
		excused
			.run(regie, 'openBallot', { charge })
			.when(regie, 'restoreMember', { seat })
			.refused('ballot-open');
		for (const stranger of ['juge/nobody', 'procureur/p'] as const)
			deliberating.when(regie, 'restoreMember', { seat: stranger }).refused('seat-unknown');
		hearingAt('dossier').when(regie, 'restoreMember', { seat }).refused('hearing-not-begun');
	});

	it('[B15] survives the loss of an assesseur’s tablet', () => {
		const seat = 'assesseur/second';
		const two = cast(open, 'juge/president', 'assesseur/premier');
		const replaced = two.run(server, 'replaceTablet', { tablet: `t-${seat}`, by: 'n' });
		replaced.when(as(seat), 'castSlip', { charge, choice: 'relaxe' }).refused('not-yours');
		const answered = replaced
			.when(as(seat, 'n'), 'castSlip', { charge, choice: 'relaxe' })
			.then({ type: 'seatAnswered', charge, seat });
		answered.when(regie, 'closeBallot', { charge }, urn).done();
		two.when(regie, 'closeBallot', { charge }, ['relaxe', 'relaxe']).refused('slips-awaited');
		two.when(regie, 'declareOutcome', { charge, outcome: 'relaxe' }).done();
	});

	it('[B19] loses the slip of a seat that is freed or whose tablet is out, and no other', () => {
		const seat = 'assesseur/second';
		const holder = `t-${seat}`;
		const gone = [
			complete.run(regie, 'freeSeat', { seat, holder }),
			complete.run(server, 'returnTablet', { tablet: holder }),
			complete.run(regie, 'dismissTablet', { tablet: holder }),
			complete.run(regie, 'paperSeat', { seat, paper: true })
		];
		for (const left of gone) {
			expect(left.trial.ballot.answered).toEqual(['assesseur/premier', 'juge/president']);
			left.when(regie, 'closeBallot', { charge }, urn).refused('slips-awaited');
			const other = left
				.run(server, 'presentCard', { seat, holder: 'n' })
				.run(regie, 'settleAsk', { seat, holder: 'n', granted: true });
			other
				.when(as(seat, 'n'), 'castSlip', { charge, choice: 'relaxe' })
				.then({ type: 'seatAnswered', charge, seat })
				.when(regie, 'closeBallot', { charge }, urn)
				.done();
		}
		const elsewhere = [
			complete.run(server, 'replaceTablet', { tablet: holder, by: 'n' }),
			complete.run(regie, 'dismissTablet', { tablet: 't-procureur/p' }),
			complete.run(regie, 'freeSeat', { seat: 'greffier/g', holder: 't-greffier/g' }),
			cast(open, 'juge/president', 'assesseur/premier')
		];
		for (const kept of elsewhere.slice(0, 3)) expect(kept.trial.ballot).toBe(complete.trial.ballot);
		const [, , , two] = elsewhere;
		expect(two?.run(regie, 'freeSeat', { seat, holder }).trial.ballot).toBe(two?.trial.ballot);
	});

	it('[B20] is neither put nor closed by a président who was excused', () => {
		const seat = 'juge/president';
		const excused = deliberating.run(regie, 'excuseMember', { seat });
		excused.when(as(seat), 'openBallot', { charge }).refused('member-absent');
		const asked = excused.run(magistrat, 'openBallot', { charge });
		cast(asked, 'assesseur/premier', 'assesseur/second')
			.when(as(seat), 'closeBallot', { charge }, ['relaxe', 'relaxe'])
			.refused('member-absent');
	});
});
