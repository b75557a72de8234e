/** Slow hashes, one at a time with a rest in between: the hearing shares this machine. Rules [A]. */

/** More people ask at once than may wait. */
export class Crowded extends Error {}

/** A queue with an end: who finds it full is told so at once, and nobody fills it alone. */
export class Derivations {
	#turn: Promise<unknown> = Promise.resolve();
	#waiting = new Map<string, number>();
	#count = 0;

	/** The hash, once it is this one's turn; `from` says who asks. */
	async run(from: string, derive: () => Promise<string>): Promise<string> {
		const waiting = this.#waiting.get(from) ?? 0;
		if (this.#count >= mostWaiting || waiting >= mostOfOne) throw new Crowded();
		this.#waiting.set(from, waiting + 1);
		this.#count++;
		const derived = this.#turn.then(derive);
		this.#turn = derived.catch(() => {}).then(() => this.#leave(from));
		return derived;
	}

	#leave(from: string): Promise<void> | void {
		const waiting = this.#waiting.get(from) ?? 0;
		if (waiting > 1) this.#waiting.set(from, waiting - 1);
		else this.#waiting.delete(from);
		this.#count--;
		if (this.#count > 0) return new Promise((rested) => setTimeout(rested, rest));
	}
}

const mostWaiting = 12;
const mostOfOne = 3;
/** In ms: a derivation takes about fifty. */
const rest = 100;
