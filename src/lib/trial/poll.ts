/** A question put to those who do not judge: what it is about, what may be answered, what is told of the answers. Rules [AV]. */
import type { CaseFile, ChargeId } from '../casefile/casefile.ts';

/** On a charge, or on the sanction; or one of the three moments of the baromètre. */
export type PollId = `avis:${string}` | `barometre:${1 | 2 | 3}`;
export type PollKind = 'avis' | 'barometre';
/** « Je ne sais pas » for the last one; all as long on the wire. */
export type PollAnswer = 'oui' | 'non' | 'nsp';
export const pollAnswers = ['oui', 'non', 'nsp'] as const satisfies PollAnswer[];
export type Counts = Readonly<Partial<Record<PollAnswer, number>>>;
/** Of each answer, so many of `of` equal parts; they add up to it. */
export type Shares = Readonly<Partial<Record<PollAnswer, number>>>;

/** What is kept and told of a poll; the counts are not in it and cannot be found again from it. */
export interface PollResult {
	shares: Shares;
	/** Halves, fifths or tenths. */
	of: 2 | 5 | 10;
	/** How many answered at least: a multiple of five. */
	atLeast: number;
}

/** The avis asked at a hearing on the sanction: no charge is so named. */
const onSanction: PollId = 'avis::reponse';
export const moments = ['barometre:1', 'barometre:2', 'barometre:3'] as const satisfies PollId[];

export const kindOf = (poll: PollId): PollKind => (poll.startsWith('avis:') ? 'avis' : 'barometre');

/** The charge it is about; null for the sanction and the baromètre. */
export const chargeOf = (poll: PollId): ChargeId | null =>
	kindOf(poll) === 'avis' && poll !== onSanction ? poll.slice('avis:'.length) : null;

export const answersOf = (poll: PollId): readonly PollAnswer[] =>
	kindOf(poll) === 'avis' ? ['oui', 'non'] : pollAnswers;

/** Every avis that this hearing may ask for. */
export const avisOf = ({ settled, charges }: CaseFile): PollId[] =>
	settled ? [onSanction] : charges.map(({ id }): PollId => `avis:${id}`);

/** Fewer answers than this tell whose they are: nothing is kept of them. */
export const fewestOf = (poll: PollId): number => (kindOf(poll) === 'avis' ? 5 : 10);

export const sum = (counts: Counts): number =>
	pollAnswers.reduce((all, answer) => all + (counts[answer] ?? 0), 0);

/**
 * Shares to the nearest half of a small class, fifth of a middling one, tenth of a large one, by largest remainder, the
 * larger count first: each result comes from several counts of each answer, however many are known to have answered.
 */
export function tellCounts(poll: PollId, counts: Counts): PollResult | null {
	const all = sum(counts);
	if (all < fewestOf(poll)) return null;
	const of = all < 11 ? 2 : all < 21 ? 5 : 10;
	const parts = answersOf(poll).map((answer) => {
		const count = counts[answer] ?? 0;
		const exact = count * of;
		return { answer, count, part: Math.floor(exact / all), rest: exact % all };
	});
	const left = of - parts.reduce((total, { part }) => total + part, 0);
	const raised = parts
		.toSorted((one, other) => other.rest - one.rest || other.count - one.count)
		.slice(0, left);
	const shares = Object.fromEntries(
		parts.map((it) => [it.answer, it.part + (raised.includes(it) ? 1 : 0)])
	);
	return { shares, of, atLeast: all - (all % 5) };
}
