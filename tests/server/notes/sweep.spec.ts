import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { notesFileOf } from '../../../src/lib/server/notes/note-database.ts';
import { SqliteNotes } from '../../../src/lib/server/notes/sqlite-notes.ts';
import { sweepNotes } from '../../../src/lib/server/notes/sweep.ts';
import { openDatabase } from '../../../src/lib/server/store/database.ts';

const day = 24 * 3_600_000;
let directory: string;
beforeEach(async () => {
	directory = mkdtempSync(join(tmpdir(), 'pretoire-balai-'));
	const store = new SqliteNotes(directory);
	await store.add([{ trial: 'opened-later', notebook: 'x', bytes: Buffer.from('texte') }]);
	await store.stop();
	// The record as an older backup has it: without that room.
	(await openDatabase(directory)).close();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const pages = async (): Promise<number> => {
	const store = new SqliteNotes(directory);
	const found = await store.read('opened-later', 0);
	await store.stop();
	return found.length;
};

it('[NB29] a text whose room the record does not know waits seven days for it', async () => {
	const now = Date.now();
	await sweepNotes(directory, now);
	await sweepNotes(directory, now + 6.9 * day);
	expect(await pages()).toBe(1);
	await sweepNotes(directory, now + 7.1 * day);
	expect(await pages()).toBe(0);
});

it('[NB29] known again meanwhile, it has seven days more; erased on purpose, none', async () => {
	const now = Date.now();
	await sweepNotes(directory, now);
	// The right backup is put back, then the older one again.
	const store = new SqliteNotes(directory);
	await store.sinceUnknown([], now + day);
	await store.stop();
	await sweepNotes(directory, now + 2 * day);
	await sweepNotes(directory, now + 7.1 * day);
	expect(await pages()).toBe(1);
	await sweepNotes(directory, now + 7.2 * day, ['opened-later']);
	expect(await pages()).toBe(0);
});

it('[NB30] what is already erased is not erased again: the file is not written anew', async () => {
	const store = new SqliteNotes(directory);
	await store.addExtract('closed', 'shown', { seat: 'avocat/a', text: 'montré' }, 9);
	await store.add([{ trial: 'closed', notebook: 'x', bytes: Buffer.from('texte') }]);
	await store.erase([{ trial: 'closed', kept: ['shown'] }]);
	const file = () => readFileSync(notesFileOf(directory));
	const before = file();
	for (let n = 0; n < 3; n++) await store.erase([{ trial: 'closed', kept: ['shown'] }]);
	expect(file().equals(before)).toBe(true);
	await store.erase([{ trial: 'closed', kept: [] }]);
	expect(file().equals(before)).toBe(false);
	await store.stop();
});
