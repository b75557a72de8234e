import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import { newDirectory } from './places.ts';
import { describeStore, keyOf, roomOf } from './store-contract.ts';

describeStore('the SQLite store', () => openSqliteStore(newDirectory()));

it('[D1] finds everything again after a stop', async () => {
	const directory = newDirectory();
	const before = await openSqliteStore(directory);
	await before.open(roomOf('a'), 'case', [keyOf('k')], ['first']);
	const receipt = { id: 'c', reply: 'r' };
	const last = before.append({ trial: 'a', expected: 1, events: ['second'], receipt });
	const secret = await before.secret('s');
	await before.stop();
	expect(await last).toBe('appended');

	const after = await openSqliteStore(directory);
	expect(await after.rooms()).toEqual([roomOf('a')]);
	expect(await after.casefile('a')).toBe('case');
	expect(await after.key('k')).toEqual(keyOf('k'));
	expect((await after.read('a', 0)).map(({ event }) => event)).toEqual(['first', 'second']);
	expect(await after.append({ trial: 'a', expected: 2, events: ['x'], receipt })).toBe('repeated');
	expect(await after.receipt('a', 'c')).toBe('r');
	expect(await after.secret('s')).toBe(secret);
	await after.stop();
});

it('[D3][K2][K4] two connections to one file see the version in the table, one key, one secret', async () => {
	const directory = newDirectory();
	const one = await openSqliteStore(directory);
	const two = await openSqliteStore(directory);
	await one.open(roomOf('a'), '', [keyOf('once')], []);
	const outcomes: string[] = [];
	for (let version = 0; version < 20; version++) {
		const both = await Promise.all(
			[one, two].map((store, who) =>
				store.append({ trial: 'a', expected: version, events: [{ version, who }] })
			)
		);
		outcomes.push(both.toSorted().join());
	}
	expect(new Set(outcomes)).toEqual(new Set(['appended,conflict']));
	expect(await two.read('a', 0)).toEqual(await one.read('a', 0));
	expect(await one.read('a', 0)).toHaveLength(20);
	const taken = await Promise.all([one, two].map((store) => store.takeKey('once', 0)));
	expect(taken.filter((key) => key !== null)).toHaveLength(1);
	const secrets = await Promise.all([one, two].map((store) => store.secret('s')));
	expect(secrets[0]).toBe(secrets[1]);
	await Promise.all([one.stop(), two.stop()]);
});

it('[D11] keeps what it is given and nothing more', async () => {
	const directory = newDirectory();
	const store = await openSqliteStore(directory);
	await store.open(roomOf('a'), 'case', [keyOf('k')], ['fact']);
	await store.stop();
	const database = new DatabaseSync(join(directory, 'pretoire.db'));
	const columns = (table: string) =>
		database
			.prepare(`select name from pragma_table_info(?)`)
			.all(table)
			.map(({ name }) => name);
	const tables = database
		.prepare(`select name, wr, strict from pragma_table_list where schema = 'main'`)
		.all()
		.filter(({ name }) => !/^(sqlite|kysely)_/.test(String(name)));
	expect(tables.map(({ name }) => name).toSorted()).toEqual([
		'archive',
		'casefile',
		'fact',
		'key',
		'lease',
		'mark',
		'probe',
		'receipt',
		'room',
		'sealed',
		'secret'
	]);
	expect(tables.every(({ wr, strict }) => wr === 1 && strict === 1)).toBe(true);
	expect(columns('fact')).toEqual(['trial', 'version', 'event']);
	expect(columns('receipt')).toEqual(['trial', 'id', 'reply']);
	database.close();
});

it.skipIf(process.platform === 'win32')('[D11] opens its files to their owner only', async () => {
	const directory = newDirectory();
	const store = await openSqliteStore(directory);
	await store.open(roomOf('a'), '', [], []);
	const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
	expect(mode(directory)).toBe('700');
	for (const end of ['', '-wal', '-shm'])
		expect(mode(join(directory, `pretoire.db${end}`))).toBe('600');
	await store.stop();
});
