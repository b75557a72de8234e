/** Which notebooks have had their time: a week after their room closes, or with it. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { listRooms, type Dated } from '../archive/expiry.ts';
import { recordOf } from '../archive/files.ts';
import { notesFileOf } from './note-database.ts';
import type { NoteStore, Over } from './note-store.ts';
import { SqliteNotes } from './sqlite-notes.ts';

/** In ms: how long the text lasts once its room is closed, or once the record does not know it. */
const textLasts = 7 * 24 * 3_600_000;

/** The trials of this store that the record of this directory says are over, or has not known for as long. */
export async function findOver(store: NoteStore, directory: string, now: number): Promise<Over[]> {
	const trials = await store.trials();
	if (trials.length === 0 || !existsSync(recordOf(directory))) return [];
	const record = new DatabaseSync(recordOf(directory), { readOnly: true, timeout: 5_000 });
	try {
		const rooms = new Map(listRooms(record).map((room) => [room.trial, room]));
		// An older backup may just have been put back: its newer rooms come back with the right one.
		const unknown = trials.filter((trial) => !rooms.has(trial));
		const since = await store.sinceUnknown(unknown, now);
		return trials.flatMap((trial): Over[] => {
			const room = rooms.get(trial);
			if (room) return isOver(room, now) ? [{ trial, kept: listKept(record, trial) }] : [];
			return (since.get(trial) ?? now) < now - textLasts ? [{ trial, kept: null }] : [];
		});
	} finally {
		record.close();
	}
}

const isOver = ({ closedAt }: Dated, now: number): boolean =>
	closedAt !== null && closedAt < now - textLasts;

/** The extracts that an adult has shown. */
const listKept = (record: DatabaseSync, trial: string): string[] =>
	record
		.prepare(
			`select json_extract(event, '$.extract') as id from fact
			where trial = ? and json_extract(event, '$.type') = 'extractShown'`
		)
		.all(trial)
		.map(({ id }) => String(id));

/** Erases from the notebooks of this directory what is over, and these rooms: beside a server, or without one. */
export async function sweepNotes(
	directory: string,
	now: number,
	erased: readonly string[] = []
): Promise<void> {
	if (!existsSync(notesFileOf(directory))) return;
	const store = new SqliteNotes(directory);
	try {
		await store.erase(erased.map((trial) => ({ trial, kept: null })));
		await store.erase(await findOver(store, directory, now));
	} finally {
		await store.stop();
	}
}
