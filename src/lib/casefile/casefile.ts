/**
 * What an author wrote, once parsed: immutable, versioned, embedded in every trial opened on it.
 * Every `Html` below was rendered from Markdown and sanitised by the parser.
 */
import type { Debrief } from './debrief-sheet.ts';
import type { Barred, Measure, Motive } from './law/measure.ts';
import type { Procedure, StepId } from './procedure.ts';
import type { Media } from './shown.ts';

export type Html = string;
/** `role/name`, for example `prevenu/sacha`. */
export type SeatId = `${Role}/${string}`;
export type ExhibitId = string;
export type ChargeId = string;
/** `step.n`, n from 1: the place of a cue in its step. */
export type CueId = `${StepId}.${number}`;

export const roles = [
	'juge',
	'assesseur',
	'procureur',
	'avocat',
	'prevenu',
	'partie-civile',
	'temoin',
	'expert',
	'parent',
	'educateur',
	'greffier',
	'huissier',
	'public',
	'presse',
	'observateur',
	'chronique'
] as const;
export type Role = (typeof roles)[number];

export const sides = [
	'tribunal',
	'parquet',
	'defense',
	'partie-civile',
	'temoins',
	'auxiliaires',
	'salle'
] as const;
export type Side = (typeof sides)[number];

/** A character or an office of the case. */
export interface Seat {
	id: SeatId;
	role: Role;
	side: Side;
	/** « Défense de Sacha » */
	label: string;
	/** How the court announces the person who speaks: « Maître Lenoir ». */
	spoken: string;
	/** Pupils in the team, 1 to 3; always 1 in the tribunal. */
	team: number;
	/** Smallest class in which the seat is open. */
	opensAt: number;
	/** True where nobody may take the seat without an adult's yes (the person on trial). */
	confirmed: boolean;
	/** What those who listen have to do: their mission, in one sentence. */
	mission?: string;
}

/** What one seat alone reads. */
export interface Brief {
	seat: SeatId;
	aim: Html;
	/** Kept from every other seat; absent where the seat has none. */
	secrets?: Html;
	questions: Html[];
	starters: string[];
	/** What this seat does during a step, in one sentence. */
	tasks: Readonly<Record<StepId, string>>;
	/** Words to read, headings left out. */
	words: number;
}

export const exhibitKinds = [
	'proces-verbal',
	'conversation',
	'plan',
	'photographie',
	'certificat',
	'rapport',
	'lettre',
	'enregistrement'
] as const;
export type ExhibitKind = (typeof exhibitKinds)[number];

export interface Paragraph {
	/** From 1, as printed in the margin. */
	number: number;
	html: Html;
	/** The same in easier words. */
	easy?: Html;
	/** In a conversation: who wrote it, and when. */
	from?: string;
	time?: string;
}

export interface Exhibit {
	id: ExhibitId;
	number: number;
	title: string;
	kind: ExhibitKind;
	/** In the fiction's own days: « J0, 16 h 40 ». */
	dated: string;
	author: string;
	paragraphs: Paragraph[];
	media?: Media;
	/** Sides or seats that read it first, before the opening: a reading load, never a privilege. */
	first: (Side | SeatId)[];
	/** A piece that a side brings during the hearing; absent for a piece of the file. */
	broughtBy?: Side;
	/** The charges that it speaks for, and those that it speaks against. */
	incriminates?: ChargeId[];
	exonerates?: ChargeId[];
	/** At a hearing on the sanction: what it tells of the time since the first one. */
	balance?: Balance;
	words: number;
}

export const balances = ['favorable', 'defavorable', 'mixte'] as const;
export type Balance = (typeof balances)[number];

/** What is said now: a text to read aloud, or prompts for an improvised passage. */
export interface Cue {
	id: CueId;
	seat: SeatId;
	text?: string;
	prompts?: string[];
	/** The piece the greffier is called to show. */
	shows?: ExhibitId;
	/** The piece that the speaker's side brings to the debates. */
	admits?: ExhibitId;
	/** The witness the huissier lets in. */
	calls?: SeatId;
}

/** The adult's help and the cues of one step. */
export interface StepScript {
	say: string;
	prompts: [string, string, string];
	cues: Cue[];
}

export interface Charge {
	id: ChargeId;
	/** Its entry in the dated table of offences (`cases/droit/infractions.yaml`). */
	offence?: string;
	/** « complicité de… » as the court reads it. */
	label: string;
	plain: string;
	article: string;
	maximumAdult: string;
	maximumMinor: string;
	/** What must be established, one by one. */
	elements: string[];
}

/** The lines the président reads, and the decision kept closed until the end. */
export interface DecisionSheet {
	opening: string[];
	/** Added when at least one charge is established. */
	ifGuilty: string[];
	/** Added when no charge is. */
	ifCleared: string[];
	appeal: string;
	/** One defensible decision of a magistrate for this fiction, opened last. */
	sealed: {
		outcome: string;
		reasons: Html;
		exhibits: ExhibitId[];
		/** What the magistrate orders, where the sanction is decided. */
		measures?: OrderedMeasure[];
	};
	/** Another decision that may be defended, in one sentence. */
	other?: string;
	/** What followed in the story; it founds nothing. */
	sequel?: Html;
}

/** One measure or penalty, named in `cases/droit/mesures.yaml`. */
export interface OrderedMeasure {
	id: string;
	/** Months, hours or euros, as the measure counts. */
	quantity?: number;
}

/** Somebody of the fiction, seated or only named. */
export interface Person {
	name: string;
	/** Age on the day of the facts, in years. */
	age?: number;
	/** Age on the day of the hearing, where it is another. */
	ageAtHearing?: number;
	seat?: SeatId;
	/** What ties this person to the one on trial. */
	tie?: Tie;
	/** Tried at this hearing, or apart from it. */
	prosecuted?: 'here' | 'apart';
}
export const ties = ['parent', 'famille', 'conjoint', 'aucun'] as const;
export type Tie = (typeof ties)[number];

export interface Term {
	term: string;
	definition: string;
}

export interface CaseFile {
	id: string;
	version: number;
	title: string;
	level: string;
	axes: number[];
	/** Public summary: nothing in it may spoil the hearing. */
	summary: Html;
	/** ISO date. */
	lawCheckedOn: string;
	/** ISO date from which the law must be checked again. */
	lawValidUntil?: string;
	/** Who, among magistrates, read it; null gives the standing warning « à relire par un magistrat ». */
	reviewedBy: string | null;
	procedure: Procedure;
	charges: Charge[];
	/** At a hearing on the sanction: the charges already established at the first one. */
	settled?: ChargeId[];
	people: Person[];
	seats: Seat[];
	exhibits: Exhibit[];
	briefs: Brief[];
	script: Record<StepId, StepScript>;
	decision: DecisionSheet;
	/** What the tribunal may order here; absent where its procedure does not say that it orders anything. */
	measures?: Measure[];
	/** What it may not order here, and why. */
	barred?: Barred[];
	/** Reasons ready to give for a measure. */
	motives?: Motive[];
	/** Absent in a case written before the debrief had its file. */
	debrief?: Debrief;
	simplifications: string[];
	sources: string[];
	glossary: Term[];
}
