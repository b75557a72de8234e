import { patience } from '../wire/patience.ts';
import type { Encoded } from './calls.ts';
import { UnknownTrial, type Append, type Appended } from './store.ts';

interface Waiting {
	append: Encoded;
	resolve: (outcome: Appended) => void;
	reject: (error: unknown) => void;
}

/** Writes a batch in one transaction, and tells what each append got. */
type Write = (batch: readonly Encoded[]) => Promise<readonly (Appended | 'unknown-trial')[]>;

/** In ms: how long an append of a busy process waits for the next at most. */
const longest = 10;

/**
 * Gathers the appends asked for during one turn of the event loop, while the batch before was being written, or while
 * a busy process waits, so that they share one transaction and one sync.
 */
export class AppendQueue {
	readonly #write: Write;
	#waiting: Waiting[] = [];
	#busy = false;
	#drained: Promise<void> = Promise.resolve();

	constructor(write: Write) {
		this.#write = write;
	}

	add(append: Append): Promise<Appended> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ append: encode(append), resolve, reject });
			if (this.#busy) return;
			this.#busy = true;
			this.#drained = this.#drain();
		});
	}

	/** Resolves once nothing is waiting. */
	async finish(): Promise<void> {
		await this.#drained;
	}

	async #drain(): Promise<void> {
		while (this.#waiting.length > 0) {
			const wait = patience.wait(longest);
			await new Promise((go) => (wait > 0 ? setTimeout(go, wait) : setImmediate(go)));
			const batch = this.#waiting;
			this.#waiting = [];
			await this.#settle(batch);
		}
		this.#busy = false;
	}

	async #settle(batch: readonly Waiting[]): Promise<void> {
		try {
			const outcomes = await this.#write(batch.map(({ append }) => append));
			for (const [place, { append, resolve, reject }] of batch.entries()) {
				const outcome = outcomes[place] ?? 'unknown-trial';
				if (outcome === 'unknown-trial') reject(new UnknownTrial(append.trial));
				else resolve(outcome);
			}
		} catch (error) {
			for (const { reject } of batch) reject(error);
		}
	}
}

function encode({ trial, expected, events, receipt, home }: Append): Encoded {
	const encoded = events.map(toJson);
	return { trial, expected, events: encoded, receipt: receipt ?? null, home: home ?? null };
}

/** The event as JSON; refuses what JSON cannot hold, before anything is written. */
export function toJson(event: unknown): string {
	const json: unknown = JSON.stringify(event);
	if (typeof json !== 'string') throw new TypeError('an event must be a JSON value');
	return json;
}
