/** One of the servers compared, in its own process: `serve.ts <kind> <folder> <deserted>`. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../src/lib/server/config.ts';
import { openCourthouse, type Courthouse } from '../../src/lib/server/courthouse.ts';
import { vouchForAddress } from '../../src/lib/server/door/forwarded.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { answer, use } from './child.ts';
import { nameOf, type Kind, type Room } from './place.ts';
import { relayOverSocketIo, relayOverWs } from './relays.ts';
import { actorOf, inventRoom, openRoom } from './rooms.ts';
import { plan } from './timetable.ts';

const [kind, folder = '', deserted] = process.argv.slice(2) as [Kind, string, string];
const file = await shippedCase();
const source = JSON.stringify(file);
const regie: Actor = { office: 'regie', holder: 'regie' };
let courthouse: Courthouse | null = null;
const opened: Room[] = [];
const server = await serve();
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', 4096, ready));

answer({
	port: () => (server.address() as AddressInfo).port,
	/** As many rooms as asked, those already open included. */
	async rooms(count: number): Promise<Room[]> {
		const first = opened.length;
		for (let room = first; room < count; room++) opened.push(await open(room));
		return opened.slice(first);
	},
	/** Plays the last rooms open as fast as the record allows, then closes them; gives the gestures accepted. */
	async spend(rooms: number, gestures: number): Promise<number> {
		const played = opened.slice(-rooms).map((room) => spend(room, gestures));
		return (await Promise.all(played)).reduce((sum, made) => sum + made, 0);
	},
	use: (collected: boolean) => use(collected)
});

async function serve(): Promise<Server> {
	if (kind === 'socketio') return relayOverSocketIo();
	if (kind === 'ws') return relayOverWs();
	const config = readConfig({ PRETOIRE_DATA_DIR: folder, PRETOIRE_LOG_LEVEL: 'warn' });
	courthouse = await openCourthouse(config, null, { deserted: Number(deserted) });
	const http = createServer((_, response) => response.writeHead(404).end());
	courthouse.listen(http);
	// As src/server.ts does.
	for (const event of ['request', 'upgrade'])
		http.prependListener(event, (request) => vouchForAddress(request, config.trustedProxies));
	return http;
}

async function open(room: number): Promise<Room> {
	if (!courthouse) return inventRoom(file, room);
	const made = await openRoom(courthouse.store, file, source, room);
	// Loaded at once, as by its first browser.
	await courthouse.courtrooms.find(made.code);
	return made;
}

async function spend(room: Room, gestures: number): Promise<number> {
	const courtroom = await courthouse?.courtrooms.find(room.code);
	if (!courtroom) return 0;
	const due = plan(room, 0, 0, gestures / 7.8);
	let made = 0;
	for (const [turn, { rank, type, input }] of due.entries()) {
		const actor = actorOf(room, rank);
		const reply = await courtroom.run({ id: nameOf(turn), type, input }, actor);
		if ('done' in reply) made++;
	}
	await courtroom.run({ type: 'closeRoom', input: {} }, regie);
	return made;
}
