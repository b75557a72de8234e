/** What the pupils of one tablet answer in turn: in this page's memory alone, sent together, sent again when the room lost it. */
import type { SeatId } from '../casefile/casefile.ts';
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
const passing: WireRefusal[] = ['cut', 'too-fast', 'record-unavailable', 'poll-not-now'];
const count = (batches: readonly Batch[]): number => batches.flatMap((it) => it.answers).length;
const kept = new WeakMap<Courtroom, Answers>();

/** The same for as long as the page lives: leaving a tab loses nothing. */
export function answersOf(courtroom: Courtroom): Answers {
	const known = kept.get(courtroom);
	if (known) return known;
	const answers = new Answers(courtroom);
	kept.set(courtroom, answers);
	// Apart from whoever asks first: an effect made inside a component ends with it, and the next question is never sent.
	queueMicrotask(() => {
		$effect.root(() => {
			$effect(answers.watch);
		});
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

	/** Given on this page, sent or not. */
	get given(): number {
		return this.#waiting.length + count(this.#batches);
	}

	/** How many more may answer on this tablet. */
	get left(): number {
		const open = this.#open;
		if (!open || !('mine' in open)) return 0;
		const { places, left } = open.mine;
		const taken = count(this.#batches.filter((it) => it.taken === open.round));
		return Math.max(0, Math.min(left, places - taken) - (this.given - taken));
	}

	/** The hearing has moved on: what is kept here leaves when the question is taken up again. */
	get held(): boolean {
		return this.#open !== null && !this.#seat;
	}

	/** In whose name the tablet may send now. */
	get #seat() {
		return this.#courtroom.seats.find((it) => this.#courtroom.may('castAnswers', it));
	}

	/** The answer of one pupil, final once the tablet is passed on; the last one sends them all. */
	give = (answer: PollAnswer): void => {
		if (this.left <= 0 || this.held) return;
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

	/** Run in an effect: forgets what is closed, sends what the room has not, as soon as it may. */
	watch = (): void => {
		if (this.#courtroom.view.opinion === undefined) return;
		const open = this.#open;
		if (open?.poll !== this.#poll) return this.#begin(open?.poll ?? null);
		const owed = this.#batches.find(({ taken }) => taken !== open?.round);
		const seat = this.#seat;
		if (open && owed && seat && !this.#resting && this.#courtroom.connection === 'joined')
			void this.#post(open, owed, seat);
	};

	#begin(poll: PollId | null): void {
		this.#poll = poll;
		this.#waiting = [];
		this.#batches = [];
		this.refused = null;
	}

	async #post(
		{ poll, round }: { poll: PollId; round: number },
		batch: Batch,
		seat: SeatId
	): Promise<void> {
		this.#resting = true;
		const { id, answers } = batch;
		const reply = await this.#courtroom.run(
			'castAnswers',
			{ poll, batch: id, answers: [...answers] },
			seat
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
