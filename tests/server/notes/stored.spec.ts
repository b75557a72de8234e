import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Documents } from '../../../src/lib/server/notes/documents.ts';
import { chanceFrom } from '../../support/chance.ts';
import { MemoryNotes } from '../../support/memory-notes.ts';
import { publish } from '../../support/promise.ts';
import { notebook, paragraphOf, read, Tablet, textOf, trial } from './tablet.ts';

/** Eight pupils who type words, correct them, and come back into what others wrote. */
function write(edits: number, seed: number): { updates: Uint8Array[]; doc: Y.Doc } {
	const chance = chanceFrom(seed);
	const docs = Array.from({ length: 8 }, () => new Y.Doc());
	const updates: Uint8Array[] = [];
	const [first] = docs as [Y.Doc];
	const spread = (update: Uint8Array, from: Y.Doc) => {
		for (const doc of docs) if (doc !== from) Y.applyUpdate(doc, update, 'spread');
		updates.push(update);
	};
	for (const doc of docs)
		doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from !== 'spread') spread(update, doc);
		});
	paragraphOf(first);
	const cursors: (Y.RelativePosition | null)[] = docs.map(() => null);
	for (let n = 0; n < edits; n++) {
		const who = Math.floor(chance() * docs.length);
		const doc = docs[who] as Y.Doc;
		const text = paragraphOf(doc);
		const cursor = cursors[who];
		const found = cursor ? Y.createAbsolutePositionFromRelativePosition(cursor, doc) : null;
		// Every fifty keys somebody goes elsewhere; a key in ten takes the last letter back.
		let at = found?.index ?? 0;
		if (chance() < 0.02) at = Math.floor(chance() * (text.length + 1));
		if (chance() < 0.1 && at > 0) text.delete(--at, 1);
		else text.insert(at++, 'etaoin srulé'[Math.floor(chance() * 12)] ?? 'e');
		cursors[who] = Y.createRelativePositionFromTypeIndex(text, at, -1);
	}
	return { updates, doc: first };
}

describe('what is stored', () => {
	it('[NB17] ten thousand edits of eight writers stay within three times their text', async ({
		task
	}) => {
		const { updates, doc } = write(10_000, 2026);
		const store = new MemoryNotes();
		const documents = new Documents(store);
		await read(documents);
		for (const [n, update] of updates.entries()) {
			expect(await documents.write(trial, notebook, update)).toBeTypeOf('object');
			if (n % 20 === 0) await documents.save();
		}
		await documents.save();
		const open = await store.read(trial, 0);
		await documents.leave(trial, notebook);
		const pages = await store.read(trial, 0);
		const text = textOf(await read(new Documents(store)));
		expect(text).toBe(textOf(doc));
		const size = pages.reduce((sum, { bytes }) => sum + bytes.length, 0);
		const ratio = size / Buffer.byteLength(text);
		publish(task, { 'octets gardés par octet de texte': Math.round(ratio * 100) / 100 });
		expect(ratio).toBeLessThan(3);
		// While it is written in, at most sixty-four saves wait to be made small.
		expect(open.length).toBeLessThanOrEqual(65);
	});

	it('[NB17] nothing deleted is readable once the notebook is closed', async () => {
		const store = new MemoryNotes();
		const documents = new Documents(store);
		const tablet = new Tablet();
		await tablet.open(documents);
		const text = paragraphOf(tablet.doc);
		text.insert(0, 'je garde ceci');
		await tablet.send(documents);
		text.insert(3, 'canarisupprime ');
		await tablet.send(documents);
		text.delete(3, 'canarisupprime '.length);
		await tablet.send(documents);
		await documents.leave(trial, notebook);
		const whole = Y.encodeStateAsUpdate(await read(new Documents(store)));
		expect(Buffer.from(whole).toString('latin1')).toContain('garde');
		expect(Buffer.from(whole).toString('latin1')).not.toContain('canarisupprime');
	});
});
