/** What the notebooks ask of whatever keeps their text, away from the record: SQLite today, another database behind the same port. */
import type { NotebookId } from '../../trial/notebook.ts';
import type { TrialId } from '../store/store.ts';

/** A piece of what was written in a notebook; `seq` counts within the trial, whoever wrote. */
export interface Page {
	seq: number;
	notebook: NotebookId;
	/** `whole`: all that came before; else the updates of one save, packed. */
	whole: boolean;
	bytes: Uint8Array;
}

/** What one save adds to one notebook. */
export interface Written extends Pick<Page, 'notebook' | 'bytes'> {
	trial: TrialId;
}

/** A passage that a seat would show to the room. */
export interface KeptExtract {
	seat: string;
	text: string;
}

/** A trial whose notebooks have had their time. */
export interface Over {
	trial: TrialId;
	/** The extracts that stay; null: not even those. */
	kept: readonly string[] | null;
}

/** Every promise resolves once what it says is kept, and rejects with StoreUnavailable where the disk fails. */
export interface NoteStore {
	/** The pages of a trial after `seq`, of one notebook or of all, in order. */
	read(trial: TrialId, after: number, notebook?: NotebookId): Promise<Page[]>;
	/** Adds pages of any trials at once, each numbered after those of its own; gives these numbers. */
	add(pages: readonly Written[]): Promise<number[]>;
	/**
	 * Puts the whole text in the place of the pages of this notebook up to `seq`; gives its number, or null where
	 * somebody else has written after `seq`.
	 */
	replace(
		trial: TrialId,
		notebook: NotebookId,
		seq: number,
		whole: Uint8Array
	): Promise<number | null>;
	/** Keeps the text of an extract; false where its seat has as many in this trial as it may. */
	addExtract(trial: TrialId, id: string, extract: KeptExtract, most: number): Promise<boolean>;
	extract(trial: TrialId, id: string): Promise<KeptExtract | null>;
	/** The trials of which something is kept. */
	trials(): Promise<TrialId[]>;
	/** When each of these trials was first said to be unknown to the record; those no longer said so are forgotten. */
	sinceUnknown(trials: readonly TrialId[], now: number): Promise<Map<TrialId, number>>;
	/** Erases all that is written in these trials, for good. */
	erase(over: readonly Over[]): Promise<void>;
	/** Blanks what was deleted since the last time, wherever bytes of it stay. */
	tidy(): Promise<void>;
	/** False only where nobody else has written since this store was last asked. */
	changed(): Promise<boolean>;
	/** Finishes what was asked and closes. */
	stop(): Promise<void>;
}
