/** Reads a sound case over: its law, what a class may read, how well it plays. */
import type { CaseFile } from '../casefile.ts';
import type { Draft } from '../draft.ts';
import type { Finding } from '../finding.ts';
import type { Reference } from '../reference.ts';
import { contentRules } from './content.ts';
import { craftRules } from './craft.ts';
import { lawRules } from './law.ts';

/** A case whose form is sound: its sheets (they know their lines), what they make, and their text. */
export interface Manuscript {
	draft: Draft;
	casefile: CaseFile;
	/** Path inside the folder → text, or bytes for media. */
	files: ReadonlyMap<string, string | Uint8Array>;
}

export type LintRule = (manuscript: Manuscript, reference: Reference) => Finding[];

const rules: readonly LintRule[] = [...lawRules, ...contentRules, ...craftRules];

/** What is wrong in a case whose form is sound: errors, and warnings. */
export function lint(manuscript: Manuscript, reference: Reference): Finding[] {
	return rules.flatMap((rule) => rule(manuscript, reference));
}
