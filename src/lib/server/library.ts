/** The folder of cases: reads every case and every procedure, and says what is wrong in the others. */
import type { Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import type { CaseFile } from '../casefile/casefile.ts';
import { finding } from '../casefile/finding.ts';
import type { Finding } from '../casefile/finding.ts';
import { mostFiles } from '../casefile/limits.ts';
import { parseCaseFile } from '../casefile/parse.ts';
import type { Reference } from '../casefile/reference.ts';
import { checkName, decode, isText, list, readBytes, tellUnread, within } from './folder.ts';
import type { Sources } from './intake/archive.ts';
import { readReference, referenceFolders } from './reference.ts';

export interface Library {
	/** In the order of their ids. */
	cases: CaseFile[];
	/** What the authors of the cases above should look at, by case. */
	warnings: { id: string; findings: Finding[] }[];
	/** Folders that give no case, and procedures that cannot be used. */
	broken: { id: string; findings: Finding[] }[];
	/** Against which another case may be read. */
	reference: Reference;
	find(id: string): CaseFile | undefined;
	/** The files a case was read from, byte by byte. */
	sources(id: string): Sources | undefined;
}

/** A case read from its folder, with its files, or what is wrong there. */
export type Read =
	{ casefile: CaseFile; warnings: Finding[]; files: Sources } | { findings: Finding[] };

/** Reads a folder of cases; symbolic links are not followed, and nothing in it makes it throw. */
export async function readLibrary(folder: string): Promise<Library> {
	const cases = new Map<string, CaseFile>();
	const sources = new Map<string, Sources>();
	const warnings: Library['warnings'] = [];
	const { reference, broken } = await readReference(folder);
	const entries = await list(folder);
	if (!entries) {
		const remedy = 'vérifier le chemin et les droits de lecture';
		const problem = 'dossier des affaires illisible';
		const findings = [finding('.', 1, problem, remedy, { code: 'dossier-illisible' })];
		broken.push({ id: '.', findings });
	}
	for (const entry of entries ?? []) {
		if (!entry.isDirectory() || referenceFolders.includes(entry.name)) continue;
		const read = await readFolder(join(folder, entry.name), reference);
		if ('casefile' in read) {
			cases.set(read.casefile.id, read.casefile);
			sources.set(read.casefile.id, read.files);
			warnings.push({ id: entry.name, findings: read.warnings });
		} else broken.push({ id: entry.name, findings: read.findings });
	}
	return {
		cases: [...cases.values()],
		warnings,
		broken,
		reference,
		find: (id) => cases.get(id),
		sources: (id) => sources.get(id)
	};
}

/** Reads one case from its folder, whose name is its id. */
export async function readFolder(folder: string, reference: Reference): Promise<Read> {
	const id = basename(folder);
	const unread: Finding[] = [];
	const files = new Map<string, Uint8Array>();
	const manuscript = new Map<string, string | Uint8Array>();
	for (const { path, entry } of await listCase(folder)) {
		const bytes = await readBytes(join(folder, path), entry);
		const content = bytes instanceof Uint8Array && isText(path) ? decode(bytes) : bytes;
		if (Array.isArray(content)) unread.push(tellUnread(path, content));
		else manuscript.set(path, content);
		if (bytes instanceof Uint8Array) files.set(path, bytes);
	}
	const told = within(id);
	if (manuscript.size > mostFiles) {
		const remedy = `en garder ${mostFiles} au plus`;
		const problem = 'trop de fichiers dans le dossier';
		return { findings: [told(finding('.', 1, problem, remedy, { code: 'trop-de-fichiers' }))] };
	}
	const read = parseCaseFile(manuscript, reference);
	const findings =
		'findings' in read ? read.findings : checkName('affaire.md', read.casefile.id, id);
	// An unread file has its finding: do not also call it absent.
	const rest = findings.filter(({ file }) => !unread.some((each) => each.file === file));
	return 'casefile' in read && unread.length === 0 && rest.length === 0
		? { ...read, warnings: read.warnings.map(told), files }
		: { findings: [...unread, ...rest].map(told) };
}

/** The files of a case, two levels deep; the rest of a larger folder stays unread. */
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
