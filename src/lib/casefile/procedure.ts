/** The ordered steps of one kind of hearing: dated data, read from `cases/procedures/*.yaml`. */

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

export interface Step {
	id: StepId;
	title: string;
	part: Part;
	/** Planned minutes by format; 0: done before the session. */
	minutes: Record<Format, number>;
	law: LawNote[];
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
}

export interface Procedure {
	id: string;
	court: string;
	hearing: string;
	/** True where the law keeps the public out: the class that listens is announced as a simplification. */
	restricted: boolean;
	/** ISO date of the last check against the texts. */
	checkedOn: string;
	formulas: Formulas;
	steps: Step[];
}
