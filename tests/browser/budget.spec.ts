import { gzipSync } from 'node:zlib';
import { expect, type Response } from '@playwright/test';
import { test } from './support/class.ts';

const kilobyte = 1_000;

interface Load {
	/** Every answer, in the order it was asked. */
	answers: Response[];
	/** Those asked before the first socket request. */
	before: Response[];
}

const isSocket = (url: string): boolean => new URL(url).pathname.startsWith('/socket.io/');
const isScript = (answer: Response): boolean =>
	(answer.headers()['content-type'] ?? '').includes('javascript');

test.describe('[Q5] /salle/CODE, for a seated pupil', () => {
	let load: Load;

	test.beforeEach(async ({ room }) => {
		await room.seat('avocat/sacha', 'juge/president');
		await room.goTo('interrogatoire');
		const context = await room.stranger();
		const cookies = [...room.bot('avocat/sacha').cookies];
		await context.addCookies(
			cookies.map(([name, value]) => ({ name, value, url: room.site.base }))
		);
		const page = await context.newPage();
		const answers: Response[] = [];
		page.on('response', (answer) => answers.push(answer));
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		await page.goto(`${room.site.base}/salle/${room.code}`);
		await page.getByRole('button', { name: 'Demander la parole' }).waitFor();
		await page.waitForLoadState('load');
		await page.waitForTimeout(500);
		const first = asked.findIndex(isSocket);
		expect(first, 'a socket was asked for').toBeGreaterThan(0);
		const early = asked.slice(0, first);
		load = { answers, before: answers.filter((it) => early.includes(it.url())) };
		expect(load.before.length).toBe(early.length);
	});

	test('weighs at most 80 kB of gzipped script, once everything on it works', async () => {
		const scripts = load.answers.filter(isScript);
		const sizes = await Promise.all(
			scripts.map(async (it) => [it.url(), gzipSync(await it.body(), { level: 9 }).length] as const)
		);
		const weight = sizes.reduce((sum, [, size]) => sum + size, 0);
		test.info().annotations.push({ type: 'script', description: `${weight} bytes gzipped` });
		expect(scripts.length).toBeGreaterThan(1);
		expect(weight, JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(80 * kilobyte);
	});

	test('asks at most 15 times and 300 kB before its socket, of this site alone', async ({
		room
	}) => {
		const sizes = await Promise.all(
			load.before.map(async (it) => {
				const { responseBodySize, responseHeadersSize } = await it.request().sizes();
				return [it.url(), responseBodySize + responseHeadersSize] as const;
			})
		);
		const weight = sizes.reduce((sum, [, size]) => sum + size, 0);
		const told = JSON.stringify(sizes, null, 1);
		test.info().annotations.push({
			type: 'load',
			description: `${sizes.length} requests, ${weight} bytes`
		});
		expect(sizes.length, told).toBeLessThanOrEqual(15);
		expect(weight, told).toBeLessThanOrEqual(300 * kilobyte);
		expect(new Set(load.answers.map((it) => new URL(it.url()).origin))).toEqual(
			new Set([room.site.base])
		);
	});
});
