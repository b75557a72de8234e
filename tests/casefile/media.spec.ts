import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectType, measurePicture } from '../../src/lib/casefile/picture.ts';
import { coverOf, showExhibit } from '../../src/lib/casefile/shown.ts';
import { description, filesWithMedia, jpeg, m4a, mp3, png, svg, webp } from '../support/media.ts';
import { caseOf, findingsOf, told } from './broken.ts';

const piece = 'pieces/04-rapport.md';
const edited = (files: Map<string, string | Uint8Array>, from: string, to: string) =>
	files.set(piece, String(files.get(piece)).replace(from, to));
const whole = (): Map<string, string | Uint8Array> => filesWithMedia('04-plan.png', png());

describe('the picture or the sound of a piece', () => {
	it.each([
		['04-plan.svg', svg(), 'image', 'image/svg+xml'],
		['04-plan.png', png(), 'image', 'image/png'],
		['04-plan.jpg', jpeg(), 'image', 'image/jpeg'],
		['04-plan.webp', webp(), 'image', 'image/webp'],
		['04-plan.webp', webp('VP8L'), 'image', 'image/webp'],
		['04-appel.mp3', mp3(), 'sound', 'audio/mpeg'],
		['04-appel.m4a', m4a(), 'sound', 'audio/mp4']
	])('[F32] %s is kept byte by byte, with its description', (name, bytes, kind, type) => {
		const { media } = caseOf(filesWithMedia(name, bytes)).exhibits[3] ?? {};
		expect(media).toEqual({
			kind,
			type,
			description,
			data: Buffer.from(bytes).toString('base64')
		});
	});

	const wrong: [what: string, files: Map<string, string | Uint8Array>, code: string][] = [
		['a name that lies', filesWithMedia('04-plan.png', jpeg()), 'media-mal-nomme'],
		['a page for a picture', filesWithMedia('04-plan.jpg', svg()), 'media-mal-nomme'],
		['a sound for a picture', edited(whole(), 'image:', 'son:'), 'media-mal-nomme'],
		['a path', edited(whole(), '04-plan.png', '../04-plan.png'), 'media-mal-nomme'],
		['a file that is not there', edited(whole(), '04-plan.png', '05-plan.png'), 'media-absent'],
		['too many bytes', filesWithMedia('04-plan.png', png(8, 6, [], 310_000)), 'media-trop-lourd'],
		['a picture that unfolds', filesWithMedia('04-plan.png', png(30_000, 9)), 'media-trop-grand'],
		[
			'a picture cut short',
			filesWithMedia('04-plan.jpg', jpeg().subarray(0, 24)),
			'media-illisible'
		],
		['a picture of nothing', filesWithMedia('04-plan.png', png(0, 0)), 'media-illisible'],
		[
			'a moving picture',
			filesWithMedia('04-plan.png', png(8, 6, [...Buffer.from('....acTL')])),
			'image-animee'
		],
		['another that moves', filesWithMedia('04-plan.webp', webp('VP8X', true)), 'image-animee'],
		['a drawing that runs', filesWithMedia('04-plan.svg', svg('<script/>')), 'svg-interdit'],
		['a drawing in latin-1', filesWithMedia('04-plan.svg', Uint8Array.of(0xe9)), 'svg-mal-ecrit'],
		[
			'few words',
			filesWithMedia('04-plan.png', png(), 'Un plan du couloir.'),
			'description-trop-courte'
		],
		['no words', edited(whole(), `description: "${description}"\n`, ''), 'description-absente'],
		['two at once', edited(whole(), 'image:', 'son: 04-appel.mp3\nimage:'), 'media-en-double'],
		[
			'a sound in a letter',
			edited(filesWithMedia('04-appel.mp3', mp3()), 'nature: enregistrement', 'nature: lettre'),
			'son-hors-enregistrement'
		]
	];

	it.each(wrong)('[F32] %s is one finding', (_, files, code) => {
		const found = findingsOf(files);
		const others = found.filter((each) => each.code !== code);
		expect(found.map((each) => each.code)).toContain(code);
		// The file that is not named any more is told too.
		expect(others.every((each) => each.code === 'media-sans-piece')).toBe(true);
		expect(found.every(({ problem, remedy }) => problem && remedy)).toBe(true);
	});

	it('[F32] says where a drawing runs', () => {
		const [found] = findingsOf(filesWithMedia('04-plan.svg', svg('<rect/>\n<script/>')));
		expect(found && [told(found), found.line]).toEqual([
			expect.stringContaining(
				'pieces/04-plan.svg: « <script> » n’est pas un dessin'.replace('’', "'")
			),
			3
		]);
	});

	it('[F32] is shown by a piece, and all together stay light', () => {
		const alone = whole().set('pieces/09-autre.png', png());
		expect(findingsOf(alone).map(told)).toEqual([
			expect.stringContaining("pieces/09-autre.png: image ou son qu'aucune pièce ne montre")
		]);
		const heavy = whole();
		for (let n = 0; n < 6; n++) heavy.set(`pieces/1${n}-a.png`, png(8, 6, [], 290_000));
		expect(findingsOf(heavy).map(({ code }) => code)).toContain('medias-trop-lourds');
	});

	it('[F32] description without a picture or a sound is told', () => {
		const files = whole();
		files.delete('pieces/04-plan.png');
		edited(files, 'image: 04-plan.png\n', '');
		expect(findingsOf(files).map(({ code }) => code)).toEqual(['description-sans-media']);
	});

	it('[F32] {P24} any bytes are judged, never thrown at', () => {
		const names = ['png', 'jpg', 'webp', 'svg', 'mp3', 'm4a'];
		const starts = [png(), jpeg(), webp(), webp('VP8 '), webp('VP8L'), svg(), mp3(), m4a()];
		const bytes = fc
			.tuple(fc.constantFrom(...starts), fc.nat(60), fc.uint8Array({ maxLength: 80 }))
			.map(([start, kept, rest]) => Uint8Array.of(...start.subarray(0, kept), ...rest));
		fc.assert(
			fc.property(fc.constantFrom(...names), bytes, (end, content) => {
				const type = detectType(content);
				if (type?.startsWith('image/')) measurePicture(content, type);
				const found = findingsOf(filesWithMedia(`04-plan.${end}`, content));
				return found.every(({ code }) => code !== 'fichier-illisible');
			}),
			{ numRuns: 150 }
		);
	});

	it('[F39] goes to readers without what the author thinks, nor its bytes', () => {
		const [, , , exhibit] = caseOf(filesWithMedia('04-plan.png', png())).exhibits;
		if (!exhibit) throw new Error('no piece');
		const kept = {
			...exhibit,
			incriminates: ['recel'],
			exonerates: ['x'],
			balance: 'mixte' as const
		};
		expect(Object.keys(showExhibit(kept, '/a')).sort()).toEqual(
			Object.keys(exhibit)
				.filter((key) => !['incriminates', 'exonerates', 'balance'].includes(key))
				.sort()
		);
		expect(showExhibit(kept, '/a').media).toEqual({
			kind: 'image',
			type: 'image/png',
			description,
			address: '/a'
		});
		expect(Object.keys(coverOf(kept))).not.toContain('media');
		expect(JSON.stringify(coverOf(kept))).not.toMatch(/mixte|recel|paragraphs/);
	});
});
