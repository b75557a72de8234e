/** The tribunal's délibéré, charge by charge: one seat one voice, secret, in odd number. Rules [B]. */
import * as v from 'valibot';
import type { ChargeId, SeatId } from '../casefile/casefile.ts';
import { adults, isAdult, isJudge, presiding, type Actor, type Audience } from './actor.ts';
import { chargeId, command, first, nothing, seatId } from './command.ts';
import { openRoom } from './door.ts';
import type { Event, Outcome } from './event.ts';
import type { Reads as EvidenceReads } from './evidence.ts';
import type { Refusal } from './refusal.ts';
import { currentPart, hasBegun, isJudging } from './script.ts';
import { holdersOf, isOpen, type Seats } from './seats.ts';

export interface Ballot {
	/** The charge under vote. Choices are not here: they live in the urn, in memory, until closing. */
	open: ChargeId | null;
	answered: readonly SeatId[];
	outcomes: Readonly<Record<ChargeId, Outcome>>;
}

export interface Reads extends EvidenceReads {
	ballot: Ballot;
	/** Only whether its reading has begun. */
	decision: { read: number };
}

export const undecided: Ballot = { open: null, answered: [], outcomes: {} };

/** `seats` is who held what before this event: a slip leaves with the one who cast it. */
export function evolveBallot(ballot: Ballot, event: Event, seats: Seats): Ballot {
	switch (event.type) {
		case 'ballotOpened':
			return { ...ballot, open: event.charge, answered: [] };
		case 'seatAnswered':
			return { ...ballot, answered: [...ballot.answered, event.seat].sort() };
		case 'seatFreed':
			return dropSlips(ballot, (seat) => seat === event.seat);
		case 'tabletReturned':
			return dropSlips(ballot, (seat) => holdersOf(seats, seat).includes(event.tablet));
		case 'slipsVoided':
			return { ...ballot, answered: [] };
		case 'ballotClosed':
		case 'outcomeDeclared':
			return {
				open: ballot.open === event.charge ? null : ballot.open,
				answered: ballot.open === event.charge ? [] : ballot.answered,
				outcomes: { ...ballot.outcomes, [event.charge]: event.outcome }
			};
		default:
			return ballot;
	}
}

const dropSlips = (ballot: Ballot, left: (seat: SeatId) => boolean): Ballot =>
	ballot.answered.some(left)
		? { ...ballot, answered: ballot.answered.filter((seat) => !left(seat)) }
		: ballot;

const choice = v.picklist(['coupable', 'relaxe']);
const onCharge = v.strictObject({ charge: chargeId });
const known = ({ file }: Reads, id: ChargeId): boolean => file.charges.some((it) => it.id === id);

const deliberating = (reads: Reads): Refusal | null =>
	first(openRoom(reads), currentPart(reads) === 'deliberation' ? null : 'not-deliberating');
/** True for whoever judges: sat when the hearing opened, and followed the whole of it. */
export const isMember = ({ script }: Pick<Reads, 'script'>, seat: SeatId | undefined): boolean =>
	seat !== undefined && script.members.includes(seat);
/** An adult, or a président who judges: one who was excused conducts no vote. */
const presides = (reads: Reads, { seat }: Actor): Refusal | null =>
	!seat || isMember(reads, seat) ? null : 'member-absent';
/** Fewer voices than the tribunal has judges would tell whose they are. */
const isWhole = ({ file, script }: Reads): boolean =>
	script.members.length >= Math.min(3, file.seats.filter(({ id }) => isJudge(id)).length);
const opened = (reads: Reads): Refusal | null =>
	first(deliberating(reads), reads.ballot.open ? null : 'ballot-not-open');

export const openBallot = command({
	input: onCharge,
	by: presiding,
	when: (reads: Reads, actor) =>
		first(deliberating(reads), presides(reads, actor), reads.ballot.open ? 'ballot-open' : null),
	then: (reads, { charge }) => {
		if (!known(reads, charge)) return 'charge-unknown';
		return reads.ballot.outcomes[charge] ? 'ballot-closed' : [{ type: 'ballotOpened', charge }];
	}
});

