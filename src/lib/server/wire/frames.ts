/**
 * A push as it leaves: its content is encoded once, whatever the number of browsers that get it. The only file
 * that knows how Socket.IO, Engine.IO and WebSocket write a message; its bytes are compared in a test with theirs.
 */
import type { Socket } from 'socket.io';

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
export function send(socket: Pick<Socket, 'conn'>, n: number, content: Content): void {
	const { conn } = socket;
	const head = `2["view",{"n":${n},`;
	// While a socket upgrades, Engine.IO may still take the other way: the text is there for both.
	const isReady = conn.transport.name === 'websocket';
	const options = isReady && { wsPreEncodedFrame: [frameOf(`4${head}`, content.bytes)] };
	conn.write(`${head}${content.text}]`, { compress: true, ...options });
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
