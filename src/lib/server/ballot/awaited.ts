/** What the record says of the slips that one process keeps in memory. */
import type { Event } from '../../trial/event.ts';
import { countAnswers } from '../../trial/opinion.ts';
import { evolve, type Trial } from '../../trial/trial.ts';
import type { PollBox } from './poll-box.ts';
import type { Urn } from './urn.ts';

/** True while some process has to hold slips or answers, or to say that they are lost. */
export const areSlipsKept = ({ door, ballot, opinion }: Trial): boolean =>
	!door.closed && (ballot.answered.length > 0 || countAnswers(opinion) > 0);

/** What says so, where they are lost. */
export const voidings = ({ ballot, opinion }: Trial): ('voidSlips' | 'voidPoll')[] => [
	...(ballot.answered.length > 0 ? (['voidSlips'] as const) : []),
	...(countAnswers(opinion) > 0 ? (['voidPoll'] as const) : [])
];

/**
 * True of facts of another process that answered in the place of this one, or voided for want of what this one holds;
 * a void whose question ends with it, an adult's paper, is no such fact.
 */
export function areElsewhere(events: readonly Event[], before: Trial): boolean {
	if (events.some(({ type }) => type === 'seatAnswered' || type === 'pollAnswered')) return true;
	if (!events.some(({ type }) => type in voided)) return false;
	const awaited = new Set<'ballot' | 'opinion'>();
	let trial = before;
	for (const event of events) {
		trial = evolve(trial, event);
		if (event.type === 'slipsVoided' || event.type === 'pollVoided')
			awaited.add(voided[event.type]);
		for (const chapter of awaited) if (trial[chapter].open === null) awaited.delete(chapter);
	}
	return awaited.size > 0;
}
const voided = { slipsVoided: 'ballot', pollVoided: 'opinion' } as const;

/** Empties what lasts no longer than its question; true where nothing is left that has to stay in this process. */
export function emptyEnded(
	{ urn, box }: { urn: Urn; box: PollBox },
	events: readonly Event[],
	before: Trial,
	now: Trial
): boolean {
	const has = (...types: Event['type'][]) => events.some(({ type }) => types.includes(type));
	const isAsked = has('ballotOpened') || before.ballot.open !== now.ballot.open;
	const isPolled = has('pollOpened') || before.opinion.open?.poll !== now.opinion.open?.poll;
	const isOver = now.door.closed;
	if (isOver || isAsked || has('slipsVoided')) urn.empty();
	if (isOver || isPolled || has('pollVoided')) box.empty();
	return (isOver || isAsked || isPolled) && urn.isEmpty && box.isEmpty;
}
