/** Reads a case over: its law, what a class may read, how well it plays. */
import { MissingPart } from '../assemble.ts';
import type { CaseFile } from '../casefile.ts';
import type { Sheets } from '../sheets.ts';
import type { Finding } from '../finding.ts';
import type { Reference } from '../reference.ts';
import { contentRules } from './content.ts';
import { craftRules } from './craft.ts';
import { lawRules } from './law.ts';

/** The sheets of a case (they know their lines), what those that are sound make, and their text. */
export interface Manuscript {
	sheets: Sheets;
	/** A part that has mistakes throws when it is read: the rule that needs it says nothing. */
	casefile: CaseFile;
	/** Path inside the folder → text, or bytes for media. */
	files: ReadonlyMap<string, string | Uint8Array>;
}

export type LintRule = (manuscript: Manuscript, reference: Reference) => Finding[];

const rules: readonly LintRule[] = [...lawRules, ...contentRules, ...craftRules];

/** What is wrong in a case, or in the sound parts of it: errors, and warnings. */
export function lint(manuscript: Manuscript, reference: Reference): Finding[] {
	return rules.flatMap((rule) => {
		try {
			return rule(manuscript, reference);
		} catch (error) {
			if (error instanceof MissingPart) return [];
			throw error;
		}
	});
}
