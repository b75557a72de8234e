import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Holder } from '../../src/lib/trial/actor.ts';
import { given, hearingAt, magistrat, opened, regie, server, tablet } from '../support/trial.ts';

const admitted = (tablet: Holder) => ({ type: 'tabletAdmitted', tablet }) as const;
const taken = (seat: SeatId, holder: Holder) => ({ type: 'seatTaken', seat, holder }) as const;
const freed = (seat: SeatId, holder: Holder) => ({ type: 'seatFreed', seat, holder }) as const;
const asked = (seat: SeatId, holder: Holder) => ({ type: 'seatAsked', seat, holder }) as const;
const lobby = given(...opened(), ...['a', 'b', 'c', 'd'].map(admitted));

describe('tablets', () => {
	it('[S16] a replaced one gives its seats and its rank', () => {
		const pair = lobby.and(taken('procureur/p', 'a'), taken('procureur/p', 'b'));
		const replaced = pair
			.when(server, 'replaceTablet', { tablet: 'a', by: 'n' })
			.then({ type: 'tabletReplaced', tablet: 'a', by: 'n' });
		expect(replaced.sees(tablet('n'), 'me').seats).toMatchObject([
			{ seat: 'procureur/p', rank: 1 }
		]);
		expect(replaced.trial.seats.admitted).not.toContain('a');
		replaced.when(tablet('a'), 'takeSeat', { seat: 'huissier/h' }).refused('not-yours');
		replaced.when(server, 'replaceTablet', { tablet: 'a', by: 'm' }).refused('tablet-unknown');
		pair.when(server, 'replaceTablet', { tablet: 'a', by: 'a' }).then();
	});

	it('[S17] a replacing one leaves the seats it had', () => {
		const rivals = lobby.and(taken('procureur/p', 'a'), taken('avocat/sacha', 'b'));
		const replaced = rivals
			.when(server, 'replaceTablet', { tablet: 'a', by: 'b' })
			.then(freed('avocat/sacha', 'b'), { type: 'tabletReplaced', tablet: 'a', by: 'b' });
		expect(replaced.sees(tablet('b'), 'me').seats.map(({ seat }) => seat)).toEqual(['procureur/p']);
		expect(replaced.trial.seats.admitted.filter((id) => id === 'b')).toEqual(['b']);
	});

	it('[S18] one that is given back leaves its seats and its requests', () => {
		const gone = lobby
			.and(taken('procureur/p', 'a'), asked('prevenu/sacha', 'a'))
			.run(server, 'returnTablet', { tablet: 'a' });
		expect(gone.trial.seats).toMatchObject({ holders: { 'procureur/p': [] }, asks: [] });
		expect(gone.trial.seats.admitted).toEqual(['b', 'c', 'd']);
		gone.when(server, 'returnTablet', { tablet: 'a' }).refused('tablet-unknown');
	});

	it('[S26] one that an adult puts out leaves everything, and comes in while the door is open', () => {
		const sat = lobby.and(taken('procureur/p', 'a'), asked('prevenu/sacha', 'a'));
		for (const adult of [regie, magistrat]) {
			const out = sat
				.when(adult, 'dismissTablet', { tablet: 'a' })
				.then({ type: 'tabletReturned', tablet: 'a' });
			expect(out.trial.seats).toMatchObject({ holders: { 'procureur/p': [] }, asks: [] });
			out.when(tablet('a'), 'takeSeat', { seat: 'procureur/p' }).refused('not-yours');
			out.when(adult, 'dismissTablet', { tablet: 'a' }).refused('tablet-unknown');
			out.when(server, 'admitTablet', { tablet: 'a' }).then(admitted('a'));
			out
				.run(regie, 'lockDoor', {})
				.when(server, 'admitTablet', { tablet: 'a' })
				.refused('door-locked');
		}
		sat.when(tablet('b'), 'dismissTablet', { tablet: 'a' }).refused('not-yours');
		hearingAt('delibere').run(regie, 'dismissTablet', { tablet: 't-procureur/p' });
	});

	it('[S27] forty at most wait without a seat', () => {
		const names = Array.from({ length: 40 }, (_, i) => `w${i}`);
		const crowd = given(...opened(), ...names.map(admitted));
		const admit = (hearing = crowd, tablet = 'n') =>
			hearing.when(server, 'admitTablet', { tablet });
		admit().refused('room-full');
		admit(crowd, 'w7').then();
		admit(crowd.run(regie, 'dismissTablet', { tablet: 'w7' })).then(admitted('n'));
		admit(crowd.run(tablet('w7'), 'takeSeat', { seat: 'huissier/h' })).then(admitted('n'));
		crowd
			.when(server, 'presentCard', { seat: 'huissier/h', holder: 'n' })
			.then(admitted('n'), taken('huissier/h', 'n'));
	});
});

