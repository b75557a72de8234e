import type { Brief, DecisionSheet, Exhibit } from './casefile.ts';
import type { Debrief } from './debrief-sheet.ts';
import type { Header, HeaderReading } from './header.ts';
import type { LineOf } from './yaml.ts';
import type { Procedure } from './procedure.ts';
import type { ScriptStep } from './script.ts';

/** One file, read: what names it survives its mistakes, so that others may refer to it. */
export interface Sheet<T> {
	file: string;
	lineOf: LineOf;
	/** As written: a seat, an exhibit's number. */
	name: string | undefined;
	/** Absent when the file has findings that leave no value. */
	value: T | undefined;
}

/** The head file, whose keys are right or wrong one by one. */
export interface HeaderSheet extends Sheet<Header>, Pick<HeaderReading, 'known' | 'lost'> {}

/** A whole case between reading and cross-checking; absent parts have their finding already. */
export interface Sheets {
	header: HeaderSheet | undefined;
	/** Names of the seats, even when the header has mistakes elsewhere. */
	seats: readonly string[];
	exhibits: Sheet<Exhibit>[];
	briefs: Sheet<Brief>[];
	script: { file: string; steps: ScriptStep[]; lastLine: number; sound: boolean } | undefined;
	decision: Sheet<DecisionSheet> | undefined;
	/** Absent in a case that has no such file yet. */
	debrief: Sheet<Debrief> | undefined;
	/** That of the law, with the passages that the script adds. */
	procedure: Procedure | undefined;
}

/** What the head file of a case, its script, its decision and its debrief are called. */
export const files = {
	header: 'affaire.md',
	script: 'deroule.md',
	decision: 'decision.md',
	debrief: 'debrief.md'
} as const;
