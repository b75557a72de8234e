import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { PollId } from '../../src/lib/trial/poll.ts';
import { avis, judge, moment, polled, same, sounded, tally, teams } from '../support/opinion.ts';
import { as, hearingAt, magistrat, regie, server } from '../support/trial.ts';

const lawyer = as('avocat/sacha');
const cast = (hearing: typeof polled, seat: SeatId, count: number, batch?: string) => {
	const poll = hearing.trial.opinion.open?.poll ?? avis;
	return hearing.when(as(seat), 'castAnswers', same(poll, 'non', count, batch));
};

describe('a question that ends', () => {
	it('[AV9] is closed by no step, and takes no answer until its part comes back', () => {
		const away = cast(polled, 'huissier/h', 1).done().at('interrogatoire');
		cast(away, 'huissier/h', 1, 'lot-00002').refused('poll-not-now');
		cast(away.at('delibere'), 'huissier/h', 1, 'lot-00002').done();
		away.when(regie, 'closePoll', { poll: avis, round: 0 }, [], tally({ non: 1 })).done();
		const late = cast(sounded, 'huissier/h', 1).done().at('delibere');
		cast(late, 'huissier/h', 1, 'lot-00002').refused('poll-not-now');
		cast(late.at('interrogatoire'), 'huissier/h', 1, 'lot-00002').done();
		const begun = late.run(regie, 'openBallot', { charge: 'recel' }).at('interrogatoire');
		cast(begun, 'huissier/h', 1, 'lot-00002').refused('poll-not-now');
		late.when(regie, 'openPoll', { poll: avis }).refused('poll-open');
		late
			.when(regie, 'closePoll', { poll: moment, round: 0 }, [], tally({ non: 1 }))
			.done()
			.run(regie, 'openPoll', { poll: avis });
	});

	it('[AV9] closes on what memory holds, or not at all', () => {
		const one = cast(polled, 'huissier/h', 2).done();
		for (const lost of [undefined, tally(), tally({ non: 1 }), tally({ non: 3 })])
			one.when(regie, 'closePoll', { poll: avis, round: 0 }, [], lost).refused('slips-lost');
		const lost = one.run(server, 'voidPoll', {});
		lost.when(regie, 'closePoll', { poll: avis, round: 0 }).refused('slips-lost');
		lost
			.when(regie, 'closePoll', { poll: avis, round: 1 })
			.then({ type: 'pollClosed', poll: avis, result: null });
		one.when(as('huissier/h'), 'closePoll', { poll: avis, round: 0 }).refused('not-yours');
		one.when(regie, 'closePoll', { poll: moment, round: 0 }).refused('poll-not-open');
		hearingAt('delibere')
			.when(regie, 'closePoll', { poll: avis, round: 0 })
			.refused('poll-not-open');
	});
});

describe('a result that is kept', () => {
	it('[AV2] is changed by no eleventh answer, no other closing and no total', () => {
		const ten = teams.reduce((it, seat) => cast(it, seat, 2).done(), sounded);
		const closed = ten
			.when(regie, 'closePoll', { poll: moment, round: 0 }, [], tally({ non: 10 }))
			.done();
		expect(closed.trial.opinion.over).toMatchObject([{ result: { shares: { non: 2 }, of: 2 } }]);
		const late = same(moment, 'oui', 1);
		closed.when(as('huissier/h'), 'castAnswers', late).refused('poll-not-open');
		closed.when(regie, 'closePoll', { poll: moment, round: 0 }).refused('poll-not-open');
		closed.when(regie, 'openPoll', { poll: moment }).refused('poll-closed');
		const totals = { oui: 11, non: 0, nsp: 0 };
		closed.when(regie, 'declarePoll', { poll: moment, totals }).refused('poll-closed');
		const next = closed.run(regie, 'openPoll', { poll: 'barometre:2' });
		expect(next.trial.opinion.over).toEqual(closed.trial.opinion.over);
	});
});

