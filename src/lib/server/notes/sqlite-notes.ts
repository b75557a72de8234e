/** The notebooks' text in a SQLite file of its own: one connection, in the thread that asks. */
import type { TrialId } from '../store/store.ts';
import { asUnavailable } from '../store/trouble.ts';
import { openNoteDatabase, type NoteDatabase, type OpenedNotes } from './note-database.ts';
import type { KeptExtract, NoteStore, Over, Page, Written } from './note-store.ts';

export class SqliteNotes implements NoteStore {
	readonly #directory: string;
	#opened: OpenedNotes | null = null;
	/** One transaction after the other: they share one connection. */
	#turn: Promise<unknown> = Promise.resolve();
	#version = -1;

	constructor(directory: string) {
		this.#directory = directory;
	}

	read(trial: TrialId, after: number, notebook?: string): Promise<Page[]> {
		return this.#ask(async ({ db }) => {
			let query = db
				.selectFrom('page')
				.select(['seq', 'notebook', 'whole', 'bytes'])
				.where('trial', '=', trial)
				.where('seq', '>', after)
				.orderBy('seq');
			if (notebook !== undefined) query = query.where('notebook', '=', notebook);
			return (await query.execute()).map((page) => ({ ...page, whole: page.whole === 1 }));
		});
	}

	add(pages: readonly Written[]): Promise<void> {
		return this.#write(async (db) => {
			for (const { trial, notebook, bytes } of pages) {
				const seq = await count(db, trial, 1);
				await db.insertInto('page').values({ trial, seq, notebook, whole: 0, bytes }).execute();
			}
		});
	}

	replace(
		trial: TrialId,
		notebook: string,
		seq: number,
		whole: Uint8Array
	): Promise<number | null> {
		return this.#write(async (db) => {
			const later = await db
				.selectFrom('page')
				.select('seq')
				.where('trial', '=', trial)
				.where('notebook', '=', notebook)
				.where('seq', '>', seq)
				.limit(1)
				.execute();
			if (later.length > 0) return null;
			await db
				.deleteFrom('page')
				.where('trial', '=', trial)
				.where('notebook', '=', notebook)
				.execute();
			const next = await count(db, trial, 1);
			const row = { trial, seq: next, notebook, whole: 1 as const, bytes: whole };
			await db.insertInto('page').values(row).execute();
			return next;
		});
	}

	addExtract(trial: TrialId, id: string, extract: KeptExtract, most: number): Promise<boolean> {
		return this.#write(async (db) => {
			const { kept } = await db
				.selectFrom('extract')
				.select((it) => it.fn.countAll<number>().as('kept'))
				.where('trial', '=', trial)
				.executeTakeFirstOrThrow();
			if (kept >= most) return false;
			await count(db, trial, 0);
			await db
				.insertInto('extract')
				.values({ trial, id, ...extract })
				.execute();
			return true;
		});
	}

	extract(trial: TrialId, id: string): Promise<KeptExtract | null> {
		return this.#ask(async ({ db }) => {
			const row = await db
				.selectFrom('extract')
				.select(['seat', 'text'])
				.where('trial', '=', trial)
				.where('id', '=', id)
				.executeTakeFirst();
			return row ?? null;
		});
	}

	trials(): Promise<TrialId[]> {
		return this.#ask(async ({ db }) => {
			const rows = await db.selectFrom('count').select('trial').orderBy('trial').execute();
			return rows.map(({ trial }) => trial);
		});
	}

	async erase(over: readonly Over[]): Promise<void> {
		if (over.length === 0) return;
		await this.#write(async (db) => {
			for (const { trial, kept } of over) {
				await db.deleteFrom('page').where('trial', '=', trial).execute();
				let extracts = db.deleteFrom('extract').where('trial', '=', trial);
				if (kept && kept.length > 0) extracts = extracts.where('id', 'not in', [...kept]);
				await extracts.execute();
				if (kept === null) await db.deleteFrom('count').where('trial', '=', trial).execute();
			}
		});
		// secure_delete blanks what is deleted, not what was moved within a page nor what the log still holds.
		await this.#ask(async ({ connection }) => {
			connection.exec('pragma temp_store = memory; vacuum; pragma wal_checkpoint(truncate)');
		});
	}

	changed(): Promise<boolean> {
		return this.#ask(async ({ connection }) => {
			const version = Number(connection.prepare('pragma data_version').get()?.['data_version']);
			const moved = version !== this.#version;
			this.#version = version;
			return moved;
		});
	}

	async stop(): Promise<void> {
		await this.#turn;
		this.#opened?.close();
		this.#opened = null;
	}

	#write<Result>(act: (db: NoteDatabase) => Promise<Result>): Promise<Result> {
		return this.#ask(({ db }) => db.transaction().execute(act));
	}

	#ask<Result>(act: (opened: OpenedNotes) => Promise<Result>): Promise<Result> {
		const asked = this.#turn.then(async () => {
			try {
				this.#opened ??= await openNoteDatabase(this.#directory);
				return await act(this.#opened);
			} catch (error) {
				throw asUnavailable(error, this.#directory);
			}
		});
		this.#turn = asked.catch(() => {});
		return asked;
	}
}

/** Takes so many numbers of this trial; gives the last. */
async function count(db: NoteDatabase, trial: TrialId, more: number): Promise<number> {
	const { seq } = await db
		.insertInto('count')
		.values({ trial, seq: more })
		.onConflict((conflict) =>
			conflict.column('trial').doUpdateSet((row) => ({ seq: row('count.seq', '+', more) }))
		)
		.returning('seq')
		.executeTakeFirstOrThrow();
	return seq;
}
