/** The picture or the sound of a piece: a file beside it, checked byte by byte before it is kept. */
import type { ExhibitKind } from './casefile.ts';
import { finding, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import { longestMedia, tellSize } from './limits.ts';
import { countWords } from './markdown.ts';
import type { Page } from './page.ts';
import { detectType, measurePicture, mediaTypes } from './picture.ts';
import type { Media } from './shown.ts';
import { findStains } from './svg.ts';

const fewestWords = 15;
const largestSide = 4_000;

const path = /^pieces\/([A-Za-z0-9][A-Za-z0-9-]*)\.([a-z0-9]+)$/;

/** What a file of `pieces/` would be, by its name: a picture, a sound, or no media. */
export function mediaTypeOf(file: string) {
	const end = path.exec(file)?.[2] ?? '';
	return Object.hasOwn(mediaTypes, end) ? mediaTypes[end] : undefined;
}

export interface MediaKeys {
	nature: ExhibitKind;
	image?: string | undefined;
	son?: string | undefined;
	description?: string | undefined;
}

/** Keeps the file that a piece names, or says why it cannot be. */
export function readMedia(
	{ file, lineOf }: Page,
	{ nature, image, son, description }: MediaKeys,
	files: ReadonlyMap<string, string | Uint8Array>
): { media?: Media; findings: Finding[] } {
	const key = image === undefined ? 'son' : 'image';
	const name = image ?? son;
	const findings: Finding[] = [];
	const tell = (at: string, code: string, problem: string, remedy: string) => {
		findings.push(finding(file, lineOf([at]), problem, remedy, { code }));
		return { findings };
	};
	if (name === undefined) {
		if (description === undefined) return { findings };
		return tell(
			'description',
			'description-sans-media',
			'description sans image ni son',
			'écrire « image » ou « son », ou retirer « description »'
		);
	}
	if (image !== undefined && son !== undefined) {
		return tell('son', 'media-en-double', 'image et son ensemble', 'n’en garder qu’un');
	}
	checkDescription(description, key, tell);
	const beside = `pieces/${name}`;
	const kind = key === 'image' ? 'image' : 'sound';
	const type = mediaTypeOf(beside);
	if (type?.kind !== kind) {
		const ends = Object.entries(mediaTypes).flatMap(([end, it]) => (it.kind === kind ? end : []));
		const remedy = `nommer un fichier de pieces/ sans accent ni espace, fini par ${ends.join(', ')}`;
		return tell(key, 'media-mal-nomme', `${quote(name)} ne convient pas`, remedy);
	}
	if (son !== undefined && nature !== 'enregistrement') {
		const remedy = 'écrire « nature: enregistrement » ; la transcription est le texte de la pièce';
		tell('nature', 'son-hors-enregistrement', `un son dans une pièce ${quote(nature)}`, remedy);
	}
	const bytes = files.get(beside);
	if (bytes === undefined) {
		const known = [...files.keys()].filter((each) => mediaTypeOf(each)?.kind === kind);
		const near = suggest(
			name,
			known.map((each) => each.slice('pieces/'.length))
		);
		const remedy = known.length > 0 ? near : 'poser le fichier à côté de la pièce';
		return tell(key, 'media-absent', `${quote(name)} n’est pas dans pieces/`, remedy);
	}
	const wrong = checkBytes(beside, bytes, type.type);
	findings.push(...wrong);
	if (typeof bytes === 'string' || findings.length > 0) return { findings };
	return {
		media: { kind, type: type.type, data: toBase64(bytes), description: description ?? '' },
		findings
	};
}

function checkDescription(
	description: string | undefined,
	key: string,
	tell: (at: string, code: string, problem: string, remedy: string) => void
): void {
	const remedy = `tout dire à qui ne la voit ou ne l’entend pas, en ${fewestWords} mots au moins`;
	if (description === undefined) {
		tell(key, 'description-absente', `« ${key} » sans « description »`, remedy);
		return;
	}
	const words = countWords(description);
	if (words >= fewestWords) return;
	tell('description', 'description-trop-courte', `description de ${words} mots`, remedy);
}

/** A file is what its name says, and only that. */
function checkBytes(file: string, bytes: string | Uint8Array, type: string): Finding[] {
	const tell = (code: string, problem: string, remedy: string, line = 1) => [
		finding(file, line, problem, remedy, { code })
	];
	if (typeof bytes === 'string' || bytes.length > longestMedia) {
		return tell('media-trop-lourd', `fichier de plus de ${tellSize(longestMedia)}`, 'le réduire');
	}
	const remedy = 'l’enregistrer de nouveau dans le format de son nom';
	if (type === 'image/svg+xml') {
		const text = decode(bytes);
		if (text === undefined) return tell('svg-mal-ecrit', 'dessin qui n’est pas en UTF-8', remedy);
		return findStains(text).map(({ code, line, problem, remedy: mend }) =>
			finding(file, line, problem, mend, { code })
		);
	}
	if (detectType(bytes) !== type) {
		return tell('media-mal-nomme', 'le contenu n’est pas celui que dit le nom', remedy);
	}
	if (!type.startsWith('image/')) return [];
	const picture = measurePicture(bytes, type);
	if (!picture || picture.width < 1 || picture.height < 1) {
		return tell('media-illisible', 'image abîmée', remedy);
	}
	if (Math.max(picture.width, picture.height) > largestSide) {
		const problem = `image de ${picture.width} × ${picture.height} points`;
		return tell('media-trop-grand', problem, `la réduire à ${largestSide} points de côté au plus`);
	}
	if (!picture.isMoving) return [];
	return tell('image-animee', 'image animée', 'garder une image fixe');
}

function decode(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

function toBase64(bytes: Uint8Array): string {
	let binary = '';
	for (let at = 0; at < bytes.length; at += 8192) {
		binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
	}
	return btoa(binary);
}
