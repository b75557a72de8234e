/** The commands on what the class is asked. Rules [AV]. */
import * as v from 'valibot';
import { roles, type SeatId } from '../casefile/casefile.ts';
import { adults, isJudge, type Holder } from './actor.ts';
import { command, first, nothing } from './command.ts';
import { openRoom } from './door.ts';
import type { Fact } from './event.ts';
import {
	countAnswers,
	countPlaces,
	isTimeFor,
	isTold,
	leftOf,
	nextMoment,
	offeredPolls,
	quotaOf,
	type Reads
} from './opinion.ts';
import {
	answersOf,
	avisOf,
	fewestOf,
	kindOf,
	pollAnswers,
	sum,
	tellCounts,
	type Counts,
	type PollId
} from './poll.ts';
import type { Refusal } from './refusal.ts';
import { hasReached, haveLeftRoles } from './script.ts';
import { seatsOf } from './seats.ts';
import { isOutside } from './witness.ts';

const pollId = v.custom<PollId>(
	(value) => typeof value === 'string' && /^(avis:.{1,64}|barometre:[123])$/.test(value)
);
const onPoll = v.strictObject({ poll: pollId });

const isKnown = ({ file }: Reads, poll: PollId): boolean =>
	kindOf(poll) === 'barometre' || avisOf(file).includes(poll);

/** Each question once, an answer given being final: what was told is never asked again. */
export const openPoll = command({
	input: onPoll,
	by: adults,
	when: (reads: Reads) =>
		first(
			openRoom(reads),
			reads.opinion.open ? 'poll-open' : null,
			isTimeFor(reads, 'avis') || isTimeFor(reads, 'barometre') ? null : 'poll-not-now'
		),
	then: (reads, { poll }) => {
		if (!isKnown(reads, poll)) return 'poll-unknown';
		if (isTold(reads.opinion, poll)) return 'poll-closed';
		return offeredPolls(reads).includes(poll) ? [{ type: 'pollOpened', poll }] : 'poll-not-now';
	}
});

const asked = (reads: Reads): Refusal | null => {
	const { open } = reads.opinion;
	if (!open) return first(openRoom(reads), 'poll-not-open');
	return first(openRoom(reads), isTimeFor(reads, kindOf(open.poll)) ? null : 'poll-not-now');
};

/**
 * All that a tablet's pupils answered in turn, at once; the record keeps how many. `batch` names them, in memory alone:
 * sent again, they count once.
 */
export const castAnswers = command({
	input: v.strictObject({
		poll: pollId,
		batch: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
		answers: v.pipe(v.array(v.picklist(pollAnswers)), v.minLength(1), v.maxLength(40))
	}),
	by: roles.filter((role) => role !== 'juge' && role !== 'assesseur'),
	when: (reads: Reads, actor) =>
		first(asked(reads), actor.seat && isOutside(reads, actor.seat) ? 'witness-outside' : null),
	then: (reads, { poll, batch, answers }, { actor: { office, holder }, tally }) => {
		if (reads.opinion.open?.poll !== poll) return 'poll-not-open';
		if (answers.some((answer) => !answersOf(poll).includes(answer))) return 'malformed';
		// An adult who holds a seat is no pupil, a tablet that judges too is not asked, whatever the seat it speaks for.
		const held = seatsOf(reads, holder);
		const seats = office === 'tablette' && !held.some(isJudge) ? held : [];
		// A tablet shared with a witness outside is not asked either.
		if (seats.some((seat) => isOutside(reads, seat))) return 'witness-outside';
		const given = tally?.given ?? 0;
		return tally?.has(batch)
			? []
			: shareOut(reads, seats, { holder, given, count: answers.length });
	}
});

/** So many answers among the tablet's places in these seats, after those it gave; never more than their pupils. */
function shareOut(
	reads: Reads,
	seats: readonly SeatId[],
	answers: { holder: Holder; given: number; count: number }
): Fact[] | Refusal {
	const { opinion } = reads;
	const poll = opinion.open?.poll;
	if (!poll) return 'poll-not-open';
	let { given, count: left } = answers;
	const facts = seats.flatMap((seat): Fact[] => {
		const quota = quotaOf(reads, seat, answers.holder);
		const taken = Math.min(quota, given);
		given -= taken;
		const count = Math.min(left, quota - taken, leftOf(opinion, seat));
		left -= count;
		return count > 0 ? [{ type: 'pollAnswered', poll, seat, count }] : [];
	});
	return left > 0 ? 'answers-too-many' : facts;
}

/** The counts leave memory once, rounded; of too few answers nothing is kept. Of a round that was lost, nothing is closed. */
export const closePoll = command({
	input: v.strictObject({ poll: pollId, round: v.pipe(v.number(), v.safeInteger()) }),
	by: adults,
	when: (reads: Reads) => first(openRoom(reads), reads.opinion.open ? null : 'poll-not-open'),
	then: ({ opinion }, { poll, round }, { tally }) => {
		if (opinion.open?.poll !== poll) return 'poll-not-open';
		// Answers that the adult saw were lost since, and are on their way again.
		if (opinion.open.round !== round) return 'slips-lost';
		const counts: Counts = tally?.counts ?? {};
		if (sum(counts) !== countAnswers(opinion)) return 'slips-lost';
		return [{ type: 'pollClosed', poll, result: tellCounts(poll, counts) }];
	}
});

const total = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(99));

/** Counted by a show of hands or on paper: an adult enters the totals, and they are rounded as the others. */
export const declarePoll = command({
	input: v.strictObject({
		poll: pollId,
		totals: v.strictObject({ oui: total, non: total, nsp: v.exactOptional(total) })
	}),
	by: adults,
	when: (reads: Reads) =>
		first(
			openRoom(reads),
			hasReached(reads, 'debates') && !haveLeftRoles(reads) ? null : 'poll-not-now'
		),
	then: (reads, { poll, totals }) => {
		if (!isKnown(reads, poll)) return 'poll-unknown';
		if (isTold(reads.opinion, poll)) return 'poll-closed';
		if ((kindOf(poll) === 'avis') !== (totals.nsp === undefined)) return 'malformed';
		if (!mayDeclare(reads, poll)) return 'poll-not-now';
		const pupils = Object.values(countPlaces(reads)).reduce((all, count) => all + count, 0);
		if (sum(totals) > pupils) return 'answers-too-many';
		const result = sum(totals) < fewestOf(poll) ? null : tellCounts(poll, totals);
		if (!result) return 'answers-too-few';
		return [...voidIfOn(reads, poll), { type: 'pollDeclared', poll, result }];
	}
});

const mayDeclare = (reads: Reads, poll: PollId): boolean =>
	kindOf(poll) === 'avis' ? hasReached(reads, 'deliberation') : nextMoment(reads) === poll;

const voidIfOn = ({ opinion }: Reads, poll: PollId): Fact[] =>
	opinion.open?.poll === poll && countAnswers(opinion) > 0 ? [{ type: 'pollVoided', poll }] : [];

/** The counts were lost with the process: every tablet sends its answers again. */
export const voidPoll = command({
	input: nothing,
	by: ['system'],
	when: (reads: Reads) => first(openRoom(reads), reads.opinion.open ? null : 'poll-not-open'),
	then: (reads) => (reads.opinion.open ? voidIfOn(reads, reads.opinion.open.poll) : [])
});
