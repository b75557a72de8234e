/** Connections that have entered nothing yet: a handshake is free for who asks, so only the newest are kept. */
import { drop, type RawLine } from './raw-line.ts';

/** A school that opens a hundred rooms at once knocks 3,600 times. */
export const mostNewcomers = 4_000;

export class Newcomers {
	#most: number;
	#lines = new Map<string, RawLine>();

	constructor(most: number) {
		this.#most = most;
	}

	/** The oldest leaves where this one is too many. */
	add(line: RawLine): void {
		this.#lines.set(line.id, line);
		line.on('close', () => this.#lines.delete(line.id));
		const [oldest] = this.#lines.values();
		if (this.#lines.size > this.#most && oldest) drop(oldest);
	}

	/** This one has entered: it is counted elsewhere. */
	remove(line: object): void {
		this.#lines.delete((line as RawLine).id);
	}
}
