import { expect } from 'vitest';
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { readForm } from '../../src/lib/casefile/parse.ts';
import { minimalFiles, minimalReference } from '../support/minimal-case.ts';

/** The files of the minimal case with one text replaced in one of them; a missing text is a mistake of the test. */
export function changed(file: string, from: string, to: string): Map<string, string> {
	const files = minimalFiles();
	const text = files.get(file);
	if (!text?.includes(from)) throw new Error(`${file} does not hold « ${from} »`);
	return files.set(
		file,
		text.replace(from, () => to)
	);
}

/** What is told of the form of a case, warnings too; none when it is sound and complete. */
export function findingsOf(files: ReadonlyMap<string, string | Uint8Array>): Finding[] {
	const read = readForm(files, minimalReference());
	return 'findings' in read ? read.findings : read.warnings;
}

/** The case of these files, read for its form. */
export function caseOf(files: ReadonlyMap<string, string | Uint8Array>): CaseFile {
	const read = readForm(files, minimalReference());
	if ('findings' in read) throw new Error(read.findings.map(told).join('\n'));
	return read.manuscript.casefile;
}

/** The text of the line that a finding names. */
function lineOf(files: ReadonlyMap<string, string>, { file, line }: Finding): string {
	return files.get(file)?.split('\n')[line - 1] ?? '';
}

/** A finding in one line, with plain spaces and quotes: « file: problem → remedy ». */
export function told({ file, problem, remedy }: Finding): string {
	return `${file}: ${problem} → ${remedy}`.replace(/\u00a0/g, ' ').replace(/’/g, "'");
}

/** One mistake in the minimal case. */
export interface Variant {
	rule: string;
	what: string;
	file: string;
	from: string;
	to: string;
	/** What the line named by the finding holds. */
	line: string;
	says: RegExp;
	code?: string;
}

/** Expects that the mistake is told once, in its file, on its line. */
export function expectOnly(variant: Variant): void {
	const files = changed(variant.file, variant.from, variant.to);
	const findings = findingsOf(files);
	expect(findings.map(told)).toEqual([expect.stringMatching(variant.says)]);
	const [found] = findings;
	if (!found) throw new Error('no finding');
	expect(found.file).toBe(variant.file);
	if (variant.code !== undefined) expect(found.code).toBe(variant.code);
	expect(lineOf(files, found).replace(/'/g, '’')).toContain(variant.line.replace(/'/g, '’'));
}
