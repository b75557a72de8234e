/** What crosses between the thread of the notebooks and the main one. */
import type { NoteRefusal } from '../../protocol/notebook.ts';
import type { NotebookId } from '../../trial/notebook.ts';
import type { TrialId } from '../store/store.ts';
import type { Moved, Opened } from './documents.ts';
import type { KeptExtract } from './note-store.ts';

export interface Calls {
	open(trial: TrialId, notebook: NotebookId, vector: Uint8Array): Opened | NoteRefusal;
	/** What is new in it, if anything. */
	write(
		trial: TrialId,
		notebook: NotebookId,
		update: Uint8Array
	): { update: Uint8Array | null } | NoteRefusal;
	leave(trial: TrialId, notebook: NotebookId): void;
	catchUp(trial: TrialId): void;
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

export type Told =
	| { id: number; value: unknown }
	/** The store did not answer; nothing of a text is in the reason. */
	| { id: number; trouble: string }
	/** Another process has written. */
	| { moved: Moved }
	/** This process has: for the others to be told. */
	| { saved: TrialId }
	/** The disk refuses what waits to be written. */
	| { unsaved: string };

/** Where the thread says, in memory both see, which question it reads the bytes of; 0 for none. */
export const reading = 0;

export interface Desked {
	directory: string;
	flag: Int32Array;
	/** In ms, how late what is written is saved. */
	late: number;
}
