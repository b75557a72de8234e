import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listBackups, takeBackup } from '../../../src/lib/server/archive/backup.ts';
import { eraseRoom } from '../../../src/lib/server/archive/expiry.ts';
import { planPurge, purge } from '../../../src/lib/server/archive/purge.ts';
import { restoreBackup } from '../../../src/lib/server/archive/restore.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import { House } from '../../support/house.ts';
import { minimalCase } from '../../support/minimal-case.ts';
import { pretoire } from '../../support/pretoire.ts';
import { publish } from '../../support/promise.ts';
import { regie } from '../../support/trial.ts';
import { newDirectory } from '../store/places.ts';
import { addRoom, damage, day, filesOf, filesWith, makeRecord } from './record.ts';

const overdue = { trial: 'fermee', days: 31, closed: true };
const forgotten = { trial: 'oubliee', days: 61, closed: false };
const recent = { trial: 'recente', days: 29, closed: true };
const waiting = { trial: 'attendue', days: 59, closed: false };
const deadline = () => ({ days: 30, now: Date.now() });

/** The files that hold this word, read by another process: a file read and closed here loses the server's locks on it. */
const grep = (directory: string, word: string): string[] =>
	spawnSync('grep', ['-rlF', word, directory], { encoding: 'utf8' })
		.stdout.split('\n')
		.filter(Boolean);

