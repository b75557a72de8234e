/** Answers the diagnostic of a tablet or of whoever installs: harmless, cheap, counted; no room is needed. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Server } from 'socket.io';
import type { Seen } from '../protocol/diagnostic.ts';

/** Of no machine (RFC 5737): a request that says it comes from there was made up. */
export const forgedAddress = '203.0.113.7';
/** What a tablet fetches to measure the network, in bytes; random, so that nothing compresses it. */
export const load = 150_000;
/** Longest silence that can be asked, in seconds: less than the server's own patience. */
export const longestSilence = 100;

const mostEchoing = 200;
const mostEchoes = 40;
const echoesFor = 120_000;
const mostSilent = 10;

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

let silent = 0;
/** Says nothing for so many seconds; false at once when too many are waiting already. */
export async function keepSilent(seconds: number): Promise<boolean> {
	if (silent >= mostSilent) return false;
	silent++;
	await new Promise((over) => setTimeout(over, seconds * 1_000).unref());
	silent--;
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

/** Opens a namespace beside the rooms, on the same sockets, that repeats a few times and closes. */
export function openEcho(io: Pick<Server, 'of'>): void {
	const echo = io.of('/diagnostic');
	echo.use((_, next) => {
		next(echo.sockets.size < mostEchoing ? undefined : new Error('busy'));
	});
	echo.on('connection', (socket) => {
		let echoes = 0;
		const over = setTimeout(() => socket.disconnect(true), echoesFor).unref();
		socket.on('disconnect', () => clearTimeout(over));
		socket.onAny((name: unknown, reply: unknown) => {
			if (name !== 'echo' || ++echoes > mostEchoes) return void socket.disconnect(true);
			if (typeof reply === 'function') (reply as (now: number) => void)(Date.now());
		});
	});
}
