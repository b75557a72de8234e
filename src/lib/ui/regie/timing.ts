/** How the minutes of the session are spent: the debrief's are reserved, and the hearing may not eat into them unseen. */
import type { Part, StepId } from '../../casefile/procedure.ts';
import { spentIn } from '../../client/step-time.ts';
import type { Clock } from '../../trial/clock.ts';

export interface Planned {
	id: StepId;
	part: Part;
	minutes: number;
}

/** In minutes, rounded up where they are missing. */
interface Session {
	/** Kept for leaving roles, the debrief and the end. */
	reserved: number;
	/** Already taken from what is reserved. */
	eaten: number;
	/** What will be taken if every step to come keeps to its minutes. */
	forecast: number;
	/** Minutes left before the end of the session, as planned at the opening. */
	left: number;
}

const afterHearing: readonly Part[] = ['role-exit', 'debrief', 'closing'];
const isReserved = ({ part }: Planned): boolean => afterHearing.includes(part);
const sum = (numbers: number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Minutes added to a step prolong the step, never the session. */
export function planSession(steps: readonly Planned[], clock: Clock, now: number): Session {
	const spent = (step: Planned): number => spentIn(clock, step.id, now) / 60_000;
	const hearing = steps.filter((step) => !isReserved(step));
	const budget = sum(hearing.map(({ minutes }) => minutes));
	const used = sum(hearing.map(spent));
	const at = steps.findIndex(({ id }) => id === clock.step);
	const toCome = hearing.map((step) => {
		const planned = step.minutes + (clock.added[step.id] ?? 0);
		if (step.id === clock.step) return Math.max(0, planned - spent(step));
		return steps.indexOf(step) > at ? planned : 0;
	});
	const total = sum(steps.map(({ minutes }) => minutes));
	return {
		reserved: total - budget,
		eaten: over(used - budget),
		forecast: over(used + sum(toCome) - budget),
		left: Math.round(total - sum(steps.map(spent)))
	};
}

/** Half a minute late is on time. */
const over = (minutes: number): number => (minutes < 0.5 ? 0 : Math.ceil(minutes));
