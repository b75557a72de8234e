/** Answers the diagnostic of a tablet or of whoever installs: harmless, cheap, counted; no room is needed. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Namespace, Server } from 'socket.io';
import type { Seen } from '../protocol/diagnostic.ts';
import { drop } from './wire/raw-line.ts';

/** Of no machine (RFC 5737): a request that says it comes from there was made up. */
export const forgedAddress = '203.0.113.7';
/** What a tablet fetches to measure the network, in bytes; random, so that nothing compresses it. */
export const load = 150_000;
/** Longest silence that can be asked, in seconds: less than the server's own patience. */
export const longestSilence = 100;

const mostEchoes = 40;
const echoesFor = 120_000;
const mostSilent = 20;
const mostSilentFromOne = 5;

/** A class and its teacher measure several times from one address: 40 tablets, 4 times. */
const measures = new RateLimiterMemory({ points: 1_000, duration: 600 });
const cookie = 'essai-diagnostic';

interface Asking {
	headers: Headers;
	origin: string;
	address: string;
}

/** How this request looks from here. */
export function describeRequest({ headers, origin, address }: Asking, now: number): Seen {
	const forwarded = headers.get('x-forwarded-seen');
	return {
		pretoire: true,
		origin,
		forwarded: forwarded === 'believed' || forwarded === 'ignored' ? forwarded : 'none',
		forged: address === forgedAddress,
		cookie: (headers.get('cookie') ?? '').includes(`${cookie}=1`),
		now
	};
}

/** What somebody reads whose request was refused: the two addresses, and what to set where they should be one. */
export function explainRefusal(origin: string, said: string | null): string {
	const told = (address: string) => address.replace(/[^\x21-\x7e]/g, '').slice(0, 200);
	return [
		'Cette demande ne vient pas d’une page de Prétoire. Elle n’a rien changé.',
		'',
		`Le navigateur dit venir de : ${told(said ?? '') || 'rien'}`,
		`Prétoire se lit à :          ${told(origin)}`,
		'',
		'Si vous êtes pourtant sur Prétoire, un serveur placé devant lui change son adresse : il doit transmettre',
		'Host, X-Forwarded-Host et X-Forwarded-Proto, et son adresse IP être dans PRETOIRE_TRUSTED_PROXIES.',
		'La page /diagnostic, et la commande npm run pretoire -- diagnostic, disent ce qui manque.',
		''
	].join('\n');
}

/** A cookie that says nothing, kept one minute: the next answer tells whether it came back. */
export const trialCookie = [
	cookie,
	'1',
	{ path: '/diagnostic', httpOnly: true, sameSite: 'lax', maxAge: 60 }
] as const;

/** Counts a measure; false when this address has taken its share, or another site asks. */
export async function mayMeasure({ headers, address }: Asking, cost = 1): Promise<boolean> {
	if (headers.get('sec-fetch-site') === 'cross-site') return false;
	return measures.consume(address, cost).then(
		() => true,
		() => false
	);
}

/** Who waits in silence, by address. */
const silent: string[] = [];
/** Says nothing for so many seconds, or until who asked hangs up; false at once when too many are waiting already. */
export async function keepSilent(
	seconds: number,
	address: string,
	hungUp: AbortSignal
): Promise<boolean> {
	const own = silent.filter((it) => it === address).length;
	if (silent.length >= mostSilent || own >= mostSilentFromOne) return false;
	silent.push(address);
	await new Promise<void>((over) => {
		const end = () => {
			clearTimeout(timer);
			over();
		};
		const timer = setTimeout(end, seconds * 1_000).unref();
		hungUp.addEventListener('abort', end);
		if (hungUp.aborted) end();
	});
	silent.splice(silent.indexOf(address), 1);
	return true;
}

/** Two words half a second apart: together, they were held on the way. */
export function speakTwice(): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let timer: NodeJS.Timeout;
	return new ReadableStream({
		start(controller) {
			controller.enqueue(encoder.encode('un\n'));
			timer = setTimeout(() => {
				controller.enqueue(encoder.encode('deux\n'));
				controller.close();
			}, 500);
		},
		cancel: () => clearTimeout(timer)
	});
}

/** Opens a namespace beside the rooms, on the same sockets, that repeats a few times to so many and closes. */
export function openEcho(io: Pick<Server, 'of'>, most: number): Namespace {
	const echo = io.of('/diagnostic');
	/** Counted when they ask: many at once are counted too. */
	const lines = new Set<object>();
	echo.use(({ conn }, next) => {
		// A line enters once, and does not outlive its visit.
		if (lines.has(conn)) return drop(conn);
		if (lines.size >= most) {
			setTimeout(() => conn.close(), 500).unref();
			return next(new Error('busy'));
		}
		lines.add(conn);
		conn.once('close', () => lines.delete(conn));
		next();
	});
	echo.on('connection', (socket) => {
		let echoes = 0;
		const over = setTimeout(() => socket.disconnect(true), echoesFor).unref();
		socket.on('disconnect', () => {
			clearTimeout(over);
			setTimeout(() => socket.conn.close(), 500).unref();
		});
		socket.onAny((name: unknown, reply: unknown) => {
			if (name !== 'echo' || ++echoes > mostEchoes) return void socket.disconnect(true);
			if (typeof reply === 'function') (reply as (now: number) => void)(Date.now());
		});
	});
	return echo;
}
