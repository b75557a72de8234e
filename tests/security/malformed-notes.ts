/** Updates that are refused before they touch a text. */
import * as Y from 'yjs';
import { noteRoot } from '../../src/lib/protocol/notebook.ts';
import { craft, nest } from './hostile-notes.ts';

const sound = (() => {
	const doc = new Y.Doc();
	const root = doc.getXmlFragment(noteRoot);
	root.insert(0, [new Y.XmlElement('paragraph'), new Y.XmlElement('heading')]);
	return Y.encodeStateAsUpdate(doc);
})();
const made = (make: (doc: Y.Doc) => void): Uint8Array => {
	const doc = new Y.Doc();
	make(doc);
	return Y.encodeStateAsUpdate(doc);
};

/** By name: all refused as malformed. Those of yjs#479 and #498 among them. */
export const malformed: Record<string, Uint8Array> = {
	empty: new Uint8Array(),
	noise: Uint8Array.from({ length: 900 }, (_, n) => (n * 7919 + 13) % 256),
	'garbage of yjs#479': Buffer.from('garbagedoc', 'base64'),
	'cut short': sound.slice(0, sound.length - 4),
	'cut at its head': sound.slice(3),
	// 134 MB of room made before the first struct is read.
	'sixteen million structs': craft((write, _, info) => {
		write(1, 2 ** 24, 7, 0);
		info(0);
		write(1);
	}),
	'four billion structs': craft((write, _, info) => {
		write(1, 2 ** 32 - 1, 7, 0);
		info(0);
		write(1);
	}),
	'clients without end': craft((write) => write(2 ** 40)),
	'a hole of 2^50': craft((write, _, info) => {
		write(1, 1, 7, 0);
		info(10);
		write(2 ** 50, 0);
	}),
	'a grave of 2^50': craft((write, _, info) => {
		write(1, 1, 7, 0);
		info(0);
		write(2 ** 50, 0);
	}),
	'2^50 letters already deleted': craft((write, text, info) => {
		write(1, 1, 7, 0);
		info(1);
		write(1);
		text(noteRoot);
		write(2 ** 50, 0);
	}),
	'an array of 2^50': craft((write, text, info) => {
		write(1, 1, 7, 0);
		info(8);
		write(1);
		text(noteRoot);
		write(2 ** 50);
	}),
	'deletes what nobody wrote': craft((write) => write(0, 1, 7, 1, 5, 9)),
	'deletes 2^50 times': craft((write) => write(0, 1, 7, 2 ** 50, 0, 5)),
	'begins in the middle': craft((write, text, info) => {
		write(1, 1, 7, 12);
		info(4);
		write(1);
		text(noteRoot);
		text('a');
		write(0);
	}),
	'stands on what nobody wrote': craft((write, text, info) => {
		write(1, 1, 7, 0);
		info(0x84);
		write(99, 4);
		text('a');
		write(0);
	}),
	'another document inside': made((doc) => {
		doc.getMap(noteRoot).set('a', new Y.Doc());
	}),
	'bytes inside': made((doc) => {
		doc.getMap(noteRoot).set('a', new Uint8Array(9));
	}),
	'an embed in a text': made((doc) => {
		const text = new Y.XmlText();
		doc.getXmlFragment(noteRoot).insert(0, [text]);
		text.insertEmbed(0, { image: 'x' });
	}),
	'a map in a text': made((doc) => {
		const text = new Y.XmlText();
		doc.getXmlFragment(noteRoot).insert(0, [text]);
		text.insertEmbed(0, new Y.Map());
	}),
	'a map at the root': made((doc) => doc.getArray(noteRoot).insert(0, [new Y.Map()])),
	'a value at the root': made((doc) => doc.getArray(noteRoot).insert(0, [1])),
	'letters at the root': made((doc) => doc.getText(noteRoot).insert(0, 'abc')),
	'an element of another editor': made((doc) =>
		doc.getXmlFragment(noteRoot).insert(0, [new Y.XmlElement('script')])
	),
	'an attribute that is no plain value': made((doc) => {
		const element = new Y.XmlElement<{ by: object }>('paragraph');
		element.setAttribute('by', { any: 'thing' });
		doc.getXmlFragment(noteRoot).insert(0, [element as unknown as Y.XmlElement]);
	}),
	'an endless attribute': made((doc) => {
		const element = new Y.XmlElement('paragraph');
		element.setAttribute('by', 'x'.repeat(201));
		doc.getXmlFragment(noteRoot).insert(0, [element]);
	}),
	'JSON of an old Yjs': craft((write, text, info) => {
		write(1, 1, 7, 0);
		info(2);
		write(1);
		text(noteRoot);
		write(1);
		text('{"a":1}');
		write(0);
	}),
	'neighbours that stand on each other': craft((write, text, info) => {
		write(2, 1, 7, 0);
		info(0x84);
		write(8, 0);
		text('a');
		write(1, 8, 0);
		info(0x84);
		write(7, 0);
		text('a');
		write(0);
	}),
	'a letter that stands on a later one of its own': craft((write, text, info) => {
		write(1, 2, 7, 0);
		info(0x44);
		write(7, 1);
		text('a');
		info(4);
		write(1);
		text(noteRoot);
		text('b');
		write(0);
	}),
	'a grave of nothing': craft((write, _, info) => {
		write(1, 1, 7, 0);
		info(0);
		write(0, 0);
	}),
	'a text of nothing': craft((write, text, info) => {
		write(1, 2, 7, 0);
		info(7);
		write(1);
		text(noteRoot);
		write(6);
		info(4);
		write(0, 7, 0);
		text('');
		write(0);
	}),
	'deletes nothing of what is there': craft((write, _, info) => {
		write(1, 1, 7, 0);
		info(0);
		write(1, 1, 7, 1, 0, 0);
	}),
	'lists in lists in lists': nest(40),
	'values in values in values': craft((write, text, info) => {
		write(1, 2, 7, 0);
		info(7);
		write(1);
		text(noteRoot);
		write(3);
		text('paragraph');
		info(0x28);
		write(0, 7, 0);
		text('by');
		write(1);
		for (let n = 0; n < 12_000; n++) {
			info(117);
			write(1);
		}
		info(126);
		write(0);
	}),
	'a mark that is none of ours': made((doc) => {
		const text = new Y.XmlText();
		doc.getXmlFragment(noteRoot).insert(0, [text]);
		text.insert(0, 'a', { link: { href: 'javascript:alert(1)' } });
	}),
	'a mark with more than itself': made((doc) => {
		const text = new Y.XmlText();
		doc.getXmlFragment(noteRoot).insert(0, [text]);
		text.insert(0, 'a', { bold: { onclick: 'x' } });
	}),
	'an attribute that is none of ours': made((doc) => {
		const element = new Y.XmlElement<{ onclick: string }>('paragraph');
		element.setAttribute('onclick', 'x');
		doc.getXmlFragment(noteRoot).insert(0, [element]);
	}),
	'another name': made((doc) => doc.getText('autre').insert(0, 'a'))
};