describe('totals counted on paper', () => {
	const deliberating = hearingAt('delibere');
	const totals = { oui: 9, non: 3 };
	const result = { shares: { oui: 4, non: 1 }, of: 5, atLeast: 10 } as const;

	it('[AV10] are entered by an adult, rounded as the others and told as paper', () => {
		const declared = { type: 'pollDeclared', poll: avis, result } as const;
		const one = deliberating.when(magistrat, 'declarePoll', { poll: avis, totals }).then(declared);
		expect(one.trial.opinion.over).toEqual([{ poll: avis, step: 'delibere', paper: true, result }]);
		cast(polled, 'huissier/h', 1)
			.done()
			.when(regie, 'declarePoll', { poll: avis, totals })
			.then({ type: 'pollVoided', poll: avis }, declared);
		const other = cast(polled, 'huissier/h', 1).done();
		const both = other.when(regie, 'declarePoll', { poll: 'avis:recel', totals }).done();
		expect(both.trial.opinion).toMatchObject({
			open: { poll: avis },
			answered: { 'huissier/h': 1 }
		});
		polled.when(lawyer, 'declarePoll', { poll: avis, totals }).refused('not-yours');
		judge(deliberating).read.when(regie, 'declarePoll', { poll: avis, totals }).then(declared);
	});

	it('[AV10] are no more than the pupils, no fewer than a result needs, and never after roles are left', () => {
		const refuse = (poll: PollId, oui: number, non: number, nsp?: number) =>
			deliberating.when(regie, 'declarePoll', {
				poll,
				totals: { oui, non, ...(nsp !== undefined && { nsp }) }
			});
		refuse(avis, 4, 0).refused('answers-too-few');
		refuse(avis, 20, 20).refused('answers-too-many');
		refuse(avis, 9, 3, 0).refused('malformed');
		refuse(moment, 9, 3).refused('malformed');
		refuse(moment, 5, 3, 1).refused('answers-too-few');
		refuse(moment, 5, 3, 2).done();
		refuse('barometre:2', 5, 3, 2).refused('poll-not-now');
		refuse('avis:vol', 9, 3).refused('poll-unknown');
		for (const totals of [{ oui: -1, non: 9 }, { oui: 1.5, non: 9 }, { oui: 9 }, null])
			deliberating.whenever(regie, 'declarePoll', { poll: avis, totals }).refused('malformed');
		hearingAt('ouverture')
			.when(regie, 'declarePoll', { poll: avis, totals })
			.refused('poll-not-now');
		hearingAt('interrogatoire')
			.when(regie, 'declarePoll', { poll: avis, totals })
			.refused('poll-not-now');
		const passing = deliberating.at('sortie-de-role');
		passing.when(regie, 'declarePoll', { poll: avis, totals }).refused('poll-not-now');
		passing.at('delibere').when(regie, 'declarePoll', { poll: avis, totals }).done();
		const { left } = judge(deliberating);
		left.at('delibere').when(regie, 'declarePoll', { poll: avis, totals }).refused('poll-not-now');
		left.when(regie, 'declarePoll', { poll: avis, totals }).refused('poll-not-now');
	});
});

describe('answers lost with their process', () => {
	it('[AV11] are void: the question stands, and each tablet sends its own again', () => {
		const one = cast(polled, 'huissier/h', 2).done();
		const voided = one.when(server, 'voidPoll', {}).then({ type: 'pollVoided', poll: avis });
		expect(voided.trial.opinion).toMatchObject({ open: { poll: avis, round: 1 }, answered: {} });
		expect(voided.sees(as('huissier/h'), 'opinion')?.open).toMatchObject({ round: 1 });
		cast(voided, 'huissier/h', 2).done();
		polled.when(server, 'voidPoll', {}).then();
		hearingAt('delibere').when(server, 'voidPoll', {}).refused('poll-not-open');
	});
});
