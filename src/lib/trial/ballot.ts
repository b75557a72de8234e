/** The tribunal's délibéré, charge by charge, then what is proposed: one seat one voice, secret, in odd number. Rules [B]. */
import * as v from 'valibot';
import type { ChargeId, SeatId } from '../casefile/casefile.ts';
import { adults, isAdult, isJudge, presiding, type Actor, type Audience } from './actor.ts';
import { chargeId, command, first, nothing } from './command.ts';
import { openRoom } from './door.ts';
import type { BallotId, Choice, Event, Fact, Outcome } from './event.ts';
import type { Reads as EvidenceReads } from './evidence.ts';
import type { Refusal } from './refusal.ts';
import { currentPart, isJudging } from './script.ts';
import { holdersOf, type Seats } from './seats.ts';

export interface Ballot {
	/** The charge under vote, or what is proposed. Choices are not here: they live in the urn, in memory, until closing. */
	open: BallotId | null;
	answered: readonly SeatId[];
	/** Counts the questions put: a slip is for one of them, and no other of the same name. */
	round: number;
	outcomes: Readonly<Record<ChargeId, Outcome>>;
	/** The charges whose outcome an adult entered from paper. */
	paper: readonly ChargeId[];
}

export interface Reads extends EvidenceReads {
	ballot: Ballot;
	/** Only whether its reading has begun. */
	decision: { read: number };
	/** Only whether there is something to vote on. */
	sanction: { proposal: unknown; adopted: boolean; rejected: boolean };
}

/** The ballot on what the président proposes to order: no charge is so named. */
export const proposalId: BallotId = ':mesures';

export const undecided: Ballot = { open: null, answered: [], round: 0, outcomes: {}, paper: [] };

/** `seats` is who held what before this event: a slip leaves with the one who cast it. */
export function evolveBallot(ballot: Ballot, event: Event, seats: Seats): Ballot {
	switch (event.type) {
		case 'ballotOpened':
			return { ...ballot, open: event.charge, answered: [], round: ballot.round + 1 };
		case 'seatAnswered':
			return { ...ballot, answered: [...ballot.answered, event.seat].sort() };
		case 'seatFreed':
			return dropSlips(ballot, (seat) => seat === event.seat);
		case 'tabletReturned':
			return dropSlips(ballot, (seat) => holdersOf(seats, seat).includes(event.tablet));
		case 'slipsVoided':
			return { ...ballot, answered: [] };
		case 'ballotClosed':
			return keep(endVote(ballot, event.charge), event.charge, event.outcome, false);
		case 'outcomeDeclared':
			// What was proposed stood on other outcomes: its vote ends too.
			return keep(
				endVote(endVote(ballot, proposalId), event.charge),
				event.charge,
				event.outcome,
				true
			);
		case 'measuresDeclared':
			return endVote(ballot, proposalId);
		case 'ballotWithdrawn':
			return endVote(ballot, event.charge);
		case 'lineRead':
			// What is read is decided: a question that was still put ends.
			return ballot.open ? endVote(ballot, ballot.open) : ballot;
		default:
			return ballot;
	}
}

const endVote = (ballot: Ballot, on: BallotId): Ballot =>
	ballot.open === on ? { ...ballot, open: null, answered: [] } : ballot;
function keep(ballot: Ballot, charge: ChargeId, outcome: Choice, onPaper: boolean): Ballot {
	if (!isOutcome(outcome)) return ballot;
	const others = ballot.paper.filter((id) => id !== charge);
	const paper = onPaper ? [...others, charge] : others;
	return { ...ballot, outcomes: { ...ballot.outcomes, [charge]: outcome }, paper };
}
const isOutcome = (choice: Choice): choice is Outcome =>
	choice === 'coupable' || choice === 'relaxe';

const dropSlips = (ballot: Ballot, left: (seat: SeatId) => boolean): Ballot =>
	ballot.answered.some(left)
		? { ...ballot, answered: ballot.answered.filter((seat) => !left(seat)) }
		: ballot;

const outcomes = ['coupable', 'relaxe'] as const satisfies Outcome[];
const choices = [...outcomes, 'adopter', 'rejeter'] as const satisfies Choice[];
const onCharge = v.strictObject({ charge: chargeId });
const round = v.pipe(v.number(), v.safeInteger());
const known = ({ file }: Reads, id: ChargeId): boolean => file.charges.some((it) => it.id === id);

/** While something may be put to the tribunal: in its step, and before anything was read. */
export const deliberating = (reads: Reads): Refusal | null =>
	first(
		openRoom(reads),
		currentPart(reads) === 'deliberation' ? null : 'not-deliberating',
		reads.decision.read > 0 ? 'decision-begun' : null
	);
