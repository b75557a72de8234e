/** Data directories with rooms of known ages, and what their files hold. */
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import type { Store } from '../../../src/lib/server/store/store.ts';
import { minimalCase } from '../../support/minimal-case.ts';
import { newDirectory } from '../store/places.ts';

export const day = 24 * 3600 * 1000;
const file = minimalCase();

export interface Age {
	trial: string;
	/** Days since the last thing happened in it. */
	days: number;
	closed: boolean;
	facts?: number;
}

/** Opens a room whose case, facts, receipts and keys hold the word « canari » and its name. */
export async function addRoom(store: Store, age: Age, now = Date.now()): Promise<void> {
	const { trial, days, closed, facts = 60 } = age;
	const word = `canari-${trial}-`;
	const last = now - days * day;
	const openedAt = last - facts;
	const source = JSON.stringify({ ...file, title: `${word}titre` });
	const key = {
		hash: `${word}cle`,
		trial,
		office: 'regie',
		purpose: 'phrase',
		holder: 'regie'
	} as const;
	const opened = { type: 'trialOpened', pupils: 28, tablets: 28, format: '110', at: openedAt };
	await store.open(
		{ trial, code: trial.toUpperCase(), openedAt, closedAt: null },
		source,
		[{ ...key, expiresAt: null }],
		[opened]
	);
	// One by one: pages are filled, split and moved, as in a hearing.
	for (let n = 1; n < facts; n++)
		await store.append({
			trial,
			expected: n,
			events: [{ type: 'tabletAdmitted', tablet: `${word}${n}`, at: openedAt + n }],
			receipt: { id: `${word}recu-${n}`, reply: '{"done":true}' }
		});
	if (closed) await store.close(trial, last);
}

/** A data directory with these rooms, served by nobody. */
export async function makeRecord(...rooms: Age[]): Promise<string> {
	const directory = newDirectory();
	const store = await openSqliteStore(directory);
	await Promise.all(rooms.map((room) => addRoom(store, room)));
	await store.stop();
	return directory;
}

/** Exchanges bytes in the middle of a file, as a worn disk would. */
export function damage(path: string): void {
	const bytes = readFileSync(path);
	bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 6_000);
	writeFileSync(path, bytes);
}

/** The files under a directory that hold this word, whatever they are. */
export function filesWith(directory: string, word: string): string[] {
	const paths = globSync('**/*', { cwd: directory });
	return paths
		.filter((path) => statSync(join(directory, path)).isFile())
		.filter((path) => readFileSync(join(directory, path)).includes(word))
		.toSorted();
}

export const filesOf = (directory: string): string[] =>
	globSync('**/*', { cwd: directory }).toSorted();
