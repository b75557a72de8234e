/** The documents in use: read from the store, written to, saved at most half a second late. One thing at a time. */
import * as Y from 'yjs';
import { noteLimits, type NoteRefusal } from '../../protocol/notebook.ts';
import type { NotebookId } from '../../trial/notebook.ts';
import type { TrialId } from '../store/store.ts';
import type { NoteStore, Page } from './note-store.ts';
import { addPage, packUpdates, packWhole } from './pages.ts';
import { checkUpdate } from './update-check.ts';

/** What somebody wrote: for whoever has the notebook open. */
export interface Moved {
	trial: TrialId;
	notebook: NotebookId;
	update: Uint8Array;
}
export type Opened = { update: Uint8Array; vector: Uint8Array };

interface Open {
	trial: TrialId;
	notebook: NotebookId;
	doc: Y.Doc;
	/** Accepted, and not yet in the store. */
	unsaved: Uint8Array[];
	/** What applying just changed, as Yjs tells it. */
	changed: Uint8Array[];
	/** Bytes of the document, as one update: an upper bound until it is measured again. */
	size: number;
	/** The last page of the store known to be in the document. */
	seq: number;
	/** Pages since it was last written whole. */
	pages: number;
}

/** Pages after which a document is written whole again. */
const mostPages = 64;

export class Documents {
	readonly #store: NoteStore;
	/** Wraps what a browser's bytes may make last for ever. */
	readonly #watch: <Result>(run: () => Result) => Result;
	readonly #open = new Map<string, Open>();
	/** The last page read of each trial. */
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
		const { doc } = await this.#load(trial, notebook);
		try {
			return this.#watch(() => ({
				update: Y.encodeStateAsUpdate(doc, vector),
				vector: Y.encodeStateVector(doc)
			}));
		} catch {
			return 'malformed';
		}
	}

	/** Adds an update; gives what it changed, to be told to the others, or why it is refused. */
	async write(
		trial: TrialId,
		notebook: NotebookId,
		update: Uint8Array
	): Promise<{ update: Uint8Array | null } | NoteRefusal> {
		const it = await this.#load(trial, notebook);
		const outcome = this.#watch(() => this.#apply(it, update));
		// Whatever it left behind goes: the document is made again of what was accepted.
		if (outcome === 'damaged') await this.#reload(it);
		if (outcome !== null) return outcome === 'damaged' ? 'malformed' : outcome;
		const [first, ...others] = it.changed.splice(0);
		if (!first) return { update: null };
		const changed = others.length > 0 ? Y.mergeUpdates([first, ...others]) : first;
		it.unsaved.push(changed);
		it.size += changed.length;
		return { update: changed };
	}

	#apply(it: Open, update: Uint8Array): NoteRefusal | 'damaged' | null {
		const decoded = checkUpdate(it.doc, update);
		if (!decoded) return 'malformed';
		// What only deletes makes room.
		if (decoded.structs.length > 0 && this.#isFull(it, update.length)) return 'full';
		try {
			Y.applyUpdate(it.doc, update);
		} catch {
			return 'damaged';
		}
		const { pendingStructs, pendingDs } = it.doc.store;
		return pendingStructs || pendingDs ? 'damaged' : null;
	}

	#isFull(it: Open, more: number): boolean {
		if (it.size + more <= noteLimits.document) return false;
		it.size = Y.encodeStateAsUpdate(it.doc).length;
		return it.size + more > noteLimits.document;
	}

	get isDirty(): boolean {
		return [...this.#open.values()].some(({ unsaved }) => unsaved.length > 0);
	}

	/** Writes what was accepted since the last time; what the disk refuses waits for the next. Gives the trials written. */
	async save(): Promise<TrialId[]> {
		const dirty = [...this.#open.values()].filter(({ unsaved }) => unsaved.length > 0);
		if (dirty.length === 0) return [];
		const pages = dirty.map(({ trial, notebook, unsaved }) => ({
			trial,
			notebook,
			bytes: packUpdates(unsaved.splice(0))
		}));
		try {
			await this.#store.add(pages);
		} catch (error) {
			for (const it of dirty) it.unsaved = [Y.encodeStateAsUpdate(it.doc)];
			throw error;
		}
		for (const it of dirty) if (++it.pages >= mostPages) await this.#settle(it);
		return [...new Set(dirty.map(({ trial }) => trial))];
	}

	/** Reads what other processes wrote in the documents open here. */
	async catchUp(trial: TrialId): Promise<void> {
		if (!this.#seen.has(trial)) return;
		for (const page of await this.#store.read(trial, this.#seen.get(trial) ?? 0)) {
			this.#seen.set(trial, page.seq);
			const it = this.#open.get(keyOf(trial, page.notebook));
			if (it) this.#add(it, page);
		}
	}

	/** What other processes wrote and is not told here yet. */
	takeNews(): Moved[] {
		return this.#news.splice(0);
	}

	#add(it: Open, page: Page): void {
		addPage(it.doc, page);
		const { trial, notebook } = it;
		for (const update of it.changed.splice(0)) {
			it.size += update.length;
			this.#news.push({ trial, notebook, update });
		}
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
		if (it.pages > 0) await this.#settle(it);
		this.#drop(it);
	}

	/** What was written is not wanted any more. */
	forget(trial: TrialId): void {
		for (const it of this.#open.values()) if (it.trial === trial) this.#drop(it);
	}

	/** Writes the document whole, in the place of its pages, unless another process has just written in it. */
	async #settle(it: Open): Promise<void> {
		const { trial, notebook } = it;
		const pages = await this.#store.read(trial, it.seq, notebook);
		for (const page of pages) this.#add(it, page);
		const last = pages.at(-1)?.seq ?? it.seq;
		const seq = await this.#store.replace(trial, notebook, last, packWhole(it.doc));
		it.seq = seq ?? last;
		if (seq !== null) it.pages = 0;
	}

	async #load(trial: TrialId, notebook: NotebookId): Promise<Open> {
		const known = this.#open.get(keyOf(trial, notebook));
		if (known) return known;
		const it: Open = {
			trial,
			notebook,
			doc: new Y.Doc(),
			unsaved: [],
			changed: [],
			size: 0,
			seq: 0,
			pages: 0
		};
		await this.#fill(it);
		if (!this.#seen.has(trial)) this.#seen.set(trial, it.seq);
		this.#open.set(keyOf(trial, notebook), it);
		return it;
	}

	async #reload(it: Open): Promise<void> {
		it.doc.destroy();
		it.doc = new Y.Doc();
		await this.#fill(it);
		for (const update of it.unsaved) Y.applyUpdate(it.doc, update);
		it.changed = [];
	}

	async #fill(it: Open): Promise<void> {
		const pages = await this.#store.read(it.trial, 0, it.notebook);
		for (const page of pages) addPage(it.doc, page);
		it.seq = pages.at(-1)?.seq ?? 0;
		it.pages = pages.filter(({ whole }) => !whole).length;
		it.size = Y.encodeStateAsUpdate(it.doc).length;
		it.doc.on('update', (update: Uint8Array) => it.changed.push(update));
	}

	#drop(it: Open): void {
		this.#open.delete(keyOf(it.trial, it.notebook));
		it.doc.destroy();
		if (![...this.#open.values()].some(({ trial }) => trial === it.trial))
			this.#seen.delete(it.trial);
	}
}

const keyOf = (trial: TrialId, notebook: NotebookId): string => `${trial} ${notebook}`;
