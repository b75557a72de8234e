/** Notebooks that hold up the thread of them all when they are read: set aside for a while, and the others go on. */
import type { NotebookId } from '../../trial/notebook.ts';
import type { TrialId } from '../store/store.ts';

/** In ms. */
const lasts = 5 * 60_000;

export class Aside {
	/** When the thread last died of each notebook, and how often since. */
	readonly #deaths = new Map<string, { at: number; times: number }>();
	readonly #now: () => number;

	constructor(now: () => number = Date.now) {
		this.#now = now;
	}

	/**
	 * The thread died of this notebook. True where a browser that wrote in it is to blame: the first time alone, since
	 * after that another may send again, in good faith, what it has heard.
	 */
	add(trial: TrialId, notebook: NotebookId, isWriting: boolean): boolean {
		for (const [key, { at }] of this.#deaths)
			if (at + lasts <= this.#now()) this.#deaths.delete(key);
		const key = keyOf(trial, notebook);
		const isFirst = isWriting && !this.#deaths.has(key);
		this.#deaths.set(key, { at: this.#now(), times: isFirst ? 1 : 2 });
		return isFirst;
	}

	has(trial: TrialId, notebook: NotebookId): boolean {
		const death = this.#deaths.get(keyOf(trial, notebook));
		return death !== undefined && death.times > 1 && death.at + lasts > this.#now();
	}
}

const keyOf = (trial: TrialId, notebook: NotebookId): string => `${trial} ${notebook}`;
