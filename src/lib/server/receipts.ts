/** The first answers given to a trial's commands, by id: those of this process in memory, the accepted ones in the store. */
import type { Reply } from '../protocol/wire.ts';
import type { Store, TrialId } from './store/store.ts';

const remembered = 2_000;

export class Receipts {
	readonly #store: Store;
	readonly #trial: TrialId;
	readonly #replies = new Map<string, Reply>();

	constructor(store: Store, trial: TrialId) {
		this.#store = store;
		this.#trial = trial;
	}

	/** The answer this process gave. */
	recall(id: string | undefined): Reply | undefined {
		return id === undefined ? undefined : this.#replies.get(id);
	}

	/** The answer kept with the facts of a command, whoever accepted it. */
	async find(id: string | undefined): Promise<Reply | null> {
		const reply = id === undefined ? null : await this.#store.receipt(this.#trial, id);
		return reply === null ? null : (JSON.parse(reply) as Reply);
	}

	/** Keeps a final answer: a record that could not be written may be written the next time. */
	remember(id: string | undefined, reply: Reply): void {
		if (id === undefined || ('refused' in reply && reply.refused === 'record-unavailable')) return;
		this.#replies.set(id, reply);
		const oldest = this.#replies.keys().next();
		if (this.#replies.size > remembered && !oldest.done) this.#replies.delete(oldest.value);
	}
}
