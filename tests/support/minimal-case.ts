/** The smallest case that the parser accepts, written as an author writes it. */
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { parseCaseFile } from '../../src/lib/casefile/parse.ts';
import { parseProcedure } from '../../src/lib/casefile/procedure-file.ts';
import type { Procedure } from '../../src/lib/casefile/procedure.ts';
import { canary } from './canary.ts';
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
relu_par:
prevention:
  - id: complicite
    libelle: complicité d'un fait imaginaire
    mots_simples: Avoir aidé, en le sachant.
    article: Code pénal 121-7
    maximum_majeur: dix ans
    maximum_mineur: cinq ans
    elements: [une aide, une aide donnée en connaissance de cause]
  - id: recel
    libelle: recel d'un objet imaginaire
    mots_simples: Avoir gardé une chose qui vient d'un délit.
    article: Code pénal 321-1
    maximum_majeur: cinq ans
    maximum_mineur: deux ans et demi
    elements: [une chose gardée]
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
si_coupable: [Une date est fixée.]
si_relaxe: [L'affaire s'arrête là.]
appel: Vous pouvez faire appel pendant dix jours.
issue: Une déclaration de culpabilité partielle. ${canary('issue')}
pieces: [1, 2]
---
Les pièces se complètent. ${canary('motifs')}
`
	);
	return files;
}

/** The procedures known to the case. */
export function minimalProcedures(): Map<string, Procedure> {
	const read = parseProcedure('minimale.yaml', minimalProcedureText());
	if ('findings' in read) throw new Error(tell(read.findings));
	return new Map([[read.procedure.id, read.procedure]]);
}

/** The case itself, parsed from its text. */
export function minimalCase(): CaseFile {
	const read = parseCaseFile(minimalFiles(), minimalProcedures());
	if ('findings' in read) throw new Error(tell(read.findings));
	return read.casefile;
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
`;
}

function tell(findings: Finding[]): string {
	return findings.map(({ file, line, problem }) => `${file}:${line} ${problem}`).join('\n');
}
