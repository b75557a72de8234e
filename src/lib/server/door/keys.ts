/** Keys looked up in the record, whose thread is woken once for all who ask while it answers. */
import type { Key, Store } from '../store/store.ts';

/** Remembers nothing: a key revoked opens nothing more. */
export class Keys {
	readonly #store: Pick<Store, 'key'>;
	#waiting: (() => void)[] | null = null;

	constructor(store: Pick<Store, 'key'>) {
		this.#store = store;
	}

	/** The key of this hash, as the record has it once asked. */
	async find(hash: string): Promise<Key | null> {
		const waiting = this.#waiting;
		if (waiting) await new Promise<void>((next) => waiting.push(next));
		// Those let go together ask in one turn, thus in one message.
		this.#waiting ??= [];
		const mine = this.#waiting;
		try {
			return await this.#store.key(hash);
		} finally {
			if (this.#waiting === mine) {
				this.#waiting = null;
				for (const next of mine) next();
			}
		}
	}
}
