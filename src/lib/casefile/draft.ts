import type { Brief, DecisionSheet, Exhibit } from './casefile.ts';
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
	procedure: Procedure | undefined;
}

/** What the head file of a case, its script and its decision are called. */
export const files = {
	header: 'affaire.md',
	script: 'deroule.md',
	decision: 'decision.md'
} as const;
