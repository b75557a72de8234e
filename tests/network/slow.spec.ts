import type { Duplex } from 'node:stream';
/** One tablet in forty reads 1 kB/s. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Push } from '../../src/lib/protocol/wire.ts';
import type { RoomSocket } from '../../src/lib/server/wire/gateway.ts';
import type { Bot } from '../support/bot.ts';
import { House } from '../support/house.ts';
import { Page } from '../support/page.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { watchSockets } from '../support/sockets.ts';

const file = await shippedCase();
const adult = { office: 'regie', holder: 'regie' } as const;
const sockets: RoomSocket[] = [];

let house: House;
beforeAll(async () => {
	watchSockets((socket) => sockets.push(socket));
	house = await House.open();
});
afterAll(() => house.close());

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));
const quantile = (times: number[], share: number): number =>
	times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

it('[U8] {P8} a tablet that reads slowly is sent a few pushes ahead, slows nobody, and ends with the newest view', async ({
	task
}) => {
	const { regie, code, courtroom } = await house.room(file, 35, 35);
	const others: Bot[] = await Promise.all(Array.from({ length: 38 }, () => house.tablet(code)));
	const page = await Page.open(house, code, 'greffier/audience');
	await vi.waitUntil(() => sockets.at(-1)?.conn.transport.name === 'websocket');
	const slow = sockets.at(-1);
	if (!slow) throw new Error('no socket');

	const times: number[] = [];
	for (const { socket } of others)
		socket?.on('view', ({ now }: Push) => times.push(Date.now() - now));
	let [bytes, sent, read, ahead, waiting] = [0, 0, 0, 0, 0];
	slow.on('seen', (n) => (read = n));
	// Views are written past Engine.IO: what leaves is heard on the line itself.
	const { _socket: line } = (slow.conn.transport as unknown as { socket: { _socket: Duplex } })
		.socket;
	const write = line.write.bind(line) as (...said: unknown[]) => boolean;
	line.write = (chunk: unknown, ...rest: unknown[]) => {
		const text = String(chunk);
		bytes += text.length;
		sent = Number(/\["view",{"n":(\d+)/.exec(text)?.[1] ?? sent);
		ahead = Math.max(ahead, sent - read);
		return write(chunk, ...rest);
	};

	/** Three seconds of a hearing where everything moves; gives the 95th centile of the others' delays. */
	async function argue(): Promise<number> {
		times.length = 0;
		for (let i = 0; i < 100; i++) {
			const input = { step: 'accueil', minutes: i % 2 ? 1 : -1 };
			expect(await courtroom.run({ type: 'addMinutes', input }, adult)).toEqual({ done: true });
			waiting = Math.max(waiting, slow ? waitingFor(slow) : Infinity);
			await pause(25);
		}
		return quantile(times, 0.95);
	}

	const without = await argue();
	const count = times.length;
	page.network.faults.rate = 1_000;
	[bytes, ahead] = [0, 0];
	const withSlow = await argue();
	expect(waiting, 'packets that wait in the process').toBeLessThanOrEqual(2);
	expect(ahead, 'pushes sent and not read').toBeGreaterThan(0);
	expect(ahead, 'pushes sent and not read').toBeLessThanOrEqual(16);
	const sentInAll = bytes;
	expect(times.length, 'pushes of the others').toBeGreaterThan(count / 2);
	const input = { step: 'accueil', minutes: 9 };
	await courtroom.run({ type: 'addMinutes', input }, adult);
	const { added } = courtroom.trial.clock;
	for (const bot of others)
		await bot.until(({ clock }) => clock?.added['accueil'] === added['accueil']);
	delete page.network.faults.rate;
	await page.until(({ view }) => view.clock?.added['accueil'] === added['accueil']);
	publish(task, {
		'messages d’avance au plus': ahead,
		'octets envoyés à la tablette lente': sentInAll,
		'ms p95 des autres, sans tablette lente': without,
		'ms p95 des autres, avec': withSlow
	});
	for (const bot of [regie, ...others]) bot.leave();
	await page.close();
});

const waitingFor = ({ conn }: RoomSocket): number =>
	(conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
