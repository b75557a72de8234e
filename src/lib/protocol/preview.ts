/** A case before its hearing, as each seat will see it: for whoever brought it, or the facilitator of its room. */
import type { Brief, Charge, Cue, DecisionSheet, Html, Seat } from '../casefile/casefile.ts';
import type { Debrief } from '../casefile/debrief-sheet.ts';
import type { Format, Part, StepId } from '../casefile/procedure.ts';
import type { ShownExhibit } from '../casefile/shown.ts';
import type { PaperStep } from './paper.ts';
import type { RoomSheet } from './sheet.ts';
import type { WireView } from './wire.ts';

/** What is on every page of a preview: who there is to look at, and no word of what they read. */
export interface PreviewCover {
	title: string;
	court: string;
	hearing: string;
	format: Format;
	seats: Pick<Seat, 'id' | 'label' | 'side' | 'team' | 'opensAt'>[];
}

/** One step as one seat lives it. */
export interface SeatStep {
	id: StepId;
	title: string;
	part: Part;
	minutes: number;
	/** In the witnesses' room during the whole of it. */
	outside: boolean;
	task?: string;
	/** What it says, as its tablet shows it when its turn comes. */
	cues: Cue[];
	/** A question of the délibéré is put to it. */
	judges: boolean;
}

/** What the tablet of one seat holds when the file opens, and what awaits it. */
export interface SeatPreview {
	seat: Seat;
	sheet: RoomSheet;
	view: WireView;
	briefs: Brief[];
	pieces: ShownExhibit[];
	steps: SeatStep[];
	/** Words to read before the opening, brief included. */
	words: number;
}

/** What the adults have in hand. The decision is told only to whoever opens it. */
export interface AdultPreview {
	summary: Html;
	level: string;
	reviewed: boolean;
	lawCheckedOn: string;
	lawValidUntil?: string;
	charges: Charge[];
	simplifications: string[];
	sources: string[];
	steps: PaperStep[];
	debrief: Debrief | null;
	decision: DecisionSheet | null;
}
