/** Who judges: excused and brought back by an adult, or gone with who held the seat. Rules [B]. */
import * as v from 'valibot';
import type { SeatId } from '../casefile/casefile.ts';
import { adults, isJudge } from './actor.ts';
import { isMember, voidIfOn, type Reads } from './ballot.ts';
import { command, first, seatId } from './command.ts';
import { openRoom } from './door.ts';
import type { Fact } from './event.ts';
import { hasBegun, isJudging } from './script.ts';
import { holdersOf, isAdultHeld, isOpen } from './seats.ts';

const onMember = v.strictObject({ seat: seatId });

/** A member who missed a part of the hearing no longer judges. */
export const excuseMember = command({
	input: onMember,
	by: adults,
	when: (reads: Reads) => first(openRoom(reads), reads.ballot.open ? 'ballot-open' : null),
	then: (reads, { seat }) =>
		isMember(reads, seat) ? [{ type: 'memberExcused', seat }] : 'member-absent'
});

export const restoreMember = command({
	input: onMember,
	by: adults,
	when: (reads: Reads) =>
		first(
			openRoom(reads),
			hasBegun(reads) ? null : 'hearing-not-begun',
			reads.ballot.open ? 'ballot-open' : null
		),
	then: (reads, { seat }) => {
		if (!isJudge(seat) || !isOpen(reads.seats, seat)) return 'seat-unknown';
		if (isMember(reads, seat)) return [];
		if (isAdultHeld(reads.seats, seat) && hasAdult(reads, seat)) return 'adult-judges';
		return [{ type: 'memberRestored', seat }];
	}
});

/** Of three voices, who has two reads the third: adults have one at most. */
const hasAdult = ({ seats, script }: Reads, but: SeatId): boolean =>
	script.members.some((seat) => seat !== but && isAdultHeld(seats, seat));

/**
 * What follows from seats that change hands: once the tribunal is at work their member judges no more until an adult says so,
 * and the question under vote is withdrawn; a second adult never judges.
 */
export function followSeats(reads: Reads, facts: readonly Fact[]): Fact[] {
	const left = reads.script.members.filter((seat) => facts.some((it) => leaves(reads, seat, it)));
	const { open } = reads.ballot;
	if (left.length === 0) return [];
	return [
		...(open ? [...voidIfOn(reads, open), { type: 'ballotWithdrawn', charge: open } as const] : []),
		...left.map((seat): Fact => ({ type: 'memberExcused', seat }))
	];
}

function leaves(reads: Reads, member: SeatId, fact: Fact): boolean {
	const isVoting = (isJudging(reads) || reads.ballot.open !== null) && reads.decision.read === 0;
	switch (fact.type) {
		case 'seatFreed':
			return isVoting && fact.seat === member;
		case 'seatTaken': {
			if (fact.seat !== member) return false;
			const isAdult = fact.holder === 'regie' || fact.holder === 'magistrat';
			return isVoting || (isAdult && hasAdult(reads, member));
		}
		case 'tabletReturned':
			return isVoting && holdersOf(reads.seats, member).includes(fact.tablet);
		default:
			return false;
	}
}
