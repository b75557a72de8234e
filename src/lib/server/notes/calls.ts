/** What crosses between the thread of the notebooks and the main one. */
import type { NoteRefusal } from '../../protocol/notebook.ts';
import type { NotebookId } from '../../trial/notebook.ts';
import type { StoreUnavailable, TrialId } from '../store/store.ts';
import type { Moved, Opened, Saved } from './documents.ts';
import type { KeptExtract } from './note-store.ts';

export interface Calls {
	open(trial: TrialId, notebook: NotebookId, vector: Uint8Array): Opened | NoteRefusal;
	/** What is new in it, if anything; `others`: clients under which it may bring nothing. */
	write(
		trial: TrialId,
		notebook: NotebookId,
		update: Uint8Array,
		others: readonly number[]
	): { update: Uint8Array | null } | NoteRefusal | 'of-another';
	leave(trial: TrialId, notebook: NotebookId): void;
	/** Another process may have written, up to this number. */
	catchUp(trial: TrialId, seq: number): void;
	/** Of a room that is erased. */
	erase(trial: TrialId): void;
	addExtract(trial: TrialId, id: string, extract: KeptExtract): boolean;
	extract(trial: TrialId, id: string): KeptExtract | null;
	/** Saves and ends. */
	stop(): void;
}
export type Call = keyof Calls;

export interface Question {
	id: number;
	call: Call;
	args: readonly unknown[];
}

/** Why the store did not answer; nothing of a text is in it. */
export interface Trouble {
	/** Null for a failure of the program. */
	trouble: StoreUnavailable['trouble'] | null;
	reason: string;
}

export type Told =
	/** `cost`: in ms, of this thread alone. */
	| { id: number; cost: number; value: unknown }
	| ({ id: number; cost: number } & Trouble)
	/** Another process has written. */
	| { moved: Moved }
	/** This process has: for the others to be told. */
	| { saved: Saved }
	/** The disk refuses what waits to be written. */
	| { unsaved: Trouble }
	/** What is over could not be erased. */
	| { failed: Trouble };

/** Where the thread says, in memory both see, which question it reads the bytes of; 0 for none. */
export const reading = 0;

export interface Desked {
	directory: string;
	flag: Int32Array;
	/** In ms, how late what is written is saved. */
	late: number;
	/** In ms, how often other processes are looked for, told or not. */
	poll: number;
}
