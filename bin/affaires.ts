/** `npm run affaires -- verifier [dossier|archive.zip] [--json]`: says what an author has to mend; adds and removes cases. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import type { CaseFile } from '../src/lib/casefile/casefile.ts';
import type { Finding } from '../src/lib/casefile/finding.ts';
import { readFolder, readLibrary } from '../src/lib/server/library.ts';
import { readReference } from '../src/lib/server/reference.ts';
import { addCase, locate, readArchive, removeCase, verifyArchive } from './affaires/archive.ts';

interface Verified {
	cases: readonly CaseFile[];
	findings: readonly Finding[];
	json: boolean;
}

const shipped = resolve(import.meta.dirname, '../cases');

const usage = `Usage : npm run affaires -- verifier [dossier|archive.zip] [--json]
        npm run affaires -- ajouter archive.zip
        npm run affaires -- retirer nom
  dossier   le dossier des affaires, ou celui d'une seule affaire (par défaut : cases)
  ajouter   met une affaire dans la bibliothèque de cette instance (PRETOIRE_DATA_DIR), même pendant
            qu'elle tourne
  retirer   en retire une affaire ajoutée
  --json    une réponse lisible par un programme`;

const asked = readArguments();
if (!asked) {
	console.error(usage);
	process.exitCode = 2;
} else process.exitCode = await asked();

async function verify(folder: string, json: boolean): Promise<number> {
	if (existsSync(join(folder, 'affaire.md'))) return verifyCase(folder, json);
	const library = await readLibrary(folder);
	const told = [...library.broken, ...library.warnings].flatMap(({ findings }) => findings);
	return report({ cases: library.cases, findings: told.map(from(folder)), json });
}

/** One case, with the procedures and the tables that stand beside it, else those that ship. */
async function verifyCase(folder: string, json: boolean): Promise<number> {
	const beside = dirname(folder);
	const library = existsSync(join(beside, 'procedures')) ? beside : shipped;
	const { reference, broken } = await readReference(library);
	const read = await readFolder(folder, reference);
	const [cases, found] =
		'casefile' in read ? [[read.casefile], read.warnings] : [[], read.findings];
	const torn = broken.flatMap(({ findings }) => findings).map(from(library));
	return report({ cases, findings: [...torn, ...found.map(from(beside))], json });
}

/** The finding, its file named from where the command runs. */
function from(folder: string) {
	return (found: Finding): Finding => ({
		...found,
		file: relative(locate('.'), join(folder, found.file)) || '.'
	});
}

/** Says what was found; fails where something keeps a case from loading, or where there is none. */
function report({ cases, findings, json }: Verified): number {
	const failed = findings.some(({ severity }) => severity === 'error') || cases.length === 0;
	if (json) {
		const read = cases.map(({ id, title, version, reviewedBy }) => ({
			id,
			title,
			version,
			reviewedBy
		}));
		console.log(JSON.stringify({ cases: read, findings }, null, '\t'));
		return failed ? 1 : 0;
	}
	for (const { severity, code, source, file, line, problem, remedy } of findings) {
		const kind = severity === 'error' ? 'erreur' : 'à revoir';
		say(`${file}:${line}  ${kind} [${code}] ${problem} → ${remedy}${source ? ` (${source})` : ''}`);
	}
	for (const { id, title, reviewedBy } of cases) {
		if (reviewedBy === null) say(`${id}  « ${title} » : à relire par un magistrat`);
	}
	const errors = findings.filter(({ severity }) => severity === 'error').length;
	if (errors > 0) say(errors === 1 ? 'Une erreur.' : `${errors} erreurs.`);
	else if (cases.length === 0) say('Aucune affaire dans ce dossier.');
	else say(cases.length === 1 ? 'Dossier complet.' : `${cases.length} dossiers complets.`);
	return failed ? 1 : 0;
}

function readArguments(): (() => Promise<number>) | undefined {
	try {
		const { values, positionals } = parseArgs({
			options: { json: { type: 'boolean', default: false } },
			allowPositionals: true
		});
		const [verb, named, ...rest] = positionals;
		if (rest.length > 0) return undefined;
		if (verb === 'ajouter' && named) return () => add(named);
		if (verb === 'retirer' && named) return async () => tell(await removeCase(named));
		if (verb !== 'verifier') return undefined;
		if (named?.toLowerCase().endsWith('.zip')) return () => verifyZip(named, values.json);
		const folder = named === undefined ? shipped : locate(named);
		return () => verify(folder, values.json);
	} catch {
		return undefined;
	}
}

/** File names come from outside: no escape sequence reaches the terminal. */
function say(line: string): void {
	console.log(stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' '));
}

async function verifyZip(path: string, json: boolean): Promise<number> {
	const verified = await verifyArchive(path);
	if (verified) return report({ ...verified, json });
	say(`« ${path} » ne peut pas être lu.`);
	return 1;
}

async function add(path: string): Promise<number> {
	const read = await readArchive(path);
	if (!read || 'findings' in read) return verifyZip(path, false);
	return tell(await addCase(read));
}

function tell([done, told]: readonly [boolean, string]): number {
	say(told);
	return done ? 0 : 1;
}
