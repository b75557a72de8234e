/** A case folder in, a `CaseFile` out, or every line that is wrong. */
import { assemble } from './assemble.ts';
import type { CaseFile } from './casefile.ts';
import { completenessChecks } from './completeness.ts';
import { checkCues, checkNotes, checkSteps, checkTasks } from './cues.ts';
import { files as named } from './draft.ts';
import type { Draft } from './draft.ts';
import { inOrder } from './finding.ts';
import type { Finding } from './finding.ts';
import { lint } from './lint/lint.ts';
import type { Manuscript } from './lint/lint.ts';
import { checkClassSizes, checkOffices, checkReadingLoad } from './places.ts';
import { readDraft, unreadable } from './reading.ts';
import type { CaseFiles } from './reading.ts';
import type { Reference } from './reference.ts';
import {
	checkBearing,
	checkBriefs,
	checkDecision,
	checkOrdered,
	checkPeople,
	checkReaders,
	checkSettled,
	checkUnique
} from './references.ts';

/** A case and what its author should look at, or everything that was found when something keeps it from loading. */
export type Parsed = { casefile: CaseFile; warnings: Finding[] } | { findings: Finding[] };

const checks: ((draft: Draft) => Finding[])[] = [
	checkUnique,
	checkOffices,
	checkClassSizes,
	checkBriefs,
	checkReaders,
	checkPeople,
	checkBearing,
	checkSettled,
	checkReadingLoad,
	checkSteps,
	checkNotes,
	checkTasks,
	checkCues,
	checkDecision,
	checkOrdered,
	...completenessChecks
];

/** Told at once: more would hide them. */
const mostFindings = 200;

/** Reads a case from its files; never throws. */
export function parseCaseFile(files: CaseFiles, reference: Reference): Parsed {
	try {
		const read = readForm(files, reference);
		if ('findings' in read) return read;
		const { manuscript, warnings } = read;
		const found = keep([...warnings, ...lint(manuscript, reference)]);
		if (found.some(isError)) return { findings: found };
		return { casefile: manuscript.casefile, warnings: found };
	} catch {
		return { findings: [unreadable(named.header)] };
	}
}

/** Reads a case for its form alone: what the law and the class make of it is for `lint`. */
export function readForm(
	files: CaseFiles,
	reference: Reference
): { manuscript: Manuscript; warnings: Finding[] } | { findings: Finding[] } {
	const { draft, findings } = readDraft(files, reference.procedures);
	for (const check of checks) findings.push(...check(draft));
	const casefile = findings.some(isError) ? undefined : assemble(draft, reference);
	const told = keep(findings);
	return casefile ? { manuscript: { draft, casefile, files }, warnings: told } : { findings: told };
}

/** Errors before warnings where there are too many, then in the order of the files. */
function keep(found: readonly Finding[]): Finding[] {
	const errors = found.filter(isError);
	const others = found.filter((each) => !isError(each));
	return inOrder([...errors, ...others].slice(0, mostFindings));
}

function isError({ severity }: Finding): boolean {
	return severity === 'error';
}
