/** Time spent in a step, from the clock; the server's time now is given. */
import type { Step, StepId } from '../casefile/procedure.ts';
import type { Clock } from '../trial/clock.ts';

type Counted = Pick<Clock, 'step' | 'since' | 'elapsed' | 'added'>;

export interface StepTime {
	/** Seconds gone in the step. */
	elapsed: number;
	/** Minutes planned, those added counted. */
	planned: number;
	/** Seconds left, negative once past. */
	left: number;
}

/** Milliseconds spent in a step, the count under way included. */
export function spentIn(clock: Counted, step: StepId, now: number): number {
	const running = clock.step === step && clock.since !== null ? Math.max(0, now - clock.since) : 0;
	return (clock.elapsed[step] ?? 0) + running;
}

/** All zero before the hearing. */
export function timeStep(
	step: (Pick<Step, 'id'> & { minutes: number }) | undefined,
	clock: Counted | null | undefined,
	now: number
): StepTime {
	if (!step || !clock) return { elapsed: 0, planned: 0, left: 0 };
	const elapsed = spentIn(clock, step.id, now) / 1000;
	const planned = step.minutes + (clock.added[step.id] ?? 0);
	return { elapsed, planned, left: planned * 60 - elapsed };
}
