import fc from 'fast-check';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { enter, type Bot } from '../support/bot.ts';
import { publish } from '../support/promise.ts';
import { frames, packets } from './fuzz-packets.ts';
import { cookieHeaders, forms, requests } from './fuzz-requests.ts';
import { ask, exchange, frame, Polling, statusOf, Wire } from './raw.ts';
import { HonestClass, Target } from './target.ts';

/** `SEED=… vitest run tests/security/fuzz.spec.ts` plays a failure again. */
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
let target: Target;
let room: HonestClass;
let intruder: Bot;
beforeAll(async () => {
	target = await Target.open();
	room = await HonestClass.open(target);
	intruder = await room.intruder(target.base);
});
afterEach(async () => {
	target.expectUnharmed(`SEED=${seed}`);
	await room.play();
});
afterAll(async () => {
	room.leave();
	await target.close();
});

/** Runs an attack while the class plays on; gives the gestures it made and the megabytes that stayed. */
async function during(attack: () => Promise<unknown>): Promise<{ gestures: number; left: number }> {
	const { memory } = await target.holds();
	const first = room.turns;
	let over = false;
	const attacked = attack().finally(() => (over = true));
	const playing = (async () => {
		do {
			await room.play();
			await new Promise((next) => setTimeout(next, 150));
		} while (!over);
	})();
	await Promise.all([attacked, playing]);
	const left = Math.max(0, (await target.holds()).memory - memory);
	return { gestures: room.turns - first, left };
}

/** Runs this many examples of a property, and counts them. */
async function trying<It>(
	of: fc.Arbitrary<It>,
	numRuns: number,
	attempt: (it: It) => Promise<void>
): Promise<void> {
	await fc.assert(fc.asyncProperty(of, attempt), { seed, numRuns, endOnFailure: true });
}

describe('while a class plays', () => {
	it('[A21] {P14} no frame is accepted that is not one, and each gets its refusal', async ({
		task
	}) => {
		const tablets: Bot[] = [];
		for (let i = 0; i < 8; i++) tablets.push(await enter(target.base, room.code));
		let turn = 0;
		const { gestures, left } = await during(() =>
			trying(frames, 400, async (it) => {
				const reply = await tablets[turn++ % tablets.length]?.send(it);
				expect(reply).toEqual({ refused: expect.any(String) });
			})
		);
		for (const tablet of tablets) tablet.leave();
		expect(left).toBeLessThan(12);
		publish(task, {
			'trames hostiles': 400,
			'gestes honnêtes pendant': gestures,
			'Mo de plus': Math.round(left)
		});
	});

	it('[A21] {P14} no packet of Engine.IO or Socket.IO ends more than its own session', async ({
		task
	}) => {
		const { gestures, left } = await during(() =>
			trying(packets(room.code), 120, async ({ over, inside, sent }) => {
				if (over === 'polling') {
					const cookie = intruder.cookie();
					const polling = inside
						? await Polling.enter(intruder, room.code)
						: await Polling.open({ base: target.base, cookie });
					expect([0, 200, 400, 413]).toContain(await polling.post(sent.join('\x1e')));
					await polling.post('1');
				} else {
					const wire = inside
						? await Wire.enter(intruder, room.code)
						: await Wire.open({ base: target.base, cookie: intruder.cookie() });
					for (const it of sent) wire.send(frame(it));
					await wire.closes(5);
					wire.socket.destroy();
				}
			})
		);
		expect(left).toBeLessThan(12);
		publish(task, {
			'séances hostiles': 120,
			'gestes honnêtes pendant': gestures,
			'Mo de plus': Math.round(left)
		});
	});

	it('[A21] {P14} no request, however its lines and lengths are wrong, gets more than a refusal', async ({
		task
	}) => {
		const { gestures, left } = await during(() =>
			trying(requests(room.code), 250, async (bytes) => {
				const answer = await exchange(target.base, Buffer.from(bytes, 'latin1'), 60);
				if (answer) expect(statusOf(answer), bytes).toBeLessThan(500);
				expect(answer.includes('regie-'), bytes).toBe(false);
			})
		);
		expect(left).toBeLessThan(12);
		publish(task, {
			'requêtes hostiles': 250,
			'gestes honnêtes pendant': gestures,
			'Mo de plus': Math.round(left)
		});
	});

	it('[A21] {P14} no cookie opens a room, and no form is more than refused', async ({ task }) => {
		const paths = ['', '/regie', '/magistrat', '/ecran', '/fiches', '/dit'];
		const { gestures, left } = await during(async () => {
			let turn = 0;
			await trying(cookieHeaders(room.code), 120, async (cookie) => {
				const path = `/salle/${room.code}${paths[turn++ % paths.length]}`;
				const answer = await ask(target.base, `GET ${path}`, [`Cookie: ${cookie}`]);
				expect([0, 200, 400, 403, 429, 431], cookie).toContain(statusOf(answer));
				expect(/state:"room"|"html"/.test(answer), cookie).toBe(false);
			});
			await trying(forms(room.code), 120, async ({ path, body, type }) => {
				const headers = ['Origin: http://salle.test', `Content-Type: ${type}`];
				headers.push(`Content-Length: ${Buffer.byteLength(body)}`, 'Accept: application/json');
				const answer = await ask(
					target.base,
					`POST ${path}`,
					[...headers, 'X-SvelteKit-Action: true'],
					body
				);
				expect(statusOf(answer), `${path} ${body}`).toBeLessThan(500);
				expect(answer, `${path} ${body}`).not.toMatch(/^set-cookie: \w+-\w{6}=[\w-]{20}/im);
			});
		});
		expect(left).toBeLessThan(12);
		publish(task, {
			'cookies et formulaires hostiles': 240,
			'gestes honnêtes pendant': gestures,
			'Mo de plus': Math.round(left)
		});
	});
});

