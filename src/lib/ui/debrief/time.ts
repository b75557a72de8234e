/** How long a phase of the debrief has lasted, from the clock of its step. */
import { spentIn } from '../../client/step-time.ts';
import type { RoomSheet } from '../../protocol/sheet.ts';
import type { View } from '../../trial/view.ts';

type Told = Extract<View['debrief'], { phase: unknown }>;

/** Seconds, the phase's other visits counted. */
export function timePhase(
	{ mark, elapsed }: Pick<Told, 'mark' | 'elapsed'>,
	steps: RoomSheet['steps'],
	clock: View['clock'] | undefined,
	now: number
): number {
	if (!clock) return 0;
	const spent = steps
		.filter(({ part }) => part === 'debrief')
		.reduce((sum, { id }) => sum + spentIn(clock, id, now), 0);
	return Math.max(0, spent - mark + elapsed) / 1000;
}
