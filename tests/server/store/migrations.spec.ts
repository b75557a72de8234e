import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/lib/server/store/database.ts';
import { migrations } from '../../../src/lib/server/store/migrations.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import { start } from './children/start.ts';
import { newDirectory } from './places.ts';
import { roomOf } from './store-contract.ts';

const widening: Migration = {
	async up(db) {
		await sql`create table wider (text text) strict`.execute(db);
	}
};

function tablesOf(directory: string): unknown[] {
	const database = new DatabaseSync(join(directory, 'pretoire.db'));
	const rows = database.prepare(`select name from sqlite_master where type = 'table'`).all();
	database.close();
	return rows.map(({ name }) => name);
}

async function withOneFact(): Promise<string> {
	const directory = newDirectory();
	const store = await openSqliteStore(directory);
	await store.open(roomOf('a'), 'case', [], ['first']);
	await store.stop();
	return directory;
}

it('[D9] a migration that fails leaves nothing behind', async () => {
	const directory = await withOneFact();
	const failing: Migration = {
		async up(db) {
			await sql`create table half (text text)`.execute(db);
			await sql`delete from fact`.execute(db);
			throw new Error('half way');
		}
	};
	const wanted = { ...migrations, '900-widening': widening, '901-failing': failing };
	await expect(openDatabase(directory, { migrations: wanted })).rejects.toThrow('half way');
	expect(tablesOf(directory)).not.toContain('half');
	expect(tablesOf(directory)).not.toContain('wider');
	const store = await openSqliteStore(directory);
	expect(await store.read('a', 0)).toEqual([{ version: 1, event: 'first' }]);
	await store.stop();
});

it('[D9] a first start that fails leaves an empty file, and the next start makes it all', async () => {
	const directory = newDirectory();
	const failing: Migration = { up: () => Promise.reject(new Error('no')) };
	const wanted = { ...migrations, '900-failing': failing };
	await expect(openDatabase(directory, { migrations: wanted })).rejects.toThrow('no');
	expect(tablesOf(directory)).toEqual([]);
	const store = await openSqliteStore(directory);
	expect(await store.open(roomOf('a'), '', [], [])).toBe('opened');
	await store.stop();
});

it('[D9] {P27} killed in the middle of a migration, starts again where it was', async () => {
	const directory = await withOneFact();
	const { signal, errors } = await start('migrate', [directory]).ended;
	expect(errors).toBe('');
	expect(signal).toBe('SIGKILL');
	// The half that was done had reached the disk: this is what the next start must undo.
	const wal = join(directory, 'pretoire.db-wal');
	expect(existsSync(wal) && statSync(wal).size).toBeGreaterThan(100_000);

	const store = await openSqliteStore(directory);
	expect(await store.read('a', 0)).toEqual([{ version: 1, event: 'first' }]);
	expect(await store.append({ trial: 'a', expected: 1, events: ['second'] })).toBe('appended');
	await store.stop();
	expect(tablesOf(directory)).not.toContain('half');
});

it('[D9] processes that start together on a new directory take turns', async () => {
	const directory = newDirectory();
	const children = [1, 2, 3].map(() => start('open', [directory]).ended);
	for (const { lines, errors } of await Promise.all(children))
		expect({ lines, errors }).toEqual({ lines: ['{"trouble":null}'], errors: '' });
});

it('[D8] an older program refuses the data of a newer one, and leaves them alone', async () => {
	const directory = await withOneFact();
	const newer = { ...migrations, '900-widening': widening };
	const { connection } = await openDatabase(directory, { migrations: newer });
	connection.close();
	await expect(openSqliteStore(directory)).rejects.toMatchObject({
		trouble: 'newer',
		message: expect.stringContaining('version plus récente')
	});
	const again = await openDatabase(directory, { migrations: newer });
	expect(await again.db.selectFrom('fact').select('version').execute()).toHaveLength(1);
	again.connection.close();
});