describe('what a browser never sends', () => {
	const deep = (n: number) => '['.repeat(n) + ']'.repeat(n);
	const named: [name: string, packet: string][] = [
		['null', '42["command",null]'],
		['nothing', '42["command"]'],
		['nested 10⁵ times', `42["command",${deep(100_000)}]`],
		['nested as deep as fits', `42["command",${deep(31_000)}]`],
		['__proto__', '42["command",{"__proto__":{"id":"x"},"constructor":{"prototype":{}}}]'],
		['NaN', '42["command",{"id":NaN}]'],
		['a number beyond numbers', '42["command",{"id":1e999,"type":-0}]'],
		['ten megabytes', `42["command","${'x'.repeat(10_000_000)}"]`],
		['a lone surrogate', '42["command",{"id":"\\ud800\\udfff\\ud800"}]'],
		['an unknown event', '42["admin",1]'],
		['an acknowledgement nobody waits for', '4312["x"]'],
		['an acknowledgement as big as it gets', '429007199254740993["command",{}]'],
		['no attachment at all', '450-["command",{"_placeholder":true,"num":0}]'],
		['eleven attachments', '4511-["command",{"_placeholder":true,"num":0}]'],
		['a million attachments', '451000000-["command",{"_placeholder":true,"num":0}]'],
		['another namespace', '40/admin,{}'],
		['a namespace without end', `42/${'a'.repeat(50_000)}`],
		['half a packet', '42["command",{"id":"aaaa'],
		['a packet from the server', '0{"sid":"x"}'],
		['base64 that is none', 'b!!!!'],
		['a disconnection, then an event', '41'],
		['nothing but separators', '\x1e'.repeat(60_000)]
	];

	it.each(named)('[A21] {P14} %s', async (_, packet) => {
		const polling = await Polling.enter(intruder, room.code);
		expect([0, 200, 400, 413]).toContain(await polling.post(packet));
		await polling.post('1');
		const wire = await Wire.enter(intruder, room.code);
		wire.send(frame(packet));
		wire.send(frame('42["command",{}]'));
		await wire.closes(30);
		wire.socket.destroy();
	});

	it('[A21] {P14} two hundred requests that never end hold nobody up, and leave nothing', async ({
		task
	}) => {
		const before = await target.holds();
		const stuck: Socket[] = [];
		const starts = [
			'GET / HTTP/1.1\r\nHost: salle.test\r\nX-Slow: ',
			'POST /ouvrir HTTP/1.1\r\nHost: salle.test\r\nOrigin: http://salle.test\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\na',
			'POST /ouvrir HTTP/1.1\r\nHost: salle.test\r\nOrigin: http://salle.test\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\na',
			'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: websocket\r\nConn'
		];
		for (let i = 0; i < 200; i++) {
			const socket = connect(target.port, '127.0.0.1');
			socket.on('error', () => {});
			socket.write(starts[i % starts.length] ?? '');
			stuck.push(socket);
		}
		const late = enter(target.base, room.code);
		for (let i = 0; i < 4; i++) await room.play();
		for (const socket of stuck) socket.write('b');
		(await late).leave();
		await room.play();
		for (const socket of stuck) socket.destroy();
		await expect
			.poll(async () => (await target.holds()).connections - before.connections, { timeout: 5_000 })
			.toBeLessThan(10);
		publish(task, { 'requêtes sans fin': stuck.length });
	});
});
