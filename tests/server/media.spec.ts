import { describe, expect, it } from 'vitest';
import { sendMedia } from '../../src/lib/server/media.ts';

const data = Buffer.from('0123456789').toString('base64');
const send = (range: string | null, type = 'audio/mpeg') => sendMedia({ type, data }, range);

describe('a picture or a sound that is sent', () => {
	it('[F34] alone in a tab runs nothing, and no shared cache keeps it', () => {
		const { headers, status } = send(null, 'image/svg+xml');
		expect(status).toBe(200);
		expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('cache-control')).toBe('private, no-store');
		const policy = headers.get('content-security-policy') ?? '';
		expect(policy).toMatch(/default-src 'none'/);
		expect(policy).toMatch(/; sandbox$/);
		expect(policy).toMatch(/frame-ancestors 'none'/);
	});

	it.each([
		[null, 200, '0123456789', null],
		['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
		['bytes=4-', 206, '456789', 'bytes 4-9/10'],
		['bytes=-3', 206, '789', 'bytes 7-9/10'],
		['bytes=8-99', 206, '89', 'bytes 8-9/10'],
		['bytes=10-', 416, '', 'bytes */10'],
		['bytes=5-2', 416, '', 'bytes */10'],
		['bytes=0-1,4-5', 200, '0123456789', null],
		['octets=0-1', 200, '0123456789', null],
		['bytes=-', 200, '0123456789', null]
	])('[F34] asked for %s, answers %i', async (range, status, text, said) => {
		const answer = send(range);
		expect(answer.status).toBe(status);
		expect(answer.headers.get('content-range')).toBe(said);
		expect(await answer.text()).toBe(text);
	});
});
