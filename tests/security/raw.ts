/** Bytes of our own making: HTTP, Engine.IO over polling, and frames of WebSocket that no library would send. */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { protocolVersion } from '../../src/lib/protocol/version.ts';
import type { Bot } from '../support/bot.ts';

type Bytes = string | Buffer;

/** Sends these bytes as they are; gives what came back until it closed, or until this many milliseconds. */
export function exchange(base: string, bytes: Bytes | Bytes[], within = 1_000): Promise<string> {
	const { hostname, port } = new URL(base);
	return new Promise((answer) => {
		let heard = '';
		const socket = connect(Number(port), hostname, () => {
			for (const piece of [bytes].flat()) socket.write(piece);
		});
		const end = () => {
			clearTimeout(timer);
			socket.destroy();
			answer(heard);
		};
		const timer = setTimeout(end, within);
		socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
		socket.on('close', end).on('error', end);
	});
}

/** One request, its head written line by line; asks for the connection to end so that the answer is whole. */
export const ask = (
	base: string,
	line: string,
	headers: string[] = [],
	body: Bytes = ''
): Promise<string> =>
	exchange(base, [
		[`${line} HTTP/1.1`, 'Host: salle.test', ...headers, 'Connection: close', '', ''].join('\r\n'),
		body
	]);

export const statusOf = (answer: string): number =>
	Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

/** The packet that enters a room as a tablet. */
export const hello = (code: string): string =>
	`40${JSON.stringify({ code, office: 'tablette', protocol: protocolVersion })}`;

/** An Engine.IO session over polling, packets written by hand. */
export class Polling {
	readonly url: string;
	#headers: Record<string, string>;

	private constructor(url: string, headers: Record<string, string>) {
		this.url = url;
		this.#headers = headers;
	}

	static async open({ base, ...bot }: Pick<Bot, 'base'> & { cookie?: string }): Promise<Polling> {
		const headers = { 'x-pretoire': 'tablette', origin: base, cookie: bot.cookie ?? '' };
		const url = `${base}/socket.io/?EIO=4&transport=polling`;
		const opened = await (await fetch(url, { headers })).text();
		const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
		return new Polling(`${url}&sid=${sid}`, headers);
	}

	/** In the room: its view has come. */
	static async enter(bot: Bot, code: string): Promise<Polling> {
		// A browser that came back too often is told to wait, as a page does.
		for (let tries = 0; tries < 20; tries++) {
			const polling = await Polling.open({ base: bot.base, cookie: bot.cookie() });
			await polling.post(hello(code));
			for (let heard = 'nothing yet'; heard && !heard.includes('unavailable');) {
				heard = await polling.poll();
				if (heard.includes('"view"')) return polling;
			}
			await new Promise((next) => setTimeout(next, 200));
		}
		throw new Error('never let in');
	}

	async post(body: Bytes, headers: Record<string, string> = {}): Promise<number> {
		const content = typeof body === 'string' ? body : new Uint8Array(body);
		const init = { method: 'POST', body: content, headers: { ...this.#headers, ...headers } };
		return fetch(this.url, { ...init, signal: AbortSignal.timeout(5_000) }).then(
			async (answer) => {
				await answer.arrayBuffer();
				return answer.status;
			},
			() => 0
		);
	}

	async poll(within = 3_000): Promise<string> {
		const signal = AbortSignal.timeout(within);
		return fetch(this.url, { headers: this.#headers, signal }).then(
			(answer) => answer.text(),
			() => ''
		);
	}

	async isOpen(): Promise<boolean> {
		return (await this.post('2')) === 200;
	}
}

interface Frame {
	opcode?: number;
	fin?: boolean;
	/** The three reserved bits. */
	rsv?: number;
	masked?: boolean;
	/** The length it claims, whatever follows. */
	claims?: number;
}

/** One frame, as wrong as it is asked to be. */
export function frame(content: Bytes, how: Frame = {}): Buffer {
	const payload = Buffer.from(content);
	const { opcode = 1, fin = true, rsv = 0, masked = true, claims = payload.length } = how;
	const head = Buffer.alloc(claims < 126 ? 2 : claims < 65_536 ? 4 : 10);
	head[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
	head[1] = (masked ? 0x80 : 0) | (claims < 126 ? claims : claims < 65_536 ? 126 : 127);
	if (head.length === 4) head.writeUInt16BE(claims, 2);
	if (head.length === 10) head.writeBigUInt64BE(BigInt(claims), 2);
	const mask = masked ? randomBytes(4) : Buffer.alloc(0);
	const hidden = masked ? payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0)) : payload;
	return Buffer.concat([head, mask, hidden]);
}

/** A WebSocket of Engine.IO whose frames are written by hand. */
export class Wire {
	readonly socket: Socket;
	heard = Buffer.alloc(0);
	closed = false;

	private constructor(socket: Socket) {
		this.socket = socket;
		socket.on('data', (chunk: Buffer) => (this.heard = Buffer.concat([this.heard, chunk])));
		socket.on('close', () => (this.closed = true)).on('error', () => {});
	}

	static async open({
		base,
		cookie,
		more = []
	}: {
		base: string;
		cookie: string;
		more?: string[];
	}): Promise<Wire> {
		const { hostname, port, host } = new URL(base);
		const wire = new Wire(connect(Number(port), hostname));
		const head = [
			'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
			`Host: ${host}`,
			`Origin: ${base}`,
			`Cookie: ${cookie}`,
			...more,
			'Connection: Upgrade',
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			`Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`
		];
		wire.socket.write(head.join('\r\n') + '\r\n\r\n');
		await wire.hears('"sid"');
		return wire;
	}

	/** In the room: its view has come. */
	static async enter(bot: Bot, code: string): Promise<Wire> {
		for (let tries = 0; tries < 20; tries++) {
			const wire = await Wire.open({ base: bot.base, cookie: bot.cookie() });
			wire.send(frame(hello(code)));
			if (await wire.hears('"view"', 1_500)) return wire;
			wire.socket.destroy();
		}
		throw new Error('never let in');
	}

	send(bytes: Bytes): void {
		if (!this.socket.destroyed) this.socket.write(bytes);
	}

	/** True once this has come; false when it closed before, or too late. */
	async hears(text: string, within = 3_000): Promise<boolean> {
		for (const start = Date.now(); !this.heard.includes(text);) {
			if (this.closed || Date.now() - start > within) return false;
			await new Promise((next) => setTimeout(next, 5));
		}
		return true;
	}

	/** The content of the closing frame, once it has come; null before. */
	farewell(): Buffer | null {
		for (let at = this.heard.indexOf('\r\n\r\n') + 4; at + 1 < this.heard.length;) {
			const short = (this.heard[at + 1] ?? 0) & 0x7f;
			const head = short < 126 ? 2 : short === 126 ? 4 : 10;
			if (at + head > this.heard.length) return null;
			const length =
				head === 2
					? short
					: head === 4
						? this.heard.readUInt16BE(at + 2)
						: Number(this.heard.readBigUInt64BE(at + 2));
			const content = this.heard.subarray(at + head, at + head + length);
			if (this.heard[at] === 0x88) return content;
			at += head + length;
		}
		return null;
	}

	/** True once the server has said goodbye, or hung up without a word. */
	async closes(within = 3_000): Promise<boolean> {
		const isOver = () => this.closed || this.farewell() !== null;
		for (const start = Date.now(); !isOver() && Date.now() - start < within;)
			await new Promise((next) => setTimeout(next, 5));
		return isOver();
	}
}
