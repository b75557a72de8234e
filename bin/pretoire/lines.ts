/** The sockets of a room, tried without one: polling, then WebSocket, then a silence. */
import { io, type Socket } from 'socket.io-client';
import { longestSilence } from '../../src/lib/server/diagnostic.ts';
import { failure, good, tellTime, warning, type Finding } from './finding.ts';

/** The server breaks the silence every 20 s; a little more for a slow answer. */
const enough = 25_000;
const openWithin = 10_000;
const upgradeWithin = 8_000;

/** A real handshake by polling, then a real upgrade. */
export async function examineLines(base: string): Promise<Finding> {
	const check = 'Liaison';
	const socket = dial(base);
	const upgraded = new Promise<boolean>((settle) => {
		socket.io.engine.once('upgrade', () => settle(true));
		socket.io.engine.once('upgradeError', () => settle(false));
		socket.io.engine.once('close', () => settle(false));
	});
	try {
		if (!(await opens(socket)))
			return failure(
				check,
				'aucune, ni par requêtes ni par WebSocket',
				`Autorisez ${base}/socket.io/ sur le réseau et dans le serveur mandataire, pour GET et POST.`
			);
		if (await Promise.race([upgraded, wait(upgradeWithin).then(() => false)]))
			return good(check, 'par requêtes, puis WebSocket');
		return warning(
			check,
			'par requêtes seulement, WebSocket ne passe pas',
			'L’audience marche, un peu moins vive. Laissez passer WebSocket (nginx : proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";) et vérifiez la ligne « Adresse ».'
		);
	} finally {
		socket.disconnect();
	}
}

/** Says nothing for so long on both roads, and tells which one was cut, and when. */
export async function examineSilence(base: string, seconds: number): Promise<Finding[]> {
	const asked = Math.min(seconds, longestSilence) * 1_000;
	const socket = dial(base);
	const isOpen = await opens(socket);
	const start = performance.now();
	const passed = () => performance.now() - start;
	const cutLine = new Promise<number | null>((settle) => {
		if (!isOpen) return settle(null);
		socket.once('disconnect', () => settle(passed()));
		void wait(asked).then(() => settle(null));
	});
	const [request, line] = await Promise.all([
		askSilence(base, asked).then(
			(status) => (status === 200 ? null : status === 502 || status === 504 ? passed() : 'refused'),
			() => passed()
		),
		cutLine
	]);
	socket.disconnect();
	return [
		request === 'refused'
			? warning(
					'Silence d’une requête',
					'non mesuré',
					'Trop de mesures à la fois : recommencez dans dix minutes.'
				)
			: judgeSilence('Silence d’une requête', request, asked),
		...(isOpen ? [judgeSilence('Silence d’une liaison', line, asked)] : [])
	];
}

/** `cut`: after how many ms, null where nothing was cut. */
export function judgeSilence(check: string, cut: number | null, asked: number): Finding {
	if (cut === null) return good(check, `tenu ${tellTime(asked)}`);
	const found = `coupé après ${tellTime(cut)}`;
	if (cut > enough) return good(check, `${found}, Prétoire parle toutes les 20 s`);
	return failure(
		check,
		found,
		'Prétoire se tait jusqu’à 20 s : portez à 60 s au moins le délai d’inactivité du serveur mandataire ou du pare-feu (nginx : proxy_read_timeout 60s;).'
	);
}

const dial = (base: string): Socket =>
	io(`${base}/diagnostic`, {
		extraHeaders: { 'x-pretoire': 'diagnostic', origin: base },
		reconnection: false,
		forceNew: true,
		timeout: openWithin
	});

function opens(socket: Socket): Promise<boolean> {
	return new Promise((settle) => {
		socket.once('connect', () => settle(true));
		socket.once('connect_error', () => settle(false));
		void wait(openWithin).then(() => settle(false));
	});
}

async function askSilence(base: string, ms: number): Promise<number> {
	const signal = AbortSignal.timeout(ms + openWithin);
	const answer = await fetch(`${base}/diagnostic/attente?secondes=${ms / 1_000}`, { signal });
	await answer.text();
	return answer.status;
}

const wait = (ms: number) => new Promise((over) => setTimeout(over, ms).unref());
