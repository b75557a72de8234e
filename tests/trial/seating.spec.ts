import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Holder } from '../../src/lib/trial/actor.ts';
import { benchOf } from '../../src/lib/trial/seats.ts';
import {
	as,
	given,
	hearingAt,
	magistrat,
	opened,
	regie,
	server,
	tablet
} from '../support/trial.ts';

const admitted = (tablet: Holder) => ({ type: 'tabletAdmitted', tablet }) as const;
const taken = (seat: SeatId, holder: Holder) => ({ type: 'seatTaken', seat, holder }) as const;
const freed = (seat: SeatId, holder: Holder) => ({ type: 'seatFreed', seat, holder }) as const;
const asked = (seat: SeatId, holder: Holder) => ({ type: 'seatAsked', seat, holder }) as const;
const lobby = given(...opened(), ...['a', 'b', 'c', 'd'].map(admitted));
const crowded = given(...opened(28, 10), ...['a', 'b', 'c', 'd'].map(admitted));

describe('taking a seat', () => {
	it('[S1] a tablet takes a seat, and the free seats of its bench', () => {
		lobby.when(tablet('a'), 'takeSeat', { seat: 'greffier/g' }).then(taken('greffier/g', 'a'));
		const bench = benchOf(crowded.trial.seats, 'greffier/g');
		expect(bench.length).toBeGreaterThan(1);
		crowded
			.when(tablet('a'), 'takeSeat', { seat: 'greffier/g' })
			.then(...bench.map((seat) => taken(seat, 'a')));
		const [other] = bench.filter((seat) => seat !== 'greffier/g');
		crowded
			.and(taken(other ?? 'huissier/h', 'b'))
			.when(tablet('a'), 'takeSeat', { seat: 'greffier/g' })
			.then(...bench.filter((seat) => seat !== other).map((seat) => taken(seat, 'a')));
	});

	it('[S2] unknown or closed for this class, a seat is refused', () => {
		lobby.when(tablet('a'), 'takeSeat', { seat: 'juge/other' }).refused('seat-unknown');
		lobby.when(regie, 'assignSeat', { seat: 'juge/other', holder: 'a' }).refused('seat-unknown');
		const small = given(...opened(12), admitted('a'));
		small.when(tablet('a'), 'takeSeat', { seat: 'observateur/o2' }).refused('seat-not-open');
		small
			.when(server, 'presentCard', { seat: 'observateur/o2', holder: 'a' })
			.refused('seat-not-open');
	});

	it('[S3] takes as many browsers as its team, then is full', () => {
		const pair = lobby.and(taken('procureur/p', 'a'));
		expect(lobby.trial.seats.plan.places['procureur/p']).toBe(2);
		const full = pair.run(tablet('b'), 'takeSeat', { seat: 'procureur/p' });
		full.when(tablet('c'), 'takeSeat', { seat: 'procureur/p' }).refused('seat-full');
		full.when(regie, 'assignSeat', { seat: 'procureur/p', holder: 'c' }).refused('seat-full');
		lobby
			.and(taken('assesseur/premier', 'a'))
			.when(tablet('b'), 'takeSeat', { seat: 'assesseur/premier' })
			.refused('seat-full');
	});

	it('[S4] before the opening, leaves the former seats, and asks for another side', () => {
		const sat = lobby.and(taken('greffier/g', 'a'));
		sat
			.when(tablet('a'), 'takeSeat', { seat: 'huissier/h' })
			.then(freed('greffier/g', 'a'), taken('huissier/h', 'a'));
		const left = sat.when(as('greffier/g', 'a'), 'leaveSeat', {}).then(freed('greffier/g', 'a'));
		const put = left
			.run(regie, 'dismissTablet', { tablet: 'a' })
			.run(server, 'admitTablet', { tablet: 'a' });
		for (const hearing of [sat, left, put]) {
			const asking = hearing
				.when(tablet('a'), 'takeSeat', { seat: 'procureur/p' })
				.then(asked('procureur/p', 'a'));
			const moved = asking.run(regie, 'settleAsk', {
				seat: 'procureur/p',
				holder: 'a',
				granted: true
			});
			expect(moved.trial.seats.holders).toEqual({
				'greffier/g': [],
				'procureur/p': ['a']
			});
			moved.when(tablet('a'), 'takeSeat', { seat: 'greffier/g' }).done();
			moved
				.when(tablet('a'), 'takeSeat', { seat: 'avocat/sacha' })
				.then(asked('avocat/sacha', 'a'));
		}
		left.when(tablet('a'), 'takeSeat', { seat: 'greffier/g' }).then(taken('greffier/g', 'a'));
		const replaced = sat.run(server, 'replaceTablet', { tablet: 'a', by: 'n' });
		replaced.when(tablet('n'), 'takeSeat', { seat: 'procureur/p' }).then(asked('procureur/p', 'n'));
	});

	it('[S5] taken twice by the same tablet, changes nothing', () => {
		const pair = lobby.and(taken('procureur/p', 'a'), taken('procureur/p', 'b'));
		pair.when(tablet('a'), 'takeSeat', { seat: 'procureur/p' }).then();
		pair.when(regie, 'assignSeat', { seat: 'procureur/p', holder: 'a' }).then();
		const bench = benchOf(crowded.trial.seats, 'greffier/g');
		const sat = crowded.run(tablet('a'), 'takeSeat', { seat: 'greffier/g' });
		for (const seat of bench) sat.when(tablet('a'), 'takeSeat', { seat }).then();
	});

	it('[S6] the place of the person on trial waits for an adult, however it is asked for', () => {
		const seat = 'prevenu/sacha';
		const waiting = lobby.when(tablet('a'), 'takeSeat', { seat }).then(asked(seat, 'a'));
		waiting.when(tablet('a'), 'takeSeat', { seat }).then();
		expect(waiting.sees(tablet('a'), 'seats').asked).toBe(seat);
		expect(waiting.sees(tablet('a'), 'me').seats).toEqual([]);
		const settle = { seat, holder: 'a' } as const;
		waiting.when(regie, 'settleAsk', { ...settle, granted: true }).then(taken(seat, 'a'));
		const refused = waiting.run(magistrat, 'settleAsk', { ...settle, granted: false });
		expect(refused.trial.seats).toMatchObject({ asks: [], holders: {} });
		lobby.when(server, 'presentCard', { seat, holder: 'n' }).then(admitted('n'), asked(seat, 'n'));
		expect(benchOf(crowded.trial.seats, 'avocat/sacha')).toContain(seat);
		const benched = crowded.run(tablet('a'), 'takeSeat', { seat: 'avocat/sacha' });
		expect(benched.sees(tablet('a'), 'me').seats.map((it) => it.seat)).not.toContain(seat);
	});

	it('[S7] an adult may hold a seat, and play the person on trial', () => {
		const seat = 'prevenu/sacha';
		const played = lobby
			.when(regie, 'assignSeat', { seat, holder: 'magistrat' })
			.then(taken(seat, 'magistrat'));
		expect(played.sees(magistrat, 'me').seats).toMatchObject([{ seat, rank: 1 }]);
		const begun = played.at('identite').at('dernier-mot');
		expect(begun.may({ ...magistrat, seat })).toContain('advanceCue');
	});

	it('[S8] once the hearing has begun, a seated tablet stays where it is', () => {
		const begun = hearingAt('ouverture');
		const actor = tablet('t-greffier/g');
		begun.when(actor, 'takeSeat', { seat: 'huissier/h' }).refused('seats-fixed');
		begun.when(as('greffier/g'), 'takeSeat', { seat: 'huissier/h' }).refused('seats-fixed');
		begun.when(as('greffier/g'), 'leaveSeat', {}).refused('seats-fixed');
		expect(hearingAt('dossier').may(as('greffier/g'))).toContain('leaveSeat');
	});

	it('[S9] a late tablet takes a free seat, before the opening', () => {
		for (const step of ['accueil', 'dossier']) {
			const late = hearingAt(step).run(server, 'admitTablet', { tablet: 'late' });
			late
				.when(tablet('late'), 'takeSeat', { seat: 'procureur/p' })
				.then(taken('procureur/p', 'late'));
			late.when(tablet('late'), 'takeSeat', { seat: 'assesseur/second' }).refused('seat-full');
		}
	});

	it.each(['ouverture', 'temoins', 'delibere', 'debrief'])(
		'[S9] from the opening on, a late tablet asks and an adult says yes: at %s',
		(step) => {
			const late = hearingAt(step).run(server, 'admitTablet', { tablet: 'late' });
			const seat = 'procureur/p';
			const asking = late.when(tablet('late'), 'takeSeat', { seat }).then(asked(seat, 'late'));
			expect(asking.sees(tablet('late'), 'me').seats).toEqual([]);
			asking
				.when(magistrat, 'settleAsk', { seat, holder: 'late', granted: true })
				.then(taken(seat, 'late'));
			late.when(tablet('late'), 'takeSeat', { seat: 'assesseur/second' }).refused('seat-full');
		}
	);
});

