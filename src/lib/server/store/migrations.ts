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

/** Every migration by name, in the order of the names; added, never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
	'001-tables': { up: createTables }
};
