import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Aside } from '../../../src/lib/server/notes/aside.ts';
import { packUpdates } from '../../../src/lib/server/notes/pages.ts';
import { SqliteNotes } from '../../../src/lib/server/notes/sqlite-notes.ts';
import { endless, ground } from '../../security/hostile-notes.ts';
import { lawyer, openNoteRoom, prosecutor, refusedOf, team } from '../../security/note-rooms.ts';
import { House } from '../../support/house.ts';
import { NoteBook } from '../../support/note-book.ts';

describe('a notebook that holds up all the others', () => {
	let house: House;
	beforeAll(async () => {
		house = await House.open();
	});
	afterAll(() => house.close());

	it('[NB37] read too slowly, it is set aside and said unreadable; who opened it is not to blame', async () => {
		const room = await openNoteRoom(house, [lawyer, prosecutor], 'interrogatoire');
		const other = new NoteBook(room.of(prosecutor), `equipe:${prosecutor}`);
		await other.open();
		await other.type('notre texte');
		await other.until(() => true);
		await new Promise((saved) => setTimeout(saved, 600));
		const store = new SqliteNotes(house.directory);
		const [trial = ''] = (await store.trials()).slice(-1);
		const slow = [...ground(1), endless(2, 1)];
		await store.add([{ trial, notebook: team, bytes: packUpdates(slow) }]);
		await store.stop();
		const book = new NoteBook(room.of(lawyer), team);
		expect(refusedOf(await book.open())).toBe('unavailable');
		for (const reader of [book, new NoteBook(room.regie, team)])
			expect(refusedOf(await reader.open())).toBe('unreadable');
		await other.until((it) => it.kinds('restarted').length > 0);
		expect(refusedOf(await other.type(' reste'))).toBe('done');
		// Not muted: its other notebook is written.
		const side = new NoteBook(room.of(lawyer), 'camp:defense');
		await side.open();
		expect(refusedOf(await side.type('ailleurs'))).toBe('done');
		room.close();
	});

	it('[NB37] {P25} a teammate who sends again what another wrote is not muted for it: the notebook is set aside', async () => {
		const room = await openNoteRoom(house, [lawyer], 'interrogatoire');
		const teammate = await house.tablet(room.code);
		const holder = teammate.view.me?.holder ?? '';
		await room.regie.run('assignSeat', { seat: lawyer, holder });
		await teammate.until(({ me }) => me?.seats.length === 1);
		const [bad, mate] = [new NoteBook(room.of(lawyer), team), new NoteBook(teammate, team)];
		for (const book of [bad, mate]) await book.open();
		const heard = [...ground(50), endless(51, 50)];
		for (const update of heard) await bad.send('update', update);
		expect(refusedOf(bad.reply ?? {})).toBe('muted');
		for (const update of heard) await mate.send('update', update);
		expect(refusedOf(mate.reply ?? {})).toBe('unavailable');
		expect(refusedOf(await mate.send('update', Uint8Array.of(0, 0)))).toBe('unreadable');
		const side = new NoteBook(teammate, 'camp:defense');
		await side.open();
		expect(refusedOf(await side.type('libre'))).toBe('done');
		teammate.leave();
		room.close();
	}, 30_000);

	it('[NB37] whoever wrote in it is to blame the first time; after that it is the notebook, for five minutes', () => {
		let now = 0;
		const aside = new Aside(() => now);
		expect(aside.add('t', 'a', true)).toBe(true);
		expect(aside.has('t', 'a')).toBe(false);
		now += 60_000;
		expect(aside.add('t', 'a', true)).toBe(false);
		expect([aside.has('t', 'a'), aside.has('t', 'b'), aside.has('u', 'a')]).toEqual([
			true,
			false,
			false
		]);
		now += 5 * 60_000;
		expect(aside.has('t', 'a')).toBe(false);
		expect(aside.add('t', 'a', true)).toBe(true);
		expect(aside.add('t', 'b', false)).toBe(false);
		expect(aside.has('t', 'b')).toBe(true);
	});
});
