import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { noteLimits } from '../../../src/lib/protocol/notebook.ts';
import { Documents } from '../../../src/lib/server/notes/documents.ts';
import { craft } from '../../security/hostile-notes.ts';
import { malformed } from '../../security/malformed-notes.ts';
import { MemoryNotes } from '../../support/memory-notes.ts';
import { publish } from '../../support/promise.ts';
import { notebook, paragraphOf, read, Tablet, textOf, trial } from './tablet.ts';

const elsewhere = 'equipe:procureur/parquet';
const blank = Uint8Array.of(0);
/** One struct of each of these clients, each a letter that is gone. */
const graves = (from: number, count: number): Uint8Array =>
	craft((write, _, info) => {
		write(count);
		for (let n = 0; n < count; n++) {
			write(1, from - n, 0);
			info(0);
			write(1);
		}
		write(0);
	});

describe('structs that no page of ours makes', () => {
	it('[NB33] {P25} what is malformed is refused before it touches the text: nothing is read again', async ({
		task
	}) => {
		const store = new MemoryNotes();
		const documents = new Documents(store);
		const tablet = new Tablet();
		await tablet.open(documents);
		paragraphOf(tablet.doc).insert(0, 'intact');
		await tablet.send(documents);
		const reading = vi.spyOn(store, 'read');
		for (const [name, update] of Object.entries(malformed))
			expect(await documents.write(trial, notebook, update), name).toBe('malformed');
		expect(reading).not.toHaveBeenCalled();
		expect(textOf(await read(documents))).toBe('intact');
		publish(task, { 'trames refusées sans relire le texte': Object.keys(malformed).length });
	});

	it('[NB34] letters deleted one in two are refused beyond three times the limit, whole passages never', async () => {
		const documents = new Documents(new MemoryNotes());
		const client = 7;
		const long = 30_000;
		for (let n = 0; n < 7; n++) {
			const more = craft((write, text, info) => {
				write(1, n === 0 ? 2 : 1, client, n === 0 ? 0 : 1 + n * long);
				if (n === 0) {
					info(7);
					write(1);
					text('texte');
					write(6);
					info(4);
					write(0, client, 0);
				} else {
					info(0x84);
					write(client, n * long);
				}
				text('a'.repeat(long));
				write(0);
			});
			expect(await documents.write(trial, notebook, more)).toBeTypeOf('object');
		}
		const crumble = (from: number, count: number) =>
			craft((write) => {
				write(0, 1, client, count);
				for (let n = 0; n < count; n++) write(1 + from + 2 * n, 1);
			});
		const answers: unknown[] = [];
		for (let n = 0; n < 20 && !answers.includes('full'); n++)
			answers.push(await documents.write(trial, notebook, crumble(n * 10_000, 5_000)));
		expect(answers.at(-1)).toBe('full');
		expect(answers.length).toBeGreaterThan(2);
		const size = Y.encodeStateAsUpdate(await read(documents)).length;
		expect(size).toBeLessThanOrEqual(3 * noteLimits.document);
		const all = craft((write) => write(0, 1, client, 1, 1, 7 * long));
		expect(await documents.write(trial, notebook, all)).toBeTypeOf('object');
		const tablet = new Tablet();
		await tablet.open(documents);
		expect(Y.encodeStateAsUpdate(tablet.doc).length).toBeLessThan(1_000);
	});

	it('[NB35] a thousand pages at most write in a text, over its life; those go on, and all can open it', async () => {
		const documents = new Documents(new MemoryNotes());
		const tablet = new Tablet();
		await tablet.open(documents);
		paragraphOf(tablet.doc).insert(0, 'notre texte');
		await tablet.send(documents);
		const from = 4_000_000_000;
		expect(await documents.write(trial, notebook, graves(from, 999))).toBeTypeOf('object');
		expect(await documents.write(trial, notebook, graves(from - 999, 1))).toBe('full');
		expect(await documents.write(trial, notebook, graves(from - 999, 2_000))).toBe('full');
		paragraphOf(tablet.doc).insert(0, 'encore ');
		await tablet.send(documents);
		const doc = await read(documents);
		expect(textOf(doc)).toBe('encore notre texte');
		expect(Y.encodeStateVector(doc).length).toBeLessThan(noteLimits.vector);
	});

	it('[NB36] a text that cannot be read is said so, and the others are written, saved and made small', async () => {
		const store = new MemoryNotes();
		await store.add([{ trial, notebook, bytes: Buffer.from('00ffffff', 'hex') }]);
		await store.add([{ trial, notebook, bytes: Buffer.from('05ffffff', 'hex') }]);
		const documents = new Documents(store);
		expect(await documents.open(trial, notebook, blank)).toBe('unreadable');
		expect(await documents.write(trial, notebook, Uint8Array.of(0, 0))).toBe('unreadable');
		expect(await documents.open(trial, elsewhere, blank)).toBeTypeOf('object');
		await documents.leave(trial, notebook);
		// One that cannot be made small.
		const replacing = vi.spyOn(store, 'replace');
		replacing.mockImplementationOnce(() => Promise.reject(new RangeError('too deep')));
		const page = craft((write, text, info) => {
			write(1, 1, 8, 0);
			info(7);
			write(1);
			text('texte');
			write(3);
			text('paragraph');
			write(0);
		});
		for (const name of ['equipe:un', 'equipe:deux'])
			expect(await documents.write(trial, name, page)).toBeTypeOf('object');
		await documents.save();
		await documents.leave(trial, 'equipe:un');
		await documents.leave(trial, 'equipe:deux');
		expect(replacing).toHaveBeenCalledTimes(2);
		const again = new Documents(store);
		for (const name of ['equipe:un', 'equipe:deux'])
			expect((await read(again, name)).getXmlFragment('texte').length).toBe(1);
	});
});
