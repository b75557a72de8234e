/**
 * A push as it leaves: its content is encoded once, whatever the number of browsers that get it. The only file
 * that knows how Socket.IO, Engine.IO and WebSocket write a message; its bytes are compared in a test with theirs.
 */
import type { Socket } from 'socket.io';
import type { NotePush } from '../../protocol/notebook.ts';

/** What follows the number of a push, encoded once for all who get the same. */
export class Content {
	readonly text: string;
	#bytes: Buffer | null = null;

	constructor(text: string) {
		this.text = text;
	}

	get bytes(): Buffer {
		return (this.#bytes ??= Buffer.from(this.text));
	}
}

/** Packs chapters already encoded, for browsers that all get these. */
export function pack(whole: boolean, now: number, chapters: readonly Encoded[]): Content {
	const parts = chapters.map(({ name, text }) => `"${name}":${text}`);
	return new Content(`"whole":${whole},"now":${now},"chapters":{${parts.join()}}}`);
}

interface Encoded {
	name: string;
	text: string;
}

/** The push as JSON. */
export const write = (n: number, { text }: Content): string => `{"n":${n},${text}`;

/** Sends a push as `socket.emit('view', …)` would. */
export function send({ conn }: Pick<Socket, 'conn'>, n: number, content: Content): void {
	const head = `2["view",{"n":${n},`;
	const way = wayOf(conn);
	if (way) way.write(frameOf(`4${head}`, content.bytes));
	else conn.write(`${head}${content.text}]`);
}

/** True while something that was written has not left. */
export function isWaiting({ conn }: Pick<Socket, 'conn'>): boolean {
	const { transport, writeBuffer } = conn as unknown as Line;
	const network = transport.socket?._socket;
	// What is held back leaves in this turn with what is written now.
	const length = network && network.writableCorked === 0 ? network.writableLength : 0;
	return writeBuffer.length > 0 || length > 0;
}

/** Holds back what is written to this line from now on until the function it gives is called: it leaves in one piece. */
export function holdUp({ conn }: Pick<Socket, 'conn'>): () => void {
	const network = (conn as unknown as Line).transport.socket?._socket;
	network?.cork();
	return () => network?.uncork();
}

/** Calls back once what waits on the network has left; false where nothing does: of what waits before, `drain` tells. */
export function onceLeft({ conn }: Pick<Socket, 'conn'>, then: () => void): boolean {
	const network = (conn as unknown as Line).transport.socket?._socket;
	if (!network || network.writableLength === 0) return false;
	network.write(nothing, then);
	return true;
}
const nothing = Buffer.alloc(0);

/** Engine.IO's line, and what it keeps to itself. */
interface Line {
	readyState: string;
	/** What has to leave first. */
	writeBuffer: unknown[];
	transport: {
		name: string;
		/** The WebSocket of ws, absent from polling. */
		socket?: { readyState: number; _sender: { _state: number }; _socket: Network | null };
	};
}
interface Network {
	readonly writableLength: number;
	readonly writableCorked: number;
	cork(): void;
	uncork(): void;
	write(bytes: Uint8Array, then?: () => void): void;
}

/**
 * Straight to the network, where nothing waits in Engine.IO or in ws to leave before. While a line upgrades, and by
 * polling, there is no such way.
 */
function wayOf(conn: object): Network | null {
	const { readyState, writeBuffer, transport } = conn as Line;
	const { socket } = transport;
	const isFree = readyState === 'open' && writeBuffer.length === 0;
	if (!isFree || transport.name !== 'websocket' || socket?.readyState !== 1) return null;
	return socket._sender._state === 0 ? socket._socket : null;
}

const bracket = ']'.charCodeAt(0);

/** One unmasked text frame of WebSocket (RFC 6455 § 5.2), in one piece: one write on the socket. */
function frameOf(head: string, content: Buffer): Buffer {
	const length = head.length + content.length + 1;
	const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(start + length);
	frame[0] = 0x81;
	if (start === 2) frame[1] = length;
	else if (start === 4) {
		frame[1] = 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.write(head, start, 'latin1');
	content.copy(frame, start + head.length);
	frame[start + length - 1] = bracket;
	return frame;
}

/** Sends as `socket.emit('note', push, bytes)` would: its words, then its bytes; the words are written once for all who get them. */
export function sendNote({ conn }: Pick<Socket, 'conn'>, push: NotePush, bytes: Uint8Array): void {
	const known = noteHeads.get(push);
	const head = known ?? `51-["note",${JSON.stringify(push)},{"_placeholder":true,"num":0}]`;
	if (!known) noteHeads.set(push, head);
	conn.write(head, { compress: true });
	conn.write(bytes as Buffer, { compress: true });
}
const noteHeads = new WeakMap<NotePush, string>();
