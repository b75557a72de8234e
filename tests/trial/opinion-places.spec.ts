import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { avis, polled, same, tally, teams } from '../support/opinion.ts';
import { as, hearingAt, regie, server } from '../support/trial.ts';

const lawyer = as('avocat/sacha');
const cast = (hearing: typeof polled, seat: SeatId, count: number, batch?: string) =>
	hearing.when(as(seat), 'castAnswers', same(avis, 'non', count, batch));

describe('the places of a question put to the class', () => {
	it('[AV4] takes as many answers as a seat has pupils, and one too many counts none', () => {
		for (const seat of teams) {
			const places = polled.trial.seats.plan.places[seat] ?? 0;
			cast(polled, seat, places + 1).refused('answers-too-many');
			const full = cast(polled, seat, places).then({
				type: 'pollAnswered',
				poll: avis,
				seat,
				count: places
			});
			cast(full, seat, 1, 'lot-00002').refused('answers-too-many');
		}
		const [one, two] = [
			cast(polled, 'huissier/h', 1).done(),
			cast(polled, 'huissier/h', 2, 'lot-00002').done()
		];
		expect(one.trial.opinion.answered).toEqual({ 'huissier/h': 1 });
		cast(two, 'huissier/h', 2).refused('answers-too-many');
	});

	it('[AV4] counts the answers of a shared tablet in the places of all its seats', () => {
		const shared = hearingAt('delibere')
			.run(regie, 'freeSeat', { seat: 'prevenu/sacha', holder: 't-prevenu/sacha' })
			.run(regie, 'assignSeat', { seat: 'prevenu/sacha', holder: 't-avocat/sacha' })
			.run(regie, 'openPoll', { poll: avis })
			.run(regie, 'assignSeat', { seat: 'prevenu/sacha', holder: 't-prevenu/sacha' });
		const { places = {} } = shared.trial.opinion.open ?? {};
		const both = (places['avocat/sacha'] ?? 0) + (places['prevenu/sacha'] ?? 0);
		cast(shared, 'avocat/sacha', both + 1).refused('answers-too-many');
		const full = shared.run(
			as('prevenu/sacha', 't-avocat/sacha'),
			'castAnswers',
			same(avis, 'oui', both)
		);
		for (const seat of ['avocat/sacha', 'prevenu/sacha'] as const)
			expect(full.trial.opinion.answered[seat]).toBe(places[seat]);
		// A tablet come since has no pupil of its own there.
		for (const hearing of [shared, full])
			cast(hearing, 'prevenu/sacha', 1, 'lot-00002').refused('answers-too-many');
	});

	it('[AV4] shares the pupils of a seat among its tablets, as they were when the question was put', () => {
		const seat = 'avocat/sacha';
		const put = hearingAt('delibere')
			.run(regie, 'freeSeat', { seat: 'greffier/g', holder: 't-greffier/g' })
			.run(regie, 'assignSeat', { seat, holder: 't-greffier/g' })
			.run(regie, 'openPoll', { poll: avis });
		const other = as(seat, 't-greffier/g');
		const mine = (hearing: typeof put, actor = other) => {
			const open = hearing.sees(actor, 'opinion')?.open;
			return open && 'mine' in open ? open.mine : null;
		};
		for (const actor of [lawyer, other]) {
			expect(mine(put, actor)).toEqual({ places: 1, left: 1 });
			put.when(actor, 'castAnswers', same(avis, 'oui', 2)).refused('answers-too-many');
		}
		// Its pupil has answered: it takes nothing of the other tablet's, whose pupil still may.
		const one = cast(put, seat, 1).done();
		const again = { ...tally({ non: 1 }), given: 1 };
		one
			.when(lawyer, 'castAnswers', same(avis, 'oui', 1, 'lot-00002'), [], again)
			.refused('answers-too-many');
		expect(mine(one)).toEqual({ places: 1, left: 1 });
		const both = one.run(other, 'castAnswers', same(avis, 'oui', 1, 'lot-00003'));
		expect(both.trial.opinion.answered).toEqual({ [seat]: 2 });
		// A tablet that is replaced leaves its share to the other; one that goes, to who stays.
		const replaced = put.run(server, 'replaceTablet', { tablet: 't-greffier/g', by: 'new' });
		expect(mine(replaced, as(seat, 'new'))).toEqual({ places: 1, left: 1 });
		expect(mine(put.run(regie, 'freeSeat', { seat, holder: 't-greffier/g' }), lawyer)).toEqual({
			places: 2,
			left: 2
		});
	});

	it('[AV4] takes the class as it was when the question was put', () => {
		const larger = polled.run(regie, 'resizeClass', { pupils: 35, tablets: 35 });
		expect(larger.trial.seats.plan.places['procureur/p']).toBe(3);
		cast(larger, 'procureur/p', 2).done();
		cast(larger, 'procureur/p', 3).refused('answers-too-many');
		const smaller = polled
			.run(regie, 'freeSeat', { seat: 'observateur/o3', holder: 't-observateur/o3' })
			.run(regie, 'resizeClass', { pupils: 26, tablets: 35 });
		expect(smaller.trial.seats.plan.places['observateur/o2']).toBe(1);
		cast(smaller, 'observateur/o2', 2).done();
	});
});
