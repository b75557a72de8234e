import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { lawyer, openNoteRoom, refusedOf, team } from '../../security/note-rooms.ts';
import { House } from '../../support/house.ts';
import { NoteBook } from '../../support/note-book.ts';

let house: House;
beforeAll(async () => {
	house = await House.open();
});
afterAll(() => house.close());

it('[NB52] a notebook asked for twice at once, the first time in vain, is still one’s own', async () => {
	const room = await openNoteRoom(house, [lawyer], 'interrogatoire');
	const book = new NoteBook(room.of(lawyer), team);
	const unreadable = Buffer.from('ffffffffffffffffff', 'hex');
	const vain = await Promise.all([book.send('open', unreadable), book.send('open', unreadable)]);
	expect(vain.map(refusedOf)).toEqual(['malformed', 'malformed']);
	const vector = Y.encodeStateVector(book.doc);
	const [, again] = await Promise.all([book.send('open', unreadable), book.send('open', vector)]);
	expect(again).toMatchObject({ writable: true });
	expect(refusedOf(await book.type('gardé'))).toBe('done');
	room.close();
});
