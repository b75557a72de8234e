/** Cases embedded in rooms that opened before the format grew. */
import type { Brief, CaseFile } from './casefile.ts';

/** What a room may have kept: some parts came later. */
type Stored = Omit<CaseFile, 'people' | 'briefs'> & {
	people?: CaseFile['people'];
	briefs: (Omit<Brief, 'tasks'> & { tasks?: Brief['tasks'] })[];
};

/** Reads a case that a room embedded when it opened; the parts that it did not have yet are empty. */
export function readEmbedded(json: string): CaseFile {
	const stored = JSON.parse(json) as Stored;
	return {
		...stored,
		people: stored.people ?? [],
		briefs: stored.briefs.map((brief) => ({ ...brief, tasks: brief.tasks ?? {} }))
	};
}
