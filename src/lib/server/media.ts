/** Sends a picture or a sound so that it can be looked at or heard, and nothing else. */
import type { Media } from '../casefile/shown.ts';

const headers = {
	'x-content-type-options': 'nosniff',
	// Opened by itself, a drawing runs nothing, asks for nothing and is in nobody's page.
	'content-security-policy':
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
	'content-disposition': 'inline',
	'cache-control': 'private, no-store',
	'cross-origin-resource-policy': 'same-origin',
	'accept-ranges': 'bytes'
};

/** The whole of it, or the part asked for: a tablet plays no sound that it cannot ask for in parts. */
export function sendMedia({ type, data }: Pick<Media, 'type' | 'data'>, range: string | null) {
	const bytes = Buffer.from(data, 'base64');
	const typed = type === 'image/svg+xml' ? `${type}; charset=utf-8` : type;
	const own = { ...headers, 'content-type': typed };
	const part = readRange(range, bytes.length);
	if (part === null) {
		const refused = { ...own, 'content-range': `bytes */${bytes.length}` };
		return new Response(null, { status: 416, headers: refused });
	}
	if (part === undefined) {
		return new Response(bytes, { headers: { ...own, 'content-length': String(bytes.length) } });
	}
	const body = bytes.subarray(part.first, part.last + 1);
	return new Response(body, {
		status: 206,
		headers: {
			...own,
			'content-length': String(body.length),
			'content-range': `bytes ${part.first}-${part.last}/${bytes.length}`
		}
	});
}

/** Undefined: all of it; null: no such part. Several parts at once are answered with the whole. */
function readRange(
	range: string | null,
	length: number
): { first: number; last: number } | null | undefined {
	const [, from = '', to = ''] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(range ?? '') ?? [];
	if (from === '' && to === '') return undefined;
	const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
	const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
	return first <= last ? { first, last } : null;
}
