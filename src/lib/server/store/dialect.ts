import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type QueryResult
} from 'kysely';

const PREPARED_STATEMENTS = 100;

/** Runs the statements that begin and commit, and may do something before and after each. */
export interface Around {
	begin(run: () => void): void;
	commit(run: () => void): void;
}

/** Kysely over one open node:sqlite connection, which stays its owner's to close. */
export function nodeSqlite(database: DatabaseSync, around: Around): Dialect {
	return {
		createAdapter: () => new TransactionalAdapter(),
		createDriver: () => new NodeSqliteDriver(database, around),
		createIntrospector: (db) => new SqliteIntrospector(db),
		createQueryCompiler: () => new SqliteQueryCompiler()
	};
}

/** SQLite does roll back a CREATE TABLE, which Kysely's own adapter denies. */
class TransactionalAdapter extends SqliteAdapter {
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
}

class NodeSqliteDriver implements Driver {
	readonly #database: DatabaseSync;
	readonly #around: Around;
	readonly #connection: NodeSqliteConnection;

	constructor(database: DatabaseSync, around: Around) {
		this.#database = database;
		this.#around = around;
		this.#connection = new NodeSqliteConnection(database);
	}

	async init(): Promise<void> {}

	async acquireConnection(): Promise<DatabaseConnection> {
		return this.#connection;
	}

	async beginTransaction(): Promise<void> {
		// Immediate: what the transaction reads cannot be changed by another process before it writes.
		this.#around.begin(() => this.#database.exec('begin immediate'));
	}

	async commitTransaction(): Promise<void> {
		this.#around.commit(() => this.#database.exec('commit'));
	}

	async rollbackTransaction(): Promise<void> {
		// A full disk has already rolled the transaction back.
		if (this.#database.isTransaction) this.#database.exec('rollback');
	}

	async releaseConnection(): Promise<void> {}

	async destroy(): Promise<void> {}
}

class NodeSqliteConnection implements DatabaseConnection {
	readonly #database: DatabaseSync;
	readonly #prepared = new Map<string, StatementSync>();

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
		const statement = this.#prepare(sql);
		const values = parameters as SQLInputValue[];
		if (statement.columns().length > 0) return { rows: statement.all(...values) as Row[] };
		const { changes, lastInsertRowid } = statement.run(...values);
		return {
			rows: [],
			numAffectedRows: BigInt(changes),
			insertId: BigInt(lastInsertRowid)
		};
	}

	async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
		yield await this.executeQuery<Row>(query);
	}

	#prepare(sql: string): StatementSync {
		let statement = this.#prepared.get(sql);
		if (!statement) {
			if (this.#prepared.size >= PREPARED_STATEMENTS) this.#prepared.clear();
			statement = this.#database.prepare(sql);
			this.#prepared.set(sql, statement);
		}
		return statement;
	}
}