/** True for whoever judges: sat when the hearing opened, and followed the whole of it. */
export const isMember = ({ script }: Pick<Reads, 'script'>, seat: SeatId | undefined): boolean =>
	seat !== undefined && script.members.includes(seat);
/** An adult, or a président who judges: one who was excused conducts no vote. */
export const presides = (reads: Reads, { seat }: Actor): Refusal | null =>
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
		if (charge === proposalId) return openOnProposal(reads);
		if (!known(reads, charge)) return 'charge-unknown';
		if (reads.file.settled) return 'guilt-settled';
		return reads.ballot.outcomes[charge] ? 'ballot-closed' : [{ type: 'ballotOpened', charge }];
	}
});

function openOnProposal({ sanction }: Reads): Refusal | [Fact] {
	if (sanction.proposal === null) return 'measures-awaited';
	if (sanction.adopted || sanction.rejected) return 'ballot-closed';
	return [{ type: 'ballotOpened', charge: proposalId }];
}

/** A slip, with what its page drew for it; or the receipt of one, shown to learn whether it is in the urn. */
const slip = v.union([
	v.strictObject({
		charge: chargeId,
		/** Which question this is for, as `viewBallot` numbers it. */
		round: v.exactOptional(round),
		choice: v.picklist(choices),
		nonce: v.optional(v.pipe(v.string(), v.regex(/^\w{8,40}$/)))
	}),
	v.strictObject({ charge: chargeId, receipt: v.pipe(v.string(), v.maxLength(16)) })
]);

/** Records that the seat answered; what it answered goes to the urn alone. Changing one's mind records nothing. */
export const castSlip = command({
	input: slip,
	by: ['juge', 'assesseur'],
	when: (reads: Reads, { seat }) =>
		first(opened(reads), isMember(reads, seat) ? null : 'member-absent'),
	then: ({ ballot }, { charge, ...told }, { actor: { seat }, receipt }) => {
		if (ballot.open !== charge || !seat) return 'ballot-not-open';
		if ('receipt' in told)
			return ballot.answered.includes(seat) && told.receipt === receipt ? [] : 'slips-lost';
		if ((told.round ?? ballot.round) !== ballot.round) return 'ballot-not-open';
		if (isOutcome(told.choice) === (charge === proposalId)) return 'malformed';
		return ballot.answered.includes(seat) ? [] : [{ type: 'seatAnswered', charge, seat }];
	}
});

/**
 * The record keeps the outcome alone: of three voices the split says who, as soon as it is unanimous.
 * Refused until every member who followed the whole hearing has answered, in odd number (CPP 592, COJ L121-2).
 */
export const closeBallot = command({
	input: v.strictObject({ charge: chargeId, round: v.exactOptional(round) }),
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
	then: ({ ballot, script }, { charge, round = ballot.round }, { urn }) => {
		if (ballot.open !== charge || ballot.round !== round) return 'ballot-not-open';
		if (urn?.length !== script.members.length) return 'slips-lost';
		const [yes, no]: [Choice, Choice] =
			charge === proposalId ? ['adopter', 'rejeter'] : ['coupable', 'relaxe'];
		const outcome = urn.filter((slip) => slip === yes).length * 2 > urn.length ? yes : no;
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
	input: v.strictObject({ charge: chargeId, outcome: v.picklist(outcomes) }),
	by: adults,
	when: (reads: Reads) => first(beforeReading(reads), reads.file.settled ? 'guilt-settled' : null),
	then: (reads: Reads, { charge, outcome }) => {
		if (!known(reads, charge)) return 'charge-unknown';
		return [
			...voidIfOn(reads, charge),
			...voidIfOn(reads, proposalId),
			{ type: 'outcomeDeclared', charge, outcome }
		];
	}
});

/** The slips of this ballot, if it is the one under vote, are void. */
export const voidIfOn = ({ ballot }: Reads, charge: BallotId): Fact[] =>
	ballot.open === charge && ballot.answered.length > 0 ? [{ type: 'slipsVoided', charge }] : [];

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
		round: ballot.round,
		outcomes: ballot.outcomes,
		paper: ballot.paper,
		members: script.members.length,
		answered: ballot.answered.length,
		mine: mine.map((seat) => ({ seat, answered: ballot.answered.includes(seat) })),
		...(isAdult(audience) && {
			awaited: script.members.filter((seat) => !ballot.answered.includes(seat))
		})
	};
}
