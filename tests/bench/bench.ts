/**
 * `npm run bench [-- --rooms 10 --seconds 10 --json]`: from a gesture to the last screen of its room, beside a
 * bare Socket.IO relay in the same run. Each room has 34 tablets, a screen and a régie, which makes one gesture
 * a second while each tablet asks for the floor or withdraws every five seconds.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import { protocolVersion } from '../../src/lib/protocol/version.ts';
import type { Place, Ready } from './serve.ts';

const { values } = parseArgs({
	options: {
		rooms: { type: 'string', default: '10' },
		pupils: { type: 'string', default: '34' },
		seconds: { type: 'string', default: '10' },
		json: { type: 'boolean', default: false }
	}
});
const seconds = Math.min(Number(values.seconds), 120);
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

interface Measure {
	server: string;
	gestures: number;
	/** Milliseconds from sending to the last browser of the room. */
	p50: number;
	p99: number;
	/** Gestures that some browser of the room never saw. */
	lost: number;
}

async function measure(server: string): Promise<Measure> {
	const child = fork(new URL('serve.ts', import.meta.url), [server, values.rooms, values.pupils]);
	try {
		const [ready] = (await once(child, 'message')) as [Ready];
		const sockets = await Promise.all(
			ready.rooms.map((room) => Promise.all(room.map((place) => join(ready.base, place))))
		);
		const seen = await Promise.all(
			sockets.map((room, i) => play(room, ready.rooms[i] ?? [], i * 37))
		);
		const times = seen.flat().sort((a, b) => a - b);
		const finite = times.filter(Number.isFinite);
		const at = (share: number) =>
			Number((finite[Math.floor(finite.length * share)] ?? NaN).toFixed(1));
		for (const socket of sockets.flat()) socket.disconnect();
		const lost = times.length - finite.length;
		return { server, gestures: times.length, p50: at(0.5), p99: at(0.99), lost };
	} finally {
		child.kill();
	}
}

async function join(base: string, { code, office, token }: Place): Promise<Socket> {
	const socket = io(base, {
		auth: { code, office, protocol: protocolVersion },
		extraHeaders: { 'x-pretoire': office, origin: base, cookie: `${office}-${code}=${token}` },
		transports: ['websocket'],
		forceNew: true
	});
	await new Promise((seen) => socket.once('view', seen));
	return socket;
}

/** One room for the time of the bench; gives the delay of each of the régie's gestures. */
async function play(sockets: Socket[], places: Place[], phase: number): Promise<number[]> {
	const [regie, ...others] = sockets;
	const delays: number[] = [];
	await pause(phase % 1000);
	const timers = others.slice(1).map((socket, i) => {
		let asked = false;
		const seat = places[i + 2]?.seat;
		return setInterval(
			() => {
				asked = !asked;
				socket.emit('command', frame(asked ? 'askFloor' : 'withdrawFloor', {}, seat), () => {});
			},
			4_500 + ((i * 131) % 1000)
		);
	});
	for (let turn = 1; turn <= seconds; turn++) {
		const neutral = turn % 2 === 1;
		const start = performance.now();
		const seen = Promise.all(sockets.map((socket) => sees(socket, neutral)));
		regie?.emit('command', frame('setNeutral', { neutral }), () => {});
		const late = pause(5_000).then(() => null);
		delays.push((await Promise.race([seen, late])) ? performance.now() - start : Infinity);
		await pause(Math.max(0, 1_000 - (performance.now() - start)));
	}
	timers.forEach(clearInterval);
	return delays;
}

const frame = (type: string, input: object, seat?: string) => ({
	id: Math.random().toString(36).slice(2).padEnd(12, '0'),
	type,
	input,
	...(seat && { seat })
});

interface Seen {
	chapters?: { screen?: { neutral: boolean } };
	type?: string;
	input?: { neutral?: boolean };
}

const sees = (socket: Socket, neutral: boolean): Promise<true> =>
	new Promise((seen) => {
		const look = (push: Seen) => {
			if ((push.chapters?.screen?.neutral ?? push.input?.neutral) !== neutral) return;
			socket.off('view', look);
			seen(true);
		};
		socket.on('view', look);
	});

const measures = [await measure('relay'), await measure('pretoire')];
if (values.json) console.log(JSON.stringify(measures));
else console.table(measures);
