/** The minimal case, made lawful: what the law says of it changes with each edit. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { parseOffences } from '../../src/lib/casefile/law/offences.ts';
import type { LawCode } from '../../src/lib/casefile/lint/law-codes.ts';
import { lawRules } from '../../src/lib/casefile/lint/law.ts';
import { readForm } from '../../src/lib/casefile/parse.ts';
import type { Procedure } from '../../src/lib/casefile/procedure.ts';
import type { Reference } from '../../src/lib/casefile/reference.ts';
import { minimalFiles, minimalReference } from './minimal-case.ts';

/** File, text to find in it (once), text to put in its place. */
export type Edit = [file: string, from: string, to: string];

/** What differs from a hearing of the tribunal pour enfants on guilt, read on the day it was checked. */
export interface About {
	/** Before the tribunal correctionnel, on guilt and sanction. */
	adult?: boolean;
	procedure?: Partial<Procedure>;
	today?: string;
}

/** A mistake: its code, what the line that it names holds, how to make it. */
export type Broken = [code: LawCode, line: string, edits: readonly Edit[], about?: About];

const lawful: readonly Edit[] = [
	['affaire.md', '{ nom: T., age: 15,', '{ nom: Dominique T., age: 40,'],
	[
		'deroule.md',
		'### temoin/t\n',
		'### juge/president\n\nJurez de dire toute la vérité, rien que la vérité.\n\n### temoin/t\n\nJe le jure.\n'
	],
	[
		'decision.md',
		'La seconde audience est fixée.',
		'La seconde audience est fixée dans sept mois.'
	],
	['pieces/04-rapport.md', 'auteur: Une personne', 'auteur: Service éducatif']
];
const adult: readonly Edit[] = [
	['affaire.md', 'age: 16, place: prevenu', 'age: 19, place: prevenu']
];
const correctionnel: Partial<Procedure> = {
	court: 'Tribunal correctionnel',
	restricted: false,
	minors: false,
	decides: ['guilt', 'sanction']
};

/** Gives a seat of the minimal case another role and another side. */
export function recast(from: string, side: string, to: string, newSide = side): Edit[] {
	return [
		['affaire.md', `id: ${from}\n    camp: ${side}`, `id: ${to}\n    camp: ${newSide}`],
		[`roles/${from.replace('/', '-')}.md`, `place: ${from}`, `place: ${to}`]
	];
}

/** Writes cues at the start of a step. */
export function cuesIn(step: string, ...cues: [seat: string, text: string][]): Edit {
	const head = `> Nous en sommes à l'étape ${step}.

- Qui veut parler ?
- Que dit le dossier ?
- Que reste-t-il à savoir ?
`;
	const said = cues.map(([seat, text]) => `\n### ${seat}\n\n${text}\n`);
	return ['deroule.md', head, `${head}${said.join('')}`];
}

/** Applies edits; a text that is not there is a mistake of the test. */
export function edit(files: Map<string, string>, edits: readonly Edit[]): Map<string, string> {
	for (const [file, from, to] of edits) {
		const text = files.get(file);
		if (!text?.includes(from)) throw new Error(`${file} does not hold « ${from} »`);
		files.set(
			file,
			text.replace(from, () => to)
		);
	}
	return files;
}

let table: Reference['offences'] | undefined;
let reference: Reference | undefined;

/** The table of offences that ships, read once. */
export const shippedOffences = (): Reference['offences'] => (table ??= readOffences());

function readOffences(): Reference['offences'] {
	const read = parseOffences(
		'infractions.yaml',
		readFileSync(new URL('../../cases/droit/infractions.yaml', import.meta.url), 'utf8')
	);
	if ('findings' in read) throw new Error(JSON.stringify(read.findings));
	return read.table;
}

/** The lawful case with these edits. */
export function lawfulFiles(edits: readonly Edit[] = [], about: About = {}): Map<string, string> {
	const files = edit(minimalFiles(), [...lawful, ...(about.adult ? adult : []), ...edits]);
	const order = about.procedure?.steps?.map(({ id }) => id);
	if (!order) return files;
	const sections = (files.get('deroule.md') ?? '').split(/^(?=## )/m);
	const written = order.map(
		(id) =>
			sections.find((section) => section.startsWith(`## ${id}\n`)) ??
			`## ${id}\n\n> Une étape de plus.\n\n- Un ?\n- Deux ?\n- Trois ?\n\n`
	);
	return files.set('deroule.md', written.join(''));
}

/** What the law says of a case, its form being sound. */
export function lawOf(files: ReadonlyMap<string, string>, about: About = {}): Finding[] {
	const base = (reference ??= minimalReference());
	const procedures = new Map(
		[...base.procedures].map(([id, procedure]) => [
			id,
			{ ...procedure, ...(about.adult ? correctionnel : {}), ...about.procedure }
		])
	);
	const today = about.today ?? base.today;
	const law: Reference = { ...base, procedures, offences: shippedOffences(), today };
	const read = readForm(files, law);
	if ('findings' in read) throw new Error(JSON.stringify(read.findings, null, '\t'));
	return lawRules.flatMap((rule) => rule(read.manuscript, law));
}

/** Expects that the mistake is told once, on its line, with its source, and nothing else. */
export function expectOnly([code, line, edits, about]: Broken): void {
	const files = lawfulFiles(edits, about);
	const found = lawOf(files, about);
	expect(found.map((each) => `${each.code} ${each.file}:${each.line}`)).toHaveLength(1);
	const [only] = found;
	expect(only?.code).toBe(code);
	expect(only?.source).toBeTruthy();
	expect(only?.remedy).toBeTruthy();
	const written = files.get(only?.file ?? '')?.split('\n')[(only?.line ?? 0) - 1] ?? '';
	expect(written.replace(/[’\u00a0]/g, (sign) => (sign === '’' ? "'" : ' '))).toContain(line);
}
