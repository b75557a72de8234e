/** The hearing on paper: everything a class needs when no screen answers. For the facilitator alone. */
import type { Brief, Charge, CueId, Html, Seat, SeatId, Term } from '../casefile/casefile.ts';
import type { Measure } from '../casefile/law/measure.ts';
import type { LawNote, Part, StepId } from '../casefile/procedure.ts';
import type { blankDecision } from '../trial/decision.ts';
import type { ShownExhibit } from '../casefile/shown.ts';

/** What may be printed, in the order of the sheets. */
export const leaves = [
	'affiche',
	'cartes',
	'conducteur',
	'places',
	'pieces',
	'bulletins',
	'decision',
	'glossaire',
	'aides'
] as const;
export type Leaf = (typeof leaves)[number];

type BlankDecision = ReturnType<typeof blankDecision>;

export interface PaperCue {
	id: CueId;
	speaker: SeatId;
	spoken: string;
	text?: string;
	prompts?: string[];
	/** Numbers of the pieces shown and brought. */
	shows?: number;
	admits?: number;
	calls?: string;
	/** Who spoke just before, for whoever waits for their turn. */
	after?: string;
}

export interface PaperStep {
	id: StepId;
	title: string;
	part: Part;
	/** Planned minutes, counted from the beginning of the session. */
	from: number;
	until: number;
	say: string;
	prompts: string[];
	law: LawNote[];
	cues: PaperCue[];
}

/** What one team holds: its brief, and by step what it says or does. */
export interface PaperSeat {
	seat: Seat;
	brief: Pick<Brief, 'aim' | 'secrets' | 'questions' | 'starters'> | null;
	/** Numbers and titles of the pieces it reads first. */
	first: { number: number; title: string }[];
	steps: { id: StepId; title: string; task?: string; cues: PaperCue[] }[];
}

export interface Paper {
	title: string;
	court: string;
	hearing: string;
	summary: Html;
	reviewed: boolean;
	lawCheckedOn: string;
	/** Those whose guilt this hearing decides. */
	asked: Charge[];
	simplifications: string[];
	steps: PaperStep[];
	seats: PaperSeat[];
	exhibits: ShownExhibit[];
	judges: Seat[];
	/** What this court may order, each with its bounds in words; none where the case has no table. */
	measures: Pick<Measure, 'id' | 'nature' | 'name' | 'plain' | 'bounds'>[];
	decision: BlankDecision;
	glossary: Term[];
	/** True where only what is left of the hearing is here. */
	rest: boolean;
}
