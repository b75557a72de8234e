/** The hearing's own time: what was spent in court, reading and debrief left out. */
import { spentIn } from '../../client/step-time.ts';
import type { RoomSheet } from '../../protocol/sheet.ts';
import type { WireView } from '../../protocol/wire.ts';

const inCourt = ['opening', 'debates', 'deliberation', 'decision'];

/** What stands at the head of a line of the hearing's note; null out of court. */
export function stampNow(
	steps: RoomSheet['steps'],
	{ clock, script }: Partial<WireView>,
	now: number
): { step: string; at: number } | null {
	const step = steps.find(({ id }) => id === script?.step);
	if (!clock || !step || !inCourt.includes(step.part)) return null;
	const spent = steps
		.filter(({ part }) => inCourt.includes(part))
		.reduce((sum, { id }) => sum + spentIn(clock, id, now), 0);
	return { step: step.title, at: Math.floor(spent / 60_000) };
}
