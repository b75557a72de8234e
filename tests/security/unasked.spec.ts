import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawCode } from '../../src/lib/server/door/secret.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { Desk } from './desk.ts';

let desk: Desk;
let code: string;
let regie: string;
beforeAll(async () => {
	desk = await Desk.open();
	const size = { file: await shippedCase(), pupils: 28, tablets: 28, format: '110' } as const;
	const opened = await desk.courthouse.admission.open(size);
	code = opened.code;
	regie = `regie-${code}=${opened.token}`;
});
afterAll(() => desk.close());

const from = '127.9.0.7';
const statusOf = async (path: string, headers: Record<string, string>, cookie = '') =>
	(await desk.knock(path, { from, headers, cookie })).status;
const wrong = (): string => {
	const drawn = drawCode();
	return drawn === code ? wrong() : drawn;
};

it('[A35] what no person asked for is not found, right code or wrong, and not counted', async () => {
	const picture = { accept: 'image/avif,image/webp,*/*' };
	const script = { accept: '*/*' };
	const frame = { accept: 'text/html,*/*', 'sec-fetch-dest': 'iframe' };
	const unasked = [picture, script, frame];
	for (let i = 0; i < 210; i++)
		expect(await statusOf(`/salle/${wrong()}`, unasked[i % 3] ?? {})).toBe(404);
	for (const headers of unasked) expect(await statusOf(`/salle/${code}`, headers)).toBe(404);
	const typed = { accept: 'text/html,*/*', 'sec-fetch-dest': 'document' };
	expect(await statusOf(`/salle/${code}`, typed)).toBe(200);
	// Whoever holds a key reads as it likes.
	expect(await statusOf(`/salle/${code}/regie`, script, regie)).toBe(200);
	for (let i = 0; i < 60; i++) expect(await statusOf(`/salle/${wrong()}`, typed)).toBe(404);
	expect(await statusOf(`/salle/${wrong()}`, typed)).toBe(429);
});
