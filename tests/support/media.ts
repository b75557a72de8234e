/** Small pictures and sounds, and a piece that shows one. */
import { minimalFiles } from './minimal-case.ts';

const words = (text: string): number[] => [...text].map((sign) => sign.charCodeAt(0));
const four = (n: number): number[] => [n >>> 24, n >>> 16, n >>> 8, n].map((byte) => byte & 0xff);
const filled = (bytes: number[], length: number): Uint8Array =>
	Uint8Array.from({ length: Math.max(length, bytes.length) }, (_, at) => bytes[at] ?? 0);

export const png = (width = 8, height = 6, extra: number[] = [], length = 60): Uint8Array =>
	filled(
		[
			...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...four(13), ...words('IHDR')],
			...[...four(width), ...four(height), 8, 2, 0, 0, 0, ...four(0), ...extra]
		],
		length
	);

export const jpeg = (width = 8, height = 6): Uint8Array =>
	filled(
		[
			...[0xff, 0xd8, 0xff, 0xe0, 0, 16, ...words('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0],
			...[0xff, 0xc0, 0, 17, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3]
		],
		60
	);

export const webp = (kind: 'VP8X' | 'VP8L' | 'VP8 ' = 'VP8X', moves = false): Uint8Array =>
	filled(
		[
			...words('RIFF'),
			...[0, 0, 0, 0, ...words('WEBP'), ...words(kind), 10, 0, 0, 0],
			...(kind === 'VP8L'
				? [0x2f, 0x07, 0x40, 0x01, 0]
				: [moves ? 2 : 0, 0, 0, 0, 7, 0, 0, 5, 0, 0])
		],
		60
	);

export const mp3 = (length = 400): Uint8Array => filled([0xff, 0xfb, 0x90, 0x64], length);
export const m4a = (): Uint8Array => filled([0, 0, 0, 24, ...words('ftypM4A ')], 200);

export const svg = (inside = '<text x="2" y="9">Entrée</text>'): Uint8Array =>
	new TextEncoder().encode(
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">\n${inside}\n</svg>\n`
	);

export const description =
	'Le plan montre un couloir, une porte à gauche, deux fenêtres à droite et une horloge au fond.';

/** The files of the minimal case, its fourth piece showing this file, its second letting this sound be heard. */
export function filesWithMedia(
	name: string,
	bytes: Uint8Array,
	said = description
): Map<string, string | Uint8Array> {
	const files: Map<string, string | Uint8Array> = minimalFiles();
	const isSound = /\.(?:mp3|m4a)$/.test(name);
	const piece = String(files.get('pieces/04-rapport.md'))
		.replace('nature: rapport', `nature: ${isSound ? 'enregistrement' : 'plan'}`)
		.replace('titre:', `${isSound ? 'son' : 'image'}: ${name}\ndescription: "${said}"\ntitre:`);
	return files.set('pieces/04-rapport.md', piece).set(`pieces/${name}`, bytes);
}
