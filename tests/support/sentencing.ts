/** Cases of the wide class at each hearing that orders something, under the law that ships with the project. */
import { readFileSync } from 'node:fs';
import type { CaseFile, ChargeId } from '../../src/lib/casefile/casefile.ts';
import type { Chosen } from '../../src/lib/casefile/law/measure.ts';
import { parseMeasures } from '../../src/lib/casefile/law/measures.ts';
import { parseOffences } from '../../src/lib/casefile/law/offences.ts';
import { measuresFor } from '../../src/lib/casefile/law/sentencing.ts';
import type { Reference } from '../../src/lib/casefile/reference.ts';

type Law = Pick<Reference, 'measures' | 'offences'>;
let read: Law | undefined;

/** The dated tables of `cases/droit`. */
export const shippedLaw = (): Law => (read ??= readLaw());

function readLaw(): Law {
	const at = (name: string) => readFileSync(`cases/droit/${name}`, 'utf8');
	const measures = parseMeasures('mesures.yaml', at('mesures.yaml'));
	const offences = parseOffences('infractions.yaml', at('infractions.yaml'));
	if ('findings' in measures || 'findings' in offences) throw new Error('the tables do not parse');
	return { measures: measures.table, offences: offences.table };
}

export interface Hearing {
	minors: boolean;
	decides: readonly ('guilt' | 'sanction')[];
	age: number;
	ageAtHearing?: number;
	settled?: ChargeId[];
}

/** The same case, at this hearing, with what its court may order. */
export function atHearing(file: CaseFile, hearing: Hearing): CaseFile {
	const { minors, decides, age, ageAtHearing, settled } = hearing;
	const tried: CaseFile = {
		...file,
		procedure: {
			...file.procedure,
			minors,
			decides,
			formulas: {
				...file.procedure.formulas,
				already: 'Le tribunal a déjà déclaré {personne} coupable : {faits}.',
				reason: 'Sa raison : {motif}.',
				specialReason: 'Sa raison spéciale : {motif}.',
				measuresOnOne: 'Réponse fondée sur la pièce {piece}.',
				measuresOnMany: 'Réponse fondée sur les pièces {pieces} et {derniere}.'
			}
		},
		people: [{ name: 'Sacha', age, prosecuted: 'here', ...(ageAtHearing && { ageAtHearing }) }],
		...(settled && { settled })
	};
	return { ...tried, ...measuresFor(tried, shippedLaw()) };
}

/** What is ordered of a minor at a first hearing, as a président would propose it. */
export const provisional: Chosen[] = [
	{ id: 'mise-a-l-epreuve', quantity: 7, reason: 'accompagner' },
	{ id: 'mesure-educative-provisoire', reason: 'accompagner' }
];
/** A whole answer at a second hearing. */
export const educational: Chosen[] = [
	{ id: 'mesure-educative-judiciaire', quantity: 12, reason: 'accompagner' },
	{ id: 'module-reparation', quantity: 6, reason: 'reparer' }
];
