import { describe, expect, it } from 'vitest';
import { cast, charge, complete, deliberating, judges, open, urn } from '../support/ballot.ts';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { adopted, close, guilty, onProposal, propose } from '../support/sanction.ts';
import { educational } from '../support/sentencing.ts';
import { as, hearingAt, magistrat, regie, server, type Hearing } from '../support/trial.ts';

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

	it('[B19] is withdrawn where the seat of a member is freed or its tablet out, and at no other change', () => {
		const seat = 'assesseur/second';
		const holder = `t-${seat}`;
		const gone = [
			complete.run(regie, 'freeSeat', { seat, holder }),
			complete.run(server, 'returnTablet', { tablet: holder }),
			complete.run(regie, 'dismissTablet', { tablet: holder }),
			complete.run(regie, 'paperSeat', { seat, paper: true })
		];
		for (const left of gone) {
			expect(left.trial.ballot).toMatchObject({ open: null, answered: [], outcomes: {} });
			expect(left.trial.script.members).toEqual(['juge/president', 'assesseur/premier']);
			const other = left
				.run(server, 'presentCard', { seat, holder: 'n' })
				.run(regie, 'settleAsk', { seat, holder: 'n', granted: true });
			other
				.run(regie, 'openBallot', { charge })
				.when(as(seat, 'n'), 'castSlip', { charge, choice: 'relaxe' })
				.refused('member-absent');
			const back = other
				.run(regie, 'restoreMember', { seat })
				.run(regie, 'openBallot', { charge })
				.run(as(seat, 'n'), 'castSlip', { charge, choice: 'relaxe' });
			cast(back, 'juge/president', 'assesseur/premier')
				.when(regie, 'closeBallot', { charge }, urn)
				.done();
		}
		const elsewhere = [
			complete.run(server, 'replaceTablet', { tablet: holder, by: 'n' }),
			complete.run(regie, 'dismissTablet', { tablet: 't-procureur/p' }),
			complete.run(regie, 'freeSeat', { seat: 'greffier/g', holder: 't-greffier/g' })
		];
		for (const kept of elsewhere) expect(kept.trial.ballot).toBe(complete.trial.ballot);
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

	it('[B26] refuses the slip of another question of the same name', () => {
		const asked = propose(guilty, educational).done().run(regie, 'openBallot', onProposal);
		const { round } = asked.trial.ballot;
		const no = { ...onProposal, choice: 'rejeter' as const };
		const voted = judges.reduce(
			(it, seat) => it.run(as(seat), 'castSlip', { ...no, round }),
			asked
		);
		const rejected = close(voted, ['rejeter', 'rejeter', 'rejeter']).done();
		const again = propose(rejected, educational).done().run(regie, 'openBallot', onProposal);
		const seen = again.sees(as('assesseur/second'), 'ballot')?.round;
		expect(seen).not.toBe(round);
		for (const seat of judges)
			again.when(as(seat), 'castSlip', { ...no, round }).refused('ballot-not-open');
		const now = again.trial.ballot.round;
		const answered = judges.reduce(
			(it, seat) => it.run(as(seat), 'castSlip', { ...no, round: now }),
			again
		);
		const slips = ['rejeter', 'rejeter', 'rejeter'] as const;
		answered.when(regie, 'closeBallot', { ...onProposal, round }, slips).refused('ballot-not-open');
		answered.when(regie, 'closeBallot', { ...onProposal, round: now }, slips).done();
	});

	it('[B27] has one adult voice at most, whoever changes place', () => {
		const [president, premier, second] = judges;
		const move = (hearing: Hearing, seat: SeatId, holder: string) =>
			hearing
				.run(regie, 'freeSeat', { seat, holder: `t-${seat}` })
				.run(regie, 'assignSeat', { seat, holder });
		const debated = hearingAt('interrogatoire');
		const two = move(move(debated, president, 'magistrat'), premier, 'regie');
		expect(two.trial.script.members).toEqual([president, second]);
		const asked = two.at('delibere');
		asked.when(regie, 'restoreMember', { seat: premier }).refused('adult-judges');
		asked
			.run(regie, 'excuseMember', { seat: president })
			.run(regie, 'restoreMember', { seat: premier });
		const early = move(move(hearingAt('dossier'), president, 'magistrat'), premier, 'regie');
		expect(early.at('ouverture').trial.script.members).toEqual([president, second]);
		// While the question is put, taking two places ends it: what the third said is read by nobody.
		const taken = move(move(complete, president, 'magistrat'), premier, 'regie');
		expect(taken.trial.ballot).toMatchObject({ open: null, answered: [], outcomes: {} });
		expect(taken.trial.script.members).toEqual([second]);
		taken
			.run(regie, 'restoreMember', { seat: president })
			.when(magistrat, 'restoreMember', { seat: premier })
			.refused('adult-judges');
	});

	it('[B28] says which outcomes came from paper, to all who see them', () => {
		const voted = complete.when(regie, 'closeBallot', { charge }, urn).done();
		const corrected = voted.run(regie, 'declareOutcome', { charge, outcome: 'coupable' });
		for (const actor of [regie, magistrat, as('juge/president')]) {
			expect(voted.sees(actor, 'ballot')?.paper).toEqual([]);
			expect(corrected.sees(actor, 'ballot')?.paper).toEqual([charge]);
		}
		const declared = guilty.run(regie, 'declareMeasures', { measures: educational });
		for (const [hearing, paper] of [
			[declared, true],
			[adopted, false]
		] as const)
			expect(hearing.sees(regie, 'sanction')).toMatchObject({ adopted: true, paper });
	});
});
