/** Files that an author wrote, read one by one: no link is followed, and why one stays unread is said. */
import { constants } from 'node:fs';
import type { Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { finding } from '../casefile/finding.ts';
import type { Finding } from '../casefile/finding.ts';
import { longestFile, longestMedia, tellSize } from '../casefile/limits.ts';

/** Why a file is not read. */
export type Unread = [problem: string, remedy: string, code: string];

/** The text of a file, or why it is not read. */
export async function readText(path: string, entry: Dirent): Promise<string | Unread> {
	const bytes = await readBytes(path, entry);
	return Array.isArray(bytes) ? bytes : decode(bytes);
}

/** The bytes of a file, or why it is not read. */
export async function readBytes(path: string, entry: Dirent): Promise<Uint8Array | Unread> {
	if (entry.isSymbolicLink())
		return ['lien symbolique', 'copier le fichier à sa place', 'lien-symbolique'];
	if (!entry.isFile()) return ['fichier inattendu', 'le retirer du dossier', 'fichier-inattendu'];
	try {
		const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
		try {
			const { size } = await file.stat();
			const most = isText(path) ? longestFile : longestMedia;
			if (size > most) {
				const problem = `fichier de plus de ${tellSize(most)}`;
				return isText(path)
					? [problem, 'le raccourcir', 'fichier-trop-lourd']
					: [problem, 'l’alléger', 'media-trop-lourd'];
			}
			return await file.readFile();
		} finally {
			await file.close();
		}
	} catch {
		return ['fichier illisible', 'vérifier les droits de lecture', 'fichier-illisible'];
	}
}

/** True of a file that is to be text. */
export const isText = (path: string): boolean => /\.(md|yaml)$/.test(path);

/** The text of bytes in UTF-8. */
export function decode(bytes: Uint8Array): string | Unread {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return ['fichier qui n’est pas en UTF-8', 'l’enregistrer en UTF-8', 'fichier-illisible'];
	}
}

/** What a folder holds, in order, without the files that systems leave behind; undefined where it cannot be read. */
export async function list(folder: string): Promise<Dirent[] | undefined> {
	try {
		const entries = await readdir(folder, { withFileTypes: true });
		return entries
			.filter(({ name }) => !/^(\.|~|Thumbs\.db$|desktop\.ini$)|~$/i.test(name))
			.sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch {
		return undefined;
	}
}

/** What is told of a file that stays unread. */
export function tellUnread(file: string, [problem, remedy, code]: Unread): Finding {
	return finding(file, 1, problem, remedy, { code });
}

/** An id is the name of its folder or file. */
export function checkName(file: string, written: string, name: string): Finding[] {
	if (written === name) return [];
	const problem = `l'identifiant « ${written} » n'est pas le nom « ${name} »`;
	const remedy = `écrire « id: ${name} », ou renommer`;
	return [finding(file, 1, problem, remedy, { code: 'nom-du-dossier' })];
}

/** The finding, with the folder that its file stands in. */
export function within(folder: string) {
	return (found: Finding): Finding => ({ ...found, file: `${folder}/${found.file}` });
}
