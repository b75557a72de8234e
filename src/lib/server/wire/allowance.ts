/** What one browser may say: so much at once, and so much a second. A hand, and a page of ours, stay far below. */

/** How many at once, and how many come back each second. */
interface Flow {
	most: number;
	back: number;
}
export interface Allowance {
	packets: Flow;
	/** Of what packets hold, as characters or bytes. */
	bytes: Flow;
}

/** A hand makes twenty gestures a second, of some hundred characters each. */
export const forBrowsers: Allowance = {
	packets: { most: 400, back: 100 },
	bytes: { most: 256_000, back: 64_000 }
};

/** Of a connection that has entered no room: one question, or a visit to the diagnostic. */
export const forNewcomers: Allowance = {
	packets: { most: 100, back: 10 },
	bytes: { most: 64_000, back: 8_000 }
};

/** Of what one browser writes in notebooks: twelve frames a second of somebody who types, and a long passage pasted. */
export const forNotes: Allowance = {
	packets: { most: 120, back: 30 },
	bytes: { most: 256_000, back: 48_000 }
};

/** What entering costs, in packets: its answer is a whole view, and those are asked for twenty times a second at most. */
const entrance = 5;

/** What is left to one connection, or to one browser whatever its connections. */
export class Purse {
	#allowance: Allowance;
	#packets: number;
	#bytes: number;
	#at = performance.now();

	constructor(allowance: Allowance) {
		this.#allowance = allowance;
		this.#packets = allowance.packets.most;
		this.#bytes = allowance.bytes.most;
	}

	/** Spends; false once nothing is left. It is never in debt: what was cut comes back at the ordinary pace. */
	spend(packets: number, bytes: number): boolean {
		this.#refill();
		this.#packets -= packets;
		this.#bytes -= bytes;
		const allowed = this.#packets >= 0 && this.#bytes >= 0;
		this.#packets = Math.max(0, this.#packets);
		this.#bytes = Math.max(0, this.#bytes);
		return allowed;
	}

	#refill(): void {
		const { packets, bytes } = this.#allowance;
		const now = performance.now();
		const passed = (now - this.#at) / 1_000;
		this.#at = now;
		this.#packets = Math.min(packets.most, this.#packets + passed * packets.back);
		this.#bytes = Math.min(bytes.most, this.#bytes + passed * bytes.back);
	}
}

/** The purses of browsers, by who they are: leaving and coming back gives nothing back. */
export class Purses {
	#allowance: Allowance;
	#most: number;
	#known = new Map<string, Purse>();

	/** `most`: browsers remembered, the newest ones. */
	constructor(allowance: Allowance, most = 20_000) {
		this.#allowance = allowance;
		this.#most = most;
	}

	/** The purse of this browser, its entrance paid; null when it cannot pay it. */
	enter(browser: string): Purse | null {
		const purse = this.of(browser);
		return purse.spend(entrance, 0) ? purse : null;
	}

	/** The purse of this browser, whatever is left in it. */
	of(browser: string): Purse {
		const purse = this.#known.get(browser) ?? new Purse(this.#allowance);
		this.#known.delete(browser);
		this.#known.set(browser, purse);
		// A map that moved its keys looks for the oldest a long time.
		const oldest = this.#known.size > this.#most ? this.#known.keys().next().value : undefined;
		if (oldest !== undefined) this.#known.delete(oldest);
		return purse;
	}
}
