/** The documents in use: read from the store, written to, saved at most half a second late. One thing at a time. */
import * as Y from 'yjs';
import type { NoteRefusal } from '../../protocol/notebook.ts';
import type { NotebookId } from '../../trial/notebook.ts';
import { StoreUnavailable, type TrialId } from '../store/store.ts';
import { NoteDoc } from './note-doc.ts';
import type { NoteStore } from './note-store.ts';
import { packUpdates, packWhole } from './pages.ts';

/** What somebody wrote: for whoever has the notebook open. */
export interface Moved {
	trial: TrialId;
	notebook: NotebookId;
	update: Uint8Array;
}
export type Opened = { update: Uint8Array; vector: Uint8Array };
/** A trial of which something was saved, and the last number it got. */
export interface Saved {
	trial: TrialId;
	seq: number;
}

/** Pages after which a document is written whole again. */
const mostPages = 64;

export class Documents {
	readonly #store: NoteStore;
	/** Wraps what a browser's bytes may make last for ever. */
	readonly #watch: <Result>(run: () => Result) => Result;
	readonly #open = new Map<string, NoteDoc>();
	/** The last page of each trial before which all is known here. */
	readonly #seen = new Map<TrialId, number>();
	#news: Moved[] = [];

	constructor(store: NoteStore, watch: <Result>(run: () => Result) => Result = (run) => run()) {
		this.#store = store;
		this.#watch = watch;
	}

