import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { fragmentOf, readBlocks } from '../../src/lib/client/note-text.ts';
import { craft, nest } from '../security/hostile-notes.ts';
import { NoteRoom } from '../support/note-room.ts';
import { closeAll, cut, open, rejoin, write } from './note-pages.ts';

let room: NoteRoom;
beforeEach(() => {
	room = new NoteRoom();
});
afterEach(closeAll);

describe('a notebook that cannot be read', () => {
	test('[NB53] what cannot be read shuts its notebook in words, and nothing else; it opens again by itself', async () => {
		const [ours, theirs] = [room.join('a'), room.join('b')];
		const [mine, yours] = [await open(ours), await open(theirs)];
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		try {
			ours.hear('update', Uint8Array.of(1, 1, 255));
			expect([mine.trouble, mine.open]).toEqual(['unreadable', false]);
			expect([yours.trouble, yours.open]).toEqual([null, true]);
			await vi.advanceTimersByTimeAsync(20_000);
			expect([mine.trouble, mine.open]).toEqual([null, true]);
		} finally {
			vi.useRealTimers();
		}
	});

	test('[NB53] set aside by the room: said so, and the words it did not take are brought when it opens again', async () => {
		const mine = await open(room.join('a'));
		room.shut = room.refusal = 'unreadable';
		write(mine, 'pas encore envoyé');
		await vi.waitFor(() => expect([mine.trouble, mine.open]).toEqual(['unreadable', false]));
		room.shut = room.refusal = null;
		mine.watch();
		await vi.waitFor(() => expect(room.text).toEqual(['pas encore envoyé']));
		expect([mine.trouble, mine.open, mine.lost]).toEqual([null, true, '']);
	});

	test('[NB41] a room that lost what it took refuses what stands on it once: it gets both, nothing is put aside', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		write(mine, 'pris');
		await vi.waitFor(() => expect(room.text).toEqual(['pris']));
		// Its thread was ended before it saved; what is on its way then stands on nothing there.
		room.doc = new Y.Doc();
		room.once = 'malformed';
		write(mine, 'suite');
		await vi.waitFor(() => expect(room.text).toEqual(['pris', 'suite']));
		await vi.waitFor(() => expect(mine.owes).toBe(false));
		expect([mine.lost, mine.trouble]).toEqual(['', null]);
	});

	test('[NB53] elements without end and values that cannot be spelt are read without failing', () => {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, nest(1_000));
		const element = new Y.XmlElement<{ number: object }>('citation');
		element.setAttribute('number', { toString: null, valueOf: null });
		const paragraph = new Y.XmlElement('paragraph');
		paragraph.insert(0, [new Y.XmlText('avant '), element as unknown as Y.XmlElement]);
		fragmentOf(doc).push([paragraph]);
		expect(readBlocks(doc).map(({ text }) => text)).toEqual(['avant (pièce\u00a0)']);
	});

	test('[NB38] says, each time it opens, under which client it writes', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		cut(ours, mine);
		rejoin(ours, mine);
		await vi.waitFor(() => expect(room.clients).toHaveLength(2));
		expect(room.clients).toEqual([mine.doc.clientID, mine.doc.clientID]);
	});

	test('[NB53] what it knows is too long to say: it asks for everything', async () => {
		const ours = room.join('a');
		const mine = await open(ours);
		expect(room.vectors).toEqual([1]);
		const many = craft((to, _, info) => {
			to(7_000);
			for (let client = 9_000_000; client > 8_993_000; client--) {
				to(1, client, 0);
				info(0);
				to(1);
			}
			to(0);
		});
		Y.applyUpdate(room.doc, many);
		room.push('update', many);
		cut(ours, mine);
		rejoin(ours, mine);
		await vi.waitFor(() => expect(room.vectors).toHaveLength(2));
		expect(room.vectors[1]).toBe(1);
		await vi.waitFor(() => expect(mine.open).toBe(true));
	});
});
