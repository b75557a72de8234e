/** (typing) So many rooms of so many writers on one text each: from a key to each partner, beside Hocuspocus. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { noteRoot } from '../../src/lib/protocol/notebook.ts';
import { packWhole } from '../../src/lib/server/notes/pages.ts';
import { chanceFrom } from '../support/chance.ts';
import { start } from './child.ts';
import { at, round } from './contest.ts';
import type { Usage } from './place.ts';

/** One document, and the keys of those who write in it. */
export interface Desk {
	code: string;
	notebook: string;
	tokens: string[];
}
export interface Typed {
	keys: number;
	delays: number[];
	lost: number;
	/** Of every writer, both ways. */
	bytes: number;
	/** Share of its core that the load took. */
	load: number;
}
export interface Typing {
	server: 'pretoire' | 'hocuspocus';
	rooms: number;
	writers: number;
	keys: number;
	/** Milliseconds on the wire, from a key to each partner. A page of ours adds the 80 ms during which it gathers keys. */
	p50: number;
	p99: number;
	lost: number;
	/** Sent and received by all its writers together, and by one of them. */
	bytesByKey: number;
	bytesByKeyAndWriter: number;
	/** Milliseconds of processor by room and second; of the main thread alone. */
	cpuByRoom: number;
	mainByRoom: number;
	load: number;
}

const writers = 8;
/** In ms: three keys a second. */
const every = 1_000 / 3;

export async function typing(rooms: number, seconds: number): Promise<Typing[]> {
	return [await measure('pretoire', rooms, seconds), await measure('hocuspocus', rooms, seconds)];
}

async function measure(server: Typing['server'], rooms: number, seconds: number): Promise<Typing> {
	const folder = await mkdtemp(join(tmpdir(), 'pretoire-bench-'));
	const served = start(new URL('typing-serve.ts', import.meta.url), 0, server, folder);
	const port = await served.ask<number>('port');
	const load = start(new URL('typing-load.ts', import.meta.url), 1, server, String(port));
	try {
		await load.ask('join', await served.ask<Desk[]>('desks', rooms, writers));
		await load.ask('type', 3, every, writers - 1);
		const before = await served.ask<Usage>('use');
		const typed = await load.ask<Typed>('type', seconds, every, writers - 1);
		const after = await served.ask<Usage>('use');
		const delays = typed.delays.sort((a, b) => a - b);
		const cpu = (name: 'cpu' | 'main') =>
			round((after[name] - before[name]) / 1_000 / (seconds + 1.5) / rooms);
		return {
			server,
			rooms,
			writers,
			keys: typed.keys,
			p50: at(delays, 0.5),
			p99: at(delays, 0.99),
			lost: typed.lost,
			bytesByKey: round(typed.bytes / typed.keys),
			bytesByKeyAndWriter: round(typed.bytes / typed.keys / writers),
			cpuByRoom: cpu('cpu'),
			mainByRoom: cpu('main'),
			load: round(typed.load)
		};
	} finally {
		await Promise.all([load.stop(), served.stop()]);
		await rm(folder, { recursive: true, force: true });
	}
}

/** A notebook of ten thousand edits by eight writers: milliseconds to read it into a document, and its sizes. */
export interface Opening {
	edits: number;
	openMs: number;
	updateBytes: number;
	storedBytes: number;
	textBytes: number;
}

export function openLarge(edits = 10_000): Opening {
	const doc = writeLarge(edits);
	const update = Y.encodeStateAsUpdate(doc);
	const begun = performance.now();
	const opened = new Y.Doc();
	Y.applyUpdate(opened, update);
	const text = String(opened.getXmlFragment(noteRoot).toJSON());
	const openMs = round(performance.now() - begun);
	return {
		edits,
		openMs,
		updateBytes: update.length,
		storedBytes: packWhole(doc).length,
		textBytes: Buffer.byteLength(text)
	};
}

function writeLarge(edits: number): Y.Doc {
	const chance = chanceFrom(2026);
	const merged = new Y.Doc();
	const text = new Y.XmlText();
	merged.getXmlFragment(noteRoot).insert(0, [text]);
	const clients = Array.from({ length: 8 }, () => Math.floor(chance() * 2 ** 32));
	const cursors = clients.map((): Y.RelativePosition | null => null);
	for (let n = 0; n < edits; n++) {
		const who = Math.floor(chance() * clients.length);
		merged.clientID = clients[who] ?? 1;
		const cursor = cursors[who];
		const found = cursor && Y.createAbsolutePositionFromRelativePosition(cursor, merged);
		let at = found?.index ?? 0;
		if (chance() < 0.02) at = Math.floor(chance() * (text.length + 1));
		if (chance() < 0.1 && at > 0) text.delete(--at, 1);
		else text.insert(at++, 'etaoin srulé'[Math.floor(chance() * 12)] ?? 'e');
		cursors[who] = Y.createRelativePositionFromTypeIndex(text, at, -1);
	}
	return merged;
}
