/**
 * How many commits were synced, in a file beside the database: SQLite drops without a word the tail of a -wal that was
 * cut, and a database that counts fewer commits than its mark has lost some that were acknowledged.
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The file of a data directory that holds the count; removing it accepts the loss. */
export const markName = 'pretoire.mark';

const digits = 16;

export class Mark {
	readonly #file: number;
	readonly #connection: DatabaseSync;
	readonly #text = Buffer.alloc(digits);
	/** Rows changed on this connection when the transaction began. */
	#before = 0;
	#changes: StatementSync | null = null;
	#count: StatementSync | null = null;

	constructor(directory: string, connection: DatabaseSync) {
		this.#file = openSync(
			join(directory, markName),
			constants.O_RDWR | constants.O_CREAT,
			// Read and written by whoever owns the database.
			0o600
		);
		this.#connection = connection;
	}

	/** The number of commits the file says are durable; 0 where it says nothing. */
	read(): number {
		const length = readSync(this.#file, this.#text, 0, digits, 0);
		const text = this.#text.toString('latin1', 0, length);
		return /^\d{16}$/.test(text) ? Number(text) : 0;
	}

	/** Called when a transaction has begun. */
	begin(): void {
		this.#before = this.#countChanges();
	}

	/** Commits; a transaction that changed something is counted in itself, and in the file once it is durable. */
	commit(run: () => void): void {
		if (this.#countChanges() === this.#before) return run();
		this.#count ??= this.#connection.prepare(
			'update mark set commits = commits + 1 returning commits'
		);
		const commits = Number(this.#count.get()?.commits);
		run();
		this.raise(commits);
	}

	/** Writes the count unless the file already says more; not synced, so never ahead of the database. */
	raise(commits: number): void {
		try {
			if (this.read() >= commits) return;
			this.#text.write(String(commits).padStart(digits, '0'), 'latin1');
			writeSync(this.#file, this.#text, 0, digits, 0);
		} catch {
			// What is committed is committed: a mark that stays behind only sees less.
		}
	}

	close(): void {
		closeSync(this.#file);
	}

	#countChanges(): number {
		this.#changes ??= this.#connection.prepare('select total_changes() as changes');
		return Number(this.#changes.get()?.changes);
	}
}
