/** Whose question goes to the thread: one of each browser at a time, and to each browser its share of the thread's time. */
import type { NoteRefusal } from '../../protocol/notebook.ts';

/** In ms of the thread: at once, and back each second. Somebody who types takes three a second. */
const most = 2_000;
const back = 100;
/** Browsers remembered. */
const mostKnown = 5_000;

type Run = (refused: NoteRefusal | null) => void;

interface Share {
	left: number;
	at: number;
	/** Times it had nothing left since it last had everything. */
	spent: number;
	isBusy: boolean;
	waiting: Run[];
}

export class Turns {
	readonly #shares = new Map<string, Share>();
	readonly #overspent: (browser: string) => void;

	/** `overspent`: a browser has taken all it had a second time. */
	constructor(overspent: (browser: string) => void) {
		this.#overspent = overspent;
	}

	/** Runs this when the browser's turn comes: its other questions are answered, and it has time left. */
	take(browser: string, run: Run): void {
		const share = this.#of(browser);
		share.waiting.push(run);
		if (!share.isBusy) this.#next(share);
	}

	/** What it took the turn for is answered. */
	give(browser: string): void {
		const share = this.#of(browser);
		share.isBusy = false;
		this.#next(share);
	}

	/** The thread has worked so long for this browser. */
	spend(browser: string, ms: number, isWriting: boolean): void {
		const share = this.#of(browser);
		const had = share.left;
		share.left -= ms;
		if (!isWriting || had < 0 || share.left >= 0) return;
		share.spent++;
		if (share.spent > 1) this.#overspent(browser);
	}

	/** What it waits to ask is not asked. */
	drop(browser: string, refused: NoteRefusal): void {
		for (const run of this.#shares.get(browser)?.waiting.splice(0) ?? []) run(refused);
	}

	dropAll(refused: NoteRefusal): void {
		for (const browser of this.#shares.keys()) this.drop(browser, refused);
	}

	#next(share: Share): void {
		for (let run = share.waiting.shift(); run; run = share.waiting.shift()) {
			refill(share);
			if (share.left >= 0) {
				share.isBusy = true;
				return run(null);
			}
			run('too-fast');
		}
	}

	#of(browser: string): Share {
		const known = this.#shares.get(browser);
		if (known) return known;
		const share: Share = {
			left: most,
			at: performance.now(),
			spent: 0,
			isBusy: false,
			waiting: []
		};
		this.#shares.set(browser, share);
		if (this.#shares.size > mostKnown) this.#forgetOne();
		return share;
	}

	/** The one known longest of those that ask nothing. */
	#forgetOne(): void {
		for (const [browser, share] of this.#shares)
			if (!share.isBusy && share.waiting.length === 0) {
				this.#shares.delete(browser);
				return;
			}
	}
}

function refill(share: Share): void {
	const now = performance.now();
	share.left = Math.min(most, share.left + ((now - share.at) / 1_000) * back);
	share.at = now;
	if (share.left === most) share.spent = 0;
}
