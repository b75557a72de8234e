import type { Brief, DecisionSheet, Exhibit } from './casefile.ts';
import type { Debrief } from './debrief-sheet.ts';
import type { Header } from './header.ts';
import type { LineOf } from './yaml.ts';
import type { Procedure } from './procedure.ts';
import type { StepDraft } from './script.ts';

/** One file, read: what names it survives its mistakes, so that others may refer to it. */
export interface Sheet<T> {
	file: string;
	lineOf: LineOf;
	/** As written: a seat, an exhibit's number. */
	name: string | undefined;
	/** Absent when the file has findings that leave no value. */
	value: T | undefined;
}

/** A whole case between reading and cross-checking; absent parts have their finding already. */
export interface Draft {
	header: Sheet<Header> | undefined;
	/** Names of the seats, even when the header has mistakes elsewhere. */
	seats: readonly string[];
	exhibits: Sheet<Exhibit>[];
	briefs: Sheet<Brief>[];
	script: { file: string; steps: StepDraft[]; lastLine: number; sound: boolean } | undefined;
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
