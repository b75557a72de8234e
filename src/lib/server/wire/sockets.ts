/** Socket.IO on the site's own port: polling first, then WebSocket; a stolen `sid` opens nothing. */
import {
	ServerResponse,
	STATUS_CODES,
	type IncomingMessage,
	type Server as HttpServer
} from 'node:http';
import { Server } from 'socket.io';
import type { BrowserToServer, ServerToBrowser } from '../../protocol/wire.ts';
import { Purses, forBrowsers, forNewcomers, type Allowance, type Purse } from './allowance.ts';
import { openEcho } from '../diagnostic.ts';
import { originOf } from '../door/forwarded.ts';
import { browserOf, type Gateway, type RoomSocket } from './gateway.ts';
import { factOf, type Log } from '../log.ts';
import { mostNewcomers, Newcomers } from './newcomers.ts';
import { isOwnSocket } from '../door/origin.ts';
import { holdUp } from './frames.ts';
import { drop, holdBack, limitPings, type RawLine } from './raw-line.ts';

export interface Sockets {
	/** How many browsers are joined to a room, by transport. */
	count(): Record<'polling' | 'websocket', number>;
	/** Tells the browsers that the process restarts, cuts them, and leaves the server as it was found. */
	close(): Promise<void>;
}

/** In ms: when a silent line is asked whether it lives, when it is dead, when a WebSocket has not come. */
export interface Timing {
	pingInterval: number;
	pingTimeout: number;
	upgradeTimeout: number;
}

/** A school's proxy cuts what says nothing for 30 s. */
export const forSchools = { pingInterval: 20_000, pingTimeout: 20_000, upgradeTimeout: 10_000 };

/** What connections may cost together, and each. */
export interface Bounds {
	/** Connections that have entered nothing yet. */
	newcomers: number;
	/** Packets that wait to leave on one connection. */
	waiting: number;
	/** What one browser may say in its room, whatever its connections. */
	allowance: Allowance;
	/** Connections of the diagnostic. */
	echoing: number;
}

const forRooms: Bounds = {
	newcomers: mostNewcomers,
	waiting: 200,
	allowance: forBrowsers,
	echoing: 200
};
/** A browser that opened a hundred rooms shows less. */
const longestCookies = 8_192;

/** Attaches the sockets of this gateway to the server that already answers pages. */
export function openSockets(
	server: HttpServer,
	gateway: Gateway,
	log: Log,
	timing: Timing = forSchools,
	bounds: Partial<Bounds> = {}
): Sockets {
	const { newcomers: mostNew, waiting, allowance, echoing } = { ...forRooms, ...bounds };
	const found = { request: server.listeners('request'), upgrade: server.listeners('upgrade') };
	const io = new Server<BrowserToServer, ServerToBrowser>(server, {
		serveClient: false,
		...timing,
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
		// The headers of a handshake are kept as long as its connection.
		if ((request.headers.cookie?.length ?? 0) > longestCookies)
			return refuse(request, response, 431);
		const upgrade = request.headers.upgrade?.toLowerCase() === 'websocket';
		const header = (name: string) => [request.headers[name]].flat()[0];
		const method = request.method ?? 'GET';
		const sids = sidsOf(request.url ?? '/');
		const own = isOwnSocket({ method, origin: originOf(request), header }, upgrade);
		// The sid travels in the address: it serves only with the cookies it was given to.
		// Repeated, Engine.IO would take the last one: it is refused.
		if (own && (sids.length === 0 || (sids.length === 1 && isOwner(sids[0] ?? '', request))))
			return upgrade && sids.length === 0 ? answerAtOnce(request, next) : next();
		log.info({ fact: own ? 'sid-refused' : 'origin-refused' });
		refuse(request, response, 403);
	});
	limitPings(io.engine);
	const newcomers = new Newcomers(mostNew);
	const browsers = new Purses(allowance);
	const charge = new WeakMap<object, (browser: Purse) => void>();
	io.engine.on('connection', (raw: RawLine) => {
		bound.set(raw.id, keysOf(raw.request));
		raw.on('close', () => bound.delete(raw.id));
		charge.set(raw, holdBack(raw, forNewcomers, waiting));
		newcomers.add(raw);
	});
	const entered = new WeakSet<object>();
	io.use((socket, next) => {
		// A proxy asked twice what was asked once: two sockets on one line would each count their own pushes.
		if (entered.has(socket.conn)) return drop(socket.conn);
		entered.add(socket.conn);
		gateway.admit(socket as RoomSocket).then(
			(refused) => {
				// Leaving and coming back gives a browser nothing back of what it may say.
				const purse = refused ? null : browsers.enter(browserOf(socket as RoomSocket));
				if (purse) charge.get(socket.conn)?.(purse);
				// One try by connection: the next one is a new handshake.
				else setTimeout(() => socket.conn.close(), 500).unref();
				if (refused) return next(Object.assign(new Error('refused'), { data: { refused } }));
				// The answer, and the whole view that comes with it.
				const release = holdUp(socket);
				next(purse ? undefined : new Error('unavailable'));
				process.nextTick(release);
			},
			// The store does not answer for now: the browser tries again.
			(error: unknown) => {
				log.error({ fact: factOf(error), error });
				next(new Error('unavailable'));
			}
		);
	});
	io.on('connection', (socket) => {
		const { conn } = socket;
		newcomers.remove(conn);
		// Who left its room has no line to keep; a page says goodbye a little later by itself.
		socket.once('disconnect', () => setTimeout(() => conn.close(), 500).unref());
		gateway.connect(socket as RoomSocket);
	});
	openEcho(io, echoing).on('connection', ({ conn }) => newcomers.remove(conn));
	return {
		count() {
			const counted = { polling: 0, websocket: 0 };
			for (const { conn } of io.sockets.sockets.values())
				counted[conn.transport.name === 'websocket' ? 'websocket' : 'polling']++;
			return counted;
		},
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

/** Answers a request, or an upgrade, that goes no further. */
function refuse(request: IncomingMessage, response: ServerResponse, status: 403 | 431): void {
	if (response instanceof ServerResponse) return void response.writeHead(status).end();
	// Engine.IO would drop an upgrade without a word. Hung up meanwhile, it must not end in an error nobody hears.
	request.socket.on('error', () => {});
	const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
	request.socket.end(head, () => request.socket.destroy());
}

/** The upgrade and the first packet leave in one piece: Engine.IO writes it before this turn ends. */
function answerAtOnce({ socket }: IncomingMessage, next: () => void): void {
	socket.cork();
	setImmediate(() => socket.uncork());
	next();
}

/** The sids that this address names, however it writes them. */
function sidsOf(url: string): string[] {
	// Most name none, in signs that stand for nothing else: reading an address takes longer than all the rest.
	if (/^[\w/.?=&-]*$/.test(url) && !url.includes('sid')) return [];
	return new URL(url, 'http://localhost').searchParams.getAll('sid');
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
