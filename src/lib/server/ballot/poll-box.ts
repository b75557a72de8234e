/** The answers of the open poll: in this process's memory only, and as counts alone. Nothing here says who gave what. */
import { ReceiptBook } from './receipt-book.ts';
import type { Holder } from '../../trial/actor.ts';
import type { Tally } from '../../trial/command.ts';
import type { Counts, PollAnswer, PollId } from '../../trial/poll.ts';

/** What a browser says of the answers of its pupils. */
export interface Batch {
	poll: PollId;
	batch: string;
	answers: readonly PollAnswer[];
}

export class PollBox {
	#poll: PollId | null = null;
	#counts: Counts = {};
	/** Those that are in, each under the browser that drew it. */
	#batches = new Set<string>();
	/** How many answers of each browser are in. */
	#given = new Map<Holder, number>();
	#book = new ReceiptBook();

	/** Adds the answers of a batch, once; gives its receipt, in which they have no part. */
	put(holder: Holder, { poll, batch, answers }: Batch): string {
		if (poll !== this.#poll) this.empty();
		this.#poll = poll;
		const name = nameBatch(holder, batch);
		const receipt = this.#book.sign(poll, name);
		if (this.#batches.has(name)) return receipt;
		this.#batches.add(name);
		this.#given.set(holder, (this.#given.get(holder) ?? 0) + answers.length);
		const counts: Partial<Record<PollAnswer, number>> = { ...this.#counts };
		for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
		this.#counts = counts;
		return receipt;
	}

	/** What a decision may know of it, for who asks. */
	lend(poll: PollId | null, holder: Holder): Tally {
		const isThis = poll !== null && poll === this.#poll;
		return {
			counts: isThis ? this.#counts : {},
			given: (isThis && this.#given.get(holder)) || 0,
			has: (batch) => isThis && this.#batches.has(nameBatch(holder, batch))
		};
	}

	get isEmpty(): boolean {
		return this.#batches.size === 0;
	}

	empty(): void {
		this.#poll = null;
		this.#counts = {};
		this.#batches.clear();
		this.#given.clear();
		this.#book = new ReceiptBook();
	}
}

const nameBatch = (holder: Holder, batch: string): string => `${holder} ${batch}`;
