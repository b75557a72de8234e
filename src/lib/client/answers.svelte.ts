/** What the pupils of one tablet answer in turn: in this page's memory alone, sent together, sent again when the room lost it. */
import type { WireRefusal } from '../protocol/wire.ts';
import type { PollAnswer, PollId } from '../trial/poll.ts';
import type { Courtroom } from './courtroom.svelte.ts';
import { makeId } from './line.ts';

interface Batch {
	id: string;
	answers: readonly PollAnswer[];
	/** In which round of the question the room took it; null while it has not. */
	taken: number | null;
}

const retryAfter = 2_000;
const passing: WireRefusal[] = ['cut', 'too-fast', 'record-unavailable'];
const kept = new WeakMap<Courtroom, Answers>();

/** The same for as long as the page lives: leaving a tab loses nothing. */
export function answersOf(courtroom: Courtroom): Answers {
	const known = kept.get(courtroom);
	if (known) return known;
	const answers = new Answers(courtroom);
	kept.set(courtroom, answers);
	$effect.root(() => {
		$effect(answers.watch);
	});
	return answers;
}

export class Answers {
	#poll = $state.raw<PollId | null>(null);
	#waiting = $state.raw<readonly PollAnswer[]>([]);
	#batches = $state.raw<readonly Batch[]>([]);
	#resting = $state(false);
	/** Why the last answers were refused, for good. */
	refused = $state<WireRefusal | null>(null);
	#courtroom: Courtroom;

	constructor(courtroom: Courtroom) {
		this.#courtroom = courtroom;
	}

	get #open() {
		return this.#courtroom.view.opinion?.open ?? null;
	}

	/** Given on this tablet and not sent: it still goes round. */
	get waiting(): number {
		return this.#waiting.length;
	}

	/** Sent, and not yet in the urn. */
	get travelling(): boolean {
		return this.#batches.some(({ taken }) => taken !== this.#open?.round);
	}

	/** How many more may answer on this tablet. */
	get left(): number {
		const open = this.#open;
		if (!open || !('mine' in open)) return 0;
		const owed = this.#batches.filter(({ taken }) => taken !== open.round);
		return open.mine.left - this.#waiting.length - owed.flatMap(({ answers }) => answers).length;
	}

	/** The answer of one pupil, final once the tablet is passed on; the last one sends them all. */
	give = (answer: PollAnswer): void => {
		if (this.left <= 0) return;
		this.#waiting = [...this.#waiting, answer];
		if (this.left <= 0) this.send();
	};

	/** Everybody who wanted to has answered. */
	send = (): void => {
		if (this.#waiting.length === 0) return;
		// Mixed: the order in which the tablet went round says who.
		const answers = this.#waiting.toSorted();
		this.#batches = [...this.#batches, { id: makeId(), answers, taken: null }];
		this.#waiting = [];
	};

	/** Run in an effect: forgets what is closed, sends what the room has not. */
	watch = (): void => {
		if (this.#courtroom.view.opinion === undefined) return;
		const open = this.#open;
		if (open?.poll !== this.#poll) return this.#begin(open?.poll ?? null);
		const owed = this.#batches.find(({ taken }) => taken !== open?.round);
		if (open && owed && !this.#resting && this.#courtroom.connection === 'joined')
			void this.#post(open, owed);
	};

	#begin(poll: PollId | null): void {
		this.#poll = poll;
		this.#waiting = [];
		this.#batches = [];
		this.refused = null;
	}

	async #post({ poll, round }: { poll: PollId; round: number }, batch: Batch): Promise<void> {
		this.#resting = true;
		const { id, answers } = batch;
		const seat = this.#courtroom.seats.find((it) => this.#courtroom.may('castAnswers', it));
		const reply = await this.#courtroom.run(
			'castAnswers',
			{ poll, batch: id, answers: [...answers] },
			seat ?? this.#courtroom.seat
		);
		const refused = 'refused' in reply ? reply.refused : null;
		const passes = refused !== null && passing.includes(refused);
		if (poll === this.#poll && !passes) {
			this.refused = refused;
			this.#batches = refused
				? this.#batches.filter((it) => it.id !== id)
				: this.#batches.map((it) => (it.id === id ? { ...it, taken: round } : it));
		}
		if (passes) await new Promise((next) => setTimeout(next, retryAfter));
		this.#resting = false;
	}
}
