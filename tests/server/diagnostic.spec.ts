import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Seen } from '../../src/lib/protocol/diagnostic.ts';
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts';

let door: FrontDoor;
beforeAll(async () => {
	door = await openFrontDoor();
});
afterAll(() => door.close());

const ask = (path: string, headers = {}, { base } = door) =>
	fetch(`${base}/diagnostic/${path}`, { headers });
/** Each test takes its own share. */
let visitor = 0;
const from = () => ({ 'x-forwarded-for': `192.0.2.${++visitor}` });

function dial(): Promise<Socket> {
	const socket = io(`${door.base}/diagnostic`, {
		extraHeaders: { 'x-pretoire': 'diagnostic', origin: door.base },
		reconnection: false,
		forceNew: true
	});
	return new Promise((opened, refused) => {
		socket.on('connect', () => opened(socket)).on('connect_error', refused);
	});
}

describe('what the diagnostic asks of the server', () => {
	it('[Z22] is the request as it was seen, and nothing else', async () => {
		const before = Date.now();
		const answer = await ask('vu', from());
		const seen = (await answer.json()) as Seen;
		expect(Object.keys(seen).toSorted()).toEqual(
			['cookie', 'forged', 'forwarded', 'now', 'origin', 'pretoire'].toSorted()
		);
		expect(seen).toMatchObject({ origin: door.base, forwarded: 'ignored', forged: false });
		expect(seen.now).toBeGreaterThanOrEqual(before - 1_000);
		const given = answer.headers.get('set-cookie') ?? '';
		expect(given).toBe('essai-diagnostic=1');
		expect(await (await ask('vu', { cookie: given })).json()).toMatchObject({
			cookie: true,
			forwarded: 'none'
		});
	});

	it('[Z22] is counted, for a class at a time', async () => {
		const trusting = await openFrontDoor({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
		const school = from();
		const knock = (path: string) => ask(path, school, trusting);
		// Forty tablets, four times: two questions and one file each.
		const first = await Promise.all(Array.from({ length: 320 }, () => knock('vu')));
		expect(first.every(({ ok }) => ok)).toBe(true);
		for (let i = 0; i < 68; i++) await (await knock('attente?secondes=0')).text();
		expect((await knock('vu')).status).toBe(429);
		expect((await knock('poids')).status).toBe(429);
		expect((await ask('vu', from(), trusting)).status).toBe(200);
		await trusting.close();
	});

	it('[Z22] is not for another site to spend', async () => {
		const foreign = { ...from(), 'sec-fetch-site': 'cross-site' };
		for (const path of ['vu', 'poids', 'flux']) expect((await ask(path, foreign)).status).toBe(429);
	});

	it('[Z22] weighs what a tablet fetches, and never twice the same', async () => {
		const weigh = async () => Buffer.from(await (await ask('poids', from())).arrayBuffer());
		const [one, two] = [await weigh(), await weigh()];
		expect(one.length).toBe(150_000);
		expect(one.equals(two)).toBe(false);
	});

	it('[Z22] keeps silent for a bounded time, for a few at once', async () => {
		for (const wrong of ['0', '-1', '101', 'NaN', '1e9', ''])
			expect((await ask(`attente?secondes=${wrong}`)).status, wrong).toBe(400);
		const many = await Promise.all(
			Array.from({ length: 12 }, () => ask('attente?secondes=1').then(({ status }) => status))
		);
		expect(many.filter((status) => status === 503)).toHaveLength(7);
		expect(many.filter((status) => status === 200)).toHaveLength(5);
	});

	it('[Z22] repeats on a socket without a room, a few times, and opens no room', async () => {
		const socket = await dial();
		for (let i = 0; i < 40; i++)
			expect(await socket.timeout(5_000).emitWithAck('echo')).toBeGreaterThan(1e12);
		const cut = new Promise((ended) => socket.once('disconnect', ended));
		socket.emit('echo', () => {});
		expect(await cut).toMatch(/server disconnect|transport close/);

		const curious = await dial();
		const out = new Promise((ended) => curious.once('disconnect', ended));
		curious.emit('command', { id: 'x'.repeat(16), type: 'nextStep', input: {} });
		await out;
		const odd = await dial();
		odd.emit('echo', null);
		odd.emit('echo', { then: 'x' });
		expect(await odd.timeout(5_000).emitWithAck('echo')).toBeGreaterThan(1e12);
		odd.disconnect();
	});

	it('[Z22] is refused to a page of another site', async () => {
		const foreign = io(`${door.base}/diagnostic`, {
			extraHeaders: { 'x-pretoire': 'diagnostic', origin: 'http://ailleurs.test' },
			reconnection: false,
			forceNew: true
		});
		await new Promise((refused) => foreign.once('connect_error', refused));
		expect(foreign.connected).toBe(false);
	});
});
