import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listBackups, takeBackup } from '../../../src/lib/server/archive/backup.ts';
import { fingerprint } from '../../../src/lib/server/archive/fingerprint.ts';
import { holdDataAlone } from '../../../src/lib/server/archive/hold.ts';
import { restoreBackup } from '../../../src/lib/server/archive/restore.ts';
import { openDatabase } from '../../../src/lib/server/store/database.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import { House } from '../../support/house.ts';
import { pretoire } from '../../support/pretoire.ts';
import { Program } from '../../support/program.ts';
import { newDirectory } from '../store/places.ts';
import { addRoom, damage, filesOf, makeRecord, type Age } from './record.ts';

const a: Age = { trial: 'a', days: 1, closed: false };
const b: Age = { trial: 'b', days: 1, closed: true };

/** What a directory holds, opened as a server would. */
async function read(directory: string) {
	const { connection, close } = await openDatabase(directory);
	try {
		return fingerprint(connection);
	} finally {
		close();
	}
}

const bytesOf = (path: string): string =>
	createHash('sha256').update(readFileSync(path)).digest('hex');

/** A directory whose backup holds room a, and which has held room b since. */
async function makeTwo() {
	const directory = await makeRecord(a);
	const { path } = await takeBackup(directory, { kept: 14 });
	const then = await read(directory);
	const store = await openSqliteStore(directory);
	await addRoom(store, b);
	await store.stop();
	return { directory, path, then, now: await read(directory) };
}

