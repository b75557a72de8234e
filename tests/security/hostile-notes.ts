/** Updates that no page of ours makes. */
import {
	createEncoder,
	toUint8Array,
	writeUint8,
	writeVarString,
	writeVarUint
} from 'lib0/encoding';
import * as Y from 'yjs';
import { noteRoot } from '../../src/lib/protocol/notebook.ts';

type Write = (
	write: (...numbers: number[]) => void,
	text: (it: string) => void,
	info: (it: number) => void
) => void;
const craft = (write: Write): Uint8Array => {
	const encoder = createEncoder();
	write(
		(...numbers) => numbers.forEach((it) => writeVarUint(encoder, it)),
		(it) => writeVarString(encoder, it),
		(it) => writeUint8(encoder, it)
	);
	return toUint8Array(encoder);
};

/**
 * As many letters as asked, each of a client of its own, all at one place: each is compared with every other, so that a
 * few of these, of thirty kilobytes, hold Yjs for seconds. A sound update all the same.
 */
export const bomb = (letters: number, firstClient: number): Uint8Array =>
	craft((write, text, info) => {
		write(letters);
		for (let n = 0; n < letters; n++) {
			write(1, firstClient + n, 0);
			info(4);
			write(1);
			text(noteRoot);
			text('a');
		}
		write(0);
	});

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
	'another name': made((doc) => doc.getText('autre').insert(0, 'a'))
};

/** That of yjs#687, in the second format of Yjs: in the first, it says nothing. */
export const ofAnotherFormat = Buffer.from(
	'00010000000001000100010200001602000001fdffffffff7f0000',
	'hex'
);
