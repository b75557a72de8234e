/** What the adults have for the time after the hearing. */

export const debriefPhases = [
	'ressenti',
	'bascules',
	'points-de-vue',
	'vrai-faux',
	'et-si',
	'aides'
] as const;
export type DebriefPhaseId = (typeof debriefPhases)[number];

export interface DebriefPhase {
	id: DebriefPhaseId;
	minutes: number;
	say: string;
	prompts: string[];
}

/** An idea to judge true or false, with its figure, where it comes from and when it was checked. */
export interface Claim {
	text: string;
	truth: boolean;
	answer: string;
	source: string;
	checkedOn: string;
}

export interface Debrief {
	/** All six, in their order. */
	phases: DebriefPhase[];
	/** One question at least for each axis, 1 to 6. */
	questions: { axis: number; text: string }[];
	claims: Claim[];
}
