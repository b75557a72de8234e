/** A `.zip` in, the files of a case out, or what is wrong with it. Never trusted: sizes are counted, names are ours to accept. Rules [LO]. */
import { inflateRawSync, crc32 } from 'node:zlib';
import { finding, inOrder } from '../../casefile/finding.ts';
import type { Finding } from '../../casefile/finding.ts';
import { tellSize } from '../../casefile/limits.ts';
import { readDirectory, Unreadable, type Slot } from './directory.ts';
import { isLeftover, keyOf, kindOf, readName, topFolder, type Unfit } from './entry-name.ts';
import { limits, media, texts } from './limits.ts';

/** Path inside the case, and bytes. */
export type Sources = ReadonlyMap<string, Uint8Array>;
export type Unpacked = { files: Sources } | { findings: Finding[] };

interface Named extends Slot {
	path: string;
}

/** Reads an archive held in memory; never throws, never writes. */
export async function unpack(bytes: Uint8Array): Promise<Unpacked> {
	if (bytes.length > limits.archive) return { findings: [tell('.', tooHeavy(bytes.length))] };
	const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	try {
		return readFiles(archive, await readDirectory(archive));
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return { findings: [tell('.', error.unfit)] };
	}
}

const tooHeavy = (size: number): Unfit => [
	`archive de ${tellSize(size)}`,
	`l’alléger : ${tellSize(limits.archive)} au plus, images et sons compris`
];

function readFiles(bytes: Buffer, slots: readonly Slot[]): Unpacked {
	const { named, findings } = nameAll(slots);
	if (findings.length > 0) return { findings: inOrder(findings).slice(0, limits.findings) };
	const folder = topFolder(named.map(({ path }) => path));
	const files = new Map<string, Uint8Array>();
	let left: number = limits.inflated;
	for (const slot of named) {
		const path = slot.path.slice(folder.length);
		left -= slot.entry.uncompressedSize;
		if (left < 0) {
			const unfit: Unfit = [
				'archive qui gonfle trop',
				`garder ${tellSize(limits.inflated)} au plus`
			];
			return { findings: [...findings, tell('.', unfit)] };
		}
		// What is inflated is exactly what was announced, or it is refused.
		const content = inflate(bytes, slot);
		const unfit = Array.isArray(content) ? content : findForeign(content, path);
		if (unfit) findings.push(tell(path, unfit));
		else if (!Array.isArray(content)) files.set(path, content);
	}
	if (findings.length > 0) return { findings: inOrder(findings) };
	if (files.size === 0)
		return { findings: [tell('.', ['archive vide', 'y mettre le dossier de l’affaire'])] };
	return { files };
}

/** Every entry that is a file of ours, by its path; what can be refused without reading it is. */
function nameAll(slots: readonly Slot[]): { named: Named[]; findings: Finding[] } {
	const findings: Finding[] = [];
	const named: Named[] = [];
	const seen = new Map<string, string>();
	for (const slot of slots) {
		const path = readName(slot.entry);
		if (Array.isArray(path)) {
			findings.push(tell('.', path));
			continue;
		}
		const unfit = findFault(slot, path);
		if (unfit) findings.push(tell(path, unfit));
		if (isLeftover(path) || path.endsWith('/')) continue;
		const twin = seen.get(keyOf(path));
		if (twin !== undefined)
			findings.push(
				tell(path, ['nom déjà pris dans l’archive', `renommer l’un des deux : ${twin}`])
			);
		seen.set(keyOf(path), path);
		named.push({ ...slot, path });
	}
	return { named, findings };
}

