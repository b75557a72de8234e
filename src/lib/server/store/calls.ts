import { randomBytes } from 'node:crypto';
import type { Office } from '../../trial/actor.ts';
import type { Appended, Key, Purpose, Room } from './store.ts';
import { findLease, leaseCalls } from './leases.ts';
import { sealedCalls } from './sealed.ts';
import type { Database } from './schema.ts';
import { statementsOf, type Statements } from './statements.ts';

/** An append as it crosses to the worker: events already JSON. */
export interface Encoded {
	trial: string;
	expected: number;
	events: readonly string[];
	receipt: { id: string; reply: string } | null;
	home: string | null;
}

/** What the worker does for the main thread, each on one connection, one after the other. */
export const calls = {
	async open(
		db: Database,
		room: Room,
		source: string,
		keys: readonly Key[],
		first: readonly string[],
		archive: Uint8Array | null
	): Promise<'opened' | 'code-taken'> {
		const { trial, code } = room;
		return await db.transaction().execute(async (transaction) => {
			if (statementsOf(db).findRoom(code)?.closedAt === null) return 'code-taken';
			await transaction.insertInto('room').values(room).execute();
			await transaction.insertInto('casefile').values({ trial, source }).execute();
			if (archive)
				await transaction.insertInto('archive').values({ trial, bytes: archive }).execute();
			for (const key of keys) await transaction.insertInto('key').values(key).execute();
			await insertFacts(transaction, trial, 0, first);
			return 'opened';
		});
	},

	async room(db: Database, code: string): Promise<Room | null> {
		return statementsOf(db).findRoom(code);
	},

	async rooms(db: Database): Promise<Room[]> {
		return await db
			.selectFrom('room')
			.selectAll()
			.where('closedAt', 'is', null)
			.orderBy('openedAt')
			.orderBy('trial')
			.execute();
	},

	async close(db: Database, trial: string, closedAt: number): Promise<void> {
		await write(db, (transaction) =>
			transaction
				.updateTable('room')
				.set({ closedAt })
				.where('trial', '=', trial)
				.where('closedAt', 'is', null)
				.execute()
		);
	},

	async casefile(db: Database, trial: string): Promise<string | null> {
		const row = await db
			.selectFrom('casefile')
			.select('source')
			.where('trial', '=', trial)
			.executeTakeFirst();
		return row?.source ?? null;
	},

	async archive(db: Database, trial: string): Promise<Uint8Array | null> {
		const row = await db
			.selectFrom('archive')
			.select('bytes')
			.where('trial', '=', trial)
			.executeTakeFirst();
		return row?.bytes ?? null;
	},

	...sealedCalls,

	/** Many appends of many trials in one transaction; each is kept whole or not at all, whatever the others get. */
	async append(db: Database, batch: readonly Encoded[]): Promise<(Appended | 'unknown-trial')[]> {
		const statements = statementsOf(db);
		return await db.transaction().execute(async (transaction) => {
			const outcomes: (Appended | 'unknown-trial')[] = [];
			for (const append of batch) outcomes.push(await appendOne(transaction, statements, append));
			return outcomes;
		});
	},

	async read(
		db: Database,
		trial: string,
		after: number
	): Promise<{ version: number; event: string }[]> {
		return await db
			.selectFrom('fact')
			.select(['version', 'event'])
			.where('trial', '=', trial)
			.where('version', '>', after)
			.orderBy('version')
			.execute();
	},

	receipt: findReceipt,

	async addKey(db: Database, key: Key): Promise<void> {
		await write(db, (transaction) => transaction.insertInto('key').values(key).execute());
	},

	async key(db: Database, hash: string): Promise<Key | null> {
		return statementsOf(db).findKey(hash);
	},

	async takeKey(db: Database, hash: string, now: number): Promise<Key | null> {
		const row = await write(db, (transaction) =>
			transaction
				.deleteFrom('key')
				.where('hash', '=', hash)
				.where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
				.returningAll()
				.executeTakeFirst()
		);
		return row ?? null;
	},

	async dropKeys(
		db: Database,
		trial: string,
		{ holder, purpose, office }: { holder?: string; purpose?: Purpose; office?: Office }
	): Promise<void> {
		await write(db, (transaction) => {
			let query = transaction.deleteFrom('key').where('trial', '=', trial);
			if (holder !== undefined) query = query.where('holder', '=', holder);
			if (purpose !== undefined) query = query.where('purpose', '=', purpose);
			if (office !== undefined) query = query.where('office', '=', office);
			return query.execute();
		});
	},

	async secret(db: Database, name: string): Promise<string> {
		const value = randomBytes(32).toString('base64url');
		await write(db, (transaction) =>
			transaction
				.insertInto('secret')
				.values({ name, value })
				.onConflict((conflict) => conflict.doNothing())
				.execute()
		);
		const row = await db
			.selectFrom('secret')
			.select('value')
			.where('name', '=', name)
			.executeTakeFirstOrThrow();
		return row.value;
	},

	...leaseCalls,

	/** Takes pages as an append would, and gives them back; changes a byte, since SQLite writes nothing where nothing changed. */
	async probe(db: Database): Promise<void> {
		await write(db, async (transaction) => {
			await transaction
				.insertInto('probe')
				.values({ id: 1, beat: 0, ballast })
				.onConflict((conflict) =>
					conflict
						.column('id')
						.doUpdateSet((row) => ({ ballast, beat: row(row.val(1), '-', row.ref('probe.beat')) }))
				)
				.execute();
			await transaction.updateTable('probe').set({ ballast: new Uint8Array() }).execute();
		});
		await db.selectFrom('probe').select('beat').executeTakeFirstOrThrow();
	}
};

/** Six pages: more than an append needs at once. */
const ballast = new Uint8Array(24_000);

/** Every write is a transaction, so that the mark counts it. */
const write = <Result>(db: Database, act: (transaction: Database) => Promise<Result>) =>
	db.transaction().execute(act);

async function findReceipt(db: Database, trial: string, id: string): Promise<string | null> {
	const row = await db
		.selectFrom('receipt')
		.select('reply')
		.where('trial', '=', trial)
		.where('id', '=', id)
		.executeTakeFirst();
	return row?.reply ?? null;
}

async function appendOne(
	db: Database,
	statements: Statements,
	{ trial, expected, events, receipt, home }: Encoded
): Promise<Appended | 'unknown-trial'> {
	if (receipt && statements.findReceipt(trial, receipt.id) !== null) return 'repeated';
	const version = statements.findVersion(trial) ?? (await findStart(db, trial));
	if (version === null) return 'unknown-trial';
	if (version !== expected) return 'conflict';
	if (home !== null && (await findLease(db, trial))?.holder !== home) return 'not-home';
	for (const [i, event] of events.entries()) statements.addFact(trial, expected + i + 1, event);
	if (receipt) statements.addReceipt(trial, receipt.id, receipt.reply);
	return 'appended';
}

/** 0 for a trial that has no fact yet, null where there is no such trial. */
async function findStart(db: Database, trial: string): Promise<0 | null> {
	const room = await db
		.selectFrom('room')
		.select('trial')
		.where('trial', '=', trial)
		.executeTakeFirst();
	return room ? 0 : null;
}

async function insertFacts(
	db: Database,
	trial: string,
	after: number,
	events: readonly string[]
): Promise<void> {
	let version = after;
	for (const event of events) {
		version += 1;
		await db.insertInto('fact').values({ trial, version, event }).execute();
	}
}
