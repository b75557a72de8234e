/** Reads the first bytes of a picture or a sound: what it is, and how large it unfolds. */

/** Media that a piece may hold, by the end of their names. */
export const mediaTypes: Readonly<Record<string, { kind: 'image' | 'sound'; type: string }>> = {
	svg: { kind: 'image', type: 'image/svg+xml' },
	png: { kind: 'image', type: 'image/png' },
	jpg: { kind: 'image', type: 'image/jpeg' },
	jpeg: { kind: 'image', type: 'image/jpeg' },
	webp: { kind: 'image', type: 'image/webp' },
	mp3: { kind: 'sound', type: 'audio/mpeg' },
	m4a: { kind: 'sound', type: 'audio/mp4' }
};

/** Says what the bytes are, whatever the name of the file. */
export function detectType(bytes: Uint8Array): string | undefined {
	const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
	const starts = (...signature: number[]) => signature.every((byte, at) => bytes[at] === byte);
	if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
	if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
	if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
	if (ascii(4, 8) === 'ftyp' && /^(?:M4A |M4B |mp42|mp41|isom|iso2)$/.test(ascii(8, 12)))
		return 'audio/mp4';
	if (ascii(0, 3) === 'ID3') return 'audio/mpeg';
	// Eleven bits of synchronisation, then layer III.
	if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2) return 'audio/mpeg';
	return undefined;
}

export interface Picture {
	width: number;
	height: number;
	isMoving: boolean;
}

/** The size that a picture declares; nothing when its bytes do not say it. */
export function measurePicture(bytes: Uint8Array, type: string): Picture | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		if (type === 'image/png') {
			const isMoving = has(bytes, 'acTL');
			return { width: view.getUint32(16), height: view.getUint32(20), isMoving };
		}
		return type === 'image/jpeg' ? measureJpeg(view) : measureWebp(bytes, view);
	} catch (error) {
		// A cut file: its header ends before its size.
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

function measureJpeg(view: DataView): Picture | undefined {
	let at = 2;
	while (at + 9 < view.byteLength) {
		if (view.getUint8(at) !== 0xff) return undefined;
		const marker = view.getUint8(at + 1);
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) {
			return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), isMoving: false };
		}
		at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
	}
	return undefined;
}

function measureWebp(bytes: Uint8Array, view: DataView): Picture | undefined {
	const chunk = String.fromCharCode(...bytes.subarray(12, 16));
	if (chunk === 'VP8X') {
		const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
		const isMoving = (view.getUint8(20) & 0x02) !== 0;
		return { width: three(24) + 1, height: three(27) + 1, isMoving };
	}
	if (chunk === 'VP8L') {
		const bits = view.getUint32(21, true);
		return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, isMoving: false };
	}
	if (chunk !== 'VP8 ') return undefined;
	const side = (at: number) => view.getUint16(at, true) & 0x3fff;
	return { width: side(26), height: side(28), isMoving: false };
}

function has(bytes: Uint8Array, word: string): boolean {
	const first = word.charCodeAt(0);
	for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
		if (String.fromCharCode(...bytes.subarray(at, at + word.length)) === word) return true;
	}
	return false;
}
