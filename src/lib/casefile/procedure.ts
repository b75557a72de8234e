/** The ordered steps of one kind of hearing: dated data, read from `cases/procedures/*.yaml`. */
import type { Role } from './casefile.ts';

export type StepId = string;
export const formats = ['110', '55', '2x55'] as const;
export type Format = (typeof formats)[number];

/** What a step is for. The parts stand in this order in every procedure. */
export const parts = [
	'welcome',
	'reading',
	'opening',
	'debates',
	'deliberation',
	'decision',
	'role-exit',
	'debrief',
	'closing'
] as const;
export type Part = (typeof parts)[number];

/** One line of the magistrate's memo. */
export interface LawNote {
	text: string;
	/** « CJPM L511-1 » */
	source: string;
}

/** Words that the law wants said: one cue of the step holds all of them. */
export interface Formula {
	/** « droit-de-se-taire » */
	id: string;
	/** As the court says it. */
	text: string;
	/** What a cue must hold, whatever the sentence around it. */
	holds: string[];
	source: string;
}

export interface Step {
	id: StepId;
	title: string;
	part: Part;
	/** Planned minutes by format; 0: done before the session. */
	minutes: Record<Format, number>;
	law: LawNote[];
	/** Who may speak here, besides the adults; anybody where absent. */
	speakers?: Role[];
	/** What must be said here. */
	mustSay?: Formula[];
	/** Minutes during which the one who speaks is not interrupted, where the step has such a turn. */
	protectedMinutes?: number;
	/** The hearing may pause here for another day (format 2 × 55). */
	breakAfter?: boolean;
}

/** What the court says of each charge, with its words to fill in between braces. */
export interface Formulas {
	/** {personne}, {faits} */
	guilty: string;
	/** {personne}, {faits} */
	cleared: string;
	/** {piece} */
	foundedOnOne: string;
	/** {pieces}, {derniere} */
	foundedOnMany: string;
	/** {personne}: who is judged, after the opening lines. */
	parties?: string;
	/** {personne}, {faits}: where an earlier judgment declared guilt. */
	already?: string;
	/** {motif}: the reason of a measure, then that of one which asks for reasons of its own. */
	reason?: string;
	specialReason?: string;
	/** Pieces that what is ordered stands on: {piece}, then {pieces} and {derniere}. */
	measuresOnOne?: string;
	measuresOnMany?: string;
}

export interface Procedure {
	id: string;
	court: string;
	hearing: string;
	/** True where the law keeps the public out: the class that listens is announced as a simplification. */
	restricted: boolean;
	/** True where the person on trial was a minor on the day of the facts. */
	minors?: boolean;
	/** What the tribunal decides at this hearing; guilt alone where absent. */
	decides?: readonly ('guilt' | 'sanction')[];
	/** ISO date of the last check against the texts. */
	checkedOn: string;
	formulas: Formulas;
	steps: Step[];
}
