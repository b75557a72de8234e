import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../support/bot.ts';
import { publish } from '../support/promise.ts';
import { frame, hello, Polling, Wire } from './raw.ts';
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

/** Sends each packet on a session of its own, over both transports, in the room and before it. */
async function trySessions(packets: string[]): Promise<void> {
	for (const packet of packets) {
		const before = await Polling.open({ base: target.base, cookie: intruder.cookie() });
		await before.post(packet);
		const inside = await Polling.enter(intruder, room.code);
		await inside.post(packet);
		const wire = await Wire.enter(intruder, room.code);
		wire.send(frame(packet));
		wire.send(frame('2'));
		await Promise.race([wire.closes(300), wire.hears('3', 300)]);
		wire.socket.destroy();
	}
}

describe('socket.io-parser', () => {
	it('[A20] {P14} CVE-2026-33151: a packet that promises many attachments is not waited for', async ({
		task
	}) => {
		const promises = [11, 1_000_000, 2 ** 53].map((many) => `45${many}-["command",{}]`);
		for (const packet of promises) {
			const wire = await Wire.enter(intruder, room.code);
			wire.send(frame(packet));
			expect(await wire.closes(), packet).toBe(true);
		}
		// Ten, the most it waits for, then silence: gone with the connection.
		const left = await target.leftBy(async () => {
			for (let i = 0; i < 20; i++) {
				const wire = await Wire.enter(intruder, room.code);
				wire.send(frame('4510-["command",{"_placeholder":true,"num":0}]'));
				for (let n = 0; n < 9; n++) wire.send(frame(Buffer.alloc(60_000, 1), { opcode: 2 }));
				await wire.hears('"view"');
				wire.socket.destroy();
			}
		});
		expect(left).toBeLessThan(8);
		publish(task, { 'Mo de plus après 40 connexions hostiles': Math.round(left) });
	});

	it('[A20] CVE-2026-69185: a packet whose attachments cannot be counted is refused', async () => {
		const counts = ['0', '-1', '00', '1e1', '0x1', '1.5', ' ', '', 'NaN', 'Infinity', '1-1'];
		for (const count of counts) {
			const wire = await Wire.enter(intruder, room.code);
			wire.send(frame(`45${count}-["command",{}]`));
			// Were it waiting for attachments, it would keep these for ever.
			for (let n = 0; n < 12; n++) wire.send(frame(Buffer.alloc(1_000), { opcode: 2 }));
			expect(await wire.closes(), `${count} attachments`).toBe(true);
		}
	});

	it('[A20] CVE-2023-32695: an event whose name is an object is refused', async () => {
		await trySessions([
			'42[{"toString":"x"}]',
			'42[{"toString":null}]',
			'42[["command"]]',
			'42[{}]',
			'42[null]',
			'42["connect"]',
			'42["disconnecting"]',
			'42["newListener"]',
			'42["__proto__",1]',
			'42["toString"]',
			'42[]',
			'42{}'
		]);
	});

	it('[A20] CVE-2022-2421: a placeholder that is no index of an attachment is refused', async () => {
		for (const num of ['"splice"', '"__proto__"', '-1', '1', '1e9', '0.5', 'null', '{}']) {
			const wire = await Wire.enter(intruder, room.code);
			wire.send(frame(`451-["command",{"_placeholder":true,"num":${num}}]`));
			wire.send(frame(Buffer.from([1]), { opcode: 2 }));
			await wire.closes(150);
			wire.socket.destroy();
		}
		await trySessions([
			'46-1["x"]',
			'461-0[{"_placeholder":true,"num":0}]',
			'43999[1]',
			'431[null]'
		]);
	});
});

describe('socket.io', () => {
	it('[A20] CVE-2024-38355: the event « error » that nobody listens to throws nothing', async () => {
		await trySessions(['42["error"]', '42["error",{"message":"x"}]', '420["error",null]']);
	});
});

it('[A20] many entries in one session cost their own connection', async () => {
	const knocks = Array.from({ length: 900 }, () => hello(room.code)).join('\x1e');
	for (const cookie of [intruder.cookie(), '']) {
		const polling = await Polling.open({ base: target.base, cookie });
		await polling.post(knocks);
		await room.play();
		await expect
			.poll(async () => (await polling.poll(200)) !== '' && polling.isOpen(), { timeout: 5_000 })
			.toBe(false);
	}
});
