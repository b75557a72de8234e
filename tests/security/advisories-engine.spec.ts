import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../support/bot.ts';
import { ask, exchange, frame, Polling, statusOf, Wire } from './raw.ts';
import { HonestClass, Target } from './target.ts';

let target: Target;
let room: HonestClass;
let intruder: Bot;
beforeAll(async () => {
	target = await Target.open();
	room = await HonestClass.open(target);
	intruder = await room.intruder(target.base);
	await room.play();
});
// Whatever was tried, the process is the same one and the class plays on.
afterEach(async () => {
	target.expectUnharmed();
	await room.play();
});
afterAll(async () => {
	room.leave();
	await target.close();
});

describe('engine.io', () => {
	it('[A20] CVE-2026-59725 (GHSA-r635-g3xr-vw7x): a binary POST is answered and holds no connection', async () => {
		const binary = { 'content-type': 'application/octet-stream' };
		const attack = async () => {
			for (let i = 0; i < 30; i++) {
				const polling = await Polling.open({ base: target.base, cookie: intruder.cookie() });
				expect(await polling.post(Buffer.from([4, 255, 0]), binary)).toBe(400);
				expect(await polling.isOpen()).toBe(false);
			}
		};
		await attack();
		const before = await target.holds();
		await attack();
		expect((await target.holds()).connections - before.connections).toBeLessThan(5);
	});

	it('[A20] CVE-2023-31125: a handshake that names no transport of ours is refused', async () => {
		const names = ['constructor', '__proto__', 'toString', '', 'websocket', 'webtransport', 'x'];
		const queries = [
			...names.map((name) => `EIO=4&transport=${name}`),
			'EIO=4&transport[]=polling',
			'EIO=4&transport=polling&transport=websocket',
			'EIO=3&transport=polling',
			'EIO=4&transport=polling&sid=__proto__',
			'EIO[__proto__]=4&transport=polling',
			'transport=polling',
			'%'
		];
		const upgrade = [
			`Origin: http://salle.test`,
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='
		];
		for (const query of queries) {
			const line = `GET /socket.io/?${query}`;
			const answer = await ask(target.base, line, ['X-Pretoire: tablette']);
			expect([400, 403], query).toContain(statusOf(answer));
			const head = [`${line} HTTP/1.1`, 'Host: salle.test', ...upgrade, 'Connection: Upgrade'];
			const upgraded = await exchange(target.base, head.join('\r\n') + '\r\n\r\n', 100);
			if (!query.endsWith('transport=websocket')) expect(upgraded, query).not.toContain('"sid"');
		}
	});

	it('[A20] CVE-2022-41940: an upgrade that is reset at once ends nothing', async () => {
		for (let i = 0; i < 60; i++) {
			const socket = connect(target.port, '127.0.0.1');
			socket.on('error', () => {});
			const head = [
				`GET /socket.io/?EIO=4&transport=websocket${i % 3 ? '' : '&sid=x'} HTTP/1.1`,
				`Host: 127.0.0.1:${target.port}`,
				`Origin: ${i % 2 ? target.base : 'http://evil.test'}`,
				'Connection: Upgrade',
				'Upgrade: websocket',
				'Sec-WebSocket-Version: 13',
				`Sec-WebSocket-Key: ${i % 5 ? 'AAAAAAAAAAAAAAAAAAAAAA==' : 'x'}`
			];
			await new Promise((sent) => socket.write(head.join('\r\n') + '\r\n\r\n', sent));
			socket.resetAndDestroy();
		}
	});

	it('[A20] CVE-2022-21676: a WebSocket frame that the protocol forbids closes its own connection', async () => {
		const wrong: [how: string, ...frames: Buffer[]][] = [
			['reserved bits', frame('2', { rsv: 3 })],
			['compressed, never agreed', frame('2', { rsv: 4 })],
			['not masked', frame('2', { masked: false })],
			['unknown opcode', frame('2', { opcode: 3 })],
			['a continuation of nothing', frame('2', { opcode: 0 })],
			['a ping cut in two', frame('2', { opcode: 9, fin: false })],
			['a ping too long', frame('x'.repeat(200), { opcode: 9 })],
			['not UTF-8', frame(Buffer.from([0xff, 0xfe, 0xc0]))],
			['a text inside a text', frame('4', { fin: false }), frame('2')],
			['longer than allowed', frame('', { claims: 10_000_000 })],
			['longer than numbers', frame('', { claims: 2 ** 53 })],
			['a close of one byte', frame('x', { opcode: 8 })]
		];
		for (const [how, ...frames] of wrong) {
			const wire = await Wire.enter(intruder, room.code);
			for (const it of frames) wire.send(it);
			expect(await wire.closes(), how).toBe(true);
		}
	});
});

describe('ws', () => {
	it('[A20] CVE-2026-48779: a message cut into crumbs is dropped before it piles up', async () => {
		const crumbs = Buffer.concat(
			Array.from({ length: 60_000 }, () => frame('', { opcode: 0, fin: false }))
		);
		const bytes = Buffer.concat(
			Array.from({ length: 60_000 }, () => frame('x', { opcode: 0, fin: false }))
		);
		const left = await target.leftBy(async () => {
			for (const pieces of [crumbs, bytes]) {
				const wire = await Wire.enter(intruder, room.code);
				wire.send(Buffer.concat([frame('4', { fin: false }), pieces]));
				await wire.closes(1_000);
				wire.socket.destroy();
			}
		});
		expect(left).toBeLessThan(8);
	});

	it('[A20] CVE-2026-45736: a closing frame carries a code and nothing of the memory', async () => {
		const closings = [
			frame('', { claims: 10_000_000 }),
			frame('2', { rsv: 3 }),
			frame('42{}'),
			frame('9'),
			frame('\x03\xe8', { opcode: 8 })
		];
		for (const closing of closings) {
			const wire = await Wire.enter(intruder, room.code);
			wire.send(closing);
			expect(await wire.closes(), closing.toString('hex')).toBe(true);
			// Two bytes of code at most: a reason would be read from memory.
			expect(wire.farewell()?.length ?? 0).toBeLessThanOrEqual(2);
			wire.socket.destroy();
		}
	});

	it('[A20] CVE-2024-37890: an upgrade with more headers than are counted ends nothing', async () => {
		const many = Array.from({ length: 2_100 }, (_, i) => `${i % 10}:`);
		const head = [
			'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
			`Host: 127.0.0.1:${target.port}`,
			`Origin: ${target.base}`,
			'Connection: Upgrade',
			...many,
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
			'Upgrade: websocket'
		];
		const late = await exchange(target.base, head.join('\r\n') + '\r\n\r\n', 500);
		expect(late).not.toContain('101 Switching');
		const early = head.toSpliced(3, 0, 'Upgrade: websocket').join('\r\n') + '\r\n\r\n';
		await exchange(target.base, early, 500);
	});
});
