import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { PollId } from '../../src/lib/trial/poll.ts';
import { atHearing } from '../support/sentencing.ts';
import {
	answerAll,
	answers,
	asked,
	avis,
	judge,
	moment,
	polled,
	same,
	sounded,
	tally
} from '../support/opinion.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	regie,
	seated,
	server,
	tablet
} from '../support/trial.ts';
import { wideCase } from '../support/wide-case.ts';

const sanction = atHearing(wideCase(), {
	minors: true,
	decides: ['sanction'],
	age: 15,
	settled: ['recel']
});
const offered = (hearing: ReturnType<typeof hearingAt>) =>
	hearing.sees(regie, 'opinion')?.offers?.map(({ poll }) => poll);
const lawyer = as('avocat/sacha');
const cast = (hearing: typeof polled, seat: SeatId, count: number, batch = 'lot-00001') =>
	hearing.when(
		as(seat),
		'castAnswers',
		same(hearing.trial.opinion.open?.poll ?? avis, 'non', count, batch)
	);

describe('a question put to the class', () => {
	it('[AV1] is the avis of each charge, while the tribunal deliberates and nothing is read', () => {
		const deliberating = hearingAt('delibere');
		expect(offered(deliberating)).toEqual(['avis:complicite', 'avis:recel']);
		for (const actor of [regie, magistrat])
			deliberating.when(actor, 'openPoll', { poll: avis }).then({ type: 'pollOpened', poll: avis });
		for (const poll of ['avis:vol', 'avis::reponse'] as PollId[])
			deliberating.when(regie, 'openPoll', { poll }).refused('poll-unknown');
		deliberating.when(regie, 'openPoll', { poll: moment }).refused('poll-not-now');
		for (const step of ['accueil', 'ouverture', 'decision', 'sortie-de-role', 'debrief'])
			hearingAt(step).when(regie, 'openPoll', { poll: avis }).refused('poll-not-now');
		judge(deliberating)
			.read.at('delibere')
			.when(regie, 'openPoll', { poll: avis })
			.refused('poll-not-now');
		for (const poll of ['avis:', 'barometre:0', 'barometre:4', 'autre', '', null, avis + '\n'])
			expect(() => deliberating.whenever(regie, 'openPoll', { poll }).done()).toThrow();
	});

	it('[AV1] is one question on the answer, where the sanction alone is decided', () => {
		const hearing = given
			.on(sanction, ...seated(28, sanction))
			.at('ouverture')
			.at('delibere');
		expect(offered(hearing)).toEqual(['avis::reponse']);
		const open = hearing.run(regie, 'openPoll', { poll: 'avis::reponse' });
		expect(open.sees(lawyer, 'opinion')?.open).toMatchObject({ kind: 'avis', charge: null });
		hearing.when(regie, 'openPoll', { poll: 'avis:recel' }).refused('poll-unknown');
	});

	it('[AV1] is the baromètre, three moments of the debates in order, and none once they are over', () => {
		let hearing = hearingAt('interrogatoire');
		for (const n of [1, 2, 3] as const) {
			expect(offered(hearing)).toEqual([`barometre:${n}`]);
			if (n < 3)
				hearing
					.when(regie, 'openPoll', { poll: `barometre:${n + 1}` as PollId })
					.refused('poll-not-now');
			const open = hearing.run(regie, 'openPoll', { poll: `barometre:${n}` });
			hearing = answerAll(open, asked(open))
				.when(
					regie,
					'closePoll',
					{ poll: `barometre:${n}`, round: 0 },
					[],
					tally({ oui: everybody })
				)
				.done();
		}
		expect(offered(hearing)).toEqual([]);
		hearing.when(regie, 'openPoll', { poll: 'barometre:3' }).refused('poll-closed');
		hearingAt('ouverture').when(regie, 'openPoll', { poll: moment }).refused('poll-not-now');
		// Seen by mistake, the délibéré bars nothing; begun, it does.
		const back = hearingAt('delibere').at('interrogatoire').at('delibere');
		back.at('interrogatoire').run(regie, 'openPoll', { poll: moment });
		for (const begun of [
			back.run(regie, 'openBallot', { charge: 'recel' }),
			back.run(regie, 'declareOutcome', { charge: 'recel', outcome: 'relaxe' }),
			judge(back).read
		])
			begun.at('interrogatoire').when(regie, 'openPoll', { poll: moment }).refused('poll-not-now');
	});

	const everybody = asked(sounded).reduce(
		(all, seat) => all + (sounded.trial.opinion.open?.places[seat] ?? 0),
		0
	);

	it('[AV2] is alone, and never put again once it has a result', () => {
		polled.when(regie, 'openPoll', { poll: 'avis:recel' }).refused('poll-open');
		const few = cast(polled, 'procureur/p', 1).done();
		const closed = few
			.when(regie, 'closePoll', { poll: avis, round: 0 }, [], tally({ non: 1 }))
			.then({ type: 'pollClosed', poll: avis, result: null });
		expect(offered(closed)).toEqual(['avis:complicite', 'avis:recel']);
		const again = closed.run(regie, 'openPoll', { poll: avis });
		expect(again.trial.opinion).toMatchObject({ answered: {}, over: [] });
		const told = answerAll(again, asked(again))
			.when(regie, 'closePoll', { poll: avis, round: 0 }, [], tally({ oui: everybody }))
			.done();
		told.when(regie, 'openPoll', { poll: avis }).refused('poll-closed');
		told
			.when(regie, 'declarePoll', { poll: avis, totals: { oui: 5, non: 5 } })
			.refused('poll-closed');
		expect(offered(told)).toEqual(['avis:recel']);
	});

	it('[AV3] is answered by pupils at a tablet who do not judge and are in the room', () => {
		const one = answers(avis, ['oui']);
		for (const seat of ['juge/president', 'assesseur/premier'] as const)
			polled.when(as(seat), 'castAnswers', one).refused('not-yours');
		for (const actor of [regie, magistrat, server, tablet('alone')])
			polled.when(actor, 'castAnswers', one).refused('not-yours');
		polled.when(as('temoin/t'), 'castAnswers', one).refused('witness-outside');
		polled.run(regie, 'callWitness', { seat: 'temoin/t' }).run(as('temoin/t'), 'castAnswers', one);
		// Whose tablet is shared with a witness outside waits with them.
		const shared = polled
			.run(regie, 'callWitness', { seat: 'temoin/t' })
			.run(regie, 'freeSeat', { seat: 'temoin/u', holder: 't-temoin/u' })
			.run(regie, 'assignSeat', { seat: 'temoin/u', holder: 't-temoin/t' });
		shared.when(as('temoin/t'), 'castAnswers', one).refused('witness-outside');
		const seated = polled.run(regie, 'freeSeat', {
			seat: 'greffier/g',
			holder: 't-greffier/g'
		});
		seated
			.run(regie, 'assignSeat', { seat: 'greffier/g', holder: 'regie' })
			.when({ ...regie, seat: 'greffier/g' }, 'castAnswers', one)
			.refused('answers-too-many');
		const judging = polled
			.run(regie, 'freeSeat', { seat: 'greffier/g', holder: 't-greffier/g' })
			.and({ type: 'seatTaken', seat: 'greffier/g', holder: 't-juge/president' });
		judging
			.when(as('greffier/g', 't-juge/president'), 'castAnswers', one)
			.refused('answers-too-many');
		expect(judging.sees(as('greffier/g', 't-juge/president'), 'opinion')).toBe(null);
		expect(Object.keys(polled.trial.opinion.open?.places ?? {}).join()).not.toMatch(
			/juge|assesseur/
		);
	});

	it('[AV3] has the answers of its kind, under the name that is open', () => {
		cast(polled, 'avocat/sacha', 1).done();
		for (const bad of [[], ['nsp'], ['oui', 'peut-etre'], 'oui', null, Array(41).fill('oui')])
			polled
				.whenever(lawyer, 'castAnswers', { poll: avis, batch: 'lot-00001', answers: bad })
				.refused('malformed');
		sounded.run(lawyer, 'castAnswers', answers(moment, ['nsp']));
		polled.when(lawyer, 'castAnswers', answers('avis:recel', ['oui'])).refused('poll-not-open');
		hearingAt('delibere')
			.when(lawyer, 'castAnswers', answers(avis, ['oui']))
			.refused('poll-not-open');
	});

	it('[AV5] is final: what was answered stays, whatever becomes of the tablet, and a batch counts once', () => {
		const one = cast(polled, 'huissier/h', 2).done();
		const after = [
			one.run(regie, 'freeSeat', { seat: 'huissier/h', holder: 't-huissier/h' }),
			one.run(server, 'returnTablet', { tablet: 't-huissier/h' }),
			one.run(server, 'replaceTablet', { tablet: 't-huissier/h', by: 'new' })
		];
		for (const hearing of after)
			expect(hearing.trial.opinion.answered).toEqual({ 'huissier/h': 2 });
		const batch = answers(avis, ['non', 'non']);
		one.when(as('huissier/h'), 'castAnswers', batch, [], tally({ non: 2 }, batch.batch)).then();
	});

	it('[AV6] {P17} leaves in the record how many answered for a seat, and nothing of what', () => {
		const closed = answerAll(polled, asked(polled));
		for (const event of closed.events) {
			if (event.type !== 'pollAnswered') continue;
			expect(Object.keys(event).sort()).toEqual(['at', 'count', 'poll', 'seat', 'type']);
		}
		expect(JSON.stringify(closed.events)).not.toMatch(/"(oui|non|nsp)"/);
		expect(JSON.stringify(closed.trial.opinion)).not.toMatch(/"(oui|non|nsp)"/);
	});
});
