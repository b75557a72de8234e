import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { noteLimits } from '../../src/lib/protocol/notebook.ts';
import { takeBackup } from '../../src/lib/server/archive/backup.ts';
import { GET as readExtract } from '../../src/routes/salle/[code]/extraits/[id]/+server.ts';
import { ask } from '../server/front.ts';
import { House } from '../support/house.ts';
import { NoteBook, sendNote } from '../support/note-book.ts';
import { publish } from '../support/promise.ts';
import { bomb } from './hostile-notes.ts';
import {
	clerk,
	judges,
	lawyer,
	openNoteRoom,
	president,
	prosecutor,
	refusedOf,
	team,
	watcher,
	witness
} from './note-rooms.ts';

let house: House;
beforeAll(async () => {
	house = await House.open();
});
afterAll(() => house.close());

const filesIn = (folder: string): string[] =>
	readdirSync(folder, { recursive: true })
		.map((name) => join(folder, String(name)))
		.filter((path) => statSync(path).isFile());

describe('the wall between notebooks', () => {
	it('[NB11] [NB19] {P19} a word typed in each notebook reaches whoever may read it, and nobody else', async ({
		task
	}) => {
		const seats = [...judges, lawyer, prosecutor, clerk, witness, watcher];
		const room = await openNoteRoom(house, seats, 'delibere');
		const members = judges;
		/** Written by hand: the notebook, who writes it, who else may read it. */
		const notebooks: [id: string, writer: SeatId, readers: readonly string[]][] = [
			[team, lawyer, []],
			[`equipe:${prosecutor}`, prosecutor, []],
			['camp:defense', lawyer, []],
			[`equipe:${witness}`, witness, []],
			['delibere', president, members.filter((it) => it !== president)],
			['note-audience', clerk, members],
			[`mission:${watcher}`, watcher, []]
		];
		const open: NoteBook[] = [];
		for (const [id] of notebooks)
			for (const bot of room.bots.values()) {
				const book = new NoteBook(bot, id);
				await book.open();
				open.push(book);
			}
		let tried = 0;
		for (const [n, [id, writer]] of notebooks.entries()) {
			const book = open.find((it) => it.id === id && it.bot === room.of(writer));
			expect(refusedOf((await book?.type(`canaricarnet${n}z`)) ?? {})).toBe('done');
			for (const [name, bot] of room.bots) {
				if (name === writer) continue;
				const other = open.find((it) => it.id === id && it.bot === bot) as NoteBook;
				const reply = await other.send('update', bomb(1, 5_000 + tried++));
				expect(refusedOf(reply), `${name} in ${id}`).not.toBe(
					id === 'delibere' && members.includes(name as SeatId) ? 'read-only' : 'done'
				);
			}
		}
		await new Promise((quiet) => setTimeout(quiet, 300));
		for (const book of open) await book.open();
		const faults: string[] = [];
		let reached = 0;
		for (const [n, [id, writer, readers]] of notebooks.entries())
			for (const [name, bot] of room.bots) {
				const may = ['regie', 'magistrat', writer, ...readers].includes(name);
				const got = bot.bytes.some((it) => it.includes(`canaricarnet${n}z`));
				// The writer's own words do not come back to it.
				if (name !== writer && got !== may)
					faults.push(`${id}: ${name} ${got ? 'got' : 'lacks'} it`);
				if (got) reached++;
			}
		expect(faults).toEqual([]);
		expect(reached).toBeGreaterThan(notebooks.length);
		publish(task, { 'canaris de carnet': notebooks.length * room.bots.size });
		// Nor is any of it in the record or its backups, once everything is written.
		await new Promise((saved) => setTimeout(saved, 700));
		await takeBackup(house.directory, { kept: 3 });
		const holding = filesIn(house.directory)
			.filter((path) => readFileSync(path).toString('latin1').includes('canaricarnet'))
			.map((path) => basename(path).replace(/-(wal|shm)$/, ''));
		expect(new Set(holding)).toEqual(new Set(['carnets.db']));
		room.close();
	});

	it('[NB11] whose right ends is told, gets nothing more and writes nothing more', async () => {
		const room = await openNoteRoom(house, [lawyer, prosecutor], 'interrogatoire');
		const second = await house.tablet(room.code);
		await room.regie.run('assignSeat', { seat: lawyer, holder: second.view.me?.holder ?? '' });
		const [one, two] = [new NoteBook(room.of(lawyer), team), new NoteBook(second, team)];
		await one.open();
		await two.open();
		await one.type('avant');
		await two.until(({ text }) => text === 'avant');
		await room.regie.run('freeSeat', { seat: lawyer, holder: second.view.me?.holder ?? '' });
		await two.until((it) => it.kinds('rights').some(({ bytes }) => bytes.length === 0));
		await one.type(' après');
		expect(refusedOf(await two.type('volé'))).toBe('not-yours');
		expect(refusedOf(await two.open())).toBe('not-yours');
		expect(two.bot.bytes.join()).not.toContain('après');
		// Roles are left: what was written is read, and no more.
		await room.regie.run('jumpToStep', { step: 'sortie-de-role' });
		await one.until((it) => it.kinds('rights').some(({ bytes }) => bytes[0] === 0));
		expect(refusedOf(await one.type(' encore'))).toBe('read-only');
		await room.regie.run('jumpToStep', { step: 'interrogatoire' });
		room.close();
		second.leave();
	});

	it('[NB20] a cursor has the seat that the server knows, hides when its browser leaves, and the délibéré has none', async () => {
		const room = await openNoteRoom(house, [...judges, lawyer], 'delibere');
		const camp = 'camp:defense';
		const other = await house.tablet(room.code);
		await room.regie.run('assignSeat', { seat: lawyer, holder: other.view.me?.holder ?? '' });
		const [one, two] = [new NoteBook(room.of(lawyer), camp), new NoteBook(other, camp)];
		for (const book of [one, two]) await book.open();
		const say = (book: NoteBook, value: unknown) =>
			book.send('awareness', Buffer.from(JSON.stringify(value)));
		const cursor = { anchor: { item: 1 }, head: null };
		expect(await say(one, { client: 4, cursor })).toEqual({ done: true });
		await two.until((it) => it.kinds('awareness').length === 1);
		const told = () => JSON.parse(String(two.kinds('awareness').at(-1)?.bytes)) as object;
		expect(told()).toEqual({ client: 4, cursor, seat: lawyer });
		const wrong = [
			{ client: 4, cursor, seat: 'juge/president' },
			{ client: -1, cursor },
			{ client: 4 },
			null,
			'x'.repeat(300)
		];
		for (const value of wrong) expect(refusedOf(await say(one, value))).toBe('malformed');
		// The client of another is not to be had.
		expect(refusedOf(await say(two, { client: 4, cursor }))).toBe('malformed');
		expect(refusedOf(await one.send('awareness', Buffer.alloc(600)))).toBe('too-large');
		one.bot.leave();
		await two.until((it) => it.kinds('awareness').length === 2);
		expect(told()).toEqual({ client: 4, cursor: null, seat: '' });
		const judge = new NoteBook(room.of(president), 'delibere');
		await judge.open();
		expect(refusedOf(await say(judge, { client: 9, cursor }))).toBe('read-only');
		room.close();
		other.leave();
	});

	it('[NB22] [NB31] an extract is read by adults once proposed, by the room while shown, in no other seat’s name', async () => {
		const room = await openNoteRoom(house, [...judges, lawyer, prosecutor, witness], 'delibere');
		const keep = async (seat: SeatId, id: string, text: string) =>
			sendNote(room.of(seat), { notebook: id, kind: 'extract' }, Buffer.from(text));
		const read = async (who: string, office: string, id: string) => {
			const { event } = ask(house.courthouse, {
				path: `/salle/${room.code}/extraits/${id}?office=${office}`,
				params: { code: room.code, id },
				cookie: room.of(who).cookie()
			});
			const got = await Promise.resolve(readExtract(event)).catch(
				({ status }: { status: number }) => status
			);
			return typeof got === 'number' ? got : ((await got.json()) as object);
		};
		const kept = await keep(lawyer, team, '  l’heure ne colle pas  ');
		if (!('extract' in kept)) throw new Error(refusedOf(kept));
		const { extract } = kept;
		const text = { seat: lawyer, text: 'l’heure ne colle pas' };
		expect(await read('regie', 'regie', extract)).toBe(404);
		await room.of(lawyer).run('proposeExtract', { extract }, lawyer);
		expect(await read('regie', 'regie', extract)).toEqual(text);
		expect(await read('magistrat', 'magistrat', extract)).toEqual(text);
		for (const [who, office] of [
			['ecran', 'ecran'],
			[lawyer, 'tablette'],
			[prosecutor, 'tablette']
		])
			expect(await read(who ?? '', office ?? '', extract)).toBe(404);
		await room.regie.run('showExtract', { extract });
		for (const [who, office] of [
			['ecran', 'ecran'],
			[prosecutor, 'tablette']
		])
			expect(await read(who ?? '', office ?? '', extract)).toEqual(text);
		for (const who of [witness, 'sans place'])
			expect(await read(who, 'tablette', extract)).toBe(404);
		await room.regie.run('hideExtract', {});
		expect(await read('ecran', 'ecran', extract)).toBe(404);
		const stolen = await keep(lawyer, team, 'signé d’un autre');
		if (!('extract' in stolen)) throw new Error(refusedOf(stolen));
		const propose = (seat: SeatId, name: unknown) =>
			room.of(seat).send({ type: 'proposeExtract', input: { extract: name }, seat });
		// Nor under a name that the room never gave: sixteen letters of one's own would be in the record.
		for (const [seat, name] of [
			[prosecutor, stolen.extract],
			[prosecutor, 'bonjour-la-salle'],
			[lawyer, 'bonjour-la-salle']
		] as const)
			expect(await propose(seat, name)).toEqual({ refused: 'extract-unknown' });
		for (const shapeless of [null, 7, ['a'], { toString: 'x' }])
			expect(await propose(lawyer, shapeless)).toEqual({ refused: 'malformed' });
		expect(await read('regie', 'regie', stolen.extract)).toBe(404);
		expect(refusedOf(await keep(president, 'delibere', 'secret'))).toBe('not-yours');
		expect(refusedOf(await keep(prosecutor, team, 'x'))).toBe('not-yours');
		expect(refusedOf(await keep(lawyer, team, 'x'.repeat(noteLimits.extract + 1)))).toBe(
			'too-large'
		);
		expect(refusedOf(await keep(lawyer, team, ' '))).toBe('malformed');
		const broken = Uint8Array.of(0xff, 0xfe);
		const reply = await sendNote(room.of(lawyer), { notebook: team, kind: 'extract' }, broken);
		expect(refusedOf(reply)).toBe('malformed');
		room.close();
	});
});