/** Records that the seat answered; what it answered goes to the urn alone. Changing one's mind records nothing. */
export const castSlip = command({
	input: v.strictObject({ charge: chargeId, choice }),
	by: ['juge', 'assesseur'],
	when: (reads: Reads, { seat }) =>
		first(opened(reads), isMember(reads, seat) ? null : 'member-absent'),
	then: ({ ballot }, { charge }, { actor: { seat } }) => {
		if (ballot.open !== charge || !seat) return 'ballot-not-open';
		return ballot.answered.includes(seat) ? [] : [{ type: 'seatAnswered', charge, seat }];
	}
});

/**
 * The record keeps the outcome alone: of three voices the split says who, as soon as it is unanimous.
 * Refused until every member who followed the whole hearing has answered, in odd number (CPP 592, COJ L121-2).
 */
export const closeBallot = command({
	input: onCharge,
	by: presiding,
	when: (reads: Reads, actor) =>
		first(
			opened(reads),
			presides(reads, actor),
			isWhole(reads) && reads.script.members.length % 2 === 1 ? null : 'tribunal-even',
			reads.script.members.every((seat) => reads.ballot.answered.includes(seat))
				? null
				: 'slips-awaited'
		),
	then: ({ ballot, script }, { charge }, { urn }) => {
		if (ballot.open !== charge) return 'ballot-not-open';
		if (urn?.length !== script.members.length) return 'slips-lost';
		const guilty = urn.filter((slip) => slip === 'coupable').length;
		const outcome: Outcome = guilty * 2 > urn.length ? 'coupable' : 'relaxe';
		return [{ type: 'ballotClosed', charge, outcome }];
	}
});

/** While outcomes and reasons may still change: the tribunal judges, and nothing has been read. */
export const beforeReading = (reads: Reads): Refusal | null =>
	first(
		openRoom(reads),
		isJudging(reads) ? null : 'not-deliberating',
		reads.decision.read > 0 ? 'decision-begun' : null
	);

/** On paper: an adult enters the outcome alone, never the split; slips are voided. Once read, it stands. */
export const declareOutcome = command({
	input: v.strictObject({ charge: chargeId, outcome: choice }),
	by: adults,
	when: beforeReading,
	then: (reads: Reads, { charge, outcome }) => {
		if (!known(reads, charge)) return 'charge-unknown';
		const voided = reads.ballot.open === charge && reads.ballot.answered.length > 0;
		return [
			...(voided ? [{ type: 'slipsVoided', charge } as const] : []),
			{ type: 'outcomeDeclared', charge, outcome }
		];
	}
});

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
		return isMember(reads, seat) ? [] : [{ type: 'memberRestored', seat }];
	}
});

/** The urn was lost with the process: every tablet sends its slip again. */
export const voidSlips = command({
	input: nothing,
	by: ['system'],
	when: (reads: Reads) => first(openRoom(reads), reads.ballot.open ? null : 'ballot-not-open'),
	then: ({ ballot }) =>
		ballot.open && ballot.answered.length > 0 ? [{ type: 'slipsVoided', charge: ballot.open }] : []
});

/** The members see the question, the adults who has answered, the room nothing: « Le tribunal délibère ». */
export function viewBallot(reads: Reads, audience: Audience) {
	const { ballot, script } = reads;
	const mine = audience.seats.filter((seat) => isMember(reads, seat));
	if (mine.length === 0 && !isAdult(audience)) return null;
	return {
		open: ballot.open,
		outcomes: ballot.outcomes,
		members: script.members.length,
		answered: ballot.answered.length,
		mine: mine.map((seat) => ({ seat, answered: ballot.answered.includes(seat) })),
		...(isAdult(audience) && {
			awaited: script.members.filter((seat) => !ballot.answered.includes(seat))
		})
	};
}