	/** What a browser with this state vector lacks, and the state vector of the document. */
	async open(
		trial: TrialId,
		notebook: NotebookId,
		vector: Uint8Array
	): Promise<Opened | NoteRefusal> {
		const it = await this.#load(trial, notebook);
		if (!it) return 'unreadable';
		const { doc } = it;
		try {
			return this.#watch(() => ({
				update: Y.encodeStateAsUpdate(doc, vector),
				vector: Y.encodeStateVector(doc)
			}));
		} catch {
			return 'malformed';
		}
	}

	/**
	 * Adds an update; gives what it changed, to be told to the others, or why it is refused: `of-another` where it
	 * brings something under one of the clients of `others`.
	 */
	async write(
		trial: TrialId,
		notebook: NotebookId,
		update: Uint8Array,
		others: readonly number[] = []
	): Promise<{ update: Uint8Array | null } | NoteRefusal | 'of-another'> {
		const it = await this.#load(trial, notebook);
		if (!it) return 'unreadable';
		const outcome = this.#watch(() => it.apply(update, others));
		// Whatever it left behind goes: the document is made again of what was accepted.
		if (outcome === 'damaged') {
			const pages = await this.#store.read(trial, 0, notebook);
			this.#watch(() => it.fill(pages));
		}
		if (outcome !== null) return outcome === 'damaged' ? 'malformed' : outcome;
		const changed = it.takeChanged();
		if (changed) it.unsaved.push(changed);
		return { update: changed };
	}

	get isDirty(): boolean {
		return [...this.#open.values()].some(({ unsaved }) => unsaved.length > 0);
	}

	/** Writes what was accepted since the last time; what the disk refuses waits for the next. */
	async save(): Promise<Saved[]> {
		const dirty = [...this.#open.values()].filter(({ unsaved }) => unsaved.length > 0);
		if (dirty.length === 0) return [];
		const pages = dirty.map(({ trial, notebook, unsaved }) => ({
			trial,
			notebook,
			bytes: packUpdates(unsaved.splice(0))
		}));
		const saved = new Map<TrialId, number>();
		try {
			const seqs = await this.#store.add(pages);
			for (const [n, { trial }] of pages.entries()) {
				const seq = seqs[n] ?? 0;
				this.#follow(trial, seq);
				saved.set(trial, seq);
			}
		} catch (error) {
			for (const it of dirty) it.unsaved = [Y.encodeStateAsUpdate(it.doc)];
			throw error;
		}
		for (const it of dirty) if (++it.pages % mostPages === 0) await this.#trySettle(it);
		return [...saved].map(([trial, seq]) => ({ trial, seq }));
	}

	/** Reads what other processes wrote in the documents open here, where they have written up to `seq` or nobody knows. */
	async catchUp(trial: TrialId, seq = Infinity): Promise<void> {
		const seen = this.#seen.get(trial);
		if (seen === undefined || seen >= seq) return;
		for (const page of await this.#store.read(trial, seen)) {
			this.#seen.set(trial, page.seq);
			const it = this.#open.get(keyOf(trial, page.notebook));
			if (!it) continue;
			this.#watch(() => it.add(page));
			this.#tell(it);
		}
	}

	/** What other processes wrote and is not told here yet. */
	takeNews(): Moved[] {
		return this.#news.splice(0);
	}

	/** The trials of which something is open. */
	get trials(): TrialId[] {
		return [...this.#seen.keys()];
	}

	/** Nobody has it open here any more: saved, made small, and forgotten. */
	async leave(trial: TrialId, notebook: NotebookId): Promise<void> {
		const it = this.#open.get(keyOf(trial, notebook));
		if (!it) return;
		if (it.unsaved.length > 0) await this.save();
		if (it.pages > 0) await this.#trySettle(it);
		this.#drop(it);
	}

	/** Saves all, and leaves each as nobody had it open. */
	async stop(): Promise<void> {
		await this.save();
		for (const { trial, notebook } of [...this.#open.values()]) await this.leave(trial, notebook);
	}

	/** What was written is not wanted any more. */
	forget(trial: TrialId): void {
		for (const it of this.#open.values()) if (it.trial === trial) this.#drop(it);
	}

	/** Its pages hold all that it says: one that cannot be made small harms no other. */
	async #trySettle(it: NoteDoc): Promise<void> {
		try {
			await this.#settle(it);
		} catch (error) {
			if (error instanceof StoreUnavailable) throw error;
		}
	}

	/** Writes the document whole, in the place of its pages, unless another process has just written in it. */
	async #settle(it: NoteDoc): Promise<void> {
		const { trial, notebook } = it;
		const pages = await this.#store.read(trial, it.seq, notebook);
		const whole = this.#watch(() => {
			for (const page of pages) it.add(page);
			return packWhole(it.doc);
		});
		this.#tell(it);
		const last = pages.at(-1)?.seq ?? it.seq;
		const seq = await this.#store.replace(trial, notebook, last, whole);
		it.seq = seq ?? last;
		if (seq === null) return;
		this.#follow(trial, seq);
		it.pages = 0;
	}

	/** One more number is known here, where it comes right after the others. */
	#follow(trial: TrialId, seq: number): void {
		if (this.#seen.get(trial) === seq - 1) this.#seen.set(trial, seq);
	}

	#tell(it: NoteDoc): void {
		const update = it.takeChanged();
		if (update) this.#news.push({ trial: it.trial, notebook: it.notebook, update });
	}

	/** Null where what is kept of it cannot be read. */
	async #load(trial: TrialId, notebook: NotebookId): Promise<NoteDoc | null> {
		const known = this.#open.get(keyOf(trial, notebook));
		if (known) return known;
		const it = new NoteDoc(trial, notebook);
		const pages = await this.#store.read(trial, 0, notebook);
		try {
			this.#watch(() => it.fill(pages));
		} catch {
			return null;
		}
		if (!this.#seen.has(trial)) this.#seen.set(trial, it.seq);
		this.#open.set(keyOf(trial, notebook), it);
		return it;
	}

	#drop(it: NoteDoc): void {
		this.#open.delete(keyOf(it.trial, it.notebook));
		it.doc.destroy();
		if (![...this.#open.values()].some(({ trial }) => trial === it.trial))
			this.#seen.delete(it.trial);
	}
}

const keyOf = (trial: TrialId, notebook: NotebookId): string => `${trial} ${notebook}`;
