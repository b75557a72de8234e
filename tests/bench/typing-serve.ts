/** One of the two servers compared on typing, in its own process: `typing-serve.ts <pretoire|hocuspocus> <folder>`. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as Hocuspocus } from '@hocuspocus/server';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import { openCourthouse, type Courthouse } from '../../src/lib/server/courthouse.ts';
import { drawCode, drawToken, hashToken } from '../../src/lib/server/door/secret.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { answer, use } from './child.ts';
import type { Desk } from './typing.ts';

const [kind, folder = ''] = process.argv.slice(2);
const file = await shippedCase();
const source = JSON.stringify(file);
const seat: SeatId = file.seats.find(({ role }) => role === 'avocat')?.id ?? 'avocat/x';
let courthouse: Courthouse | null = null;
const port = await (kind === 'pretoire' ? servePretoire() : serveHocuspocus());

answer({
	port: () => port,
	use: () => use(),
	async desks(rooms: number, writers: number): Promise<Desk[]> {
		const made: Desk[] = [];
		for (let room = 0; room < rooms; room++) made.push(await openDesk(room, writers));
		return made;
	}
});

async function servePretoire(): Promise<number> {
	const config = readConfig({ PRETOIRE_DATA_DIR: folder, PRETOIRE_LOG_LEVEL: 'warn' });
	courthouse = await openCourthouse(config);
	const http = createServer((_, response) => response.writeHead(404).end());
	courthouse.listen(http);
	await new Promise<void>((ready) => http.listen(0, '127.0.0.1', 4096, ready));
	return (http.address() as AddressInfo).port;
}

/** As it comes: nothing is stored. */
async function serveHocuspocus(): Promise<number> {
	const server = new Hocuspocus({ quiet: true, port: 0, address: '127.0.0.1' });
	await server.listen();
	return server.address.port;
}

/** A room in which so many tablets hold one seat, and so write in one notebook. */
async function openDesk(room: number, writers: number): Promise<Desk> {
	if (!courthouse)
		return { code: `room${room}`, notebook: `room${room}`, tokens: Array(writers).fill('') };
	const at = Date.now();
	const holders = Array.from({ length: writers }, (_, n) => `t-${n}`);
	const facts: Event[] = [
		{ type: 'trialOpened', pupils: 35, tablets: 35, format: '110', at },
		...holders.map((tablet): Event => ({ type: 'tabletAdmitted', tablet, at })),
		...holders.map((holder): Event => ({ type: 'seatTaken', seat, holder, at }))
	];
	const trial = randomBytes(12).toString('base64url');
	const code = drawCode();
	const tokens = holders.map(() => drawToken());
	const keys = holders.map((holder, n) => ({
		hash: hashToken(tokens[n] ?? ''),
		trial,
		office: 'tablette' as const,
		purpose: 'cookie' as const,
		holder,
		expiresAt: null
	}));
	await courthouse.store.open({ trial, code, openedAt: at, closedAt: null }, source, keys, facts);
	return { code, notebook: `equipe:${seat}`, tokens };
}
