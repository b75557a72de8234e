import { sql } from 'kysely';
import type { Database } from './schema.ts';
import type { Lease } from './store.ts';

/** What each connection had seen of the others' writes. */
const seen = new WeakMap<Database, number>();

/** What processes that share a record ask of it. */
export const leaseCalls = {
	async lease(db: Database, asked: Lease, now: number, replace: string | null): Promise<Lease> {
		const { trial, ...mine } = asked;
		const isFree = (held: Lease | null) =>
			!held || held.until <= now || [asked.holder, replace].includes(held.holder);
		const held = await findLease(db, trial);
		// Asked often by those who only look: nothing is locked for them.
		if (held && !isFree(held)) return held;
		return await db.transaction().execute(async (transaction) => {
			const last = await findLease(transaction, trial);
			if (last && !isFree(last)) return last;
			await transaction
				.insertInto('lease')
				.values(asked)
				.onConflict((conflict) => conflict.column('trial').doUpdateSet(mine))
				.execute();
			return asked;
		});
	},

	async renewLeases(
		db: Database,
		holder: string,
		trials: readonly string[],
		until: number
	): Promise<string[]> {
		return await db.transaction().execute(async (transaction) => {
			const kept = await transaction
				.updateTable('lease')
				.set({ until })
				.where('holder', '=', holder)
				.where('trial', 'in', trials)
				.returning('trial')
				.execute();
			return kept.map(({ trial }) => trial);
		});
	},

	async dropLeases(db: Database, holder: string): Promise<void> {
		await db
			.transaction()
			.execute((transaction) =>
				transaction.deleteFrom('lease').where('holder', '=', holder).execute()
			);
	},

	/** SQLite counts, for each connection, the commits of the others; a new connection knows of none. */
	async changed(db: Database): Promise<boolean> {
		const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db);
		const version = rows[0]?.data_version ?? 0;
		const last = seen.get(db);
		seen.set(db, version);
		return version !== last;
	}
};

/** The trial's lease, run out or not. */
export async function findLease(db: Database, trial: string): Promise<Lease | null> {
	const row = await db
		.selectFrom('lease')
		.selectAll()
		.where('trial', '=', trial)
		.executeTakeFirst();
	return row ?? null;
}
