import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { connect, type AddressInfo, type Socket as Line } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	holdUp,
	isWaiting,
	onceLeft,
	pack,
	send,
	write
} from '../../../src/lib/server/wire/frames.ts';
import { encode } from '../../../src/lib/server/wire/views.ts';

let http: HttpServer;
let io: Server;
beforeEach(async () => {
	http = createServer();
	io = new Server(http, { serveClient: false, perMessageDeflate: false, httpCompression: false });
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
});
afterEach(() => io.close());

const port = () => (http.address() as AddressInfo).port;
/** Lengths around the two limits of a WebSocket frame, with letters of one, two, three and four bytes. */
const texts = [
	'',
	'é',
	'x'.repeat(40),
	'« ’é🙂 »'.repeat(9),
	'x'.repeat(65_400),
	'🙂é'.repeat(20_000)
];
const values = texts.map((text) => ({ screen: { text }, floor: null }));

const content = (whole: boolean, value: Record<string, unknown>) =>
	pack(
		whole,
		1_764_000_000_000,
		Object.entries(value).map(([name, it]) => encode(name, it))
	);

/** The same push twice: as Socket.IO would write it, then as we do. */
function sendBoth(socket: Socket, n: number, value: Record<string, unknown>): void {
	socket.emit('view', { n, whole: n === 1, now: 1_764_000_000_000, chapters: value });
	send(socket, n, content(n === 1, value));
}

describe('a prepared push', () => {
	it.each([...values.keys()])(
		'[G25] leaves a WebSocket with the bytes of a stock emit (text %i)',
		async (i) => {
			const [line, bytes] = await openWebSocket();
			const { socket } = await join(line);
			const push = { n: 12, whole: false, now: 1_764_000_000_000, chapters: values[i] };
			const length = Buffer.byteLength(`42${JSON.stringify(['view', push])}`);
			const frame = length + (length < 126 ? 2 : length < 65_536 ? 4 : 10);
			const before = bytes.length;
			socket.emit('view', push);
			send(socket, 12, content(false, values[i] ?? {}));
			await expect.poll(() => bytes.length).toBe(before + 2 * frame);
			const [stock, ours] = [before, before + frame].map((at) =>
				Buffer.concat(bytes.chunks).subarray(at, at + frame)
			);
			expect(ours?.equals(stock ?? Buffer.alloc(0))).toBe(true);
			line.destroy();
		}
	);

	it('[G25] held up, leaves in its turn with what was written before it, in one piece', async () => {
		const [line, bytes] = await openWebSocket();
		const { socket } = await join(line);
		const before = bytes.length;
		const release = holdUp(socket);
		sendBoth(socket, 1, values[2] ?? {});
		expect(isWaiting(socket)).toBe(false);
		await new Promise((next) => setTimeout(next, 50));
		expect(bytes.length).toBe(before);
		release();
		await expect.poll(() => bytes.length).toBeGreaterThan(before);
		const heard = Buffer.concat(bytes.chunks).subarray(before);
		const half = heard.length / 2;
		expect(heard.subarray(half).equals(heard.subarray(0, half))).toBe(true);
		line.destroy();
	});

	it('[G25] leaves by polling with the text of a stock emit', async () => {
		const base = `http://127.0.0.1:${port()}/socket.io/?EIO=4&transport=polling`;
		const { sid } = JSON.parse((await (await fetch(base)).text()).slice(1)) as { sid: string };
		const joined = once(io, 'connection') as Promise<[Socket]>;
		await fetch(`${base}&sid=${sid}`, { method: 'POST', body: '40' });
		const [socket] = await joined;
		await (await fetch(`${base}&sid=${sid}`)).text();
		for (const [i, value] of values.entries()) {
			sendBoth(socket, i + 1, value);
			// What does not fit one answer comes with the next.
			let packets: string[] = [];
			while (packets.length < 2)
				packets = [...packets, ...(await (await fetch(`${base}&sid=${sid}`)).text()).split('\x1e')];
			expect(packets[1]).toBe(packets[0]);
		}
	});

	it('[G25] waits in its turn while a line upgrades, and is read as a stock emit is', async () => {
		const { io: open } = await import('socket.io-client');
		const client = open(`http://127.0.0.1:${port()}`, { reconnection: false });
		const heard: unknown[] = [];
		client.on('view', (push: unknown) => heard.push(push));
		const [socket] = (await once(io, 'connection')) as [Socket];
		for (let n = 1; n <= 40; n++) {
			sendBoth(socket, n, { floor: { n, text: 'é’🙂' } });
			await new Promise((next) => setTimeout(next, 5));
		}
		await expect.poll(() => heard.length).toBe(80);
		expect(socket.conn.transport.name).toBe('websocket');
		for (let n = 0; n < 40; n++) expect(heard[2 * n + 1]).toEqual(heard[2 * n]);
		client.disconnect();
	});

	it('[G25] says that a line does not read, keeps the order of what it is sent, and tells once it has left', async () => {
		const [line, bytes] = await openWebSocket();
		const { socket } = await join(line);
		expect(isWaiting(socket)).toBe(false);
		expect(onceLeft(socket, () => {})).toBe(false);
		line.pause();
		const before = bytes.length;
		let sent = 0;
		// What the two kernels hold between them is theirs to say.
		while (!isWaiting(socket) && sent < 400)
			send(socket, ++sent, content(false, { screen: 'x'.repeat(60_000) }));
		expect(isWaiting(socket)).toBe(true);
		socket.emit('view', 'behind');
		send(socket, 1_000, content(false, { screen: 'last' }));
		let left = false;
		expect(onceLeft(socket, () => (left = true))).toBe(true);
		await new Promise((next) => setTimeout(next, 100));
		expect(left).toBe(false);
		line.resume();
		await expect.poll(() => left && !isWaiting(socket)).toBe(true);
		await expect.poll(() => Buffer.concat(bytes.chunks).includes('"screen":"last"')).toBe(true);
		const heard = Buffer.concat(bytes.chunks).toString('latin1', before);
		const numbers = [...heard.matchAll(/"n":(\d+)/g)].map(([, n]) => Number(n));
		expect(numbers).toEqual([...Array.from({ length: sent }, (_, n) => n + 1), 1_000]);
		expect(heard.indexOf('behind')).toBeLessThan(heard.indexOf('"n":1000'));
		line.destroy();
	});

	it('[G25] is the JSON of a push', () => {
		for (const value of values)
			expect(JSON.parse(write(7, content(true, value)))).toEqual({
				n: 7,
				whole: true,
				now: 1_764_000_000_000,
				chapters: value
			});
	});
});

type Bytes = { length: number; chunks: Buffer[] };

/** A bare WebSocket, and every byte that comes after its upgrade. */
async function openWebSocket(): Promise<[Line, Bytes]> {
	const line = connect(port(), '127.0.0.1');
	const bytes: Bytes = { length: 0, chunks: [] };
	line.write(
		'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n' +
			'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'
	);
	await once(line, 'data');
	line.on('data', (chunk: Buffer) => {
		bytes.chunks.push(chunk);
		bytes.length += chunk.length;
	});
	return [line, bytes];
}

/** Enters the default namespace: « 40 », masked by zeros. */
async function join(line: Line): Promise<{ socket: Socket }> {
	const joined = once(io, 'connection') as Promise<[Socket]>;
	line.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]));
	const [socket] = await joined;
	await new Promise((next) => setTimeout(next, 50));
	return { socket };
}
