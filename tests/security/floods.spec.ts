import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeBriefly } from '../../src/lib/server/brief-log.ts';
import type { Allowance } from '../../src/lib/server/wire/allowance.ts';
import { mostNewcomers } from '../../src/lib/server/wire/newcomers.ts';
import type { Bounds } from '../../src/lib/server/wire/sockets.ts';
import type { Bot } from '../support/bot.ts';
import { openFrontDoor } from '../support/front-door.ts';
import { House } from '../support/house.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { exchange, frame, hello, Polling, statusOf, Wire } from './raw.ts';

const file = await shippedCase();
const plenty = { most: 1e9, back: 1e9 };

let house: House;
/** A room, its régie, and a pupil whose cookie an attacker may use as it likes. */
async function openRoom(bounds: Partial<Bounds> = {}) {
	house = await House.open({ bounds });
	const { code, regie } = await house.room(file);
	const pupil = await house.tablet(code);
	return { code, regie, pupil };
}
const wires: Wire[] = [];
async function open(cookie = ''): Promise<Wire> {
	const wire = await Wire.open({ base: house.base, cookie });
	wires.push(wire);
	return wire;
}
async function enter(bot: Bot, code: string): Promise<Wire> {
	const wire = await Wire.enter(bot, code);
	wires.push(wire);
	return wire;
}
afterEach(async () => {
	for (const wire of wires.splice(0)) wire.socket.destroy();
	await house.close();
});

const repeat = (packet: string, times: number): string =>
	Array.from({ length: times }, () => packet).join('\x1e');
const post = (polling: Polling, packets: string) =>
	polling.post(packets, { 'content-type': 'text/plain;charset=UTF-8' });
/** Writes this packet so many times, one frame each. */
function flood(wire: Wire, packet: string, times: number, opcode = 1): void {
	for (let i = 0; i < times; i++) wire.send(frame(packet, { opcode }));
}

describe('who does not read', () => {
	it('[A26] and asks for namespaces that do not exist is cut, by polling and by WebSocket', async () => {
		const { code, pupil, regie } = await openRoom({
			waiting: 50,
			allowance: { packets: plenty, bytes: plenty }
		});
		const modest = await Polling.open({ base: house.base });
		expect(await post(modest, repeat('40/x,', 40))).toBe(200);
		expect(await modest.isOpen()).toBe(true);
		await post(modest, repeat('40/x,', 20));
		expect(await modest.isOpen()).toBe(false);

		// What the kernel holds on the way is nobody's memory: more than that, and it is cut.
		const wire = await enter(pupil, code);
		wire.socket.pause();
		const packet = `40/${'x'.repeat(50_000)},`;
		for (let i = 0; i < 600 && !wire.socket.destroyed; i++) {
			flood(wire, packet, 1);
			if (wire.socket.writableLength > 500_000) await new Promise((next) => setTimeout(next, 2));
		}
		wire.socket.resume();
		expect(await wire.closes()).toBe(true);
		expect(wire.heard.length).toBeLessThan(20_000_000);
		expect(await regie.run('nextStep', {})).toEqual({ done: true });
	});

	it('[A26] and has no key is cut after a few words, pings and probes included', async () => {
		await openRoom();
		const stranger = await open();
		flood(stranger, '40/x,', 300);
		expect(await stranger.closes()).toBe(true);

		const pinging = await open();
		flood(pinging, '', 10, 9);
		expect(await pinging.closes(200)).toBe(false);
		flood(pinging, '', 100, 9);
		expect(await pinging.closes()).toBe(true);

		const polling = await Polling.open({ base: house.base });
		const { host, pathname, search } = new URL(polling.url);
		const head = [
			`GET ${pathname}${search.replace('polling', 'websocket')} HTTP/1.1`,
			`Host: ${host}`,
			`Origin: ${house.base}`,
			'Connection: Upgrade',
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
			'',
			''
		];
		const probes = Array.from({ length: 300 }, () => frame('2probe'));
		await exchange(house.base, [head.join('\r\n'), ...probes], 500);
		expect(await polling.isOpen()).toBe(false);
	});
});

describe('who knocks and does not come in', () => {
	it('[A27] is forgotten, the oldest first, and who is in stays', async () => {
		const { code, pupil } = await openRoom({ newcomers: 20 });
		const knocks: Polling[] = [];
		for (let i = 0; i < 30; i++) knocks.push(await Polling.open({ base: house.base }));
		const open = await Promise.all(knocks.map((it) => it.isOpen()));
		expect(open).toEqual(knocks.map((_, i) => i >= 10));
		expect(pupil.socket?.connected).toBe(true);
		const late = await house.tablet(code);
		expect(late.socket?.connected).toBe(true);
		expect(mostNewcomers).toBeGreaterThan(3_600);
	});

	it('[A27] shows no more cookies than a browser of ours', async () => {
		await openRoom();
		const url = `${house.base}/socket.io/?EIO=4&transport=polling`;
		const knock = (length: number) =>
			fetch(url, { headers: { 'x-pretoire': 'tablette', cookie: 'x'.repeat(length) } });
		expect((await knock(8_000)).status).toBe(200);
		expect((await knock(8_200)).status).toBe(431);
		const upgrade = [
			'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
			`Host: ${new URL(house.base).host}`,
			`Origin: ${house.base}`,
			`Cookie: ${'x'.repeat(8_200)}`,
			'Connection: Upgrade',
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
			'',
			''
		];
		expect(statusOf(await exchange(house.base, upgrade.join('\r\n')))).toBe(431);
	});
});

