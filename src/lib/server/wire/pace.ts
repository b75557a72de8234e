/**
 * How far a line runs ahead of its reader. What has left the process still waits in the kernel and in the network:
 * a tablet that reads slowly would see minutes late what it could have been told at once.
 */
export class Pace {
	#most: number;
	#sent = 0;
	#read = 0;

	/** `most`: pushes sent and not yet said to be read. */
	constructor(most: number) {
		this.#most = most;
	}

	get isAhead(): boolean {
		return this.#sent - this.#read >= this.#most;
	}

	send(n: number): void {
		this.#sent = n;
	}

	/** The browser says how far it has read; true when it may be told more. */
	hear(n: unknown): boolean {
		const wasAhead = this.isAhead;
		if (typeof n === 'number' && n > this.#read && n <= this.#sent) this.#read = n;
		return wasAhead && !this.isAhead;
	}

	/** The browser asks for everything: what it has not read is lost to it. */
	restart(): void {
		this.#read = this.#sent;
	}
}
