/** Updates that no page of ours makes. */
import {
	createEncoder,
	toUint8Array,
	writeUint8,
	writeVarString,
	writeVarUint
} from 'lib0/encoding';
import { noteRoot } from '../../src/lib/protocol/notebook.ts';

type Write = (
	write: (...numbers: number[]) => void,
	text: (it: string) => void,
	info: (it: number) => void
) => void;
export const craft = (write: Write): Uint8Array => {
	const encoder = createEncoder();
	write(
		(...numbers) => numbers.forEach((it) => writeVarUint(encoder, it)),
		(it) => writeVarString(encoder, it),
		(it) => writeUint8(encoder, it)
	);
	return toUint8Array(encoder);
};

/** Where the letters of every bomb go. */
const target = 999;

/**
 * As many letters as asked, each of a client of its own, all at one place: each is compared with every other, so that a
 * few of these, of thirty kilobytes, hold Yjs for seconds. A sound update all the same.
 */
export const bomb = (letters: number, firstClient: number): Uint8Array =>
	craft((write, text, info) => {
		write(letters + 1);
		write(1, target, 0);
		info(7);
		write(1);
		text(noteRoot);
		// A text.
		write(6);
		for (let n = 0; n < letters; n++) {
			write(1, firstClient + n, 0);
			info(4);
			write(0, target, 0);
			text('a');
		}
		write(0);
	});

const [letters, teeth] = [10_600, 3_500];
/** A long text of this client, which is a small one, and letters put in between: three sound updates. */
export const ground = (client: number): Uint8Array[] => {
	const comb = (turn: number) =>
		craft((write, text, info) => {
			write(1, teeth, client, letters + 1 + turn * teeth);
			for (let n = 0; n < teeth; n++) {
				const at = 1 + turn * teeth + n;
				info(0xc4);
				write(client, at, client, at + 1);
				text('c');
			}
			write(0);
		});
	const text = craft((write, words, info) => {
		write(1, 2, client, 0);
		info(7);
		write(1);
		words(noteRoot);
		write(6);
		info(4);
		write(0, client, 0);
		words('a'.repeat(letters));
		write(0);
	});
	return [text, comb(0), comb(1)];
};
/** On that ground, letters that say nothing of what is before them: seconds at once for thirty kilobytes. */
export const endless = (client: number, on: number): Uint8Array => {
	const count = 5_200;
	return craft((write, text, info) => {
		write(1, count, client, 0);
		for (let n = 0; n < count; n++) {
			info(0x44);
			write(on, letters - n);
			text('b');
		}
		write(0);
	});
};

/** A paragraph in as many lists, one in the other. */
export const nest = (lists: number): Uint8Array =>
	craft((write, text, info) => {
		const names = Array.from({ length: 2 * lists }, (_, n) => (n % 2 ? 'listItem' : 'bulletList'));
		write(1, names.length + 1, 7, 0);
		for (const [n, name] of [...names, 'paragraph'].entries()) {
			info(7);
			write(n === 0 ? 1 : 0);
			if (n === 0) text(noteRoot);
			else write(7, n - 1);
			write(3);
			text(name);
		}
		write(0);
	});

/** That of yjs#687, in the second format of Yjs: in the first, it says nothing. */
export const ofAnotherFormat = Buffer.from(
	'00010000000001000100010200001602000001fdffffffff7f0000',
	'hex'
);
