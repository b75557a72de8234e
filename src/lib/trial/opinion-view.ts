/** What each sees of the class's own voice: nobody who judges, and nothing of a result, before roles are left. Rules [AV]. */
import { isAdult, isJudge, type Audience } from './actor.ts';
import type { Reads as DecisionReads } from './decision.ts';
import {
	countAnswers,
	leftOf,
	offeredPolls,
	quotaOf,
	type PastPoll,
	type Reads as OpinionReads
} from './opinion.ts';
import {
	answersOf,
	chargeOf,
	fewestOf,
	kindOf,
	moments,
	type PollId,
	type PollResult
} from './poll.ts';
import { holdersOf } from './seats.ts';
import { isOutside, isPresent } from './witness.ts';

export type Reads = OpinionReads & DecisionReads;

/** Adults: the question, how many answered, what may be asked. A tablet: the question and its own answers. Once told, everybody in the room: the results. */
export function viewOpinion(reads: Reads, audience: Audience) {
	if (!isPresent(reads, audience)) return null;
	const { opinion } = reads;
	const results = tellResults(reads);
	const adult = isAdult(audience);
	const isAsked = adult || (audience.office === 'tablette' && !audience.seats.some(isJudge));
	const open = isAsked ? opinion.open : null;
	if (!adult && !open && results.length === 0) return null;
	return {
		open: open && {
			...describe(open.poll),
			answers: answersOf(open.poll),
			round: open.round,
			...(adult
				? { fewest: fewestOf(open.poll), progress: countProgress(reads) }
				: { mine: countMine(reads, audience) })
		},
		results,
		...(adult && {
			offers: opinion.open ? [] : offeredPolls(reads).map(describeOffer),
			over: opinion.over.map(({ poll, paper, result }) => ({
				...describe(poll),
				paper,
				/** Enough answered for something to be told, later. */
				told: result !== null
			}))
		})
	};
}

/** What a question is about: a charge, the sanction, or the first, second or third moment of the baromètre. */
const describe = (poll: PollId) => ({
	poll,
	kind: kindOf(poll),
	charge: chargeOf(poll),
	moment: kindOf(poll) === 'barometre' ? moments.findIndex((it) => it === poll) + 1 : null
});

const describeOffer = (poll: PollId) => ({
	...describe(poll),
	answers: answersOf(poll),
	fewest: fewestOf(poll)
});

/** The pupils who answer on this tablet; those of another tablet of their seat answer there. */
function countMine(reads: Reads, { seats, holder }: Audience) {
	const quotas = seats.map((seat) => ({ seat, quota: quotaOf(reads, seat, holder ?? '') }));
	return {
		places: quotas.reduce((all, { quota }) => all + quota, 0),
		left: quotas.reduce((all, it) => all + Math.min(it.quota, leftOf(reads.opinion, it.seat)), 0)
	};
}

/** Expected: the pupils of the tablets that are asked. */
function countProgress(reads: Reads) {
	const { file, opinion, seats } = reads;
	const answered = countAnswers(opinion);
	const left = file.seats
		.filter(({ id }) => holdersOf(seats, id).some((holder) => seats.admitted.includes(holder)))
		.filter(({ id }) => !isOutside(reads, id))
		.reduce((all, { id }) => all + leftOf(opinion, id), 0);
	return { answered, expected: answered + left };
}

/** The avis once the decision is read and roles are left, the baromètre in the debrief. */
function tellResults({ opinion }: Reads) {
	return opinion.over
		.filter(isKept)
		.filter(({ poll }) => opinion.told.includes(kindOf(poll)))
		.map(({ poll, step, paper, result }) => ({ ...describe(poll), step, paper, ...result }));
}

const isKept = (past: PastPoll): past is PastPoll & { result: PollResult } => past.result !== null;
