/** The file of the notebooks, beside the record and never with it: what is written here is in no backup. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { nodeSqlite } from '../store/dialect.ts';
import { makeFolder } from '../store/folder.ts';
import { StoreUnavailable } from '../store/store.ts';
import { asUnavailable, explain } from '../store/trouble.ts';

export interface NoteSchema {
	page: { trial: string; seq: number; notebook: string; whole: 0 | 1; bytes: Uint8Array };
	extract: { trial: string; id: string; seat: string; text: string };
	/** The last number given in a trial: a page that goes does not give its number back. */
	count: { trial: string; seq: number };
	/** Trials that the record does not know, and since when. */
	stranger: { trial: string; since: number };
}
export type NoteDatabase = Kysely<NoteSchema>;

export const notesFileOf = (directory: string): string => join(directory, 'carnets.db');

const settings = {
	journal_mode: 'wal',
	// A process that dies loses nothing of it; a power cut, at most its last moments, which the tablets send again.
	synchronous: 1,
	secure_delete: 1,
	// Each checkpoint waits for the disk, and whoever types waits with it: one every sixteen megabytes.
	wal_autocheckpoint: 4_000,
	trusted_schema: 0,
	busy_timeout: 5_000
} as const;
const keyed = sql`strict, without rowid`;

async function createTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('page')
		.addColumn('trial', 'text', (column) => column.notNull())
		.addColumn('seq', 'integer', (column) => column.notNull())
		.addColumn('notebook', 'text', (column) => column.notNull())
		.addColumn('whole', 'integer', (column) => column.notNull())
		.addColumn('bytes', 'blob', (column) => column.notNull())
		.addPrimaryKeyConstraint('page_key', ['trial', 'seq'])
		.modifyEnd(keyed)
		.execute();
	await db.schema
		.createTable('extract')
		.addColumn('trial', 'text', (column) => column.notNull())
		.addColumn('id', 'text', (column) => column.notNull())
		.addColumn('seat', 'text', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('extract_key', ['trial', 'id'])
		.modifyEnd(keyed)
		.execute();
	await db.schema
		.createTable('count')
		.addColumn('trial', 'text', (column) => column.primaryKey().notNull())
		.addColumn('seq', 'integer', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
}

async function createStrangers(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('stranger')
		.addColumn('trial', 'text', (column) => column.primaryKey().notNull())
		.addColumn('since', 'integer', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
}

/** Added, never edited. */
const migrations: Readonly<Record<string, Migration>> = {
	'001-notes': { up: createTables },
	'002-strangers': { up: createStrangers }
};

export interface OpenedNotes {
	db: NoteDatabase;
	connection: DatabaseSync;
	close(): void;
}

/** One connection to the notebooks of a directory, made and migrated if need be, or StoreUnavailable. */
export async function openNoteDatabase(directory: string): Promise<OpenedNotes> {
	let connection: DatabaseSync | null = null;
	try {
		makeFolder(directory);
		const file = notesFileOf(directory);
		// Created for its mode. Not opened where it exists: closing a file drops the locks this process has on it.
		if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
		const opened = (connection = new DatabaseSync(file, { timeout: settings.busy_timeout }));
		for (const [name, value] of Object.entries(settings)) opened.exec(`pragma ${name} = ${value}`);
		const db: NoteDatabase = new Kysely<NoteSchema>({ dialect: nodeSqlite(opened, plainly) });
		await db.transaction().execute(async (transaction) => {
			const provider = { getMigrations: async () => ({ ...migrations }) };
			const { error } = await new Migrator({ db: transaction, provider }).migrateToLatest();
			if (error) throw error;
		});
		const [check] = Object.values(opened.prepare('pragma quick_check(1)').get() ?? {});
		if (check !== 'ok') throw new StoreUnavailable('damaged', explain('damaged', directory));
		return { db, connection: opened, close: () => opened.isOpen && opened.close() };
	} catch (error) {
		connection?.close();
		throw asUnavailable(error, directory);
	}
}

const plainly = { begin: (run: () => void) => run(), commit: (run: () => void) => run() };
