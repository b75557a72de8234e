import type { Database } from './schema.ts';

/** The texts that are kept closed, by the digest that commits to them. */
export const sealedCalls = {
	async keepSealed(
		db: Database,
		trial: string,
		digest: string,
		text: string,
		beside: string
	): Promise<void> {
		await db.transaction().execute(async (transaction) => {
			await transaction
				.deleteFrom('sealed')
				.where('trial', '=', trial)
				.where('digest', 'not in', [digest, beside])
				.execute();
			await transaction
				.insertInto('sealed')
				.values({ trial, digest, text })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		});
	},

	async sealed(db: Database, trial: string, digest: string): Promise<string | null> {
		const row = await db
			.selectFrom('sealed')
			.select('text')
			.where('trial', '=', trial)
			.where('digest', '=', digest)
			.executeTakeFirst();
		return row?.text ?? null;
	}
};
