/** What a test of a promise (« {P3} » in its title) hands over to docs/engagements.md. */
import type { TaskMeta } from 'vitest';

declare module 'vitest' {
	interface TaskMeta {
		figures?: Record<string, number>;
	}
}

/**
 * Publishes figures of this run under their French names: counts, which are summed over the tests that share a name
 * (« graines », « canaris »), and measures, whose name holds its unit (ms, ko, Mo) and whose worst is kept.
 */
export function publish({ meta }: { meta: TaskMeta }, figures: Record<string, number>): void {
	meta.figures = { ...meta.figures, ...figures };
}
