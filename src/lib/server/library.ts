/** The folder of cases: reads every case and every procedure, and says what is wrong in the others. */
import { constants } from 'node:fs';
import type { Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseFile } from '../casefile/casefile.ts';
import { finding } from '../casefile/finding.ts';
import type { Finding } from '../casefile/finding.ts';
import { longestFile, parseCaseFile } from '../casefile/parse.ts';
import { parseProcedure } from '../casefile/procedure-file.ts';
import type { Procedure } from '../casefile/procedure.ts';

export interface Library {
	/** In the order of their ids. */
	cases: CaseFile[];
	/** Folders that give no case, and procedures that cannot be used. */
	broken: { id: string; findings: Finding[] }[];
	find(id: string): CaseFile | undefined;
}

/** The folder, inside the library, that holds no case. */
const procedureFolder = 'procedures';
/** A case has some thirty files; the rest of a larger folder stays unread. */
const mostFiles = 200;

/** Reads a folder of cases; symbolic links are not followed, and nothing in it makes it throw. */
export async function readLibrary(folder: string): Promise<Library> {
	const cases = new Map<string, CaseFile>();
	const { procedures, broken } = await readProcedures(join(folder, procedureFolder));
	const entries = await list(folder);
	if (!entries) {
		const remedy = 'vérifier le chemin et les droits de lecture';
		broken.push({ id: '.', findings: [finding('.', 1, 'dossier des affaires illisible', remedy)] });
	}
	for (const entry of entries ?? []) {
		if (!entry.isDirectory() || entry.name === procedureFolder) continue;
		const read = await readCase(join(folder, entry.name), entry.name, procedures);
		if ('casefile' in read) cases.set(read.casefile.id, read.casefile);
		else broken.push({ id: entry.name, findings: read.findings.map(within(entry.name)) });
	}
	return { cases: [...cases.values()], broken, find: (id) => cases.get(id) };
}

async function readProcedures(folder: string) {
	const procedures = new Map<string, Procedure>();
	const broken: Library['broken'] = [];
	for (const entry of (await list(folder)) ?? []) {
		if (!entry.name.endsWith('.yaml')) continue;
		const id = entry.name.slice(0, -'.yaml'.length);
		const text = await readText(join(folder, entry.name), entry);
		const read =
			typeof text === 'string'
				? parseProcedure(entry.name, text)
				: { findings: [finding(entry.name, 1, ...text)] };
		const findings =
			'findings' in read ? read.findings : checkName(entry.name, read.procedure.id, id);
		if ('procedure' in read && findings.length === 0) procedures.set(id, read.procedure);
		else {
			broken.push({
				id: `${procedureFolder}/${id}`,
				findings: findings.map(within(procedureFolder))
			});
		}
	}
	return { procedures, broken };
}

async function readCase(
	folder: string,
	id: string,
	procedures: ReadonlyMap<string, Procedure>
): Promise<{ casefile: CaseFile } | { findings: Finding[] }> {
	const unread: Finding[] = [];
	const files = new Map<string, string>();
	for (const { path, entry } of await listCase(folder)) {
		const text = await readText(join(folder, path), entry);
		if (typeof text === 'string') files.set(path, text);
		else unread.push(finding(path, 1, ...text));
	}
	if (files.size > mostFiles) {
		const remedy = `en garder ${mostFiles} au plus`;
		return { findings: [finding('.', 1, 'trop de fichiers dans le dossier', remedy)] };
	}
	const read = parseCaseFile(files, procedures);
	const findings =
		'findings' in read ? read.findings : checkName('affaire.md', read.casefile.id, id);
	// An unread file has its finding: do not also call it absent.
	const rest = findings.filter(({ file }) => !unread.some((each) => each.file === file));
	return 'casefile' in read && unread.length === 0 && rest.length === 0
		? read
		: { findings: [...unread, ...rest] };
}

function checkName(file: string, written: string, name: string): Finding[] {
	if (written === name) return [];
	const remedy = `écrire « id: ${name} », ou renommer`;
	return [finding(file, 1, `l'identifiant « ${written} » n'est pas le nom « ${name} »`, remedy)];
}

/** The files of a case, two levels deep. */
async function listCase(folder: string): Promise<{ path: string; entry: Dirent }[]> {
	const found: { path: string; entry: Dirent }[] = [];
	for (const entry of (await list(folder)) ?? []) {
		if (!entry.isDirectory()) found.push({ path: entry.name, entry });
		else {
			const inside = (await list(join(folder, entry.name))) ?? [];
			found.push(...inside.map((each) => ({ path: `${entry.name}/${each.name}`, entry: each })));
		}
	}
	return found.slice(0, mostFiles + 1);
}

/** The text of a file, or why it is not read; what is not Markdown or YAML counts as empty. */
async function readText(
	path: string,
	entry: Dirent
): Promise<string | [problem: string, remedy: string]> {
	if (entry.isSymbolicLink()) return ['lien symbolique', 'copier le fichier à sa place'];
	if (!entry.isFile()) return ['fichier inattendu', 'le retirer du dossier'];
	if (!/\.(md|yaml)$/.test(path)) return '';
	try {
		const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
		try {
			const { size } = await file.stat();
			if (size > longestFile) return ['fichier de plus de 256 ko', 'le raccourcir'];
			return new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile());
		} finally {
			await file.close();
		}
	} catch (error) {
		return error instanceof TypeError
			? ['fichier qui n’est pas en UTF-8', 'l’enregistrer en UTF-8']
			: ['fichier illisible', 'vérifier les droits de lecture'];
	}
}

/** What a folder holds, in order, without the files that systems leave behind. */
async function list(folder: string): Promise<Dirent[] | undefined> {
	try {
		const entries = await readdir(folder, { withFileTypes: true });
		return entries
			.filter(({ name }) => !/^(\.|~|Thumbs\.db$|desktop\.ini$)|~$/i.test(name))
			.sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch {
		return undefined;
	}
}

function within(folder: string) {
	return (found: Finding): Finding => ({ ...found, file: `${folder}/${found.file}` });
}
