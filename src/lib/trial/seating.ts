/** The commands on places. Rules [S]. */
import * as v from 'valibot';
import { roles, type SeatId, type Side } from '../casefile/casefile.ts';
import { adults, findSeat, isJudge, type Holder, type Party } from './actor.ts';
import { command, first, holderId, nothing, seatId } from './command.ts';
import { openRoom } from './door.ts';
import type { Fact } from './event.ts';
import type { Refusal } from './refusal.ts';
import { hasBegun, type Reads } from './script.ts';
import { benchOf, holdersOf, isOpen, isSeated, placesOf, seatsOf } from './seats.ts';

/** Tablets that may wait without a seat: a whole class and its adults. */
const mostWaiting = 40;
const tablets: Party[] = ['tablet', ...roles];
const onSeat = v.strictObject({ seat: seatId });
const held = v.strictObject({ seat: seatId, holder: holderId });

/** Chosen on a tablet; the whole bench comes with it. Some places wait for an adult's yes. */
export const takeSeat = command({
	input: onSeat,
	by: tablets,
	when: (reads: Reads, actor) =>
		first(
			openRoom(reads),
			reads.door.locked ? 'door-locked' : null,
			hasBegun(reads) && isSeated(reads, actor.holder) ? 'seats-fixed' : null
		),
	then: (reads, { seat }, { actor: { holder } }) => {
		const refusal = refuseHolding(reads, seat, holder);
		if (refusal) return refusal;
		if (needsYes(reads, seat, holder)) return ask(reads, seat, holder);
		const bench = benchOf(reads.seats, seat).filter((id) => {
			const holders = holdersOf(reads.seats, id);
			const free = holders.length === 0 && !findSeat(reads.file, id)?.confirmed;
			return id === seat || holders.includes(holder) || free;
		});
		return [...leaveOthers(reads, holder, bench), ...take(reads, bench, holder)];
	}
});

/** The person on trial; any place once the hearing has begun; another side than the one already known. */
function needsYes(reads: Reads, id: SeatId, holder: Holder): boolean {
	const seat = findSeat(reads.file, id);
	const known = reads.seats.known[holder] ?? [];
	const rival = seat !== undefined && known.length > 0 && !known.includes(seat.side);
	return Boolean(seat?.confirmed) || hasBegun(reads) || rival;
}

export const leaveSeat = command({
	input: nothing,
	by: roles,
	when: (reads: Reads) => first(openRoom(reads), hasBegun(reads) ? 'seats-fixed' : null),
	then: (_, __, { actor: { seat, holder } }) =>
		seat ? [{ type: 'seatFreed', seat, holder }] : 'not-yours'
});

/** A tablet that comes back from a rival side leaves it; on its own side it holds both seats. */
export const assignSeat = command({
	input: held,
	by: adults,
	when: openRoom,
	then: (reads: Reads, { seat, holder }) => {
		if (!['regie', 'magistrat'].includes(holder) && !reads.seats.admitted.includes(holder))
			return 'tablet-unknown';
		const refusal = refuseHolding(reads, seat, holder);
		if (refusal) return refusal;
		return moveTo(reads, seat, holder);
	}
});

export const freeSeat = command({
	input: held,
	by: adults,
	when: openRoom,
	then: (reads: Reads, { seat, holder }) =>
		holdersOf(reads.seats, seat).includes(holder)
			? [{ type: 'seatFreed', seat, holder }]
			: 'seat-not-held'
});

export const settleAsk = command({
	input: v.strictObject({ seat: seatId, holder: holderId, granted: v.boolean() }),
	by: adults,
	when: openRoom,
	then: (reads: Reads, { seat, holder, granted }) => {
		if (!reads.seats.asks.some((ask) => ask.seat === seat && ask.holder === holder))
			return 'seat-not-asked';
		if (!granted) return [{ type: 'seatRefused', seat, holder }];
		if (!isOpen(reads.seats, seat)) return 'seat-not-open';
		const full = holdersOf(reads.seats, seat).length >= placesOf(reads.seats, seat);
		const gone = full ? holdersOf(reads.seats, seat).slice(-1) : [];
		return [
			...gone.map((holder): Fact => ({ type: 'seatFreed', seat, holder })),
			...moveTo(reads, seat, holder)
		];
	}
});

export const paperSeat = command({
	input: v.strictObject({ seat: seatId, paper: v.boolean() }),
	by: adults,
	when: openRoom,
	then: (reads: Reads, { seat, paper }) => {
		if (!isOpen(reads.seats, seat)) return 'seat-not-open';
		if (reads.seats.paper.includes(seat) === paper) return [];
		const gone = paper ? holdersOf(reads.seats, seat) : [];
		return [
			...gone.map((holder): Fact => ({ type: 'seatFreed', seat, holder })),
			{ type: 'seatPapered', seat, paper }
		];
	}
});

export const revokeCard = command({
	input: onSeat,
	by: adults,
	when: openRoom,
	then: (reads: Reads, { seat }) =>
		findSeat(reads.file, seat) ? [{ type: 'cardRevoked', seat }] : 'seat-unknown'
});

