/** Witnesses are out of the room until they are called (CPP 436). Rules [W]. */
import * as v from 'valibot';
import type { SeatId } from '../casefile/casefile.ts';
import { adults, isAdult, isWitness, presiding, type Audience, type Party } from './actor.ts';
import { command, first, seatId } from './command.ts';
import { openRoom } from './door.ts';
import type { Event } from './event.ts';
import { hasReached, haveLeftRoles, type Reads as ScriptReads } from './script.ts';
import { isOpen } from './seats.ts';

export interface Witnesses {
	called: readonly SeatId[];
}

export interface Reads extends ScriptReads {
	witnesses: Witnesses;
	/** Only whether roles were left once the decision was read. */
	opinion: { told: readonly unknown[] };
}

export const noneCalled: Witnesses = { called: [] };

export function evolveWitnesses(witnesses: Witnesses, event: Event): Witnesses {
	switch (event.type) {
		case 'witnessCalled':
			return call(witnesses, event.seat);
		case 'stepEntered':
		case 'cueReached':
			// The régie may move the script to a deposition: whoever deposes is in the room.
			return event.speaker && isWitness(event.speaker) ? call(witnesses, event.speaker) : witnesses;
		case 'witnessSentOut':
			return { called: witnesses.called.filter((seat) => seat !== event.seat) };
		default:
			return witnesses;
	}
}

const call = (witnesses: Witnesses, seat: SeatId): Witnesses =>
	witnesses.called.includes(seat) ? witnesses : { called: [...witnesses.called, seat] };

/** True where this event brings a witness into the room. */
export const letsIn = (witnesses: Witnesses, event: Event): boolean =>
	evolveWitnesses(witnesses, event).called.length > witnesses.called.length;

/** True while this seat waits in the witnesses' room: from the opening until it is called, at most until roles are left. */
export const isOutside = (reads: Reads, seat: SeatId): boolean =>
	isWitness(seat) &&
	hasReached(reads, 'opening') &&
	!haveLeftRoles(reads) &&
	!reads.witnesses.called.includes(seat);

/** True for whoever may follow what is said and shown. A tablet shared with a witness outside stays outside. */
export function isPresent(reads: Reads, audience: Audience): boolean {
	if (isAdult(audience) || audience.office === 'ecran') return true;
	return audience.seats.length > 0 && !audience.seats.some((seat) => isOutside(reads, seat));
}

const ushers: Party[] = [...presiding, 'huissier'];
const input = v.strictObject({ seat: seatId });
const known = ({ seats }: Reads, seat: SeatId) => isWitness(seat) && isOpen(seats, seat);

export const callWitness = command({
	input,
	by: ushers,
	when: (reads: Reads) =>
		first(openRoom(reads), hasReached(reads, 'opening') ? null : 'hearing-not-begun'),
	then: (reads, { seat }) => {
		if (!known(reads, seat)) return 'witness-unknown';
		return reads.witnesses.called.includes(seat) ? [] : [{ type: 'witnessCalled', seat }];
	}
});

export const sendOutWitness = command({
	input,
	by: adults,
	when: openRoom,
	then: (reads: Reads, { seat }) => {
		if (!known(reads, seat)) return 'witness-unknown';
		return reads.witnesses.called.includes(seat) ? [{ type: 'witnessSentOut', seat }] : [];
	}
});

export interface WitnessView {
	/** This browser's own seats that wait outside. */
	outside: SeatId[];
	called?: readonly SeatId[];
	waiting?: SeatId[];
}

/** Who is called: for whoever is in the room; a witness outside only learns that it waits. */
export function viewWitnesses(reads: Reads, audience: Audience): WitnessView {
	const outside = audience.seats.filter((seat) => isOutside(reads, seat));
	if (!isPresent(reads, audience)) return { outside };
	return {
		outside,
		called: reads.witnesses.called,
		waiting: reads.file.seats
			.filter(({ id }) => isOpen(reads.seats, id) && isOutside(reads, id))
			.map(({ id }) => id)
	};
}
