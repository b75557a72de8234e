import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Homes } from '../../../src/lib/server/ballot/homes.ts';
import { askLine, openLine, type Line } from '../../../src/lib/server/ballot/sealed-line.ts';
import type { Lease } from '../../../src/lib/server/store/store.ts';
import type { Actor } from '../../../src/lib/trial/actor.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const key = randomBytes(32);
const secret = { choice: 'coupable', seat: 'juge/president' };

/** What a stranger gets for these bytes; null where the line is cut. */
function say(address: string, bytes: Buffer): Promise<Buffer> {
	return new Promise((resolve) => {
		const socket = connect(Number(address.split(':')[1]), '127.0.0.1');
		const heard: Buffer[] = [];
		socket.on('data', (part) => heard.push(part as Buffer));
		socket.on('error', () => {});
		socket.on('close', () => resolve(Buffer.concat(heard)));
		socket.end(bytes);
	});
}

describe('a sealed line', () => {
	let line: Line;
	let asked: unknown[];
	beforeEach(async () => {
		asked = [];
		line = await openLine({ key, bound: 'home' }, async (message) => {
			asked.push(message);
			return { heard: message };
		});
	});
	afterEach(() => line.stop());

	it('[Y7] answers whoever holds the secret and knows its name, and nobody else', async () => {
		expect(await askLine(line.address, { key, bound: 'home' }, secret)).toEqual({
			said: { heard: secret }
		});
		const strangers = [
			{ key: randomBytes(32), bound: 'home' },
			{ key, bound: 'another' }
		];
		for (const seal of strangers) expect(await askLine(line.address, seal, secret)).toBe('gone');
		expect(asked).toEqual([secret]);
	});

	it('[Y7] hangs up on what it cannot open: nothing, noise, HTTP, too much, a byte changed', async () => {
		const noise = [
			Buffer.alloc(0),
			randomBytes(10),
			randomBytes(200),
			Buffer.from('POST / HTTP/1.1\r\nHost: x\r\n\r\n'),
			Buffer.alloc(1_000_000)
		];
		for (const bytes of noise) expect(await say(line.address, bytes)).toHaveLength(0);
		expect(asked).toEqual([]);
		expect(await askLine(line.address, { key, bound: 'home' }, secret)).toHaveProperty('said');
	});

	it('[Y7] says nothing readable to whoever took the port, whose answer is not believed', async () => {
		const heard: Buffer[] = [];
		const thief = createServer({ allowHalfOpen: true }, (socket) => {
			const parts: Buffer[] = [];
			socket.on('data', (part) => parts.push(part as Buffer));
			// Sends back what it was told: sealed with the right secret, and no answer all the same.
			socket.on('end', () => socket.end(Buffer.concat(parts)));
			socket.on('close', () => heard.push(...parts));
		});
		await new Promise<void>((ready) => thief.listen(0, '127.0.0.1', ready));
		const address = `127.0.0.1:${(thief.address() as AddressInfo).port}`;
		expect(await askLine(address, { key, bound: 'home' }, secret)).toBe('gone');
		expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/coupable|juge|choice/);
		await new Promise((closed) => thief.close(closed));
	});

	it('[Y7] tells a process that is gone from one that does not answer', async () => {
		const mute = createServer({ allowHalfOpen: true }, () => {});
		await new Promise<void>((ready) => mute.listen(0, '127.0.0.1', ready));
		const address = `127.0.0.1:${(mute.address() as AddressInfo).port}`;
		expect(await askLine(address, { key, bound: 'home' }, secret, 100)).toBe('silent');
		mute.close();
		const gone = line.address;
		await line.stop();
		expect(await askLine(gone, { key, bound: 'home' }, secret)).toBe('gone');
		line = await openLine({ key, bound: 'home' }, async () => ({}));
	});
});

describe('the home of a room', () => {
	const actor: Actor = { office: 'tablette', holder: 't-1', seat: 'juge/president' };
	const cast = { type: 'castSlip', input: { charge: 'c', choice: 'coupable' } };

	it('[Y7] serves slips and closings of its rooms, well formed, and no other request', async () => {
		const store = new MemoryStore();
		await store.open({ trial: 'a', code: 'A', openedAt: 0, closedAt: null }, '', [], []);
		const served: unknown[] = [];
		const home = new Homes(store, async (trial, asked) => {
			if (trial !== 'a') return null;
			served.push(asked);
			return asked ? { done: true } : { there: true };
		});
		const other = new Homes(store.connect(), async () => null);
		expect(await home.claim('a', null)).toBeNull();
		const lease = (await other.claim('a', null)) as Lease;
		expect(lease.holder).toBe(home.id);
		expect(await other.isThere(lease)).toBe(true);
		expect(await other.hand(lease, cast, actor)).toEqual({ done: true });
		expect(served).toEqual([null, { request: cast, actor }]);
		const elsewhere = { ...lease, trial: 'b' };
		expect(await other.isThere(elsewhere)).toBe(false);
		for (const type of ['nextStep', 'voidSlips', 'admitTablet', '__proto__'])
			expect(await other.hand(lease, { ...cast, type }, actor)).toBe('gone');
		for (const office of ['system', 'juge'])
			expect(await other.hand(lease, cast, { ...actor, office } as Actor)).toBe('gone');
		expect(served).toHaveLength(2);
		await home.stop();
		expect(await other.isThere(lease)).toBe(false);
		expect(await other.claim('a', null)).toBeNull();
		await other.stop();
	});
});
