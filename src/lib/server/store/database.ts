import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { nodeSqlite, type Around } from './dialect.ts';
import { makeFolder } from './folder.ts';
import { Mark } from './mark.ts';
import { migrations as every } from './migrations.ts';
import type { Database, Schema } from './schema.ts';
import { prepareStatements } from './statements.ts';
import { StoreUnavailable, type Trouble } from './store.ts';
import { asUnavailable, explain } from './trouble.ts';

const FLOOR = [3, 51, 3] as const;
const WAIT_FOR_OTHER_PROCESS = 5000;

/** What must be true of a connection before anything is promised on it. */
const settings = {
	journal_mode: 'wal',
	synchronous: 2,
	foreign_keys: 1,
	secure_delete: 1,
	// A database handed over may hold expressions of its own.
	trusted_schema: 0,
	// Without these a Mac answers that it has written while its disk still holds the data in a cache.
	fullfsync: 1,
	checkpoint_fullfsync: 1,
	busy_timeout: WAIT_FOR_OTHER_PROCESS
} as const;

interface Options {
	migrations?: Readonly<Record<string, Migration>>;
	/** Tests only: what happens around the statements that begin and commit. */
	around?: Around;
	/** Tests only: what is run on the connection before its settings are checked. */
	beforeCheck?: (connection: DatabaseSync) => void;
}

export interface Opened {
	db: Database;
	connection: DatabaseSync;
	close(): void;
}

/** One connection to the database of a directory, checked and migrated, or StoreUnavailable. */
export async function openDatabase(
	directory: string,
	{ migrations = every, around = plainly, beforeCheck }: Options = {}
): Promise<Opened> {
	let connection: DatabaseSync | null = null;
	let mark: Mark | null = null;
	const close = () => {
		mark?.close();
		connection?.close();
	};
	try {
		if (isOutdated(process.versions.sqlite)) throw unavailable('outdated', directory);
		connection = connect(directory);
		configure(connection);
		beforeCheck?.(connection);
		check(connection, directory);
		mark = new Mark(directory, connection);
		const db: Database = new Kysely<Schema>({
			dialect: nodeSqlite(connection, counting(mark, around))
		});
		// Read before the database: another process may commit in between.
		const marked = mark.read();
		await migrate(db, directory, migrations);
		prepareStatements(db, connection);
		const { commits } = await db.selectFrom('mark').select('commits').executeTakeFirstOrThrow();
		if (commits < marked)
			throw unavailable('missing', directory, `${marked - commits} commits of ${marked}`);
		mark.raise(commits);
		return { db, connection, close };
	} catch (error) {
		close();
		throw asUnavailable(error, directory);
	}
}

const plainly: Around = { begin: (run) => run(), commit: (run) => run() };

/** The same, every transaction that writes being counted in the mark. */
const counting = (mark: Mark, { begin, commit }: Around): Around => ({
	begin: (run) =>
		begin(() => {
			run();
			mark.begin();
		}),
	commit: (run) => mark.commit(() => commit(run))
});

/** SQLite before 3.51.3 may damage a WAL file that two connections write. */
export function isOutdated(version: string | undefined): boolean {
	const parts = (version ?? '0').split('.').map(Number);
	for (const [place, floor] of FLOOR.entries()) {
		const part = parts[place] ?? 0;
		if (part !== floor) return !(part > floor);
	}
	return false;
}

function connect(directory: string): DatabaseSync {
	const file = join(directory, 'pretoire.db');
	const created = makeFolder(directory);
	// Created here for its mode, which SQLite gives to the -wal and -shm files as well. Not opened where it exists:
	// closing a file drops every lock this process has on it, and another would take the -wal for its own to remove.
	if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
	if (created) keepEntries(directory, dirname(created));
	return new DatabaseSync(file, { timeout: WAIT_FOR_OTHER_PROCESS });
}

function configure(connection: DatabaseSync): void {
	for (const [name, value] of Object.entries(settings))
		connection.exec(`pragma ${name} = ${value}`);
}

/** Syncs the new directories up to the one that was there: a power cut may forget an entry never synced. */
function keepEntries(directory: string, existing: string): void {
	if (process.platform === 'win32') return;
	for (let path = directory; ; path = dirname(path)) {
		const handle = openSync(path, 'r');
		fsyncSync(handle);
		closeSync(handle);
		if (path === existing || path === dirname(path)) return;
	}
}

function check(connection: DatabaseSync, directory: string): void {
	for (const [name, wanted] of Object.entries(settings)) {
		if (pragma(connection, name) !== wanted) throw unavailable('unsafe', directory, name);
	}
	if (pragma(connection, 'quick_check(1)') !== 'ok') throw unavailable('damaged', directory);
}

function pragma(connection: DatabaseSync, name: string): unknown {
	return Object.values(connection.prepare(`pragma ${name}`).get() ?? {})[0];
}

async function migrate(
	db: Database,
	directory: string,
	migrations: Readonly<Record<string, Migration>>
): Promise<void> {
	// One transaction around everything, so that two processes that start together take turns.
	await db.transaction().execute(async (transaction) => {
		if (await isNewer(transaction, migrations)) throw unavailable('newer', directory);
		const migrator = new Migrator({
			db: transaction,
			provider: { getMigrations: async () => ({ ...migrations }) }
		});
		const { error } = await migrator.migrateToLatest();
		if (error) throw error;
	});
}

async function isNewer(
	db: Database,
	migrations: Readonly<Record<string, Migration>>
): Promise<boolean> {
	const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
	if (!tables.some(({ name }) => name === 'kysely_migration')) return false;
	const run = await db
		.withTables<{ kysely_migration: { name: string } }>()
		.selectFrom('kysely_migration')
		.select('name')
		.execute();
	return run.some(({ name }) => !Object.hasOwn(migrations, name));
}

function unavailable(trouble: Trouble, directory: string, detail?: string): StoreUnavailable {
	return new StoreUnavailable(trouble, explain(trouble, directory), { cause: detail });
}
