/** Who has a socket on a room, in this process. */
import type { Holder } from '../../trial/actor.ts';

export class Attendance {
	#sockets = new Map<Holder | null, number>();

	get isEmpty(): boolean {
		return this.#sockets.size === 0;
	}

	has(holder: Holder): boolean {
		return this.#sockets.has(holder);
	}

	/** Counts one socket of this holder until the function it gives is called. */
	enter(holder: Holder | null): () => void {
		this.#sockets.set(holder, (this.#sockets.get(holder) ?? 0) + 1);
		return () => {
			const left = (this.#sockets.get(holder) ?? 1) - 1;
			if (left > 0) this.#sockets.set(holder, left);
			else this.#sockets.delete(holder);
		};
	}
}
