/** How long a text takes to say aloud: a rule of thumb, and said so. */
import type { Side } from '../../casefile/casefile.ts';
import type { RoomSheet } from '../../protocol/sheet.ts';

export const wordsByMinute = 130;

/** « environ 2 min 30 à voix haute » */
export function tellAloud(words: number): string {
	const half = Math.round((words / wordsByMinute) * 2);
	if (half === 0) return 'quelques secondes à voix haute';
	if (half === 1) return 'environ 30 s à voix haute';
	return `environ ${Math.floor(half / 2)} min${half % 2 ? ' 30' : ''} à voix haute`;
}

const speeches: Partial<Record<Side, RegExp>> = {
	parquet: /^requisitions/,
	defense: /^plaidoirie/,
	'partie-civile': /^partie-civile/
};

/** The minutes of the step where this side speaks at length; null for those who have none. */
export function speechOf(steps: RoomSheet['steps'], side: Side | undefined): number | null {
	const id = side && speeches[side];
	const step = id && steps.find((step) => id.test(step.id));
	return step && step.minutes > 0 ? step.minutes : null;
}
