/** A case folder in, a `CaseFile` out, or every line that is wrong. */
import { assemble, assembleSound } from './assemble.ts';
import type { CaseFile } from './casefile.ts';
import { completenessChecks } from './completeness.ts';
import { checkCues, checkNotes, checkSteps, checkTasks } from './cues.ts';
import { files as named } from './sheets.ts';
import type { Sheets } from './sheets.ts';
import { inOrder } from './finding.ts';
import type { Finding } from './finding.ts';
import { lint } from './lint/lint.ts';
import type { Manuscript } from './lint/lint.ts';
import { checkClassSizes, checkOffices, checkReadingLoad } from './places.ts';
import { readSheets, unreadable } from './reading.ts';
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

const checks: ((sheets: Sheets) => Finding[])[] = [
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
		const { sheets, casefile, findings } = readParts(files, reference);
		const sound = casefile ?? assembleSound(sheets, findings, reference);
		const linted = lint({ sheets, casefile: sound, files }, reference);
		const found = keep([...findings, ...linted]);
		if (!casefile || found.some(isError)) return { findings: found };
		return { casefile, warnings: found };
	} catch {
		return { findings: [unreadable(named.header)] };
	}
}

/** Reads a case for its form alone: what the law and the class make of it is for `lint`. */
export function readForm(
	files: CaseFiles,
	reference: Reference
): { manuscript: Manuscript; warnings: Finding[] } | { findings: Finding[] } {
	const { sheets, casefile, findings } = readParts(files, reference);
	const told = keep(findings);
	return casefile
		? { manuscript: { sheets, casefile, files }, warnings: told }
		: { findings: told };
}

/** Every part that can be read, what is wrong in their form, and the case when nothing is. */
function readParts(files: CaseFiles, reference: Reference) {
	const { sheets, findings } = readSheets(files, reference.procedures);
	for (const check of checks) findings.push(...check(sheets));
	const casefile = findings.some(isError) ? undefined : assemble(sheets, reference);
	return { sheets, casefile, findings };
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
