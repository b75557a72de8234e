/**
 * One connection below Socket.IO, held to what it may cost. It reaches into Engine.IO 6.6 and the WebSocket of ws 8:
 * each line says what it depends on, and tests/security/floods.spec.ts fails where it is no more.
 */
import type { IncomingMessage } from 'node:http';
import { Purse, type Allowance } from './allowance.ts';

/** A connection of Engine.IO. */
export interface RawLine {
	id: string;
	request: IncomingMessage;
	/** Private: packets that the transport has not taken yet; replaced at each flush, so read afresh. */
	writeBuffer: readonly unknown[];
	/** Private before an upgrade is over: the transport of now. */
	transport: RawTransport;
	on(name: 'close', then: () => void): void;
	/** Emitted before the packet joins those that wait. */
	on(name: 'packetCreate', then: () => void): void;
	/** Emitted before the packet is handed on, whatever its type. */
	on(name: 'packet', then: (packet: { data?: string | Buffer }) => void): void;
	/** Emitted for each « probe » of a WebSocket that wants to take over: those are no packets of the line. */
	on(name: 'upgrading', then: () => void): void;
	/** Private: ends the line at once and takes its listeners off; what comes after is not read. */
	onClose(reason: string): void;
}
interface RawTransport {
	/** Private: a polling transport that is discarded does not wait 30 s for a last poll. */
	discard(): void;
	/** Private: the WebSocket of ws, absent from polling. */
	socket?: { terminate(): void };
}

/** Ends this connection now: `close()` would wait for a poll, or for a goodbye, that may never come. */
export function drop(connection: object): void {
	const line = connection as RawLine;
	const { transport } = line;
	transport.discard();
	line.onClose('forced close');
	transport.socket?.terminate();
}

/** Cuts a line that says too much, or that does not read what it is told; gives the way to put it on its browser's purse. */
export function holdBack(
	line: RawLine,
	allowance: Allowance,
	mostWaiting: number
): (browser: Purse) => void {
	let purse = new Purse(allowance);
	let isCut = false;
	// Not in the middle of a broadcast, nor before Engine.IO has started what it will have to stop.
	const dropSoon = () => {
		if (isCut) return;
		isCut = true;
		setImmediate(() => drop(line));
	};
	line.on('packet', ({ data }) => {
		if (!purse.spend(1, data?.length ?? 0)) drop(line);
	});
	line.on('upgrading', () => {
		if (!purse.spend(1, 0)) dropSoon();
	});
	line.on('packetCreate', () => {
		if (line.writeBuffer.length >= mostWaiting) dropSoon();
	});
	return (browser) => (purse = browser);
}

interface Engine {
	/** Private: what the engine does with each WebSocket of ws, new or upgraded; `ws` itself is renewed at each listen. */
	onWebSocket(request: unknown, socket: unknown, line: WebSocketOfWs): void;
}
interface WebSocketOfWs {
	on(name: 'ping', then: () => void): void;
	terminate(): void;
}

/** A browser sends no ping of this kind; a proxy may, now and then. */
const forPings: Allowance = {
	packets: { most: 20, back: 1 },
	bytes: { most: 0, back: 0 }
};

/** ws answers each ping by itself, and piles its answers up: whoever pings without end is cut. */
export function limitPings(engine: object): void {
	const it = engine as Engine;
	const receive = it.onWebSocket.bind(it);
	it.onWebSocket = (request, socket, line) => {
		const purse = new Purse(forPings);
		line.on('ping', () => {
			if (!purse.spend(1, 0)) line.terminate();
		});
		receive(request, socket, line);
	};
}