describe('a pupil who floods', () => {
	const little: Allowance = {
		packets: { most: 120, back: 0.1 },
		bytes: { most: 30_000, back: 10 }
	};

	it('[A28] is cut, whatever it floods with, and the class plays on', async () => {
		const { code, regie } = await openRoom({ allowance: little });
		const floods: [packet: string, times: number][] = [
			['42["seen",0]', 150],
			['421["alive"]', 150],
			['42["snapshot"]', 150],
			['421["command",null]', 150],
			['42["x",1]', 150],
			['431[1]', 150],
			['3', 150],
			[`42["x","${'y'.repeat(6_000)}"]`, 6]
		];
		for (const [packet, times] of floods) {
			const wire = await enter(await house.tablet(code), code);
			flood(wire, packet, times);
			expect(await wire.closes(), packet.slice(0, 20)).toBe(true);
		}
		expect(await regie.run('nextStep', {})).toEqual({ done: true });
	});

	it('[A28] gets nothing back by coming back, nor by another tab', async () => {
		const { code, pupil, regie } = await openRoom({ allowance: little });
		const tabs = [await enter(pupil, code), await enter(pupil, code)];
		for (const tab of tabs) flood(tab, '42["seen",0]', 80);
		await expect.poll(() => tabs.some((tab) => tab.closed)).toBe(true);
		const again = await open(pupil.cookie());
		again.send(frame(hello(code)));
		expect(await again.hears('unavailable')).toBe(true);
		expect(await again.closes()).toBe(true);
		expect(await regie.run('nextStep', {})).toEqual({ done: true });
		await house.tablet(code);
	});
});

describe('the diagnostic', () => {
	it('[A29] lets a line in once, however many times it asks at once', async () => {
		await openRoom();
		const polling = await Polling.open({ base: house.base });
		await post(polling, repeat('40/diagnostic,', 10));
		expect(await polling.isOpen()).toBe(false);
	});

	it('[A29] counts those who ask at once, and gives a place back with its line', async () => {
		await openRoom({ echoing: 3 });
		const lines = await Promise.all(Array.from({ length: 5 }, () => open()));
		for (const line of lines) line.send(frame('40/diagnostic,'));
		const admitted = await Promise.all(lines.map((line) => line.hears('40/diagnostic', 1_000)));
		expect(admitted.filter(Boolean)).toHaveLength(3);
		for (const line of lines) line.send(frame('41/diagnostic,'));
		expect(await Promise.all(lines.map((line) => line.closes()))).not.toContain(false);
		const next = await open();
		next.send(frame('40/diagnostic,'));
		expect(await next.hears('40/diagnostic')).toBe(true);
	});

	it('[A29] and a room keep no line that has left', async () => {
		const { code, pupil } = await openRoom();
		const wire = await enter(pupil, code);
		wire.send(frame('41'));
		expect(await wire.closes()).toBe(true);
	});

	it('[A29] gives a silence back when its visitor hangs up, and some to each address', async () => {
		await openRoom();
		const door = await openFrontDoor({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
		const ask = (seconds: number, from: string, signal?: AbortSignal) =>
			fetch(`${door.base}/diagnostic/attente?secondes=${seconds}`, {
				headers: { 'x-forwarded-for': from },
				...(signal && { signal })
			}).then(
				({ status }) => status,
				() => 0
			);
		const hangUp = new AbortController();
		const waiting = Array.from({ length: 5 }, () => ask(60, '192.0.2.1', hangUp.signal));
		await expect.poll(() => ask(1, '192.0.2.1')).toBe(503);
		expect(await ask(1, '192.0.2.2')).toBe(200);
		hangUp.abort();
		expect(await Promise.all(waiting)).toEqual([0, 0, 0, 0, 0]);
		await expect.poll(() => ask(1, '192.0.2.1'), { timeout: 5_000 }).toBe(200);
		await door.close();
	});
});

describe('the log', () => {
	it('[A30] says sixty times a minute what strangers provoke, then how many more there were', async () => {
		await openRoom();
		vi.useFakeTimers();
		const info = vi.fn();
		const log = writeBriefly({ debug: vi.fn(), info, warn: vi.fn(), error: vi.fn() });
		for (let i = 0; i < 100; i++) log.info({ fact: 'origin-refused' });
		log.info({ fact: 'sid-refused' });
		for (let i = 0; i < 70; i++) log.info({ fact: 'room-opened' });
		expect(info).toHaveBeenCalledTimes(60 + 1 + 70);
		vi.advanceTimersByTime(60_000);
		expect(info).toHaveBeenCalledTimes(60 + 1 + 70 + 1);
		expect(info).toHaveBeenLastCalledWith({ fact: 'origin-refused', count: 40 });
		log.info({ fact: 'origin-refused' });
		expect(info).toHaveBeenLastCalledWith({ fact: 'origin-refused' });
		vi.useRealTimers();
	});
});