describe('the adults place', () => {
	it('[S10] any tablet of the room, which keeps its side and leaves another', () => {
		const seated = lobby.and(taken('greffier/g', 'a'));
		seated
			.when(regie, 'assignSeat', { seat: 'huissier/h', holder: 'a' })
			.then(taken('huissier/h', 'a'));
		seated
			.when(magistrat, 'assignSeat', { seat: 'avocat/sacha', holder: 'a' })
			.then(freed('greffier/g', 'a'), taken('avocat/sacha', 'a'));
		seated.when(regie, 'assignSeat', { seat: 'greffier/g', holder: 'z' }).refused('tablet-unknown');
		const begun = hearingAt('temoins');
		begun
			.when(regie, 'assignSeat', { seat: 'procureur/p', holder: 't-greffier/g' })
			.then(freed('greffier/g', 't-greffier/g'), taken('procureur/p', 't-greffier/g'));
	});

	it('[S11] a judge on a tablet that holds nothing else', () => {
		const judge = lobby.and(taken('assesseur/premier', 'a'));
		judge
			.when(regie, 'assignSeat', { seat: 'assesseur/second', holder: 'a' })
			.then(freed('assesseur/premier', 'a'), taken('assesseur/second', 'a'));
		judge
			.when(server, 'presentCard', { seat: 'juge/president', holder: 'a' })
			.then(freed('assesseur/premier', 'a'), taken('juge/president', 'a'));
		judge
			.and(asked('assesseur/second', 'a'))
			.when(regie, 'settleAsk', { seat: 'assesseur/second', holder: 'a', granted: true })
			.then(freed('assesseur/premier', 'a'), taken('assesseur/second', 'a'));
	});

	it('[S12] nobody any more, where they free a seat', () => {
		const pair = lobby.and(taken('procureur/p', 'a'), taken('procureur/p', 'b'));
		const left = pair
			.when(regie, 'freeSeat', { seat: 'procureur/p', holder: 'a' })
			.then(freed('procureur/p', 'a'));
		expect(left.sees(tablet('b'), 'me').seats).toMatchObject([{ seat: 'procureur/p', rank: 1 }]);
		left.when(regie, 'freeSeat', { seat: 'procureur/p', holder: 'a' }).refused('seat-not-held');
	});

	it('[S13] a seat on paper, until a tablet takes it', () => {
		const seat = 'huissier/h';
		const paper = lobby
			.and(taken(seat, 'a'))
			.when(regie, 'paperSeat', { seat, paper: true })
			.then(freed(seat, 'a'), { type: 'seatPapered', seat, paper: true });
		const place = (hearing = paper) =>
			hearing.sees(tablet('b'), 'seats').places.find((it) => it.seat === seat);
		expect(place()).toMatchObject({ paper: true, taken: 0 });
		expect(place(paper.run(tablet('b'), 'takeSeat', { seat }))).toMatchObject({
			paper: false,
			taken: 1
		});
		lobby.when(regie, 'paperSeat', { seat: 'juge/other', paper: true }).refused('seat-not-open');
	});

	it('[S14] a class of another size, moving nobody', () => {
		const byHand = lobby
			.and(taken('observateur/o', 'a'), taken('procureur/p', 'b'))
			.run(regie, 'paperSeat', { seat: 'parent/m', paper: true });
		const smaller = byHand.run(regie, 'resizeClass', { pupils: 20, tablets: 4 });
		expect(smaller.trial.seats.holders).toEqual(byHand.trial.seats.holders);
		expect(smaller.trial.seats.paper).toContain('parent/m');
		expect(smaller.trial.seats.paper).not.toContain('observateur/o');
		expect(smaller.trial.seats.paper.length).toBeGreaterThan(3);
		const larger = smaller.run(regie, 'resizeClass', { pupils: 35, tablets: 35 });
		expect(larger.trial.seats.paper).toEqual(['parent/m']);
		expect(larger.sees(tablet('c'), 'seats').places.map(({ seat }) => seat)).toContain(
			'chronique/c'
		);
	});

	it('[S15] no class so small that a seat in use would close', () => {
		const held = lobby.and(taken('observateur/o3', 'a'));
		held.when(regie, 'resizeClass', { pupils: 27, tablets: 35 }).refused('class-too-small');
		held.run(regie, 'freeSeat', { seat: 'observateur/o3', holder: 'a' }).run(regie, 'resizeClass', {
			pupils: 27,
			tablets: 35
		});
		const { file, seats } = lobby.trial;
		const late = { ...file, seats: file.seats.map((it) => ({ ...it, opensAt: it.opensAt + 1 })) };
		given
			.on(late, ...opened(13), ...seats.admitted.map(admitted))
			.and({ type: 'courtComposed', members: ['juge/president'] })
			.when(regie, 'resizeClass', { pupils: 12, tablets: 35 })
			.refused('class-too-small');
	});
});
