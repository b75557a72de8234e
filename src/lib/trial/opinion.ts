/** The class's own voice: what those who do not judge are asked, an exercise. No court asks it. Rules [AV]. */
import type { SeatId } from '../casefile/casefile.ts';
import { parts, type Part, type StepId } from '../casefile/procedure.ts';
import { isJudge, type Holder } from './actor.ts';
import { isWholeRead, type Reads as DecisionReads } from './decision.ts';
import type { Event } from './event.ts';
import { avisOf, moments, type PollId, type PollKind, type PollResult } from './poll.ts';
import { currentPart, findStep, type Reads as ScriptReads } from './script.ts';
import { holdersOf, isOpen, placesOf } from './seats.ts';
import type { Witnesses } from './witness.ts';

export interface Opinion {
	/** What was answered is not here: it lives in memory until the closing, as counts. */
	open: OpenPoll | null;
	/** How many answers of each seat are in. */
	answered: Readonly<Record<SeatId, number>>;
	/** The polls that are over, those with too few answers included, until they are put again. */
	over: readonly PastPoll[];
	/** The tribunal has begun to decide: its ballot was opened, on tablets or paper, or its decision is being read. */
	decided: boolean;
	/** What is told to all, for good. */
	told: readonly PollKind[];
}
/** Of a seat, so many for each tablet that held it. */
type TabletShares = Readonly<Record<Holder, number>>;
interface OpenPoll {
	poll: PollId;
	/** Where the hearing was. */
	step: StepId | null;
	/** Pupils of each seat that may answer, as the class was when the question was put. */
	places: Readonly<Record<SeatId, number>>;
	/** How these are shared among the tablets that held them then. */
	shares: Readonly<Record<SeatId, TabletShares>>;
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

export const unasked: Opinion = {
	open: null,
	answered: {},
	over: [],
	decided: false,
	told: []
};

/** `trial` is the state before this event. */
export function evolveOpinion(opinion: Opinion, event: Event, trial: DecisionReads): Opinion {
	switch (event.type) {
		case 'stepEntered':
			return tell(opinion, findStep(trial.file, event.step)?.part, trial);
		case 'ballotOpened':
		case 'outcomeDeclared':
		case 'measuresDeclared':
		case 'lineRead':
			return opinion.decided ? opinion : { ...opinion, decided: true };
		case 'tabletReplaced':
			return replaceTablet(opinion, event.tablet, event.by);
		case 'pollOpened':
			return {
				...opinion,
				open: {
					poll: event.poll,
					step: trial.script.step,
					places: countPlaces(trial),
					shares: sharePlaces(trial),
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
	const ended = opinion.open?.poll === poll && { open: null, answered: {} };
	return { ...opinion, ...ended, over };
}

/** Roles left before the decision is read tell nothing: one may go back, and it is told the next time. */
function tell(opinion: Opinion, part: Part | undefined, trial: DecisionReads): Opinion {
	if (!isAtLeast(part, 'role-exit') || !isWholeRead(trial)) return opinion;
	const told: PollKind[] = isAtLeast(part, 'debrief') ? ['avis', 'barometre'] : ['avis'];
	return told.every((kind) => opinion.told.includes(kind)) ? opinion : { ...opinion, told };
}

const isAtLeast = (part: Part | null | undefined, least: Part): boolean =>
	!!part && parts.indexOf(part) >= parts.indexOf(least);

/** Its share goes with its seats to the tablet in its place. */
function replaceTablet(opinion: Opinion, tablet: Holder, by: Holder): Opinion {
	const { open } = opinion;
	if (!open) return opinion;
	const rename = (shares: TabletShares): TabletShares =>
		Object.fromEntries(
			Object.entries(shares).map(([holder, share]) => [holder === tablet ? by : holder, share])
		);
	const shares = Object.fromEntries(
		Object.entries(open.shares).map(([seat, it]) => [seat, rename(it)])
	);
	return { ...opinion, open: { ...open, shares } };
}

/** Those of each seat among the tablets that hold it, the first ones having one more. */
function sharePlaces(trial: Pick<Reads, 'file' | 'seats'>): OpenPoll['shares'] {
	const { admitted } = trial.seats;
	const share = (seat: string, places: number): TabletShares => {
		const tablets = holdersOf(trial.seats, seat as SeatId).filter((it) => admitted.includes(it));
		const all = tablets.length;
		return Object.fromEntries(
			tablets.map((tablet, n) => [tablet, Math.floor((places + all - 1 - n) / all)])
		);
	};
	return Object.fromEntries(
		Object.entries(countPlaces(trial)).map(([seat, places]) => [seat, share(seat, places)])
	);
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

/** How many of this seat's pupils answer on this tablet: all but those of the others that still hold it. */
export function quotaOf({ opinion, seats }: Reads, seat: SeatId, tablet: Holder): number {
	if (!opinion.open) return 0;
	const { places, shares } = opinion.open;
	const others = Object.entries(shares[seat] ?? {})
		.filter(([holder]) => holder !== tablet && holdersOf(seats, seat).includes(holder))
		.reduce((all, [, share]) => all + share, 0);
	return Math.max(0, (places[seat] ?? 0) - others);
}

export const countAnswers = ({ answered }: Opinion): number =>
	Object.values(answered).reduce((all, count) => all + count, 0);

export const isTold = ({ over }: Opinion, poll: PollId): boolean =>
	over.some((it) => it.poll === poll && it.result !== null);

/** The moment of the baromètre that comes next; none after the third. */
export const nextMoment = ({ opinion }: Reads): PollId | undefined =>
	moments.find((moment) => !isTold(opinion, moment));

/** The avis while the tribunal deliberates and nothing was read; the baromètre during the debates, until it begins to decide. */
export function isTimeFor(reads: Reads, kind: PollKind): boolean {
	const part = currentPart(reads);
	return kind === 'avis'
		? part === 'deliberation' && reads.decision.read === 0
		: part === 'debates' && !reads.opinion.decided;
}

/** The questions that may be put now. */
export function offeredPolls(reads: Reads): PollId[] {
	const moment = nextMoment(reads);
	if (isTimeFor(reads, 'avis'))
		return avisOf(reads.file).filter((poll) => !isTold(reads.opinion, poll));
	return moment && isTimeFor(reads, 'barometre') ? [moment] : [];
}
