import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { readBlocks } from '../../../src/lib/client/note-text.ts';
import { NoteDoc } from '../../../src/lib/server/notes/note-doc.ts';
import { addPage, packWhole } from '../../../src/lib/server/notes/pages.ts';
import { craft } from '../../security/hostile-notes.ts';
import { chanceFrom } from '../../support/chance.ts';
import { publish } from '../../support/promise.ts';
import { paragraphOf } from './tablet.ts';

const id = fc.record({ client: fc.integer({ min: 1, max: 3 }), clock: fc.nat(6) });
const struct = fc.record({
	what: fc.constantFrom('grave', 'gone', 'letters', 'mark', 'text', 'element', 'value'),
	origin: fc.option(id, { freq: 2 }),
	right: fc.option(id, { freq: 2 }),
	parent: fc.option(id, { freq: 2 }),
	named: fc.option(fc.constantFrom('by', 'level', 'piece'), { freq: 3 })
});
const update = fc.record({
	structs: fc.array(fc.array(struct, { maxLength: 4 }), { maxLength: 3 }),
	deletes: fc.array(fc.record({ at: id, length: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 })
});
type Update = typeof update extends fc.Arbitrary<infer It> ? It : never;
const kinds = { grave: 0, gone: 1, letters: 4, mark: 6, text: 7, element: 7, value: 8 };

/** Each client goes on where the document is: most of what is drawn is refused all the same. */
const write = (doc: Y.Doc, { structs, deletes }: Update): Uint8Array =>
	craft((to, text, info) => {
		const lists = structs.flatMap((list, n) => (list.length > 0 ? [{ list, client: n + 1 }] : []));
		to(lists.length);
		for (const { list, client } of lists) {
			to(list.length, client, Y.getState(doc.store, client));
			for (const { what, origin, right, parent, named } of list) {
				const stands = origin !== null || right !== null;
				const flags = (origin ? 0x80 : 0) + (right ? 0x40 : 0) + (named && !stands ? 0x20 : 0);
				info(kinds[what] + (what === 'grave' ? 0 : flags));
				if (what !== 'grave') {
					for (const it of [origin, right]) if (it) to(it.client, it.clock);
					if (!stands) {
						to(parent ? 0 : 1);
						if (parent) to(parent.client, parent.clock);
						else text('texte');
						if (named) text(named);
					}
				}
				const inside: Record<typeof what, () => void> = {
					grave: () => to(2),
					gone: () => to(2),
					letters: () => text('ab'),
					mark: () => ['bold', '{}'].forEach(text),
					text: () => to(6),
					element: () => (to(3), text('paragraph')),
					value: () => (to(1), info(119), text('v'))
				};
				inside[what]();
			}
		}
		to(deletes.length);
		for (const { at, length } of deletes) to(at.client, 1, at.clock, length);
	});

it('[NB33] {P25} whatever the check lets through can be added, kept, read and shown', ({
	task
}) => {
	let [taken, damaged] = [0, 0];
	fc.assert(
		fc.property(fc.array(update, { minLength: 3, maxLength: 12 }), (updates) => {
			const kept = new NoteDoc('trial', 'notebook');
			kept.fill([]);
			// A paragraph of four letters to stand on.
			const start = new Y.Doc();
			start.clientID = 1;
			const paragraph = new Y.XmlElement('paragraph');
			start.getXmlFragment('texte').insert(0, [paragraph]);
			paragraph.insert(0, [new Y.XmlText('abcd')]);
			const first = Y.encodeStateAsUpdate(start);
			for (const bytes of [first, ...updates]) {
				const given = bytes instanceof Uint8Array ? bytes : write(kept.doc, bytes);
				const outcome = kept.apply(given);
				if (outcome === 'damaged') {
					damaged++;
					kept.fill([]);
				}
				if (outcome !== null) continue;
				taken++;
				const changed = kept.takeChanged();
				if (changed) kept.unsaved.push(changed);
				expect([kept.doc.store.pendingStructs, kept.doc.store.pendingDs]).toEqual([null, null]);
			}
			const { doc } = kept;
			const again = new Y.Doc();
			addPage(again, { seq: 1, notebook: '', whole: true, bytes: packWhole(doc) });
			expect(Y.encodeStateVector(again)).toEqual(Y.encodeStateVector(doc));
			const page = new Y.Doc();
			Y.applyUpdate(page, Y.encodeStateAsUpdate(doc));
			expect(readBlocks(page)).toEqual(readBlocks(doc));
		}),
		{ numRuns: 1_000 }
	);
	expect(taken).toBeGreaterThan(1_000);
	publish(task, { 'mises à jour au hasard, prises': taken, 'défaites après coup': damaged });
});

it.each(['at the start', 'at the end', 'at one place', 'anywhere'])(
	'[NB33] hundreds of edits that four tablets made offline %s are all taken',
	(where) => {
		const chance = chanceFrom(5);
		const start = new Y.Doc();
		paragraphOf(start).insert(0, 'x'.repeat(200));
		const kept = new NoteDoc('trial', 'notebook');
		kept.fill([]);
		const base = Y.encodeStateAsUpdate(start);
		expect(kept.apply(base)).toBeNull();
		const tablets = [1, 2, 3, 4].map((clientID) => {
			const doc = new Y.Doc();
			Y.applyUpdate(doc, base);
			doc.clientID = clientID;
			return doc;
		});
		for (const doc of tablets) {
			const text = paragraphOf(doc);
			for (let n = 0; n < 400; n++) {
				const places: Record<typeof where, number> = {
					'at the start': 0,
					'at the end': text.length,
					'at one place': 100 + (n % 40),
					anywhere: Math.floor(chance() * (text.length + 1))
				};
				const at = places[where] ?? 0;
				text.insert(at, 'ab');
				if (n % 3 === 0) text.delete(Math.max(0, at - 1), 1);
				if (n % 7 === 0) text.format(at, 2, { bold: {} });
			}
			expect(kept.apply(Y.encodeStateAsUpdate(doc))).toBeNull();
		}
		for (const doc of tablets)
			for (const other of tablets) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
		for (const doc of tablets) expect(readBlocks(doc)).toEqual(readBlocks(kept.doc));
	}
);
