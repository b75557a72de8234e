/** The class's own voice: what those who do not judge are asked, an exercise. No court asks it. Rules [AV]. */
import type { CaseFile, SeatId } from '../casefile/casefile.ts';
import type { StepId } from '../casefile/procedure.ts';
import { isJudge } from './actor.ts';
import type { Event } from './event.ts';
import { avisOf, moments, type PollId, type PollKind, type PollResult } from './poll.ts';
import { currentPart, hasReached, type Reads as ScriptReads, type Script } from './script.ts';
import { isOpen, placesOf, type Seats } from './seats.ts';
import type { Witnesses } from './witness.ts';

export interface Opinion {
	/** What was answered is not here: it lives in memory until the closing, as counts. */
	open: OpenPoll | null;
	/** How many answers of each seat are in. */
	answered: Readonly<Record<SeatId, number>>;
	/** The polls that are over, those with too few answers included, until they are put again. */
	over: readonly PastPoll[];
}
interface OpenPoll {
	poll: PollId;
	/** Where the hearing was. */
	step: StepId | null;
	/** Pupils of each seat that may answer, as the class was when the question was put. */
	places: Readonly<Record<SeatId, number>>;
	/** Counts the times answers were lost: each tablet then sends its own again. */
	round: number;
}
export interface PastPoll {
	poll: PollId;
	step: StepId | null;
	paper: boolean;
	/** Null: too few answered. */
	result: PollResult | null;
}

export interface Reads extends ScriptReads {
	witnesses: Witnesses;
	/** Only whether its reading has begun. */
	decision: { read: number };
	opinion: Opinion;
}

export const unasked: Opinion = { open: null, answered: {}, over: [] };

/** `trial` is the state before this event. */
export function evolveOpinion(
	opinion: Opinion,
	event: Event,
	trial: { file: CaseFile; seats: Seats; script: Script }
): Opinion {
	switch (event.type) {
		case 'pollOpened':
			return {
				open: {
					poll: event.poll,
					step: trial.script.step,
					places: countPlaces(trial),
					round: 0
				},
				answered: {},
				over: opinion.over.filter(({ poll }) => poll !== event.poll)
			};
		case 'pollAnswered':
			return {
				...opinion,
				answered: {
					...opinion.answered,
					[event.seat]: (opinion.answered[event.seat] ?? 0) + event.count
				}
			};
		case 'pollVoided':
			return {
				...opinion,
				open: opinion.open && { ...opinion.open, round: opinion.open.round + 1 },
				answered: {}
			};
		case 'pollClosed':
			return end(opinion, event.poll, {
				poll: event.poll,
				step: opinion.open?.step ?? null,
				paper: false,
				result: event.result
			});
		case 'pollDeclared':
			return end(opinion, event.poll, {
				poll: event.poll,
				step: opinion.open?.poll === event.poll ? opinion.open.step : trial.script.step,
				paper: true,
				result: event.result
			});
		default:
			return opinion;
	}
}

function end(opinion: Opinion, poll: PollId, past: PastPoll): Opinion {
	const over = [...opinion.over.filter((it) => it.poll !== poll), past];
	return opinion.open?.poll === poll ? { open: null, answered: {}, over } : { ...opinion, over };
}

/** The pupils that a poll is for, seat by seat: whoever is of the tribunal is never asked. */
export const countPlaces = ({
	file,
	seats
}: Pick<Reads, 'file' | 'seats'>): Record<SeatId, number> =>
	Object.fromEntries(
		file.seats
			.filter(({ id }) => !isJudge(id) && isOpen(seats, id))
			.map(({ id }) => [id, placesOf(seats, id)])
	);

/** How many answers this seat may still give. */
export const leftOf = ({ open, answered }: Opinion, seat: SeatId): number =>
	Math.max(0, (open?.places[seat] ?? 0) - (answered[seat] ?? 0));

export const countAnswers = ({ answered }: Opinion): number =>
	Object.values(answered).reduce((all, count) => all + count, 0);

export const isTold = ({ over }: Opinion, poll: PollId): boolean =>
	over.some((it) => it.poll === poll && it.result !== null);

/** The moment of the baromètre that comes next; none after the third. */
export const nextMoment = ({ opinion }: Reads): PollId | undefined =>
	moments.find((moment) => !isTold(opinion, moment));

/** The avis while the tribunal deliberates and nothing was read; the baromètre during the debates, never behind them. */
export function isTimeFor(reads: Reads, kind: PollKind): boolean {
	const part = currentPart(reads);
	return kind === 'avis'
		? part === 'deliberation' && reads.decision.read === 0
		: part === 'debates' && !hasReached(reads, 'deliberation');
}

/** The questions that may be put now. */
export function offeredPolls(reads: Reads): PollId[] {
	const moment = nextMoment(reads);
	if (isTimeFor(reads, 'avis'))
		return avisOf(reads.file).filter((poll) => !isTold(reads.opinion, poll));
	return moment && isTimeFor(reads, 'barometre') ? [moment] : [];
}