describe('a restoration', () => {
	it('[Z5] is refused while a server holds the data, and a server does not start during one', async () => {
		const { directory, path, now } = await makeTwo();
		const house = await House.open({ directory });
		const ran = await pretoire(directory, ['restaurer', path]);
		expect(ran).toMatchObject({ code: 1, out: '' });
		expect(ran.errors).toMatch(/^Prétoire est ouvert .* Arrêtez-le/);
		await house.stop();
		expect(await read(directory)).toEqual(now);

		const alone = holdDataAlone(directory);
		onTestFinished(() => alone?.release());
		const server = new Program('bin/start.ts', {
			PORT: '0',
			HOST: '127.0.0.1',
			PRETOIRE_DATA_DIR: directory
		});
		expect(await server.ended).toBe(1);
		expect(server.said).toContain('Une restauration est en cours');
		expect(server.said).not.toMatch(/^\s+at /m);
	});

	it('[Z7] keeps the data that were there, and gives them back as it does any backup', async () => {
		const { directory, path, then, now } = await makeTwo();
		const { restorePoint } = await restoreBackup(directory, path);
		expect(await read(directory)).toEqual(then);
		expect(listBackups(directory)[0]?.path).toBe(restorePoint);
		await restoreBackup(directory, restorePoint ?? '');
		expect(await read(directory)).toEqual(now);
		expect(filesOf(directory).filter((it) => /part|restauration$|-wal|-shm/.test(it))).toEqual([]);
	});

	it('[Z7] {P26} leaves nothing of a log or a mark that would spoil what it restores', async () => {
		// As after a power cut: the log of many facts, beside the database.
		const source = newDirectory();
		const store = await openSqliteStore(source);
		onTestFinished(() => store.stop());
		await addRoom(store, a);
		const { path } = await takeBackup(source, { kept: 14 });
		await addRoom(store, b);
		const cut = (parent: string): string => {
			const directory = join(parent, 'cut');
			mkdirSync(directory, { recursive: true });
			for (const name of ['pretoire.db', 'pretoire.db-wal', 'pretoire.mark'])
				copyFileSync(join(source, name), join(directory, name));
			return directory;
		};
		const wanted = { rooms: 1, facts: 60 };

		// The trap: the same backup, copied by hand.
		const trapped = cut(newDirectory());
		copyFileSync(path, join(trapped, 'pretoire.db'));
		await expect(read(trapped).then(({ rooms, facts }) => ({ rooms, facts }))).not.resolves.toEqual(
			wanted
		);

		const directory = cut(newDirectory());
		expect(await restoreBackup(directory, path)).toMatchObject(wanted);
		expect(await read(directory)).toMatchObject(wanted);
		const [point] = listBackups(directory);
		expect(point?.manifest).toMatchObject({ rooms: 2, facts: 120 });
	});

	it('[Z7] that fails gives back what was there', async () => {
		const { directory, path, now } = await makeTwo();
		const fail = () => {
			writeFileSync(join(directory, 'pretoire.db'), 'not a database');
			throw new Error('planted');
		};
		await expect(restoreBackup(directory, path, { afterSwap: fail })).rejects.toThrow(
			'les données sont de nouveau celles d’avant'
		);
		expect(await read(directory)).toEqual(now);
		// What was swapped in tells another story than the backup.
		const betray = () => {
			const restored = new DatabaseSync(join(directory, 'pretoire.db'));
			restored.exec(`update fact set event = '{"type":"roomClosed","at":1}' where version = 3`);
			restored.close();
		};
		await expect(restoreBackup(directory, path, { afterSwap: betray })).rejects.toThrow('échoué');
		expect(await read(directory)).toEqual(now);
	});

	it('[Z6] {P26} refuses what is damaged, cut, foreign, empty, edited, newer or does not replay, and changes nothing', async () => {
		const { directory, path } = await makeTwo();
		const place = newDirectory();
		mkdirSync(place);
		const spoil = (name: string, how: (copy: string) => void, manifest = false): string => {
			const copy = join(place, `${name}.db`);
			copyFileSync(path, copy);
			if (manifest) copyFileSync(path.replace(/db$/, 'json'), join(place, `${name}.json`));
			how(copy);
			return copy;
		};
		const edit = (statement: string) => (copy: string) => {
			const database = new DatabaseSync(copy);
			database.exec(statement);
			database.close();
		};
		const size = readFileSync(path).length;
		const refused: [string, RegExp][] = [
			[spoil('truncated', (copy) => truncateSync(copy, size / 2)), /est abîmé/],
			[spoil('cut', (copy) => truncateSync(copy, size - 1000)), /est abîmé/],
			[spoil('damaged', damage), /est abîmé/],
			[spoil('text', (copy) => writeFileSync(copy, 'Chers parents,')), /est abîmé/],
			[spoil('empty', (copy) => truncateSync(copy, 0)), /est abîmé/],
			[spoil('foreign', edit('drop table receipt')), /est abîmé/],
			[
				spoil('edited', edit(`update fact set event = '{"at":1}' where version = 9`), true),
				/est abîmé/
			],
			[spoil('astray', edit(`pragma foreign_keys = off; delete from room`)), /est abîmé/],
			[spoil('mute', edit(`update casefile set source = '{'`)), /est abîmé/],
			[
				spoil('newer', edit(`insert into kysely_migration values ('999-later', '2030')`)),
				/version plus récente/
			],
			[join(place, 'absent.db'), /n’existe pas/],
			[place, /n’existe pas/]
		];
		holdDataAlone(directory)?.release();
		const before = [bytesOf(join(directory, 'pretoire.db')), filesOf(directory)];
		for (const [chosen, why] of refused) {
			await expect(restoreBackup(directory, chosen), chosen).rejects.toThrow(why);
			expect([bytesOf(join(directory, 'pretoire.db')), filesOf(directory)], chosen).toEqual(before);
		}
	});

	it('[Z28] refuses what holds anything that Prétoire does not make, before it can act', async () => {
		const { directory, path } = await makeTwo();
		const place = newDirectory();
		mkdirSync(place);
		const planted: [string, string, RegExp][] = [
			[
				'trigger',
				`create trigger spy after insert on fact begin delete from receipt; end`,
				/trigger spy fact/
			],
			[
				'migrating',
				`create trigger sly after insert on kysely_migration begin delete from fact; end;
				delete from kysely_migration where name > '001'`,
				/trigger sly/
			],
			['view', `create view door as select * from key`, /view door/],
			['table', `create table stolen (t text)`, /table stolen/],
			['index', `create index slow on fact (event)`, /index slow/],
			['column', `alter table key add column note text`, /column key\.note/],
			[
				'generated',
				`alter table key add column note text as (upper(hash)) virtual`,
				/column key\.note/
			]
		];
		holdDataAlone(directory)?.release();
		const before = [bytesOf(join(directory, 'pretoire.db')), filesOf(directory)];
		for (const [name, statement, why] of planted) {
			const copy = join(place, `${name}.db`);
			copyFileSync(path, copy);
			// As whoever hands it over would: its manifest still agrees.
			copyFileSync(path.replace(/db$/, 'json'), join(place, `${name}.json`));
			const database = new DatabaseSync(copy);
			database.exec(statement);
			database.close();
			const refused = restoreBackup(directory, copy);
			await expect(refused, name).rejects.toThrow(why);
			await expect(refused, name).rejects.toThrow('rien n’a été changé');
			expect([bytesOf(join(directory, 'pretoire.db')), filesOf(directory)], name).toEqual(before);
		}
	});

	it('[Z28] a record trusts no expression of its schema', async () => {
		const directory = await makeRecord(a);
		const { connection, close } = await openDatabase(directory);
		expect(connection.prepare('pragma trusted_schema').get()).toEqual({ trusted_schema: 0 });
		close();
	});

	it('[Z6] takes a data folder copied by hand, its log included', async () => {
		const source = newDirectory();
		const store = await openSqliteStore(source);
		onTestFinished(() => store.stop());
		await addRoom(store, a);
		expect(existsSync(join(source, 'pretoire.db-wal'))).toBe(true);
		const copied = join(source, 'pretoire.db');
		expect(await restoreBackup(newDirectory(), copied)).toMatchObject({ facts: 60 });
	});

	it('[Z8] takes the place of data that cannot be read any more, set aside as they are', async () => {
		const { directory, path, then } = await makeTwo();
		damage(join(directory, 'pretoire.db'));
		const damaged = bytesOf(join(directory, 'pretoire.db'));
		await expect(read(directory)).rejects.toMatchObject({ trouble: 'damaged' });
		const { restorePoint } = await restoreBackup(directory, path);
		expect(await read(directory)).toEqual(then);
		expect(bytesOf(join(restorePoint ?? '', 'pretoire.db'))).toBe(damaged);
	});
});
