import type {
	KeptExtract,
	NoteStore,
	Over,
	Page,
	Written
} from '../../src/lib/server/notes/note-store.ts';
import { StoreUnavailable } from '../../src/lib/server/store/store.ts';

class Memory {
	readonly pages = new Map<string, Page[]>();
	readonly extracts = new Map<string, Map<string, KeptExtract>>();
	readonly counts = new Map<string, number>();
	readonly strangers = new Map<string, number>();
	readonly writes: MemoryNotes[] = [];
}

/** The notebooks' store without a disk; `broken` makes every call refuse as a failing disk would. */
export class MemoryNotes implements NoteStore {
	broken = false;
	#seen = -1;
	readonly #memory: Memory;

	constructor(memory = new Memory()) {
		this.#memory = memory;
	}

	/** Another process on the same texts. */
	connect(): MemoryNotes {
		return new MemoryNotes(this.#memory);
	}

	async read(trial: string, after: number, notebook?: string): Promise<Page[]> {
		this.#check();
		return (this.#memory.pages.get(trial) ?? [])
			.filter((page) => page.seq > after && (notebook === undefined || page.notebook === notebook))
			.map((page) => ({ ...page, bytes: page.bytes.slice() }));
	}

	async add(pages: readonly Written[]): Promise<number[]> {
		this.#check();
		return pages.map(({ trial, ...page }) => this.#put(trial, { ...page, whole: false }));
	}

	async replace(trial: string, notebook: string, seq: number, whole: Uint8Array) {
		this.#check();
		const pages = this.#memory.pages.get(trial) ?? [];
		if (pages.some((page) => page.notebook === notebook && page.seq > seq)) return null;
		this.#memory.pages.set(
			trial,
			pages.filter((page) => page.notebook !== notebook)
		);
		return this.#put(trial, { notebook, whole: true, bytes: whole });
	}

	async addExtract(trial: string, id: string, extract: KeptExtract, most: number) {
		this.#check();
		const extracts = this.#memory.extracts.get(trial) ?? new Map<string, KeptExtract>();
		if ([...extracts.values()].filter(({ seat }) => seat === extract.seat).length >= most)
			return false;
		if (extracts.has(id)) throw new Error('extract already kept');
		this.#memory.extracts.set(trial, extracts.set(id, { ...extract }));
		this.#memory.counts.set(trial, this.#memory.counts.get(trial) ?? 0);
		this.#memory.writes.push(this);
		return true;
	}

	async extract(trial: string, id: string): Promise<KeptExtract | null> {
		this.#check();
		return this.#memory.extracts.get(trial)?.get(id) ?? null;
	}

	async trials(): Promise<string[]> {
		this.#check();
		return [...this.#memory.counts.keys()].sort();
	}

	async sinceUnknown(trials: readonly string[], now: number): Promise<Map<string, number>> {
		this.#check();
		const { strangers } = this.#memory;
		for (const trial of strangers.keys()) if (!trials.includes(trial)) strangers.delete(trial);
		for (const trial of trials) strangers.set(trial, strangers.get(trial) ?? now);
		return new Map(strangers);
	}

	async tidy(): Promise<void> {}

	async erase(over: readonly Over[]): Promise<void> {
		this.#check();
		for (const { trial, kept } of over) {
			this.#memory.pages.delete(trial);
			const extracts = this.#memory.extracts.get(trial);
			for (const id of extracts?.keys() ?? []) if (!kept?.includes(id)) extracts?.delete(id);
			if (kept === null) this.#memory.counts.delete(trial);
		}
		this.#memory.writes.push(this);
	}

	async changed(): Promise<boolean> {
		this.#check();
		const since = this.#memory.writes.slice(Math.max(0, this.#seen));
		const isFirst = this.#seen < 0;
		this.#seen = this.#memory.writes.length;
		return isFirst || since.some((writer) => writer !== this);
	}

	async stop(): Promise<void> {}

	#put(trial: string, page: Omit<Page, 'seq'>): number {
		const seq = (this.#memory.counts.get(trial) ?? 0) + 1;
		this.#memory.counts.set(trial, seq);
		const kept = { ...page, bytes: page.bytes.slice(), seq };
		this.#memory.pages.set(trial, [...(this.#memory.pages.get(trial) ?? []), kept]);
		this.#memory.writes.push(this);
		return seq;
	}

	#check(): void {
		if (this.broken) throw new StoreUnavailable('io', 'broken');
	}
}
