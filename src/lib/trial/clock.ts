/** Time as an indication: nothing ever closes by itself. Rules [H]. */
import * as v from 'valibot';
import type { CaseFile } from '../casefile/casefile.ts';
import type { StepId } from '../casefile/procedure.ts';
import { adults, presiding } from './actor.ts';
import { command, first, nothing, stepId } from './command.ts';
import { openRoom, type Door } from './door.ts';
import type { Event, SuspensionReason } from './event.ts';
import type { Refusal } from './refusal.ts';

export interface Clock {
	/** Since when time has been counted, in ms since 1970; null in the lobby and while suspended. */
	since: number | null;
	suspended: SuspensionReason | null;
	step: StepId | null;
	/** Milliseconds already counted in each step, the count under way left out. */
	elapsed: Readonly<Record<StepId, number>>;
	/** Minutes added to each step. */
	added: Readonly<Record<StepId, number>>;
}

export interface Reads {
	file: CaseFile;
	door: Door;
	clock: Clock;
}

export const stopped: Clock = { since: null, suspended: null, step: null, elapsed: {}, added: {} };

export function evolveClock(clock: Clock, event: Event): Clock {
	switch (event.type) {
		case 'stepEntered':
			return {
				...count(clock, event.at),
				step: event.step,
				since: clock.suspended ? null : event.at
			};
		case 'hearingSuspended':
			return { ...count(clock, event.at), since: null, suspended: event.reason };
		case 'hearingResumed':
			return { ...clock, since: event.at, suspended: null };
		case 'minutesAdded':
			return {
				...clock,
				added: { ...clock.added, [event.step]: (clock.added[event.step] ?? 0) + event.minutes }
			};
		default:
			return clock;
	}
}

function count(clock: Clock, at: number): Clock {
	if (clock.step === null || clock.since === null) return clock;
	const spent = (clock.elapsed[clock.step] ?? 0) + Math.max(0, at - clock.since);
	return { ...clock, elapsed: { ...clock.elapsed, [clock.step]: spent } };
}

/** For what may only be done while the room is open and the hearing runs. */
export function whileRunning({ door, clock }: Pick<Reads, 'door' | 'clock'>): Refusal | null {
	if (clock.step === null) return first(openRoom({ door }), 'hearing-not-begun');
	return first(openRoom({ door }), clock.suspended ? 'hearing-suspended' : null);
}

/** A recess, the bell, or until another day: everything stays as it is. */
export const suspend = command({
	input: v.strictObject({ reason: v.picklist(['recess', 'another-day']) }),
	by: presiding,
	when: (reads: Reads) => whileRunning(reads),
	then: (_, { reason }) => [{ type: 'hearingSuspended', reason }]
});

export const resume = command({
	input: nothing,
	by: presiding,
	when: (reads: Reads) => first(openRoom(reads), reads.clock.suspended ? null : 'hearing-running'),
	then: () => [{ type: 'hearingResumed' }]
});

export const addMinutes = command({
	input: v.strictObject({
		step: stepId,
		minutes: v.pipe(v.number(), v.integer(), v.minValue(-30), v.maxValue(30))
	}),
	by: adults,
	when: openRoom,
	then: ({ file }: Reads, { step, minutes }) =>
		file.procedure.steps.some(({ id }) => id === step)
			? [{ type: 'minutesAdded', step, minutes }]
			: 'step-unknown'
});

export const viewClock = ({ clock }: Reads) => clock;
