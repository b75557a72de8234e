import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { notesFileOf } from '../../../src/lib/server/notes/note-database.ts';
import { SqliteNotes } from '../../../src/lib/server/notes/sqlite-notes.ts';
import { MemoryNotes } from '../../support/memory-notes.ts';
import { describeNotes } from './note-store-contract.ts';

const folders: string[] = [];
const makeFolder = () => {
	const folder = mkdtempSync(join(tmpdir(), 'pretoire-notes-'));
	folders.push(folder);
	return folder;
};
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describeNotes('memory', async () => {
	const store = new MemoryNotes();
	return [store, store.connect()];
});
describeNotes('SQLite', async () => {
	const folder = makeFolder();
	return [new SqliteNotes(folder), new SqliteNotes(folder)];
});

it('[NB18] of what is erased no byte stays on the disk, log included, and the file is its owner’s', async () => {
	const folder = makeFolder();
	const store = new SqliteNotes(folder);
	const words = 'canariefface '.repeat(600);
	await store.add([{ trial: 'a', notebook: 'x', bytes: Buffer.from(words) }]);
	await store.add([{ trial: 'b', notebook: 'x', bytes: Buffer.from('reste') }]);
	const everything = () =>
		['', '-wal'].map((end) => readFileSync(notesFileOf(folder) + end).toString('latin1')).join();
	expect(everything()).toContain('canariefface');
	await store.erase([{ trial: 'a', kept: null }]);
	expect(everything()).not.toContain('canariefface');
	expect(await store.read('b', 0)).toHaveLength(1);
	if (process.platform !== 'win32') expect(statSync(notesFileOf(folder)).mode & 0o077).toBe(0);
	await store.stop();
});
