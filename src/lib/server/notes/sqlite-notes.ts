/** The notebooks' text in a SQLite file of its own: one connection, in the thread that asks. */
import { existsSync } from 'node:fs';
import type { TrialId } from '../store/store.ts';
import { asUnavailable } from '../store/trouble.ts';
import {
	notesFileOf,
	openNoteDatabase,
	type NoteDatabase,
	type OpenedNotes
} from './note-database.ts';
import type { KeptExtract, NoteStore, Over, Page, Written } from './note-store.ts';

export class SqliteNotes implements NoteStore {
	readonly #directory: string;
	#opened: OpenedNotes | null = null;
	/** One transaction after the other: they share one connection. */
	#turn: Promise<unknown> = Promise.resolve();
	#version = -1;
	/** What was deleted may still be read in the file: also what a process that died had not blanked. */
	#traces = false;

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

	add(pages: readonly Written[]): Promise<number[]> {
		return this.#write(async (db) => {
			const seqs: number[] = [];
			for (const { trial, notebook, bytes } of pages) {
				const seq = await count(db, trial, 1);
				await db.insertInto('page').values({ trial, seq, notebook, whole: 0, bytes }).execute();
				seqs.push(seq);
			}
			return seqs;
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
			this.#traces = true;
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
				.where('seat', '=', extract.seat)
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

	sinceUnknown(trials: readonly TrialId[], now: number): Promise<Map<TrialId, number>> {
		return this.#write(async (db) => {
			let known = db.deleteFrom('stranger');
			if (trials.length > 0) known = known.where('trial', 'not in', [...trials]);
			await known.execute();
			for (const trial of trials)
				await db
					.insertInto('stranger')
					.values({ trial, since: now })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			const rows = await db.selectFrom('stranger').selectAll().execute();
			return new Map(rows.map(({ trial, since }) => [trial, since]));
		});
	}

	async erase(over: readonly Over[]): Promise<void> {
		if (over.length === 0) return;
		const gone = await this.#write(async (db) => {
			let rows = 0n;
			for (const { trial, kept } of over) {
				const pages = await db.deleteFrom('page').where('trial', '=', trial).executeTakeFirst();
				let asked = db.deleteFrom('extract').where('trial', '=', trial);
				if (kept && kept.length > 0) asked = asked.where('id', 'not in', [...kept]);
				const extracts = await asked.executeTakeFirst();
				rows += pages.numDeletedRows + extracts.numDeletedRows;
				if (kept === null) await db.deleteFrom('count').where('trial', '=', trial).execute();
			}
			return rows;
		});
		// Swept each hour: a room already swept costs nothing more.
		if (gone === 0n) return;
		this.#traces = true;
		await this.tidy();
	}

	tidy(): Promise<void> {
		return this.#ask(async ({ connection }) => {
			if (!this.#traces) return;
			// secure_delete blanks what is deleted, not what was moved within a page nor what the log still holds.
			connection.exec('pragma temp_store = memory; vacuum');
			const [log] = connection.prepare('pragma wal_checkpoint(truncate)').all();
			// Another process may be reading the log: next time, then.
			this.#traces = log?.['busy'] !== 0;
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

	#open(): Promise<OpenedNotes> {
		this.#traces = existsSync(`${notesFileOf(this.#directory)}-wal`);
		return openNoteDatabase(this.#directory);
	}

	#write<Result>(act: (db: NoteDatabase) => Promise<Result>): Promise<Result> {
		return this.#ask(({ db }) => db.transaction().execute(act));
	}

	#ask<Result>(act: (opened: OpenedNotes) => Promise<Result>): Promise<Result> {
		const asked = this.#turn.then(async () => {
			try {
				this.#opened ??= await this.#open();
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