function findFault({ entry, local }: Slot, path: string): Unfit | null {
	if (entry.isEncrypted() || entry.generalPurposeBitFlag & 0x2041)
		return ['fichier chiffré', 'refaire l’archive sans mot de passe'];
	if (isSpecial(entry.externalFileAttributes))
		return ['lien ou fichier spécial', 'mettre le fichier lui-même à sa place'];
	if (
		!local.fileName.equals(entry.fileNameRaw) ||
		local.compressionMethod !== entry.compressionMethod
	)
		return ['fichier annoncé sous deux noms', 'refaire l’archive'];
	if (entry.extraFields.some(({ id }) => id === 1))
		return ['fichier au format zip64', 'refaire l’archive avec un autre outil'];
	if (path.endsWith('/'))
		return entry.compressedSize + entry.uncompressedSize > 0
			? ['dossier qui contient des octets', 'refaire l’archive']
			: null;
	if (isLeftover(path)) return null;
	if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
		return ['compression inconnue', 'refaire l’archive au format .zip ordinaire'];
	const kind = kindOf(path);
	if (kind === null)
		return isArchive(path)
			? ['archive dans l’archive', 'en sortir les fichiers, ou la retirer']
			: [
					'type de fichier refusé',
					`garder des fichiers ${[...texts, ...media].map((it) => `.${it}`).join(', ')}`
				];
	return findExcess(entry.uncompressedSize, entry.compressedSize, kind);
}

/** By what is announced; what is inflated is counted again. */
function findExcess(size: number, compressed: number, kind: 'text' | 'media'): Unfit | null {
	if (size > limits[kind])
		return [`fichier de ${tellSize(size)}`, `l’alléger : ${tellSize(limits[kind])} au plus`];
	return size > Math.max(1, compressed) * limits.ratio
		? ['fichier qui gonfle trop', 'refaire l’archive à partir des vrais fichiers']
		: null;
}

/** Unix systems keep the kind of a file in the sixteen high bits: only plain files and folders, or nothing said. */
const isSpecial = (attributes: number): boolean =>
	![0, 0o100000, 0o040000].includes((attributes >>> 16) & 0o170000);

function inflate(bytes: Buffer, { entry, local }: Slot): Buffer | Unfit {
	const start = local.fileDataStart;
	const raw = bytes.subarray(start, start + entry.compressedSize);
	const content = entry.compressionMethod === 0 ? raw : inflateRaw(raw, entry.uncompressedSize);
	if (!content || content.length !== entry.uncompressedSize)
		return ['taille qui ment', 'refaire l’archive : ce fichier n’a pas la taille annoncée'];
	if (crc32(content) !== entry.crc32)
		return ['fichier abîmé', 'refaire l’archive : sa somme de contrôle n’est pas la bonne'];
	return content;
}

/** What these bytes are, whatever their name says; null for what a case may hold. */
function findForeign(content: Buffer, path: string): Unfit | null {
	const starts = (it: string) => content.subarray(0, it.length).toString('latin1') === it;
	if (archiveStarts.some(starts))
		return ['archive dans l’archive', 'en sortir les fichiers, ou la retirer'];
	if (kindOf(path) === 'media') return null;
	const text = decode(content);
	if (text === null) return ['fichier qui n’est pas en UTF-8', 'l’enregistrer en UTF-8'];
	return text.includes('\0')
		? ['fichier qui n’est pas du texte', 'l’enregistrer en texte simple, UTF-8']
		: null;
}

/** Null where it does not inflate, to more than was announced, or leaves bytes behind. */
function inflateRaw(raw: Buffer, size: number): Buffer | null {
	try {
		const options = { maxOutputLength: Math.max(1, size), info: true } as const;
		// With `info`, which the types do not know, it says how far it has read.
		const { buffer, engine } = inflateRawSync(raw, options) as unknown as {
			buffer: Buffer;
			engine: { bytesWritten: number };
		};
		return engine.bytesWritten === raw.length ? buffer : null;
	} catch {
		return null;
	}
}

const isArchive = (path: string): boolean =>
	/\.(zip|7z|rar|gz|tgz|tar|bz2|xz|zst|jar|iso|cab|docx|odt|pptx|odp)$/i.test(path);
/** How archives begin, whatever their name. */
const archiveStarts = [
	'PK\x03\x04',
	'PK\x05\x06',
	'\x1f\x8b',
	'7z\xbc\xaf',
	'Rar!',
	'BZh',
	'\xfd7zXZ'
];

function decode(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** As the parser takes them: texts decoded, media as they are. */
export const toManuscript = (files: Sources): Map<string, string | Uint8Array> =>
	new Map(
		[...files].map(([path, bytes]) => [
			path,
			kindOf(path) === 'text' ? (decode(bytes) ?? '') : bytes
		])
	);

const tell = (file: string, [problem, remedy]: Unfit): Finding =>
	finding(file, 1, problem, remedy, { code: 'archive' });
