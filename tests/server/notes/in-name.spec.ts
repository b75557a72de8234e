import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Documents } from '../../../src/lib/server/notes/documents.ts';
import { craft } from '../../security/hostile-notes.ts';
import { lawyer, openNoteRoom, refusedOf, team } from '../../security/note-rooms.ts';
import { House } from '../../support/house.ts';
import { MemoryNotes } from '../../support/memory-notes.ts';
import { NoteBook } from '../../support/note-book.ts';
import { notebook, paragraphOf, read, Tablet, textOf, trial } from './tablet.ts';

describe('words in another’s name', () => {
	let house: House;
	beforeAll(async () => {
		house = await House.open();
	});
	afterAll(() => house.close());
	/** Twenty letters already gone, where its next words would go. */
	const theft = (client: number, clock: number): Uint8Array =>
		craft((write, _, info) => {
			write(1, 1, client, clock);
			info(0);
			write(20, 0);
		});

	it('[NB38] {P25} are refused while their author is here, cut or back, and what the author types is kept', async () => {
		const room = await openNoteRoom(house, [lawyer], 'interrogatoire');
		const mate = await house.tablet(room.code);
		const holder = mate.view.me?.holder ?? '';
		await room.regie.run('assignSeat', { seat: lawyer, holder });
		await mate.until(({ me }) => me?.seats.length === 1);
		const [good, bad] = [new NoteBook(room.of(lawyer), team), new NoteBook(mate, team)];
		for (const book of [good, bad]) await book.open();
		await good.type('le doute profite');
		const { clientID } = good.doc;
		const steal = async () => {
			const clock = Y.getState(good.doc.store, clientID);
			const answers = new Set<string>();
			for (let n = 0; n < 3; n++)
				answers.add(refusedOf(await bad.send('update', theft(clientID, clock))));
			return [...answers];
		};
		expect(await steal()).toEqual(['unavailable']);
		expect(refusedOf(await good.type(' à l’accusé'))).toBe('done');
		await good.send('close', new Uint8Array());
		expect(await steal()).toEqual(['unavailable']);
		// Never muted for it, and its own words are taken.
		expect(refusedOf(await bad.type('. Oui'))).toBe('done');
		await good.open();
		expect(refusedOf(await good.type(', ici'))).toBe('done');
		const reader = new NoteBook(room.regie, team);
		await reader.open();
		for (const word of ['le doute profite', ' à l’accusé', '. Oui', ', ici'])
			expect(reader.text).toContain(word);
		// One that never gives up hears it in words at last.
		let last = '';
		for (let n = 0; n < 9 && last !== 'malformed'; n++) [last = ''] = (await steal()).slice(-1);
		expect(last).toBe('malformed');
		mate.leave();
		room.close();
	});

	it('[NB38] words already known harm nobody; those lost with the thread are taken once their author has brought them', async () => {
		const documents = new Documents(new MemoryNotes());
		const [author, mate] = [new Tablet(), new Tablet()];
		await author.open(documents);
		paragraphOf(author.doc).insert(0, 'le doute');
		Y.applyUpdate(mate.doc, Y.encodeStateAsUpdate(author.doc), 'server');
		paragraphOf(mate.doc).insert(8, ' profite');
		const both = Y.encodeStateAsUpdate(mate.doc);
		const others = [author.doc.clientID];
		expect(await documents.write(trial, notebook, both, others)).toBe('of-another');
		await author.send(documents);
		expect(await documents.write(trial, notebook, both, others)).toBeTypeOf('object');
		expect(textOf(await read(documents))).toBe('le doute profite');
		// What it deletes of another's is its right.
		const before = Y.encodeStateVector(mate.doc);
		paragraphOf(mate.doc).delete(0, 3);
		const shorter = Y.encodeStateAsUpdate(mate.doc, before);
		expect(await documents.write(trial, notebook, shorter, others)).toBeTypeOf('object');
	});
});
