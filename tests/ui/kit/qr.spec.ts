import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { drawQr } from '../../../src/lib/ui/kit/qr.ts';

describe('a QR code drawn as one path', () => {
	it('covers exactly the dark modules', () => {
		const text = 'http://192.168.1.20:3000/salle/KX74MB';
		const { size, path } = drawQr(text);
		const drawn = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
		for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
			drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
		expect(drawn).toEqual(encode(text, { ecc: 'M', border: 4 }).data);
	});

	it('keeps its quiet zone', () => expect(drawQr('a').path).toMatch(/^M4 4h7/));
});
