/** The statements asked for at each gesture and each arrival, prepared once by connection: Kysely writes them, SQLite runs them as they are. */
import type { DatabaseSync } from 'node:sqlite';
import type { Database } from './schema.ts';
import type { Key, Room } from './store.ts';

export interface Statements {
	/** The open room of this code, else the one closed last. */
	findRoom(code: string): Room | null;
	findKey(hash: string): Key | null;
	/** The answer of this id in this trial; null where it was never asked. */
	findReceipt(trial: string, id: string): string | null;
	/** The last version of a trial; null where it has no fact. */
	findVersion(trial: string): number | null;
	addFact(trial: string, version: number, event: string): void;
	addReceipt(trial: string, id: string, reply: string): void;
}

const prepared = new WeakMap<Database, Statements>();

/** Prepares them for this database, whose connection this is. */
export function prepareStatements(db: Database, connection: DatabaseSync): void {
	const statement = (query: { compile(): { sql: string } }) =>
		connection.prepare(query.compile().sql);
	const room = statement(
		db
			.selectFrom('room')
			.selectAll()
			.where('code', '=', '')
			.orderBy('closedAt', (order) => order.desc().nullsFirst())
	);
	const key = statement(db.selectFrom('key').selectAll().where('hash', '=', ''));
	const receipt = statement(
		db.selectFrom('receipt').select('reply').where('trial', '=', '').where('id', '=', '')
	);
	const version = statement(
		db
			.selectFrom('fact')
			.select((it) => it.fn.max('version').as('version'))
			.where('trial', '=', '')
	);
	const fact = statement(db.insertInto('fact').values({ trial: '', version: 0, event: '' }));
	const answer = statement(db.insertInto('receipt').values({ trial: '', id: '', reply: '' }));
	prepared.set(db, {
		findRoom: (code) => (room.get(code) ?? null) as Room | null,
		findKey: (hash) => (key.get(hash) ?? null) as Key | null,
		findReceipt: (trial, id) => (receipt.get(trial, id)?.['reply'] ?? null) as string | null,
		findVersion: (trial) => (version.get(trial)?.['version'] ?? null) as number | null,
		addFact: (...row) => void fact.run(...row),
		addReceipt: (...row) => void answer.run(...row)
	});
}

/** Those of this database, for a transaction of it as well: they share its connection. */
export function statementsOf(db: Database): Statements {
	const statements = prepared.get(db);
	if (!statements) throw new Error('no statement was prepared');
	return statements;
}