describe('a purge', () => {
	it('[Z9] erases rooms closed for longer than kept, or idle for twice as long, and no other', async () => {
		const directory = await makeRecord(overdue, forgotten, recent, waiting);
		const plan = planPurge(directory, deadline());
		expect(plan.rooms.map(({ trial }) => trial).toSorted()).toEqual(['fermee', 'oubliee']);
		expect((await purge(directory, deadline())).rooms).toEqual(plan.rooms);
		expect(planPurge(directory, deadline()).rooms).toEqual([]);

		const store = await openSqliteStore(directory);
		for (const { trial } of [overdue, forgotten]) {
			expect(await store.room(trial.toUpperCase())).toBeNull();
			expect(await store.casefile(trial)).toBeNull();
			expect(await store.key(`canari-${trial}-cle`)).toBeNull();
		}
		for (const { trial } of [recent, waiting]) {
			expect(await store.read(trial, 0)).toHaveLength(60);
			expect(await store.receipt(trial, `canari-${trial}-recu-59`)).toBe('{"done":true}');
			expect(await store.key(`canari-${trial}-cle`)).not.toBeNull();
		}
		await store.stop();
	});

	it('[Z10] {P28} leaves no byte of what it erases in the record, its log or any backup', async ({
		task
	}) => {
		const directory = await makeRecord(overdue, recent, { ...forgotten, facts: 700 });
		const words = ['canari-fermee-', 'canari-oubliee-'];
		await takeBackup(directory, { kept: 14 });
		// An older one, in which the overdue room was still open; one that cannot be read; what was cut short; what was set aside.
		const [older] = listBackups(directory);
		const path = older?.path ?? '';
		const database = new DatabaseSync(path);
		database.exec('update room set closedAt = null');
		database.close();
		const unreadable = join(directory, 'sauvegardes', 'pretoire-2026-01-02-020000.db');
		copyFileSync(path, unreadable);
		damage(unreadable);
		writeFileSync(unreadable, 'x', { flag: 'r+' });
		copyFileSync(path, `${path}.part`);
		const aside = join(directory, 'sauvegardes', 'abime-2026-01-02-020000-avant-restauration');
		mkdirSync(aside);
		copyFileSync(path, join(aside, 'pretoire.db'));
		utimesSync(aside, 0, 0);
		for (const word of words) expect(filesWith(directory, word)).toHaveLength(5);

		const { backups, unreadable: dropped } = await purge(directory, deadline());
		expect(backups).toEqual([older?.name]);
		expect(dropped).toHaveLength(2);
		for (const word of words) expect(filesWith(directory, word)).toEqual([]);
		expect(filesWith(directory, 'canari-recente-')).toEqual([
			'pretoire.db',
			`sauvegardes/${older?.name}`
		]);
		// And the backup is one still.
		expect(await restoreBackup(newDirectory(), path)).toMatchObject({ rooms: 1, facts: 60 });
		publish(task, { canaris: words.length, fichiers: filesOf(directory).length });
	});

	it('[Z10] [Z12] while a server has the room in memory: it does not come back, and the others go on', async () => {
		const house = await House.open({ directory: newDirectory() });
		const { store, courtrooms } = house.courthouse;
		await addRoom(store, { ...overdue, trial: 'ACDEFG' });
		await addRoom(store, { ...forgotten, trial: 'HJKLMN' });
		await addRoom(store, { ...recent, trial: 'PQRTVW', closed: false });
		const [closed, idle, live] = await Promise.all(
			['ACDEFG', 'HJKLMN', 'PQRTVW'].map((code) => house.courtroom(code))
		);
		await takeBackup(house.directory, { kept: 14 });
		expect(grep(house.directory, 'canari-ACDEFG-').length).toBeGreaterThan(1);
		const ran = await pretoire(house.directory, ['purger', '--oui', '--json']);
		expect(ran).toMatchObject({ code: 0, errors: '' });
		expect(JSON.parse(ran.out)).toMatchObject({ erased: true });

		const lock = { type: 'lockDoor', input: {} };
		for (const room of [closed, idle])
			expect(await room?.run(lock, regie).catch(() => 'failed')).not.toEqual({ done: true });
		expect(await live?.run(lock, regie)).toEqual({ done: true });
		expect(await courtrooms.find('HJKLMN')).toBeNull();
		expect(await courtrooms.find('ACDEFG')).toBeNull();
		// Its log included, which the end of the server would remove.
		for (const trial of ['ACDEFG', 'HJKLMN'])
			expect(grep(house.directory, `canari-${trial}-`)).toEqual([]);
		expect(grep(house.directory, 'canari-PQRTVW-').length).toBeGreaterThan(1);
		await house.stop();
	});

	it('[Z12] tells whoever is in a room that somebody erased, and the log once: by itself, or at the next gesture', async () => {
		const gesture = ['lockDoor', {}] as const;
		for (const [poll, finds] of [
			[50, null],
			[60_000, { refused: 'room-erased' }]
		] as const) {
			const house = await House.open({ directory: newDirectory(), rhythm: { poll } });
			onTestFinished(() => house.stop());
			const warn = vi.spyOn(house.courthouse.log, 'warn');
			const { regie: desk, code, courtroom } = await house.room(minimalCase());
			const other = await house.room(minimalCase());
			const bots = [desk, await house.tablet(code), await house.office(code, 'ecran')];
			const told = bots.map(
				({ socket }) => new Promise((hear) => void socket?.once('dismissed', hear))
			);
			const database = new DatabaseSync(join(house.directory, 'pretoire.db'));
			eraseRoom(database, courtroom.id);
			database.close();
			if (finds) expect(await courtroom.run({ type: gesture[0], input: {} }, regie)).toEqual(finds);
			expect(await Promise.all(told)).toEqual(bots.map(() => 'room-erased'));
			expect(warn.mock.calls).toEqual([[{ fact: 'room-erased', trial: courtroom.id }]]);
			await expect(house.office(code, 'ecran')).rejects.toThrow();
			expect(await courtroom.run({ type: gesture[0], input: {} }, regie)).toEqual({
				refused: 'room-erased'
			});
			expect(await other.regie.run(...gesture)).toEqual({ done: true });
			for (const bot of [...bots, other.regie]) bot.leave();
		}
	});

	it('[Z9] spares a hearing that goes on, whatever is asked, in the oldest backup too', async () => {
		const directory = await makeRecord(
			{ trial: 'tenue', days: 9, closed: false },
			{ trial: 'ancienne', days: 8, closed: false },
			{ trial: 'finie', days: 0.01, closed: true }
		);
		const { name } = await takeBackup(directory, { kept: 14 });
		const store = await openSqliteStore(directory);
		const event = { type: 'tabletAdmitted', tablet: 't', at: Date.now() - 1_000 };
		await store.append({ trial: 'tenue', expected: 60, events: [event] });
		await store.stop();
		const none = { days: 0, now: Date.now() };
		const plan = planPurge(directory, none);
		expect(plan.rooms.map(({ trial }) => trial)).toEqual(['ancienne', 'finie']);
		expect(plan.spared.map(({ trial }) => trial)).toEqual(['tenue']);
		await purge(directory, none);
		expect(filesWith(directory, 'canari-tenue-')).toEqual(['pretoire.db', `sauvegardes/${name}`]);
		for (const gone of ['ancienne', 'finie'])
			expect(filesWith(directory, `canari-${gone}-`)).toEqual([]);
		// Nothing to spare where it would have stayed, closed or not.
		expect(planPurge(directory, { ...none, days: 30 }).spared).toEqual([]);
		expect(planPurge(directory, { days: 0, now: none.now + 7 * day }).rooms).toHaveLength(1);
	});

	it('[Z11] cut short after it deleted, is finished by the next', async () => {
		const directory = await makeRecord(recent, { ...forgotten, facts: 300 });
		const database = new DatabaseSync(join(directory, 'pretoire.db'));
		database.exec('pragma secure_delete = off; pragma foreign_keys = off');
		for (const table of ['room', 'fact', 'casefile', 'receipt', '"key"'])
			database.exec(`delete from ${table} where trial = 'oubliee'`);
		database.close();
		expect(filesWith(directory, 'canari-oubliee-')).toEqual(['pretoire.db']);
		mkdirSync(join(directory, 'sauvegardes'));
		writeFileSync(join(directory, 'sauvegardes', 'effacement-en-cours'), '');
		expect((await purge(directory, deadline())).rooms).toEqual([]);
		expect(filesWith(directory, 'canari-oubliee-')).toEqual([]);
		expect(existsSync(join(directory, 'sauvegardes', 'effacement-en-cours'))).toBe(false);
	});

	it('[Z9] erases from a backup what its own record says is over, once the room is gone from the data', async () => {
		const directory = await makeRecord(overdue, recent);
		const { path } = await takeBackup(directory, { kept: 14 });
		const spare = join(directory, 'sauvegardes', 'pretoire-2026-03-04-020000.db');
		copyFileSync(path, join(directory, 'ailleurs'));
		await purge(directory, deadline());
		copyFileSync(join(directory, 'ailleurs'), spare);
		expect(planPurge(directory, { ...deadline(), now: Date.now() - 2 * day }).backups).toEqual([]);
		expect(planPurge(directory, deadline()).backups).toEqual(['pretoire-2026-03-04-020000.db']);
		await purge(directory, deadline());
		expect(filesWith(join(directory, 'sauvegardes'), 'canari-fermee-')).toEqual([]);
	});
});
