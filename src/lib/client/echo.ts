/** The same road as a room's socket, to a namespace that only repeats. */
import { io } from 'socket.io-client';

export interface Echo {
	/** Milliseconds from the start to WebSocket, null when it is not there in time. */
	upgraded(within: number): Promise<number | null>;
	/** One round trip, in ms; null when nothing came back. */
	time(): Promise<number | null>;
	close(): void;
}

const openWithin = 10_000;
const answerWithin = 5_000;

/** Null where polling does not open; `crowded` where too many measure at once. */
export function openEcho(): Promise<Echo | 'crowded' | null> {
	const start = performance.now();
	const socket = io('/diagnostic', {
		extraHeaders: { 'x-pretoire': 'diagnostic' },
		reconnection: false,
		forceNew: true,
		timeout: openWithin
	});
	const { engine } = socket.io;
	const upgrade = new Promise<number | null>((settle) => {
		engine.once('upgrade', () => settle(performance.now() - start));
		engine.once('upgradeError', () => settle(null));
		engine.once('close', () => settle(null));
	});
	const echo: Echo = {
		upgraded: (within) =>
			Promise.race([
				upgrade,
				new Promise<null>((settle) => setTimeout(() => settle(null), within))
			]),
		async time() {
			const from = performance.now();
			return socket
				.timeout(answerWithin)
				.emitWithAck('echo')
				.then(
					() => performance.now() - from,
					() => null
				);
		},
		close: () => void socket.disconnect()
	};
	return new Promise((opened) => {
		socket.once('connect', () => opened(echo));
		const fail = (why: 'crowded' | null) => {
			socket.disconnect();
			opened(why);
		};
		const timer = setTimeout(() => fail(null), openWithin);
		socket.once('connect', () => clearTimeout(timer));
		socket.once('connect_error', ({ message }) => fail(message === 'busy' ? 'crowded' : null));
	});
}
