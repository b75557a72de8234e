import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Doc } from 'yjs';
import { noteRoot } from '../../src/lib/protocol/notebook.ts';
import { purge } from '../../src/lib/server/archive/purge.ts';
import { createLocalBus } from '../../src/lib/server/bus/local.ts';
import { addPage } from '../../src/lib/server/notes/pages.ts';
import { SqliteNotes } from '../../src/lib/server/notes/sqlite-notes.ts';
import { sweepNotes } from '../../src/lib/server/notes/sweep.ts';
import { Prey } from '../faults/prey.ts';
import { House } from '../support/house.ts';
import { NoteBook, sendNote } from '../support/note-book.ts';
import { Program } from '../support/program.ts';
import { lawyer, openNoteRoom, prosecutor, refusedOf, team } from './note-rooms.ts';

let house: House;
beforeAll(async () => {
	house = await House.open();
});
afterAll(() => house.close());

describe('the life of a text', () => {
	it('[NB15] a process killed loses nothing that a tablet still holds', async () => {
		const prey = await Prey.start();
		try {
			await prey.open([lawyer, prosecutor], 'interrogatoire');
			const place = prey.room.places.find(({ seat }) => seat === lawyer);
			const adult = prey.room.places.find(({ office }) => office === 'regie');
			if (!place || !adult) throw new Error('nobody');
			const book = new NoteBook(await prey.join(place), team);
			await book.open();
			await book.type('gardé');
			await new Promise((saved) => setTimeout(saved, 800));
			// Acknowledged, and killed before it is written.
			await book.type(' puis perdu');
			await prey.kill('SIGKILL');
			await prey.restart();
			const reader = new NoteBook(await prey.join(adult), team);
			await reader.open();
			expect(reader.text).toMatch(/^gardé/);
			await book.until(({ bot }) => bot.socket?.connected === true, 15_000);
			await book.open();
			await reader.until(({ text }) => text === 'gardé puis perdu');
			for (const { bot } of [book, reader]) bot.leave();
		} finally {
			await prey.close();
		}
	}, 60_000);

	it('[NB10] [NB26] what is written through one process is read through the other, on one bus', async () => {
		const bus = createLocalBus(() => {});
		const one = await House.open({ bus });
		const two = await House.open({ bus, directory: one.directory });
		const room = await openNoteRoom(one, [lawyer], 'interrogatoire');
		const here = new NoteBook(room.of(lawyer), team);
		const there = new NoteBook(await two.office(room.code, 'regie'), team);
		const second = new NoteBook(await two.tablet(room.code), team);
		await room.regie.run('assignSeat', { seat: lawyer, holder: second.bot.view.me?.holder ?? '' });
		await second.bot.until((view) => view.me?.seats.length === 1);
		for (const book of [here, there, second]) await book.open();
		await here.type('un');
		await there.until(({ text }) => text === 'un');
		await second.until(({ text }) => text === 'un');
		await second.type(' deux');
		await here.until(({ text }) => text === 'un deux');
		await there.until(({ text }) => text === 'un deux');
		for (const { bot } of [there, second]) bot.leave();
		room.close();
		await two.stop();
		await one.close();
		await bus.stop();
	}, 30_000);

	it('[NB18] {P12} deleted seven days after the room closes, the extracts shown excepted, and all with the room', async () => {
		const own = await House.open();
		const room = await openNoteRoom(own, [lawyer], 'interrogatoire');
		const book = new NoteBook(room.of(lawyer), team);
		await book.open();
		await book.type('canarivieq');
		const ids: string[] = [];
		for (const text of ['canarimontreq', 'canaricacheq']) {
			const kept = await sendNote(
				room.of(lawyer),
				{ notebook: team, kind: 'extract' },
				Buffer.from(text)
			);
			if (!('extract' in kept)) throw new Error(refusedOf(kept));
			ids.push(kept.extract);
			await room.of(lawyer).run('proposeExtract', { extract: kept.extract }, lawyer);
		}
		await room.regie.run('showExtract', { extract: ids[0] ?? '' });
		await room.regie.run('closeRoom', {});
		room.close();
		await own.stop();
		const holds = async () => {
			const store = new SqliteNotes(own.directory);
			const [trial = ''] = await store.trials();
			const doc = new Doc();
			for (const page of await store.read(trial, 0)) addPage(doc, page);
			const found = [String(doc.getXmlFragment(noteRoot).toJSON())];
			for (const id of ids) found.push((await store.extract(trial, id))?.text ?? '');
			await store.stop();
			return ['canarivieq', 'canarimontreq', 'canaricacheq'].filter((it) =>
				found.join().includes(it)
			);
		};
		const day = 24 * 3_600_000;
		expect(await holds()).toHaveLength(3);
		await sweepNotes(own.directory, Date.now() + 6.9 * day);
		expect(await holds()).toHaveLength(3);
		await sweepNotes(own.directory, Date.now() + 7.1 * day);
		expect(await holds()).toEqual(['canarimontreq']);
		await purge(own.directory, { days: 30, now: Date.now() + 31 * day });
		expect(await holds()).toEqual([]);
		const record = new DatabaseSync(join(own.directory, 'pretoire.db'), { readOnly: true });
		expect(record.prepare('select count(*) as n from room').get()).toEqual({ n: 0 });
		record.close();
		const again = await House.open({ directory: own.directory });
		await again.close();
	}, 30_000);

	it('[NB19] no word of a notebook is in the log nor in the metrics', async () => {
		const program = new Program('tests/security/children/telling.ts', {});
		const code = await program.ended;
		expect(program.said).toContain('"fact":"notes-restarted"');
		expect(program.said).toContain('# HELP');
		expect(code).toBe(0);
		expect(program.said).not.toMatch(/canari/);
	}, 60_000);
});
