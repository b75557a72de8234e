/** The smallest case that the parser accepts, written as an author writes it. */
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { readForm } from '../../src/lib/casefile/parse.ts';
import { parseProcedure } from '../../src/lib/casefile/procedure-file.ts';
import { bareReference } from '../../src/lib/casefile/reference.ts';
import type { Reference } from '../../src/lib/casefile/reference.ts';
import { canary } from './canary.ts';
import { minimalDebriefText } from './minimal-debrief.ts';
import { minimalProcedureText, minimalScriptText } from './minimal-script.ts';

// [seat, side, team, smallest class]
const seats: [string, string, number, number][] = [
	['juge/president', 'tribunal', 1, 12],
	['assesseur/premier', 'tribunal', 1, 12],
	['assesseur/second', 'tribunal', 1, 12],
	['procureur/p', 'parquet', 3, 12],
	['avocat/sacha', 'defense', 3, 12],
	['prevenu/sacha', 'defense', 2, 12],
	['temoin/t', 'temoins', 3, 12],
	['educateur/e', 'auxiliaires', 3, 12],
	['parent/m', 'defense', 3, 12],
	['greffier/g', 'auxiliaires', 3, 12],
	['huissier/h', 'auxiliaires', 3, 12],
	['observateur/o', 'salle', 3, 12],
	['observateur/o2', 'salle', 3, 20],
	['observateur/o3', 'salle', 3, 28],
	['chronique/c', 'salle', 3, 30]
];

const filler =
	'On y lit, dans des phrases simples, ce qui a été vu, ce qui a été dit et ce que personne ' +
	'ne peut affirmer ce jour-là. Chacun reste libre de relire ces lignes, de les comparer aux ' +
	'autres et de demander une explication.';

/** The files of the case: path inside its folder → text. A new map at each call. */
export function minimalFiles(): Map<string, string> {
	const files = new Map<string, string>();
	files.set(
		'affaire.md',
		`---
id: minimale
version: 1
titre: L'affaire minimale
niveau: collège
procedure: minimale
axes: [1, 2]
droit_verifie_le: 2026-11-23
droit_valable_jusqu_au: 2027-11-23
relu_par:
prevention:
  - id: complicite
    infraction: cp-222-37
    complicite: true
    libelle: complicité d'un fait imaginaire
    mots_simples: Avoir aidé, en le sachant.
    article: CP 222-37, 121-6 et 121-7
    maximum_majeur: 10 ans d’emprisonnement et 7 500 000 € d’amende
    maximum_mineur: 5 ans d’emprisonnement et 7 500 € d’amende
    elements: [une aide, une aide donnée en connaissance de cause]
  - id: recel
    infraction: cp-222-39-al-1
    libelle: offre d'une chose imaginaire
    mots_simples: Avoir proposé une chose interdite.
    article: CP 222-39
    maximum_majeur: 5 ans d’emprisonnement et 75 000 € d’amende
    maximum_mineur: 2 ans et 6 mois d’emprisonnement et 7 500 € d’amende
    elements: [une chose gardée]
personnes:
  - { nom: Sacha B., age: 16, place: prevenu/sacha, poursuite: ici }
  - { nom: Camille B., age: 45, place: parent/m, lien: parent }
  - { nom: T., age: 15, place: temoin/t, lien: aucun }
lieux: [Orvelle]
calendrier: { j0: mardi, audience: J+61 }
places:
${seats
	.map(
		([id, side, team, opensAt]) => `  - id: ${id}
    camp: ${side}
    nom: Place ${id}
    a_la_barre: Voix ${id}
    equipe: ${team}
    ouvre_a: ${opensAt}
${side === 'salle' ? '    mission: Noter ce qui est dit.\n' : ''}`
	)
	.join('')}simplifications: [En vrai la salle serait presque vide.]
sources: [CJPM]
glossaire:
  - terme: relaxe
    definition: Le tribunal ne déclare pas coupable.
---
Une personne est attendue **devant le tribunal**.
`
	);
	files.set('pieces/01-constat.md', exhibit(1, 'proces-verbal', '[tribunal, parquet]'));
	files.set('pieces/02-messages.md', exhibit(2, 'conversation', '[parquet, avocat/sacha]'));
	files.set(
		'pieces/03-lettre.md',
		exhibit(3, 'lettre', '[defense]').replace('premiers', 'apportee_par: defense\npremiers')
	);
	files.set('pieces/04-rapport.md', exhibit(4, 'rapport', '[tribunal, educateur/e]'));
	for (const [seat] of seats) files.set(`roles/${seat.replace('/', '-')}.md`, brief(seat));
	files.set('deroule.md', minimalScriptText());
	files.set(
		'decision.md',
		`---
ouverture: [Le tribunal a délibéré.]
si_coupable: ["Le tribunal ouvre une mise à l’épreuve éducative. La seconde audience est fixée."]
si_relaxe: [L'affaire s'arrête là.]
appel: Vous pouvez faire appel pendant dix jours.
issue: Une déclaration de culpabilité partielle. ${canary('issue')}
autre_issue: Une relaxe pour le tout. ${canary('autre issue')}
pieces: [1, 2]
---
Les pièces se complètent. ${canary('motifs')}

## Suite

Sacha a trouvé un métier. ${canary('suite')}
`
	);
	files.set('debrief.md', minimalDebriefText());
	return files;
}

/** The day the case is read. */
export const readingDay = '2026-11-24';

/** What is true of every case: the procedure of this one, and no table. */
export function minimalReference(): Reference {
	const read = parseProcedure('minimale.yaml', minimalProcedureText());
	if ('findings' in read) throw new Error(tell(read.findings));
	return bareReference(readingDay, new Map([[read.procedure.id, read.procedure]]));
}

/** The case itself, parsed from its text for its form: it is no hearing that the law would know. */
export function minimalCase(): CaseFile {
	const read = readForm(minimalFiles(), minimalReference());
	if ('findings' in read) throw new Error(tell(read.findings));
	return read.manuscript.casefile;
}

function exhibit(number: number, kind: string, first: string): string {
	const start = kind === 'conversation' ? 'Sacha, 18 h 02 : ' : '';
	return `---
numero: ${number}
titre: Pièce ${number}
nature: ${kind}
date: J0
auteur: Une personne
premiers: ${first}
---
${start}Pièce d'essai. ${filler} ${canary(`piece${number}`)}

${start}Second paragraphe.

## Version facile

Plus simple.

Le second.
`;
}

function brief(seat: string): string {
	return `---
place: ${seat}
---
## But

Tenir sa place. ${canary(`but ${seat}`)}

## Secrets

Un fait que les autres ignorent. ${canary(`secret ${seat}`)}

## Questions

- Que savez-vous ? ${canary(`question ${seat}`)}

## Pour commencer

- Je voudrais dire que… ${canary(`debut ${seat}`)}

## Pendant l’audience

- ouverture : Écoute la lecture. ${canary(`tache ${seat}`)}
- requisitions : Note une demande.
`;
}

function tell(findings: Finding[]): string {
	return findings.map(({ file, line, problem }) => `${file}:${line} ${problem}`).join('\n');
}
