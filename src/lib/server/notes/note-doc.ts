/** One notebook as it is open in this process: its document, how much it holds, and what is not in the store yet. */
import * as Y from 'yjs';
import { noteLimits, type NoteRefusal } from '../../protocol/notebook.ts';
import type { NotebookId } from '../../trial/notebook.ts';
import type { TrialId } from '../store/store.ts';
import type { Page } from './note-store.ts';
import { standBetween } from './neighbours.ts';
import { addPage } from './pages.ts';
import { bringsNewOf, countCuts, findNew, shortens } from './update-effects.ts';
import { checkUpdate, type Decoded } from './update-check.ts';

/** In bytes: what corrections may add to a full text, which they make shorter: one long frame. */
const slack = noteLimits.update;
/** In bytes: what deletions may cut a text into; what deletes whole pieces is always taken. */
const mostCut = 3 * noteLimits.document;
/** In bytes of a whole document: what a piece cut in two adds. */
const cutCosts = 20;
/** Pages opened to write in one text, over its life. */
const mostClients = 1_000;
/** In ms of this thread: whoever opens a text waits while it is read; beyond, it takes nothing more. */
const heaviest = 500;
/** In ms of this thread: what adding may cost before reading is tried again. */
const weighedEvery = 250;

export class NoteDoc {
	readonly trial: TrialId;
	readonly notebook: NotebookId;
	doc = new Y.Doc();
	/** Accepted, and not yet in the store. */
	unsaved: Uint8Array[] = [];
	/** The last page of the store known to be in the document. */
	seq = 0;
	/** Pages since it was last written whole. */
	pages = 0;
	/** What applying just changed, as Yjs tells it. */
	#changed: Uint8Array[] = [];
	/** Bytes of the document, as one update: an upper bound until it is measured again. */
	#size = 0;
	#isMeasured = false;
	/** In ms: what reading it took when it was last tried, and what adding has since. */
	#weight = 0;
	#spent = 0;

	constructor(trial: TrialId, notebook: NotebookId) {
		this.trial = trial;
		this.notebook = notebook;
	}

	/** Makes the document again, of these pages and of what is not in the store yet. */
	fill(pages: readonly Page[]): void {
		this.doc.destroy();
		const doc = (this.doc = new Y.Doc());
		this.#weight = timeOf(() => {
			for (const page of pages) addPage(doc, page);
			for (const update of this.unsaved) Y.applyUpdate(doc, update);
		});
		this.#spent = 0;
		this.seq = pages.at(-1)?.seq ?? 0;
		this.pages = pages.filter(({ whole }) => !whole).length;
		this.#measure();
		this.#changed = [];
		doc.on('update', (update: Uint8Array) => this.#changed.push(update));
	}

	/**
	 * Adds what a browser sends: null, or why not; `damaged`: the document is to be filled again. `others`: the clients
	 * under which other browsers write, and this one brings nothing new.
	 */
	apply(
		update: Uint8Array,
		others: readonly number[] = []
	): NoteRefusal | 'of-another' | 'damaged' | null {
		const decoded = checkUpdate(this.doc, update);
		if (!decoded) return 'malformed';
		if (others.length > 0 && bringsNewOf(this.doc, decoded, others)) return 'of-another';
		const cuts = cutCosts * countCuts(this.doc, decoded);
		if (!this.#hasRoomFor(decoded, update.length + cuts, cuts)) return 'full';
		this.#size += cuts;
		const added = findNew(this.doc, decoded);
		try {
			this.#spent += timeOf(() => Y.applyUpdate(this.doc, update));
		} catch {
			return 'damaged';
		}
		const { pendingStructs, pendingDs } = this.doc.store;
		if (pendingStructs || pendingDs) return 'damaged';
		return standBetween(this.doc, added) ? null : 'damaged';
	}

	/** Adds what another process wrote. */
	add(page: Page): void {
		addPage(this.doc, page);
		if (!page.whole) this.pages++;
	}

	/** What was just added that was not there: one update, or null. */
	takeChanged(): Uint8Array | null {
		const [first, ...others] = this.#changed.splice(0);
		if (!first) return null;
		const changed = others.length > 0 ? Y.mergeUpdates([first, ...others]) : first;
		this.#size += changed.length;
		this.#isMeasured = false;
		return changed;
	}

	#hasRoomFor(decoded: Decoded, more: number, cuts: number): boolean {
		// What only deletes makes room, unless it leaves crumbs.
		if (decoded.structs.length === 0) return cuts === 0 || this.#fits(more, mostCut);
		const { clients } = this.doc.store;
		const arriving = new Set(decoded.structs.map(({ id }) => id.client));
		if (clients.size + arriving.size > mostClients) {
			const strangers = [...arriving].filter((client) => !clients.has(client));
			if (clients.size + strangers.length > mostClients) return false;
		}
		if (!this.#isHeavy() && this.#fits(more, noteLimits.document)) return true;
		// Two lines joined, a passage replaced: a correction brings structs of its own.
		return shortens(this.doc, decoded) && this.#fits(more, noteLimits.document + slack);
	}

	#fits(more: number, limit: number): boolean {
		if (this.#size + more <= limit) return true;
		if (!this.#isMeasured) this.#measure();
		return this.#size + more <= limit;
	}

	#measure(): void {
		this.#size = Y.encodeStateAsUpdate(this.doc).length;
		this.#isMeasured = true;
	}

	#isHeavy(): boolean {
		if (this.#spent > weighedEvery) {
			const whole = Y.encodeStateAsUpdate(this.doc);
			this.#weight = timeOf(() => Y.applyUpdate(new Y.Doc(), whole));
			this.#spent = 0;
		}
		return this.#weight > heaviest;
	}
}

/** In ms of this thread alone: a machine that is held up elsewhere makes nothing heavy. */
function timeOf(run: () => void): number {
	const before = process.threadCpuUsage();
	run();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1_000;
}
