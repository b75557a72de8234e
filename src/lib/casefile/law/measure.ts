/** A measure that a case's tribunal may order, and what it composes. */
import type { ChargeId, OrderedMeasure } from '../casefile.ts';

/** A minor's first hearing, a minor's second one, an adult's. */
export const hearings = ['mineur-culpabilite', 'mineur-sanction', 'majeur'] as const;
export type Hearing = (typeof hearings)[number];

/** In the order in which they are thought of: prison last. */
export const natures = [
	'provisoire',
	'educative',
	'dispense',
	'peine',
	'complementaire',
	'prison'
] as const;
export type Nature = (typeof natures)[number];
export const units = ['jours', 'mois', 'heures', 'euros'] as const;
export type Unit = (typeof units)[number];

/** A reason that the tribunal may give, ready to read aloud. */
export interface Motive {
	id: string;
	text: string;
}

/** A measure that this court may order in this case. */
export interface Measure {
	id: string;
	nature: Nature;
	name: string;
	plain: string;
	/** As it is read: {personne}, {quantite}. */
	line: string;
	bounds?: { unit: Unit; least: number; most: number; step: number; first: number };
	/** The most by charge, where it depends on the charge; a charge that is not here does not allow it. */
	mostBy?: Readonly<Record<ChargeId, number>>;
	/** The charges that allow it; all of them where absent. */
	onlyFor?: readonly ChargeId[];
	beside?: readonly string[];
	requires?: readonly string[];
	alone?: { but: readonly string[]; why: string };
	clashes?: readonly { ids: readonly string[]; why: string }[];
	cumulation?: string;
	agreement?: string;
	always?: string;
	byDefault?: true;
	/** Asks for reasons of its own. */
	special?: true;
	/** Ids of the reasons that may be given for it. */
	motives: readonly string[];
	source: string;
}

/** A measure that this court may not order in this case. */
export interface Barred {
	id: string;
	name: string;
	why: string;
	source: string;
}

/** One line of what the tribunal composes. */
export interface Chosen extends OrderedMeasure {
	/** Why: the id of a motive. */
	reason: string;
	/** True where what had to be asked of the person was asked, and agreed. */
	agreed?: true;
}
