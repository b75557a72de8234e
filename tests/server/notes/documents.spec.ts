import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { noteLimits } from '../../../src/lib/protocol/notebook.ts';
import { Documents } from '../../../src/lib/server/notes/documents.ts';
import { MemoryNotes } from '../../support/memory-notes.ts';
import { notebook, paragraphOf, read, Tablet, textOf, trial } from './tablet.ts';

const edit = fc.record({
	who: fc.nat(3),
	what: fc.constantFrom(
		'type',
		'type',
		'type',
		'delete',
		'cut',
		'back',
		'send',
		'shut',
		'save',
		'catch',
		'roam',
		'kill'
	),
	where: fc.nat(200)
});

describe('what is written together', () => {
	it('[NB10] random edits, cuts, reorderings and two processes end in one text, every word kept', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(edit, { minLength: 10, maxLength: 60 }), async (edits) => {
				const store = new MemoryNotes();
				const stores = [store, store.connect()];
				const processes = stores.map((it) => new Documents(it));
				const of = (n: number) => processes[n] as Documents;
				const tablets = [0, 1, 2, 3].map(() => new Tablet());
				for (const [n, tablet] of tablets.entries()) {
					tablet.process = n % 2;
					await tablet.open(of(tablet.process));
				}
				let typed = 0;
				const marks = new Set<string>();
				for (const { who, what, where } of edits) {
					const tablet = tablets[who] as Tablet;
					const text = paragraphOf(tablet.doc);
					if (what === 'type') {
						// One letter of its own each, that nobody else types.
						const mark = String.fromCodePoint(0xe000 + typed++);
						marks.add(mark);
						text.insert(where % (text.length + 1), mark);
					}
					if (what === 'delete' && text.length > 0) {
						const at = where % text.length;
						const length = Math.min(3, text.length - at);
						for (const mark of textOf(tablet.doc).slice(at, at + length)) marks.delete(mark);
						text.delete(at, length);
					}
					if (what === 'cut') tablet.online = false;
					if (what === 'back') {
						tablet.online = true;
						await tablet.open(of(tablet.process));
					}
					if (what === 'send' && tablet.online) await tablet.send(of(tablet.process));
					if (what === 'shut') await of(where % 2).leave(trial, notebook);
					if (what === 'save') await of(where % 2).save();
					if (what === 'catch') await of(where % 2).catchUp(trial);
					if (what === 'roam') {
						tablet.process = where % 2;
						await tablet.open(of(tablet.process));
					}
					// Killed: what was not saved is gone from there, and in the tablets still.
					if (what === 'kill') {
						const n = where % 2;
						processes[n] = new Documents(stores[n] as MemoryNotes);
						for (const it of tablets) if (it.process === n) await it.open(of(n));
					}
				}
				for (let round = 0; round < 2; round++)
					for (const tablet of tablets) {
						await tablet.open(of(tablet.process));
						for (const n of [0, 1]) {
							await of(n).save();
							await of(1 - n).catchUp(trial);
						}
					}
				for (const tablet of tablets) await tablet.open(of(tablet.process));
				for (const n of [0, 1]) await of(n).leave(trial, notebook);
				const text = textOf(await read(of(0)));
				expect(textOf(await read(new Documents(store)))).toBe(text);
				for (const tablet of tablets) expect(textOf(tablet.doc)).toBe(text);
				for (const mark of marks) expect(text).toContain(mark);
			}),
			{ numRuns: 150 }
		);
	});

	it('[NB10] what another process wrote is told, once', async () => {
		const store = new MemoryNotes();
		const [one, two] = [new Documents(store), new Documents(store.connect())];
		const tablet = new Tablet();
		await tablet.open(one);
		await read(two);
		paragraphOf(tablet.doc).insert(0, 'bonjour');
		await tablet.send(one);
		await one.save();
		await two.catchUp(trial);
		const news = two.takeNews();
		const doc = new Y.Doc();
		for (const { update } of news) Y.applyUpdate(doc, update);
		expect(textOf(doc)).toBe('bonjour');
		await two.catchUp(trial);
		expect(two.takeNews()).toEqual([]);
	});

	it('[NB10] a document made small holds what another process wrote meanwhile, and tells it', async () => {
		const store = new MemoryNotes();
		const [one, two] = [new Documents(store), new Documents(store.connect())];
		const [first, second] = [new Tablet(), new Tablet()];
		await first.open(one);
		paragraphOf(first.doc).insert(0, 'un');
		await first.send(one);
		await one.save();
		await second.open(two);
		paragraphOf(first.doc).insert(2, ' deux');
		await first.send(one);
		await one.save();
		// The second process has not heard of it.
		paragraphOf(second.doc).insert(0, 'zéro ');
		await second.send(two);
		await two.leave(trial, notebook);
		expect(two.takeNews()).toHaveLength(1);
		const pages = await store.read(trial, 0);
		expect(pages.map(({ whole }) => whole)).toEqual([true]);
		expect(textOf(await read(new Documents(store)))).toBe('zéro un deux');
	});

	it('[NB15] what the disk refuses is written with the next save', async () => {
		const store = new MemoryNotes();
		const documents = new Documents(store);
		const tablet = new Tablet();
		await tablet.open(documents);
		paragraphOf(tablet.doc).insert(0, 'un');
		await tablet.send(documents);
		store.broken = true;
		await expect(documents.save()).rejects.toThrow();
		paragraphOf(tablet.doc).insert(2, ' deux');
		await tablet.send(documents);
		expect(documents.isDirty).toBe(true);
		store.broken = false;
		await documents.save();
		expect(documents.isDirty).toBe(false);
		expect(textOf(await read(new Documents(store)))).toBe('un deux');
	});

	it('[NB16] a full notebook refuses what is added and takes what is deleted', async () => {
		const documents = new Documents(new MemoryNotes());
		const tablet = new Tablet();
		await tablet.open(documents);
		const text = paragraphOf(tablet.doc);
		const page = 'é'.repeat(10_000);
		const before: string[] = [];
		await (async () => {
			for (;;) {
				text.insert(text.length, page);
				await tablet.send(documents);
				before.push(page);
			}
		})().catch((error: Error) => expect(error.message).toBe('full'));
		const kept = textOf(await read(documents));
		expect(kept.length).toBe(before.length * page.length);
		expect(Buffer.byteLength(kept)).toBeGreaterThan(0.8 * noteLimits.document);
		text.delete(0, text.length - 5);
		const other = new Tablet();
		await other.open(documents);
		const shorter = paragraphOf(other.doc);
		shorter.delete(0, shorter.length);
		await other.send(documents);
		shorter.insert(0, 'après');
		await other.send(documents);
		expect(textOf(await read(documents))).toBe('après');
	});

	it('[NB24] a text full to the brim takes corrections that make it shorter, and no more', async () => {
		const documents = new Documents(new MemoryNotes());
		const refuses = async (change: (text: Y.XmlText) => void): Promise<string | null> => {
			const tablet = new Tablet();
			await tablet.open(documents);
			change(paragraphOf(tablet.doc));
			return tablet.send(documents).then(
				() => null,
				(error: Error) => error.message
			);
		};
		for (const page of [10_000, 1_000, 100, 1])
			while (!(await refuses((text) => text.insert(text.length, 'a'.repeat(page)))));
		const before = textOf(await read(documents));
		expect(before.length).toBeGreaterThan(0.99 * noteLimits.document);
		const replace = (text: Y.XmlText, words: string, by: string) =>
			text.doc?.transact(() => {
				text.insert(9, by);
				text.delete(9 + by.length, words.length);
			});
		expect(await refuses((text) => replace(text, 'aaaa', 'mieux'))).toBe('full');
		expect(await refuses((text) => replace(text, 'aaaaaa', 'mieux'))).toBeNull();
		expect(textOf(await read(documents))).toHaveLength(before.length - 1);
		expect(await refuses((text) => text.insert(0, 'et plus encore'))).toBe('full');
	});
});
