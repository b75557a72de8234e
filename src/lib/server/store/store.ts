/** What the courtrooms ask of whatever keeps the record: SQLite today, PostgreSQL behind the same port. */
import type { Office } from '../../trial/actor.ts';

export type TrialId = string;

export interface Room {
	trial: TrialId;
	code: string;
	openedAt: number;
	closedAt: number | null;
}

/** One event of a trial, as JSON gives it back; versions count from 1 without a gap. */
export interface Fact {
	version: number;
	event: unknown;
}

/** Events to add after version `expected` (0: nothing yet), with the answer given to the command of that id. */
export interface Append {
	trial: TrialId;
	expected: number;
	events: readonly unknown[];
	receipt?: { id: string; reply: string };
	/** Added only while this process holds the trial's lease. */
	home?: string;
}

/**
 * `conflict`: the trial is not at `expected` any more. `repeated`: this receipt's id was already answered.
 * `not-home`: the lease is not the one who asks's.
 */
export type Appended = 'appended' | 'conflict' | 'repeated' | 'not-home';

/** Which process keeps the slips of a trial, where the others reach it, and until when it says so. */
export interface Lease {
	trial: TrialId;
	holder: string;
	address: string;
	until: number;
}

export type Purpose = 'cookie' | 'phrase' | 'invitation' | 'replacement';

/** A secret held by somebody, stored hashed. */
export interface Key {
	hash: string;
	trial: TrialId;
	office: Office;
	purpose: Purpose;
	holder: string;
	expiresAt: number | null;
}

/** Every promise resolves once what it says is durable, and rejects with StoreUnavailable where the disk fails. */
export interface Store {
	/** Opens a room with its case, its keys, its first facts and the files of its case as an archive, all or nothing. */
	open(
		room: Room,
		casefile: string,
		keys: readonly Key[],
		first: readonly unknown[],
		archive?: Uint8Array | null
	): Promise<'opened' | 'code-taken'>;
	/** The open room of this code, else the last one closed under it. */
	room(code: string): Promise<Room | null>;
	/** The rooms that are not closed, oldest first. */
	rooms(): Promise<Room[]>;
	/** Closes the room, whose code may then be given to another. */
	close(trial: TrialId, at: number): Promise<void>;
	casefile(trial: TrialId): Promise<string | null>;
	/** The files of its case, as they were when it opened; null where they were not kept. */
	archive(trial: TrialId): Promise<Uint8Array | null>;
	/** Keeps the text of this digest, and lets go of the trial's others but the one `beside`. */
	keepSealed(trial: TrialId, digest: string, text: string, beside: string): Promise<void>;
	/** The sealed text of this digest; null where none was kept. */
	sealed(trial: TrialId, digest: string): Promise<string | null>;
	/** Adds all the events or none; rejected, it may have been kept or not, unless UnknownTrial: read again before deciding. */
	append(append: Append): Promise<Appended>;
	/** The facts whose version is greater than `after`, in order. */
	read(trial: TrialId, after: number): Promise<Fact[]>;
	receipt(trial: TrialId, id: string): Promise<string | null>;
	addKey(key: Key): Promise<void>;
	/** The key of this hash, expired or not. */
	key(hash: string): Promise<Key | null>;
	/** Takes a key that serves once: of two callers one gets it; an expired key stays and is not given. */
	takeKey(hash: string, now: number): Promise<Key | null>;
	/** Drops the trial's keys that match every field given. */
	dropKeys(
		trial: TrialId,
		where: { holder?: string; purpose?: Purpose; office?: Office }
	): Promise<void>;
	/** 256 random bits, base64url, drawn the first time the name is asked for. */
	secret(name: string): Promise<string>;
	/**
	 * Gives the trial's lease to who asks where nobody holds it, it ran out before `now`, or its holder is the one to
	 * `replace`; answers with the lease that holds from now on.
	 */
	lease(asked: Lease, now: number, replace?: string | null): Promise<Lease>;
	/** Puts off the end of these leases; gives the trials of those that are still this holder's. */
	renewLeases(holder: string, trials: readonly TrialId[], until: number): Promise<TrialId[]>;
	/** Gives back every lease of this holder. */
	dropLeases(holder: string): Promise<void>;
	/** False only where nobody else has written since this store was last asked. */
	changed(): Promise<boolean>;
	/** Writes and reads, or throws StoreUnavailable. */
	probe(): Promise<void>;
	/** Finishes what was asked and closes; later calls are refused. */
	stop(): Promise<void>;
}

/** The trial is not, or not any more, in the record. */
export class UnknownTrial extends Error {
	override readonly name = 'UnknownTrial';
}

/** Why the store cannot answer. */
export type Trouble =
	| 'full'
	| 'readonly'
	| 'io'
	| 'damaged'
	| 'missing'
	| 'busy'
	| 'newer'
	| 'outdated'
	| 'unsafe'
	| 'interrupted'
	| 'stopped';

/** The disk refused; the message says in French what to do, and the next call tries again. */
export class StoreUnavailable extends Error {
	override readonly name = 'StoreUnavailable';
	readonly trouble: Trouble;

	constructor(trouble: Trouble, message: string, options?: ErrorOptions) {
		super(message, options);
		this.trouble = trouble;
	}
}
