import { getSchema } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import type { Node } from '@tiptap/pm/model';
import { updateYFragment } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { noteNodes, noteRoot } from '../../../src/lib/protocol/notebook.ts';
import { checkUpdate } from '../../../src/lib/server/notes/update-check.ts';
import { shortens } from '../../../src/lib/server/notes/update-effects.ts';
import { Citation, Stamp } from '../../../src/lib/ui/notebook/editor/citation.ts';
import { malformed } from '../../security/malformed-notes.ts';

const schema = getSchema([
	Document,
	Paragraph,
	Text,
	Bold,
	Heading.configure({ levels: [2] }),
	BulletList,
	OrderedList,
	ListItem,
	HardBreak,
	Citation,
	Stamp
]);
const block = (name: string, ...content: Node[]) => schema.node(name, null, content);
const said = (text: string, ...marks: string[]) =>
	schema.text(
		text,
		marks.map((mark) => schema.mark(mark))
	);

/** A document that the editor writes, one state after the other, and what each sends. */
class Page {
	readonly doc = new Y.Doc();
	#about = { mapping: new Map(), isOMark: new Map() };

	write(...blocks: Node[]): Uint8Array {
		const before = Y.encodeStateVector(this.doc);
		const root = this.doc.getXmlFragment(noteRoot);
		this.doc.transact(() => {
			updateYFragment(this.doc, root, schema.node('doc', null, blocks), this.#about);
		});
		return Y.encodeStateAsUpdate(this.doc, before);
	}
}

describe('an update of ours', () => {
	it('[NB23] every node, mark and attribute that the editor writes is taken', () => {
		const page = new Page();
		const room = new Y.Doc();
		const item = (text: string) => block('listItem', block('paragraph', said(text)));
		const citation = schema.node('citation', { piece: 'pv', number: '3', paragraph: '2' });
		const stamp = schema.node('stamp', { step: 'ouverture', at: 12 });
		const states = [
			[block('paragraph', said('un'))],
			[
				schema.node('heading', { level: 2 }, [said('un')]),
				block('paragraph', said('deux', 'bold'))
			],
			[
				block('bulletList', item('a'), item('b')),
				block('orderedList', item('c')),
				block('paragraph', stamp, said('dit '), citation, schema.node('hardBreak'), said('fin'))
			],
			// Set again, an attribute stands on the one before it.
			[block('paragraph', said('dit ', 'bold'), citation)],
			[block('paragraph')]
		];
		for (const blocks of states) {
			const update = page.write(...blocks);
			expect(checkUpdate(room, update)).not.toBeNull();
			Y.applyUpdate(room, update);
		}
		const element = page.doc.getXmlFragment(noteRoot).get(0) as Y.XmlElement;
		for (const by of ['avocat/a', 'avocat/b', 'avocat/c']) {
			const before = Y.encodeStateVector(page.doc);
			element.setAttribute('by', by);
			const update = Y.encodeStateAsUpdate(page.doc, before);
			expect(checkUpdate(room, update)).not.toBeNull();
			Y.applyUpdate(room, update);
		}
		expect(checkUpdate(new Y.Doc(), Y.encodeStateAsUpdate(page.doc))).not.toBeNull();
		const names = Object.keys(schema.nodes).filter((it) => it !== 'doc' && it !== 'text');
		expect(names.sort()).toEqual([...noteNodes].sort());
	});

	it('[NB23] {P25} anything else is refused, in an empty text and beside a sound one', () => {
		const page = new Page();
		page.write(block('paragraph', said('intact')));
		for (const [name, update] of Object.entries(malformed)) {
			expect(checkUpdate(new Y.Doc(), update), name).toBeNull();
			expect(checkUpdate(page.doc, update), name).toBeNull();
		}
		// Beside a letter of the text, an embed says nowhere where it stands: its neighbour does.
		const theirs = new Y.Doc();
		Y.applyUpdate(theirs, Y.encodeStateAsUpdate(page.doc));
		const before = Y.encodeStateVector(theirs);
		const text = (theirs.getXmlFragment(noteRoot).get(0) as Y.XmlElement).get(0) as Y.XmlText;
		text.insertEmbed(3, { image: 'x' });
		expect(checkUpdate(page.doc, Y.encodeStateAsUpdate(theirs, before))).toBeNull();
	});

	it('[NB24] lines joined, cut or replaced by less make a text shorter, and nothing else does', () => {
		const p = (text: string) => block('paragraph', ...(text ? [said(text)] : []));
		const changes: [boolean, Node[], Node[]][] = [
			[true, [p('abcdef')], [p('abc')]],
			[true, [p('abc'), p('def')], [p('abcdef')]],
			[true, [p('abc'), p('defgh'), p('ijk')], [p('abjk')]],
			[true, [schema.node('heading', { level: 2 }, [said('T')]), p('def')], [p('')]],
			[true, [p('abcdef')], [p('xyz')]],
			[false, [p('abc')], [p('abcd')]],
			[false, [p('abc')], [p('abc'), p('')]],
			[false, [p('abc')], [p('vwxyz')]]
		];
		for (const [shorter, before, after] of changes) {
			const page = new Page();
			page.write(...before);
			const room = new Y.Doc();
			Y.applyUpdate(room, Y.encodeStateAsUpdate(page.doc));
			const decoded = checkUpdate(room, page.write(...after));
			if (!decoded) throw new Error('malformed');
			expect(shortens(room, decoded), String(schema.node('doc', null, after))).toBe(shorter);
			// Sent again, it takes nothing away any more.
			Y.applyUpdate(room, Y.encodeStateAsUpdate(page.doc));
			if (decoded.structs.length > 0) expect(shortens(room, decoded)).toBe(false);
		}
	});
});
