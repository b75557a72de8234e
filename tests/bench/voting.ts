/** (voting) Every place of so many rooms answers within a second: the tribunal its question, the class its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './child.ts';
import { at, round } from './contest.ts';
import type { Kind, Room, Usage } from './place.ts';

/** What the load saw of one burst, in ms. */
export interface Voted {
	asked: number;
	/** From sending to the answer; on a relay, to one's own message come back. */
	replies: number[];
	/** From sending until the régie sees it counted; on a relay, until it hears it. */
	progress: number[];
	refused: number;
	/** How late the load itself sent, at worst. */
	late: number;
}
/** What the server has of it. */
export interface Counted {
	answers: number;
	/** Rooms where a question did not close, for want of a slip. */
	unclosed: number;
}
export interface Voting {
	server: Kind;
	rooms: number;
	slips: number;
	replyP50: number;
	replyP99: number;
	progressP50: number;
	progressP99: number;
	/** Not in the urn; on a relay, which keeps nothing, not come back. */
	lost: number;
	/** Rooms whose questions did not close on all their slips. */
	unclosed: number;
	/** Never shown to the régie. */
	unseen: number;
	/** Milliseconds of processor by slip; of the main thread alone. */
	cpuBySlip: number;
	mainBySlip: number;
	late: number;
}

export async function voting(kind: Kind, rooms: number): Promise<Voting> {
	const folder = await mkdtemp(join(tmpdir(), 'pretoire-bench-'));
	const server = start(new URL('voting-serve.ts', import.meta.url), 0, kind, folder);
	const port = await server.ask<number>('port');
	const load = start(new URL('voting-load.ts', import.meta.url), 1, kind, String(port));
	try {
		await load.ask('join', await server.ask<Room[]>('rooms', rooms), 2_000);
		// The first question warms up; the second is measured.
		await server.ask('put', 0);
		await load.ask('vote', 0, 1_000);
		await server.ask<Counted>('close', 0);
		await server.ask('put', 1);
		const before = await server.ask<Usage>('use');
		const voted = await load.ask<Voted>('vote', 1, 1_000);
		const after = await server.ask<Usage>('use');
		const counted = await server.ask<Counted>('close', 1);
		const replies = voted.replies.sort((a, b) => a - b);
		const progress = voted.progress.sort((a, b) => a - b);
		const bySlip = (name: 'cpu' | 'main') =>
			round((after[name] - before[name]) / 1_000 / voted.asked);
		return {
			server: kind,
			rooms,
			slips: voted.asked,
			replyP50: at(replies, 0.5),
			replyP99: at(replies, 0.99),
			progressP50: at(progress, 0.5),
			progressP99: at(progress, 0.99),
			lost: kind === 'pretoire' ? voted.asked - counted.answers : voted.asked - replies.length,
			unclosed: counted.unclosed,
			unseen: voted.asked - progress.length,
			cpuBySlip: bySlip('cpu'),
			mainBySlip: bySlip('main'),
			late: round(voted.late)
		};
	} finally {
		await Promise.all([load.stop(), server.stop()]);
		await rm(folder, { recursive: true, force: true });
	}
}
