/** What a page loads of the immutable case file, once: never more than its office is entitled to. */
import type { Brief, Charge, CaseFile, StepScript, Seat, Term } from '../casefile/casefile.ts';
import type { Debrief } from '../casefile/debrief-sheet.ts';
import type { Measure } from '../casefile/law/measure.ts';
import type { Format, Part, Step, StepId } from '../casefile/procedure.ts';

/** Public in the room: nothing here is secret, nothing lies ahead of the hearing but the names of its steps. */
export interface RoomSheet {
	code: string;
	/** On the screen and in the régie: what the drawing to aim at says more than the code. */
	link?: string;
	title: string;
	summary: string;
	court: string;
	hearing: string;
	format: Format;
	seats: Seat[];
	steps: {
		id: StepId;
		title: string;
		part: Part;
		minutes: number;
		protectedMinutes?: number;
		/** Where the bell may cut the session in two. */
		breakAfter?: boolean;
	}[];
	charges: Charge[];
	simplifications: string[];
	glossary: Term[];
	reviewed: boolean;
	lawCheckedOn: string;
}

/** A measure and its bounds. */
export type Offered = Pick<Measure, 'id' | 'name' | 'bounds'>;

/** For the adults: the script whole, the law of each step, and every brief. The sealed decision stays sealed. */
export interface AdultSheet extends RoomSheet {
	script: Record<StepId, StepScript>;
	law: Record<StepId, Step['law']>;
	briefs: Brief[];
	exhibits: Omit<CaseFile['exhibits'][number], 'paragraphs'>[];
	/** The whole of it: adults prepare what they will ask. */
	debrief?: Debrief;
	/** What a magistrate who seals their own decision may order here. */
	measures?: Offered[];
}
