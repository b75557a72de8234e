import { randomBytes } from 'node:crypto';
import type { Office } from '../../trial/actor.ts';
import type { Appended, Key, Purpose, Room } from './store.ts';
import type { Database } from './schema.ts';

/** An append as it crosses to the worker: events already JSON. */
export interface Encoded {
	trial: string;
	expected: number;
	events: readonly string[];
	receipt: { id: string; reply: string } | null;
}

/** What the worker does for the main thread, each on one connection, one after the other. */
export const calls = {
	async open(
		db: Database,
		room: Room,
		source: string,
		keys: readonly Key[],
		first: readonly string[]
	): Promise<'opened' | 'code-taken'> {
		const { trial, code } = room;
		return await db.transaction().execute(async (transaction) => {
			if ((await findRoom(transaction, code))?.closedAt === null) return 'code-taken';
			await transaction.insertInto('room').values(room).execute();
			await transaction.insertInto('casefile').values({ trial, source }).execute();
			for (const key of keys) await transaction.insertInto('key').values(key).execute();
			await insertFacts(transaction, trial, 0, first);
			return 'opened';
		});
	},

	room: findRoom,

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
		await db
			.updateTable('room')
			.set({ closedAt })
			.where('trial', '=', trial)
			.where('closedAt', 'is', null)
			.execute();
	},

	async casefile(db: Database, trial: string): Promise<string | null> {
		const row = await db
			.selectFrom('casefile')
			.select('source')
			.where('trial', '=', trial)
			.executeTakeFirst();
		return row?.source ?? null;
	},

	/** Many appends of many trials in one transaction; each is kept whole or not at all, whatever the others get. */
	async append(db: Database, batch: readonly Encoded[]): Promise<(Appended | 'unknown-trial')[]> {
		return await db.transaction().execute(async (transaction) => {
			const outcomes: (Appended | 'unknown-trial')[] = [];
			for (const append of batch) outcomes.push(await appendOne(transaction, append));
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
		await db.insertInto('key').values(key).execute();
	},

	async key(db: Database, hash: string): Promise<Key | null> {
		const row = await db.selectFrom('key').selectAll().where('hash', '=', hash).executeTakeFirst();
		return row ?? null;
	},

	async takeKey(db: Database, hash: string, now: number): Promise<Key | null> {
		const row = await db
			.deleteFrom('key')
			.where('hash', '=', hash)
			.where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
			.returningAll()
			.executeTakeFirst();
		return row ?? null;
	},

	async dropKeys(
		db: Database,
		trial: string,
		{ holder, purpose, office }: { holder?: string; purpose?: Purpose; office?: Office }
	): Promise<void> {
		let query = db.deleteFrom('key').where('trial', '=', trial);
		if (holder !== undefined) query = query.where('holder', '=', holder);
		if (purpose !== undefined) query = query.where('purpose', '=', purpose);
		if (office !== undefined) query = query.where('office', '=', office);
		await query.execute();
	},

	async secret(db: Database, name: string): Promise<string> {
		const value = randomBytes(32).toString('base64url');
		await db
			.insertInto('secret')
			.values({ name, value })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		const row = await db
			.selectFrom('secret')
			.select('value')
			.where('name', '=', name)
			.executeTakeFirstOrThrow();
		return row.value;
	},

	/** Changes a byte, since SQLite writes nothing where nothing changed. */
	async probe(db: Database): Promise<void> {
		await db
			.insertInto('probe')
			.values({ id: 1, beat: 0 })
			.onConflict((conflict) =>
				conflict
					.column('id')
					.doUpdateSet((row) => ({ beat: row(row.val(1), '-', row.ref('probe.beat')) }))
			)
			.execute();
		await db.selectFrom('probe').select('beat').executeTakeFirstOrThrow();
	}
};

async function findRoom(db: Database, code: string): Promise<Room | null> {
	const row = await db
		.selectFrom('room')
		.selectAll()
		.where('code', '=', code)
		.orderBy('closedAt', (order) => order.desc().nullsFirst())
		.limit(1)
		.executeTakeFirst();
	return row ?? null;
}

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
	{ trial, expected, events, receipt }: Encoded
): Promise<Appended | 'unknown-trial'> {
	if (receipt && (await findReceipt(db, trial, receipt.id)) !== null) return 'repeated';
	const version = await findVersion(db, trial);
	if (version === null) return 'unknown-trial';
	if (version !== expected) return 'conflict';
	await insertFacts(db, trial, expected, events);
	if (receipt)
		await db
			.insertInto('receipt')
			.values({ trial, ...receipt })
			.execute();
	return 'appended';
}

/** The trial's last version, 0 where it has no fact yet, null where there is no such trial. */
async function findVersion(db: Database, trial: string): Promise<number | null> {
	const last = await db
		.selectFrom('fact')
		.select('version')
		.where('trial', '=', trial)
		.orderBy('version', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (last) return last.version;
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
