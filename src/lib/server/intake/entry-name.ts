/** What a name inside an archive may be: a file of a case, in its folder or one below. */
import type { Entry } from 'yauzl';
import { quote } from '../../casefile/finding.ts';
import { media, texts } from './limits.ts';

/** Why a name is refused: what is wrong, and how to mend it. */
export type Unfit = [problem: string, remedy: string];

/** Of an entry: its path, or why it cannot have one. */
export function readName({ fileNameRaw }: Entry): string | Unfit {
	let name: string;
	try {
		// Whatever its flag says: the Finder writes UTF-8 without telling, and bytes that are no UTF-8 are nobody's name.
		name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fileNameRaw);
	} catch {
		return ['nom de fichier qui n’est pas en UTF-8', 'le renommer sans accent'];
	}
	return findFault(name) ?? name.normalize('NFC');
}

function findFault(name: string): Unfit | null {
	const told = quote(name);
	if (name.includes('\\'))
		return [`barre oblique inversée dans ${told}`, 'refaire l’archive avec un autre outil'];
	if (/^\/|^[a-z]:/i.test(name))
		return [`chemin absolu ${told}`, 'refaire l’archive depuis le dossier de l’affaire'];
	const parts = name.replace(/\/$/, '').split('/');
	if (parts.some((part) => part === '..' || part === '.' || part === ''))
		return [`chemin ${told} qui sort du dossier`, 'refaire l’archive depuis le dossier'];
	if (!isLeftover(name) && !parts.every((part) => isPlain(part)))
		return [
			`nom de fichier ${told}`,
			'n’y garder que des lettres, des chiffres, des tirets et des points'
		];
	return null;
}

/** No sign that hides, reverses or separates, and nothing that a system reads as more than a name. */
const isPlain = (part: string): boolean =>
	/^[\p{Script=Latin}\d][\p{Script=Latin}\p{M}\d _.,’'()-]{0,79}$/u.test(part) &&
	!/[ .]$/.test(part);

/** What systems leave in every archive: it is not read. */
export const isLeftover = (path: string): boolean =>
	/(^|\/)(__MACOSX(\/|$)|\.[^/.][^/]*|Thumbs\.db$|desktop\.ini$|[^/]*~$)/i.test(path);

export const kindOf = (path: string): 'text' | 'media' | null => {
	const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
	if (texts.some((it) => it === extension)) return 'text';
	return media.some((it) => it === extension) ? 'media' : null;
};

/** Two paths that some system would take for one. */
export const keyOf = (path: string): string => path.normalize('NFKC').toLowerCase();

/** The folder that holds everything, as a system makes it when one compresses a folder; empty where there is none. */
export function topFolder(paths: readonly string[]): string {
	const [first = ''] = paths;
	const folder = first.slice(0, first.indexOf('/') + 1);
	return folder !== '' && paths.every((path) => path.startsWith(folder)) ? folder : '';
}
