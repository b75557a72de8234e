/** What was typed and not yet acknowledged: merged for a moment, sent one update at a time, sent again until answered. */
import * as Y from 'yjs';
import type { NoteRefusal, NoteReply } from '../protocol/notebook.ts';

const mergeFor = 80;
/** Refusals that pass by themselves. */
const passing: Partial<Record<NoteRefusal, number>> = { 'too-fast': 500, unavailable: 700 };

interface Post {
	/** Null where no answer came. */
	send: (update: Uint8Array) => Promise<NoteReply | null>;
	/** The room said no, for good. */
	refuse: (reason: NoteRefusal) => void;
	/** Something is owed, or nothing is any more. */
	tell: (owes: boolean) => void;
}

export class Outbox {
	#waiting: Uint8Array[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending = false;
	/** Changes when all is forgotten: what was on its way then concerns nobody. */
	#round = 0;
	#open = false;
	#post: Post;

	constructor(post: Post) {
		this.#post = post;
	}

	get owes(): boolean {
		return this.#sending || this.#waiting.length > 0;
	}

	add = (update: Uint8Array): void => {
		this.#waiting.push(update);
		this.#post.tell(true);
		this.#plan(mergeFor);
	};

	/** The room has the notebook open: this is all that it lacks, or nothing. */
	resume(lacking: Uint8Array | null): void {
		this.#open = true;
		this.#waiting = lacking ? [lacking] : [];
		if (lacking) this.#plan(0);
		else this.#post.tell(this.#sending);
	}

	/** The line is cut: what waits stays, and is asked again when the notebook opens. */
	pause(): void {
		this.#open = false;
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	/** Forgets everything, the answer that is awaited included. */
	drop(): void {
		this.pause();
		this.#round++;
		this.#sending = false;
		this.#waiting = [];
		this.#post.tell(false);
	}

	#plan(wait: number): void {
		if (!this.#open || this.#sending) return;
		this.#timer ??= setTimeout(() => void this.#flush(), wait);
	}

	async #flush(): Promise<void> {
		this.#timer = undefined;
		if (!this.#open || this.#sending || this.#waiting.length === 0) return;
		const update = Y.mergeUpdates(this.#waiting.splice(0));
		this.#sending = true;
		const round = this.#round;
		const reply = await this.#post.send(update);
		if (round !== this.#round) return;
		this.#sending = false;
		if (reply && 'done' in reply) {
			this.#post.tell(this.owes);
			return this.#plan(mergeFor);
		}
		this.#waiting.unshift(update);
		const pause = reply && 'refused' in reply ? passing[reply.refused] : 1_000;
		if (pause === undefined && reply && 'refused' in reply) return this.#post.refuse(reply.refused);
		this.#plan(pause ?? 1_000);
	}
}