/** Pupils missing, or more than expected: the plan is made again, and nobody seated loses a place. */
export const resizeClass = command({
	input: v.strictObject({
		pupils: v.pipe(v.number(), v.integer(), v.minValue(12), v.maxValue(35)),
		tablets: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(35))
	}),
	by: adults,
	when: openRoom,
	then: (reads: Reads, { pupils, tablets }) => {
		const lost = reads.file.seats.some(
			({ id, opensAt }) =>
				opensAt > pupils &&
				(holdersOf(reads.seats, id).length > 0 || reads.script.members.includes(id))
		);
		return lost ? 'class-too-small' : [{ type: 'classResized', pupils, tablets }];
	}
});

/** Why this browser may not hold this seat, on top of those it has. */
function refuseHolding(reads: Reads, seat: SeatId, holder: Holder): Refusal | null {
	if (!findSeat(reads.file, seat)) return 'seat-unknown';
	if (!isOpen(reads.seats, seat)) return 'seat-not-open';
	const holders = holdersOf(reads.seats, seat);
	return holders.includes(holder) || holders.length < placesOf(reads.seats, seat)
		? null
		: 'seat-full';
}

const ask = ({ seats }: Reads, seat: SeatId, holder: Holder): Fact[] =>
	seats.asks.some((ask) => ask.seat === seat && ask.holder === holder)
		? []
		: [{ type: 'seatAsked', seat, holder }];

const take = ({ seats }: Reads, bench: readonly SeatId[], holder: Holder): Fact[] =>
	bench
		.filter((seat) => !holdersOf(seats, seat).includes(holder))
		.map((seat) => ({ type: 'seatTaken', seat, holder }));

/** Brings a browser to one more seat: it keeps those of the same side, except in the tribunal, whose voices are secret. */
function moveTo(reads: Reads, seat: SeatId, holder: Holder): Fact[] {
	const side = sideOf(reads, seat);
	const same = seatsOf(reads, holder).filter((id) => sideOf(reads, id) === side);
	const keep = side === 'tribunal' ? [seat] : same;
	return [...leaveOthers(reads, holder, keep), ...take(reads, [seat], holder)];
}

const sideOf = ({ file }: Reads, seat: SeatId): Side | undefined => findSeat(file, seat)?.side;

const leaveOthers = (reads: Reads, holder: Holder, keep: readonly SeatId[]): Fact[] =>
	seatsOf(reads, holder)
		.filter((seat) => !keep.includes(seat))
		.map((seat) => ({ type: 'seatFreed', seat, holder }));

// What the server itself asks, after it has checked a secret: never taken from the wire.

export const admitTablet = command({
	input: v.strictObject({ tablet: holderId }),
	by: ['system'],
	when: (reads: Reads) => first(openRoom(reads), reads.door.locked ? 'door-locked' : null),
	then: (reads, { tablet }) => {
		const { admitted } = reads.seats;
		if (admitted.includes(tablet)) return [];
		const waiting = admitted.filter((it) => seatsOf(reads, it).length === 0);
		return waiting.length < mostWaiting ? [{ type: 'tabletAdmitted', tablet }] : 'room-full';
	}
});

export const replaceTablet = command({
	input: v.strictObject({ tablet: holderId, by: holderId }),
	by: ['system'],
	when: openRoom,
	then: (reads: Reads, { tablet, by }) => {
		if (!reads.seats.admitted.includes(tablet)) return 'tablet-unknown';
		if (by === tablet) return [];
		return [...leaveOthers(reads, by, []), { type: 'tabletReplaced', tablet, by }];
	}
});

export const returnTablet = command({
	input: v.strictObject({ tablet: holderId }),
	by: ['system'],
	when: openRoom,
	then: (reads: Reads, { tablet }) =>
		reads.seats.admitted.includes(tablet) ? [{ type: 'tabletReturned', tablet }] : 'tablet-unknown'
});

/** An adult puts a tablet out of the room: it may come in again while the door is open. */
export const dismissTablet = command({ ...returnTablet, by: adults });

/** A printed card was read: it waits for an adult where the seat is held, needs a yes, or would make a judge or move a seated tablet mid-hearing. */
export const presentCard = command({
	input: held,
	by: ['system'],
	when: openRoom,
	then: (reads: Reads, { seat, holder }) => {
		const admitted: Fact[] = reads.seats.admitted.includes(holder)
			? []
			: [{ type: 'tabletAdmitted', tablet: holder }];
		if (!isOpen(reads.seats, seat)) return 'seat-not-open';
		if (holdersOf(reads.seats, seat).includes(holder)) return admitted;
		const waits =
			holdersOf(reads.seats, seat).length > 0 ||
			findSeat(reads.file, seat)?.confirmed ||
			(hasBegun(reads) && (isJudge(seat) || seatsOf(reads, holder).length > 0));
		const others = reads.seats.asks.filter((it) => it.seat === seat && it.holder !== holder);
		if (waits && others.length >= 3) return 'seat-full';
		return [...admitted, ...(waits ? ask : moveTo)(reads, seat, holder)];
	}
});
