/** A WebSocket client as light as can be: the load must never be what is measured. Loopback, text, no compression. */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type Hear = (bytes: Buffer, start: number, end: number) => void;

/** Every socket reads into this one: what is heard is used before the next read. */
const shared = Buffer.allocUnsafeSlow(1 << 18);
const nothing = Buffer.alloc(0);

export class Wire {
	readonly #socket: Socket;
	readonly #hear: Hear;
	#rest: Buffer = nothing;
	#upgraded = false;

	/** Connects and upgrades; `hear` gets each text, `opened` is called once the upgrade is granted. */
	constructor(
		port: number,
		path: string,
		headers: Record<string, string>,
		hear: Hear,
		opened: () => void
	) {
		this.#hear = hear;
		const onread = {
			buffer: shared,
			callback: (length: number) => {
				this.#read(shared.subarray(0, length), opened);
				return true;
			}
		};
		this.#socket = connect({ port, host: '127.0.0.1', onread });
		this.#socket.setNoDelay(true);
		this.#socket.on('error', () => {});
		const lines = Object.entries({
			Host: `127.0.0.1:${port}`,
			Upgrade: 'websocket',
			Connection: 'Upgrade',
			'Sec-WebSocket-Version': '13',
			'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
			...headers
		}).map(([name, value]) => `${name}: ${value}\r\n`);
		this.#socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
	}

	/** Sends a text, masked by zeros. */
	send(text: string): void {
		const length = Buffer.byteLength(text);
		const head = length < 126 ? 6 : 8;
		const frame = Buffer.allocUnsafe(head + length).fill(0, 0, head);
		frame[0] = 0x81;
		frame[1] = 0x80 | Math.min(length, 126);
		if (length >= 126) frame.writeUInt16BE(length, 2);
		frame.write(text, head);
		this.#socket.write(frame);
	}

	/** Gone, as a tablet out of range. */
	drop(): void {
		this.#socket.destroy();
	}

	#read(fresh: Buffer, opened: () => void): void {
		const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, fresh]) : fresh;
		let at = 0;
		if (!this.#upgraded) {
			const end = bytes.indexOf('\r\n\r\n');
			if (end < 0) return this.#keep(bytes, 0);
			if (!bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101')))
				throw new Error(bytes.toString('latin1', 0, 80));
			this.#upgraded = true;
			at = end + 4;
			opened();
		}
		for (let next = frameAt(bytes, at); next; next = frameAt(bytes, at)) {
			if ((bytes[at] ?? 0) === 0x81) this.#hear(bytes, next.start, next.end);
			at = next.end;
		}
		this.#keep(bytes, at);
	}

	#keep(bytes: Buffer, at: number): void {
		this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : nothing;
	}
}

/** Where the text of the frame that starts here lies; null until it is whole. */
function frameAt(bytes: Buffer, at: number): { start: number; end: number } | null {
	if (bytes.length < at + 2) return null;
	const short = (bytes[at + 1] ?? 0) & 0x7f;
	const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10);
	if (bytes.length < start) return null;
	const length =
		short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6);
	const end = start + length;
	return bytes.length < end ? null : { start, end };
}
