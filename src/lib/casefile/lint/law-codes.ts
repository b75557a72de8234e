/** The stable codes of what the law refuses, each with its weight and its text; and how they are told. */
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';

const order = 'CPP 406 à 462 ; CJPM L511-1';
const usage = 'usage : mot des cours d’assises ou des séries';

/** What keeps a case from loading: code → text of law. */
const errors = {
	'ordre-des-etapes': order,
	'etape-obligatoire': order,
	'passage-apres-requisitions': 'CPP 427, 460 ; CJPM L511-1',
	'parquet-non-entendu': 'CPP 458, 460, 592',
	'defense-non-entendue': 'CPP 460 ; CJPM L12-4',
	'defense-avant-parquet': 'CPP 460 ; CJPM L511-1',
	'partie-civile-apres-parquet': 'CPP 420-1, 460 ; CJPM L511-1',
	'dernier-mot': 'CPP 460 ; CJPM L511-1',
	'delibere-ferme': 'Ordonnance n° 58-1270, art. 6',
	'decision-avant-delibere': 'CPP 462',
	'secret-du-delibere': 'Ordonnance n° 58-1270, art. 6',
	'president-interroge-d-abord': 'CPP 442, 442-1',
	'temoin-questionne-avant-de-deposer': 'CPP 452, 454',
	'droit-de-se-taire': 'CPP 406 ; CJPM L13-1',
	'droit-de-se-taire-tardif': 'CPP 406 ; Crim. 16 octobre 2019, n° 18-86.614',
	'formule-absente': order,
	'parole-hors-de-son-tour': order,
	'delai-d-appel': 'CPP 498',
	'temoin-dans-la-salle': 'CPP 436',
	'pas-un-temoin': 'CPP 422, 436 ; CJPM L322-3, L511-1',
	'public-chez-les-mineurs': 'CJPM L513-1, L513-2',
	'publicite-restreinte': 'CJPM L513-1, L513-2',
	'trois-juges': 'CPP 398, 398-1',
	'nombre-impair': 'COJ L121-2',
	'composition-du-tribunal-pour-enfants': 'CJPM L231-4',
	'juge-d-instruction': 'CPP 49',
	'crime-hors-des-assises': 'CPP 381 ; CJPM L231-3, L231-9',
	'mineur-sans-avocat': 'CJPM L12-4',
	'mineur-sans-parent': 'CJPM L311-1, L311-2',
	'mineur-sans-educateur': 'CJPM L322-3, L511-1',
	'majeur-chez-les-mineurs': 'CJPM L13-2, L211-2',
	'mineur-chez-les-majeurs': 'CJPM L13-2, L211-2',
	'avant-13-ans': 'CJPM L11-4, L423-4',
	'trois-ans-encourus': 'CJPM L423-4',
	'peine-a-l-audience-de-culpabilite': 'CJPM L521-7, L521-9',
	'delai-de-cesure': 'CJPM L521-9',
	'mesure-interdite': 'CJPM L111-1 à L123-1, L521-9, L521-14 ; CP 131-3 à 132-59',
	'simple-renseignement': 'CJPM L211-2, L511-4',
	'rapport-educatif-a-charge': 'CJPM L322-3, L511-1 ; CP 132-1',
	'piece-cachee': 'CPP, article préliminaire, 427',
	'piece-jamais-versee': 'CPP 427',
	'piece-non-discutee': 'CPP 427',
	'piece-apres-debats': 'CPP 427, 460',
	'serment-du-prevenu': 'CPP 406, 446',
	'serment-avant-16-ans': 'CPP 447',
	'serment-d-un-proche': 'CPP 448',
	'serment-de-la-partie-civile': 'CPP 422',
	'serment-sans-temoin': 'CPP 446 ; CJPM L511-1, L511-4',
	'temoin-sans-serment': 'CPP 446',
	'formule-du-serment': 'CPP 446',
	'formule-des-assises': 'CPP 331, 446',
	'serment-religieux': 'CPP 446',
	jury: 'CPP 296, 398 ; CJPM L231-4',
	marteau: 'CPP 401, 404',
	objection: 'CPP 442-1, 459',
	'votre-honneur': usage,
	'plaider-coupable': 'CPP 406, 428',
	accuse: usage,
	acquitte: usage,
	verdict: usage,
	'avocat-de-la-victime': 'CPP 31 à 33',
	'mot-aboli': 'CJPM L112-1 et suivants ; CPP 41-1 ; CP 132-40',
	'amende-forfaitaire-perimee': 'CSP L3421-1 (loi n° 2026-798, à recontrôler)',
	'amende-forfaitaire-d-un-mineur': 'CPP 495-17 ; CJPM L423-5',
	'crpc-d-un-mineur': 'CPP 495-16 ; CJPM L423-5',
	'comparution-immediate-d-un-mineur': 'CJPM L423-5',
	'excuse-de-minorite': 'CJPM L121-5 à L121-7',
	'usage-depenalise': 'CSP L3421-1',
	'peine-automatique': 'CP 132-1',
	'preuve-surprise': 'CPP 427',
	'costume-d-ailleurs': 'COJ R111-6 et tableau I',
	'audience-filmee': 'Loi du 29 juillet 1881, art. 38 ter',
	'infraction-inconnue': 'tableau des infractions',
	'infraction-qui-renvoie': 'CP 121-6, 121-7, 222-40',
	'article-different': 'tableau des infractions',
	'complicite-sans-article': 'CP 121-6, 121-7',
	'maximum-majeur': 'tableau des infractions',
	'maximum-mineur': 'CJPM L11-4, L121-5, L121-6'
} as const;

/** What is shown to the author and to the facilitator. */
const warnings = {
	'age-du-prevenu-absent': 'CJPM L13-2',
	'prevention-non-lue': 'CPP 406',
	'cesure-absente': 'CJPM L521-9, L521-13',
	'audience-unique': 'CJPM L521-2, L521-26',
	'classe-au-tribunal': 'CJPM L513-2',
	'rrse-absent': 'CJPM L322-3',
	'rapport-educatif-comme-preuve': 'CJPM L322-3, L511-1',
	'audition-sans-droits': 'CPP 63-1, 63-3-1 ; CJPM L413-7 à L413-12',
	'temoin-inconnu': 'CPP 445 à 448',
	'droit-trop-ancien': 'date du contrôle',
	'droit-perime': 'date de validité',
	'procedure-trop-ancienne': 'date du contrôle',
	'tableau-trop-ancien': 'date du contrôle'
} as const;

export type LawCode = keyof typeof errors | keyof typeof warnings;

/** Every code of law, errors first. */
export const lawCodes: readonly string[] = [...Object.keys(errors), ...Object.keys(warnings)];

/** Where a finding points. */
export interface Spot {
	file: string;
	line: number;
}

/** A finding of law, with the weight and the source of its code. */
export function refuse(code: LawCode, at: Spot, problem: string, remedy: string): Finding {
	const sources: Record<LawCode, string> = { ...errors, ...warnings };
	const severity = code in warnings ? 'warning' : 'error';
	return finding(at.file, at.line, problem, remedy, { code, severity, source: sources[code] });
}
