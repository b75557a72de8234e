/** Socket.IO on the site's own port: polling first, then WebSocket; a stolen `sid` opens nothing. */
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server } from 'socket.io';
import type { BrowserToServer, ServerToBrowser } from '../protocol/wire.ts';
import { originOf } from './forwarded.ts';
import type { Gateway, RoomSocket } from './gateway.ts';
import { factOf, type Log } from './log.ts';
import { isOwnSocket } from './origin.ts';

export interface Sockets {
	/** Tells the browsers that the process restarts, cuts them, and leaves the server as it was found. */
	close(): Promise<void>;
}

/** Attaches the sockets of this gateway to the server that already answers pages. */
export function openSockets(server: HttpServer, gateway: Gateway, log: Log): Sockets {
	const found = { request: server.listeners('request'), upgrade: server.listeners('upgrade') };
	const io = new Server<BrowserToServer, ServerToBrowser>(server, {
		serveClient: false,
		pingInterval: 20_000,
		pingTimeout: 20_000,
		connectTimeout: 10_000,
		maxHttpBufferSize: 64_000,
		// A compressed answer that mixes what one knows with a secret betrays the secret by its size.
		httpCompression: false,
		perMessageDeflate: false
	});
	const bound = new Map<string, string>();
	const isOwner = (sid: string, request: IncomingMessage): boolean => {
		const owner = bound.get(sid);
		return owner !== undefined && owner === keysOf(request, owner);
	};

	io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
		const upgrade = request.headers.upgrade?.toLowerCase() === 'websocket';
		const header = (name: string) => [request.headers[name]].flat()[0];
		const method = request.method ?? 'GET';
		const sids = new URL(request.url ?? '/', 'http://localhost').searchParams.getAll('sid');
		const own = isOwnSocket({ method, origin: originOf(request), header }, upgrade);
		// The sid travels in the address: it serves only with the cookies it was given to.
		// Repeated, Engine.IO would take the last one: it is refused.
		if (own && (sids.length === 0 || (sids.length === 1 && isOwner(sids[0] ?? '', request))))
			return next();
		log.info({ fact: own ? 'sid-refused' : 'origin-refused' });
		response.writeHead(403);
		response.end();
	});
	io.engine.on(
		'connection',
		(raw: { id: string; request: IncomingMessage; on(name: 'close', then: () => void): void }) => {
			bound.set(raw.id, keysOf(raw.request));
			raw.on('close', () => bound.delete(raw.id));
		}
	);
	io.use((socket, next) => {
		gateway.admit(socket as RoomSocket).then(
			(refused) => {
				next(refused ? Object.assign(new Error('refused'), { data: { refused } }) : undefined);
				// One try by connection: the next one is a new handshake.
				if (refused) setTimeout(() => socket.conn.close(), 500).unref();
			},
			// The store does not answer for now: the browser tries again.
			(error: unknown) => {
				log.error({ fact: factOf(error), error });
				next(new Error('unavailable'));
			}
		);
	});
	io.on('connection', (socket) => gateway.connect(socket as RoomSocket));
	return {
		async close() {
			io.emit('restarting');
			await new Promise((sent) => setTimeout(sent, 100));
			io.removeAllListeners('connection');
			// Not io.close(): it would close the HTTP server too, which in development is Vite's. Cut like
			// this, the browsers come back by themselves.
			io.engine.close();
			for (const [name, listeners] of Object.entries(found)) {
				server.removeAllListeners(name);
				for (const listener of listeners) server.on(name, listener as () => void);
			}
		}
	};
}

/** The room cookies of a request, in one order; of a later request, only those the handshake had. */
function keysOf(request: IncomingMessage, asked?: string): string {
	const had = asked?.split(';');
	return (request.headers.cookie ?? '')
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => /^(__Host-)?(tablette|regie|magistrat|ecran)-/.test(pair))
		.filter((pair) => !had || had.includes(pair))
		.sort()
		.join(';');
}
