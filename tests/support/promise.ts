/** What a test of a promise (« {P3} » in its title) hands over to docs/engagements.md. */
import type { TaskMeta } from 'vitest';

declare module 'vitest' {
	interface TaskMeta {
		figures?: Record<string, number>;
	}
}

/** Publishes figures of this run under their French names: « graines », « canaris », « canaux ». */
export function publish({ meta }: { meta: TaskMeta }, figures: Record<string, number>): void {
	meta.figures = { ...meta.figures, ...figures };
}
