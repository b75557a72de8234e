import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// STRICT: a column refuses another type. WITHOUT ROWID: no hidden number tells the order of insertion.
const keyed = sql`strict, without rowid`;

async function createTables(db: Kysely<unknown>): Promise<void> {
	const { schema } = db;
	await schema
		.createTable('room')
		.addColumn('trial', 'text', (column) => column.primaryKey().notNull())
		.addColumn('code', 'text', (column) => column.notNull())
		.addColumn('openedAt', 'integer', (column) => column.notNull())
		.addColumn('closedAt', 'integer')
		.modifyEnd(keyed)
		.execute();
	await schema
		.createIndex('room_open_code')
		.unique()
		.on('room')
		.column('code')
		.where(sql.ref('closedAt'), 'is', null)
		.execute();
	await schema.createIndex('room_code').on('room').column('code').execute();
	await schema
		.createTable('casefile')
		.addColumn('trial', 'text', (column) => column.primaryKey().notNull().references('room.trial'))
		.addColumn('source', 'text', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
	await schema
		.createTable('fact')
		.addColumn('trial', 'text', (column) => column.notNull().references('room.trial'))
		.addColumn('version', 'integer', (column) => column.notNull())
		.addColumn('event', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('fact_key', ['trial', 'version'])
		.modifyEnd(keyed)
		.execute();
	await schema
		.createTable('receipt')
		.addColumn('trial', 'text', (column) => column.notNull().references('room.trial'))
		.addColumn('id', 'text', (column) => column.notNull())
		.addColumn('reply', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('receipt_key', ['trial', 'id'])
		.modifyEnd(keyed)
		.execute();
	await schema
		.createTable('key')
		.addColumn('hash', 'text', (column) => column.primaryKey().notNull())
		.addColumn('trial', 'text', (column) => column.notNull().references('room.trial'))
		.addColumn('office', 'text', (column) => column.notNull())
		.addColumn('purpose', 'text', (column) => column.notNull())
		.addColumn('holder', 'text', (column) => column.notNull())
		.addColumn('expiresAt', 'integer')
		.modifyEnd(keyed)
		.execute();
	await schema.createIndex('key_trial').on('key').column('trial').execute();
	await schema
		.createTable('secret')
		.addColumn('name', 'text', (column) => column.primaryKey().notNull())
		.addColumn('value', 'text', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
	await schema
		.createTable('probe')
		.addColumn('id', 'integer', (column) => column.primaryKey().notNull())
		.addColumn('beat', 'integer', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
}

/** Commits counted, to know that none is missing; room for a probe to write as much as an append. */
async function countCommits(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('mark')
		.addColumn('id', 'integer', (column) => column.primaryKey().notNull())
		.addColumn('commits', 'integer', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
	await sql`insert into mark (id, commits) values (1, 0)`.execute(db);
	await db.schema
		.alterTable('probe')
		.addColumn('ballast', 'blob', (column) => column.notNull().defaultTo(sql`x''`))
		.execute();
}

/** The process that keeps a trial's slips; it goes with the trial. */
async function createLeases(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('lease')
		.addColumn('trial', 'text', (column) =>
			column.primaryKey().notNull().references('room.trial').onDelete('cascade')
		)
		.addColumn('holder', 'text', (column) => column.notNull())
		.addColumn('address', 'text', (column) => column.notNull())
		.addColumn('until', 'integer', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
}

/** The files of a room's case, as its author wrote them: what the parsed case came from. */
async function createArchives(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('archive')
		.addColumn('trial', 'text', (column) => column.primaryKey().notNull().references('room.trial'))
		.addColumn('bytes', 'blob', (column) => column.notNull())
		.modifyEnd(keyed)
		.execute();
}

/** What a visiting magistrate decided, kept closed; it goes with the trial. */
async function createSealed(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('sealed')
		.addColumn('trial', 'text', (column) =>
			column.notNull().references('room.trial').onDelete('cascade')
		)
		.addColumn('digest', 'text', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('sealed_key', ['trial', 'digest'])
		.modifyEnd(keyed)
		.execute();
}

/** Every migration by name, in the order of the names; added, never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
	'001-tables': { up: createTables },
	'002-mark': { up: countCommits },
	'003-leases': { up: createLeases },
	'004-archives': { up: createArchives },
	'005-sealed': { up: createSealed }
};