describe('printed cards and requests', () => {
	it('[S19] a card seats its bearer where the seat is free, also another day', () => {
		lobby
			.when(server, 'presentCard', { seat: 'huissier/h', holder: 'a' })
			.then(taken('huissier/h', 'a'));
		const nextDay = hearingAt('temoins').run(server, 'returnTablet', { tablet: 't-huissier/h' });
		nextDay
			.when(server, 'presentCard', { seat: 'huissier/h', holder: 'n' })
			.then(admitted('n'), taken('huissier/h', 'n'));
		lobby
			.when(server, 'presentCard', { seat: 'assesseur/second', holder: 'a' })
			.then(taken('assesseur/second', 'a'));
	});

	it('[S20] a card waits for an adult on a held seat; once begun, on a judge’s and on a seated tablet too', () => {
		const begun = hearingAt('temoins');
		begun
			.when(server, 'presentCard', { seat: 'juge/president', holder: 'n' })
			.then(admitted('n'), asked('juge/president', 'n'));
		begun
			.run(regie, 'freeSeat', { seat: 'procureur/p', holder: 't-procureur/p' })
			.when(server, 'presentCard', { seat: 'procureur/p', holder: 't-greffier/g' })
			.then(asked('procureur/p', 't-greffier/g'));
		begun.when(server, 'presentCard', { seat: 'huissier/h', holder: 't-huissier/h' }).then();
		const seat = 'assesseur/second';
		const vacant = begun.run(regie, 'freeSeat', { seat, holder: `t-${seat}` });
		vacant
			.when(server, 'presentCard', { seat, holder: 'n' })
			.then(admitted('n'), asked(seat, 'n'))
			.when(regie, 'settleAsk', { seat, holder: 'n', granted: true })
			.then(taken(seat, 'n'));
	});

	it('[S28] a card leaves three requests at most on its seat', () => {
		const seat = 'juge/president';
		const read = (hearing: typeof lobby, holder: Holder) =>
			hearing.when(server, 'presentCard', { seat, holder });
		const three = ['x', 'y', 'z'].reduce(
			(hearing, holder) => read(hearing, holder).then(admitted(holder), asked(seat, holder)),
			lobby.and(taken(seat, 'a'))
		);
		read(three, 'n').refused('seat-full');
		read(three, 'z').then();
		read(three.run(regie, 'settleAsk', { seat, holder: 'x', granted: false }), 'n').done();
	});

	it('[S21] granted on a full seat, takes the place of the last one in', () => {
		const asking = lobby.and(
			taken('procureur/p', 'a'),
			taken('procureur/p', 'b'),
			asked('procureur/p', 'c')
		);
		const granted = asking
			.when(regie, 'settleAsk', { seat: 'procureur/p', holder: 'c', granted: true })
			.then(freed('procureur/p', 'b'), taken('procureur/p', 'c'));
		expect(granted.sees(tablet('a'), 'me').seats).toMatchObject([{ rank: 1, team: 2 }]);
	});

	it('[S22] is settled once, on an open seat', () => {
		const settle = { seat: 'observateur/o3', holder: 'a', granted: true } as const;
		lobby.when(regie, 'settleAsk', settle).refused('seat-not-asked');
		const asking = lobby.and(asked('observateur/o3', 'a'));
		asking
			.run(regie, 'settleAsk', settle)
			.when(regie, 'settleAsk', settle)
			.refused('seat-not-asked');
		asking
			.run(regie, 'resizeClass', { pupils: 20, tablets: 20 })
			.when(regie, 'settleAsk', settle)
			.refused('seat-not-open');
	});

	it('[S23] revoking a card counts one more generation', () => {
		const card = (hearing = lobby) =>
			hearing.sees(regie, 'seats').places.find(({ seat }) => seat === 'huissier/h')?.card;
		expect(card()).toBe(0);
		const revoked = lobby.run(regie, 'revokeCard', { seat: 'huissier/h' });
		expect(card(revoked.run(magistrat, 'revokeCard', { seat: 'huissier/h' }))).toBe(2);
		lobby.when(regie, 'revokeCard', { seat: 'huissier/z' }).refused('seat-unknown');
	});
});

describe('what is seen of places', () => {
	it('[S24] the first holder speaks, the others prompt', () => {
		const pair = lobby.and(taken('procureur/p', 'b'), taken('procureur/p', 'a'));
		expect(pair.sees(tablet('b'), 'me').seats).toMatchObject([{ rank: 1, team: 2 }]);
		expect(pair.sees(tablet('a'), 'me').seats).toMatchObject([{ rank: 2, team: 2 }]);
	});

	it('[S25] everybody sees the places, adults who holds them', () => {
		const hearing = lobby.and(taken('procureur/p', 'b'), asked('prevenu/sacha', 'a'));
		const place = { seat: 'procureur/p', places: 2, taken: 1, paper: false };
		expect(hearing.sees(tablet('c'), 'seats').places).toContainEqual(place);
		expect(hearing.sees(tablet('c'), 'seats')).not.toHaveProperty('asks');
		const full = hearing.sees(magistrat, 'seats');
		expect(full.places).toContainEqual({ ...place, holders: ['b'], card: 0 });
		expect(full.asks).toEqual([{ seat: 'prevenu/sacha', holder: 'a' }]);
		expect(full.admitted).toEqual(['a', 'b', 'c', 'd']);
	});
});
