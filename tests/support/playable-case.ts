/** The minimal case, made complete: enough pieces, tasks for everybody, words that hurt nobody. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { parseHelplines } from '../../src/lib/casefile/law/helplines.ts';
import { parseWords } from '../../src/lib/casefile/law/words.ts';
import { contentRules } from '../../src/lib/casefile/lint/content.ts';
import { craftRules } from '../../src/lib/casefile/lint/craft.ts';
import type { Manuscript } from '../../src/lib/casefile/lint/lint.ts';
import { readForm } from '../../src/lib/casefile/parse.ts';
import type { Procedure } from '../../src/lib/casefile/procedure.ts';
import type { Reference, TableReading } from '../../src/lib/casefile/reference.ts';
import { officialCommunes } from '../../src/lib/server/communes.ts';
import { edit } from './lawful-case.ts';
import type { Edit } from './lawful-case.ts';
import { minimalFiles, minimalReference } from './minimal-case.ts';

const words = read('mots.yaml', parseWords);
const helplines = read('aides.yaml', parseHelplines);

/** A mistake: its code, what the line that it names holds, how to make it. */
export type Flawed = readonly [
	code: string,
	line: string,
	edits: readonly Edit[],
	about?: Partial<Procedure>
];

/** Each mistake as a row of `it.each`: its code, its line, and itself. */
export const rows = (flaws: readonly Flawed[]) =>
	flaws.map((flawed) => [flawed[0], flawed[1], flawed] as const);

const steps =
	'ouverture interrogatoire temoins parents educateur requisitions plaidoirie dernier-mot delibere decision';
const tasks = steps
	.split(' ')
	.map((id) => `- ${id} : Note ce que tu entends.`)
	.join('\n');

const said =
	'Sacha attend à un angle de rue. Une personne passe et lui parle. Sacha répond peu, regarde au ' +
	'loin et ne bouge pas. Plus tard, Sacha rentre à la maison. Personne ne sait ce qui se passe ' +
	'ensuite. Le voisin a vu la scène de sa fenêtre et la raconte avec ses mots.';
const easy =
	'Sacha attend dans la rue. Une personne lui parle. Puis Sacha rentre. Un voisin a tout vu.';

/** `pieces/05-lettre.md` and the like; `keys` are lines of its front matter. */
const piece = (number: number, kind: string, keys = ''): string => `---
numero: ${number}
titre: Pièce ${number}
nature: ${kind}
date: J+${number}
auteur: Une personne
premiers: [parquet]
${keys}---
${said}

## Version facile

${easy}
`;

const plan = `image: plan.svg
description: "Le dessin montre une rue, deux maisons, un arbre au milieu, une fenêtre à gauche et un banc à droite."
`;
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">
	<rect x="10" y="10" width="80" height="40"/>
	<text x="20" y="30">Orvelle</text>
</svg>`;

/** The playable case with these edits. */
export function playableFiles(edits: readonly Edit[] = []): Map<string, string> {
	const files = minimalFiles();
	for (const [file, text] of files) {
		if (file.startsWith('roles/'))
			files.set(file, `${text.slice(0, text.indexOf('- ouverture :'))}${tasks}\n`);
	}
	for (const number of [5, 6, 7]) files.set(`pieces/0${number}-lettre.md`, piece(number, 'lettre'));
	files.set('pieces/08-plan.md', piece(8, 'plan', plan)).set('pieces/plan.svg', drawing);
	return edit(files, [
		['affaire.md', '{ nom: T., age', '{ nom: Charlie T., age'],
		['pieces/01-constat.md', 'titre:', 'a_charge: [complicite, recel]\ntitre:'],
		['pieces/04-rapport.md', 'titre:', 'a_decharge: [complicite, recel]\ntitre:'],
		// One reading each: eight pieces are more than one side reads.
		...[5, 6, 7].map((n): Edit => [`pieces/0${n}-lettre.md`, '[parquet]', '[observateur/o]']),
		['pieces/08-plan.md', '[parquet]', '[greffier/g]'],
		...edits
	]);
}

/** The same case at the second hearing, on the sanction. */
export const sanction: readonly Edit[] = [
	['affaire.md', 'personnes:', 'culpabilite_declaree: [complicite, recel]\npersonnes:'],
	['pieces/05-lettre.md', 'titre:', 'bilan: favorable\ntitre:'],
	['pieces/06-lettre.md', 'titre:', 'bilan: mixte\ntitre:']
];
export const decidesSanction: Partial<Procedure> = { decides: ['sanction'] };

/** The reference of the tests, with the tables that ship. */
export function shippedTables(about: Partial<Procedure> = {}): Reference {
	const base = minimalReference();
	const procedures = new Map(
		[...base.procedures].map(([id, procedure]) => [id, { ...procedure, ...about }])
	);
	return { ...base, procedures, words, helplines, communes: officialCommunes };
}

/** One table that ships. */
export function read<T>(
	name: string,
	parse: (file: string, content: string) => TableReading<T>
): { checkedOn: string; entries: readonly T[] } {
	const path = new URL(`../../cases/droit/${name}`, import.meta.url);
	const reading = parse(name, readFileSync(path, 'utf8'));
	if ('findings' in reading) throw new Error(JSON.stringify(reading.findings, null, '\t'));
	return reading.table;
}

/** The parts of a case whose form is sound; a drawing is bytes. */
export function manuscriptOf(files: ReadonlyMap<string, string>, reference: Reference): Manuscript {
	const asRead = [...files].map(([file, text]): [string, string | Uint8Array] => [
		file,
		file.endsWith('.svg') ? new TextEncoder().encode(text) : text
	]);
	const form = readForm(new Map(asRead), reference);
	if ('findings' in form) throw new Error(JSON.stringify(form.findings, null, '\t'));
	return form.manuscript;
}

/** What content and craft say of a case, its form being sound. */
export function qualityOf(
	files: ReadonlyMap<string, string>,
	about: Partial<Procedure> = {}
): Finding[] {
	const reference = shippedTables(about);
	const manuscript = manuscriptOf(files, reference);
	return [...contentRules, ...craftRules].flatMap((rule) => rule(manuscript, reference));
}

/** Expects that the mistake is told once, on its line, with its source, and nothing else. */
export function expectFlaw([code, line, edits, about]: Flawed): void {
	const files = playableFiles(edits);
	const found = qualityOf(files, about);
	expect(found.map((each) => `${each.code} ${each.file}:${each.line} ${each.problem}`)).toEqual([
		expect.stringMatching(`^${code} `)
	]);
	const [only] = found;
	expect(only?.source).toBeTruthy();
	expect(only?.remedy).toBeTruthy();
	const written = files.get(only?.file ?? '')?.split('\n')[(only?.line ?? 0) - 1] ?? '';
	expect(written.replace(/[’\u00a0]/g, (sign) => (sign === '’' ? "'" : ' '))).toContain(line);
}
