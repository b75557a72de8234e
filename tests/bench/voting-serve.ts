/** One of the servers compared, its rooms in their délibéré: `voting-serve.ts <kind> <folder>`. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../src/lib/server/config.ts';
import { openCourthouse, type Courthouse } from '../../src/lib/server/courthouse.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import { vouchForAddress } from '../../src/lib/server/door/forwarded.ts';
import { countAnswers } from '../../src/lib/trial/opinion.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { answer, use } from './child.ts';
import type { Kind, Room } from './place.ts';
import { relayOverSocketIo, relayOverWs } from './relays.ts';
import { inventRoom, openRoom } from './rooms.ts';
import type { Counted } from './voting.ts';

const [kind, folder = ''] = process.argv.slice(2) as [Kind, string];
const file = await shippedCase();
const source = JSON.stringify(file);
const regie = { office: 'regie', holder: 'regie' } as const;
let courthouse: Courthouse | null = null;
const courtrooms: Courtroom[] = [];
const server = await serve();
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', 4096, ready));

answer({
	port: () => (server.address() as AddressInfo).port,
	async rooms(count: number): Promise<Room[]> {
		const made: Room[] = [];
		for (let n = 0; n < count; n++) made.push(await open(n));
		return made;
	},
	/** Puts the question of a charge to every tribunal, and to every class. */
	async put(charge: number): Promise<void> {
		for (const room of courtrooms) {
			if (room.trial.ballot.open === null) await ask(room, 'openBallot', { charge: idOf(charge) });
			await ask(room, 'openPoll', { poll: `avis:${idOf(charge)}` });
		}
	},
	/** Counts what is in, then closes: a slip that the urn has not keeps its question open. */
	async close(charge: number): Promise<Counted> {
		let [answers, unclosed] = [0, 0];
		for (const room of courtrooms) {
			answers += room.trial.ballot.answered.length + countAnswers(room.trial.opinion);
			const closed = await ask(room, 'closeBallot', { charge: idOf(charge) });
			const round = room.trial.opinion.open?.round ?? 0;
			const told = await ask(room, 'closePoll', { poll: `avis:${idOf(charge)}`, round });
			if (!closed || !told) unclosed++;
		}
		return { answers, unclosed };
	},
	use: () => use()
});

const idOf = (charge: number): string => file.charges[charge]?.id ?? '';

async function ask(room: Courtroom, type: string, input: object): Promise<boolean> {
	return 'done' in (await room.run({ type, input }, regie));
}

async function serve(): Promise<Server> {
	if (kind === 'socketio') return relayOverSocketIo();
	if (kind === 'ws') return relayOverWs();
	const config = readConfig({ PRETOIRE_DATA_DIR: folder, PRETOIRE_LOG_LEVEL: 'warn' });
	courthouse = await openCourthouse(config);
	const http = createServer((_, response) => response.writeHead(404).end());
	courthouse.listen(http);
	// As src/server.ts does.
	for (const event of ['request', 'upgrade'])
		http.prependListener(event, (request) => vouchForAddress(request, config.trustedProxies));
	return http;
}

async function open(n: number): Promise<Room> {
	// Those of the bench that deliberate.
	const number = 20 * n + 7;
	if (!courthouse) return inventRoom(file, number);
	const made = await openRoom(courthouse.store, file, source, number);
	const courtroom = await courthouse.courtrooms.find(made.code);
	if (courtroom) courtrooms.push(courtroom);
	return made;
}
