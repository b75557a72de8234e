/** A member's own answers, kept in this tablet alone until the question closes, and sent again when the room lost them. */
import type { SeatId } from '../casefile/casefile.ts';
import type { WireRefusal } from '../protocol/wire.ts';
import type { BallotId, Choice } from '../trial/event.ts';
import type { Courtroom } from './courtroom.svelte.ts';
import type { Keepsake } from './keepsake.ts';
import { makeId } from './line.ts';

interface Slip {
	charge: BallotId;
	/** Which question of that name: what was said of another is never said of this one. */
	round: number;
	choices: Record<SeatId, Choice>;
	/** What the room acknowledged, and its receipt: a choice changed while the network was cut is still to be sent. */
	received: Record<SeatId, [Choice, string | undefined]>;
}

const retryAfter = 2_000;
const passing: WireRefusal[] = ['cut', 'too-fast', 'record-unavailable', 'not-deliberating'];

export class Slips {
	#slip = $state.raw<Slip | null>(null);
	#sending = $state.raw<readonly SeatId[]>([]);
	/** Sent a moment ago: the room is given time to say so before it is sent again. */
	#resting = $state.raw<readonly SeatId[]>([]);
	/** Why the last answer was refused. */
	refused = $state<WireRefusal | null>(null);
	#courtroom: Courtroom;
	#keepsake: Keepsake;
	// Every push replaces the view: the effect runs again for this chapter alone.
	#ballot = $derived.by(() => this.#courtroom.view.ballot);

	constructor(courtroom: Courtroom, keepsake: Keepsake) {
		this.#courtroom = courtroom;
		this.#keepsake = keepsake;
		this.#slip = readSlip(keepsake.read('slip'));
	}

	choiceOf = (seat: SeatId): Choice | null => {
		return this.#isCurrent() ? (this.#slip?.choices[seat] ?? null) : null;
	};

	/** Under which the room acknowledged the very choice kept here: it shows that it is in the urn, not what it says. */
	receiptOf = (seat: SeatId): string | undefined => {
		const [choice, receipt] = this.#slip?.received[seat] ?? [];
		return choice === this.#slip?.choices[seat] ? receipt : undefined;
	};

	isSending = (seat: SeatId): boolean => this.#sending.includes(seat);

	choose = (seat: SeatId, choice: Choice): void => {
		const { open: charge, round } = this.#ballot ?? {};
		if (!charge || round === undefined) return;
		const kept = this.#isCurrent() ? this.#slip : null;
		const slip = kept ?? { charge, round, choices: {}, received: {} };
		this.#keep({ ...slip, choices: { ...slip.choices, [seat]: choice } });
		void this.#send(seat);
	};

	/** Run in an effect: erases what is closed, sends what the room says it has not. */
	watch = (): void => {
		const ballot = this.#ballot;
		if (ballot === undefined || !this.#slip) return;
		if (!ballot || !this.#isCurrent()) return this.#keep(null);
		if (this.#courtroom.connection !== 'joined') return;
		for (const { seat, answered } of ballot.mine) {
			const owed = this.#slip.choices[seat] && !(answered && this.receiptOf(seat));
			if (owed && !this.#resting.includes(seat)) void this.#send(seat);
		}
	};

	/** True while the question that this slip answers is put. */
	#isCurrent(): boolean {
		const { open, round } = this.#ballot ?? {};
		return this.#slip !== null && this.#slip.charge === open && this.#slip.round === round;
	}

	#keep(slip: Slip | null): void {
		this.#slip = slip;
		this.#keepsake.keep('slip', slip && JSON.stringify(slip));
	}

	#acknowledge(round: number, seat: SeatId, known: [Choice, string | undefined]): void {
		const slip = this.#slip;
		if (slip?.round === round)
			this.#keep({ ...slip, received: { ...slip.received, [seat]: known } });
	}

	async #send(seat: SeatId): Promise<void> {
		if (this.isSending(seat) || !this.#slip) return;
		const { charge, round } = this.#slip;
		this.#sending = [...this.#sending, seat];
		this.#resting = [...this.#resting, seat];
		let refused: WireRefusal | null = null;
		// A choice changed while the first one travelled goes after it.
		for (let sent: Choice | undefined; refused === null;) {
			const choice: Choice | undefined = this.#slip?.choices[seat];
			if (!choice || choice === sent || this.#slip?.round !== round) break;
			// As long as the choice is short: who watches the line go by learns nothing from its length.
			const nonce = makeId().slice(choice.length);
			const reply = await this.#courtroom.run('castSlip', { charge, round, choice, nonce }, seat);
			if ('refused' in reply) refused = reply.refused;
			else this.#acknowledge(round, seat, [choice, reply.receipt]);
			sent = choice;
		}
		this.refused = refused;
		// The question that this was said of is over, whatever this page has heard.
		if (refused === 'ballot-not-open' && this.#slip?.round === round) this.#keep(null);
		this.#sending = this.#sending.filter((it) => it !== seat);
		if (refused && !passing.includes(refused)) return;
		setTimeout(() => (this.#resting = this.#resting.filter((it) => it !== seat)), retryAfter);
	}
}

/** Nothing, where what was kept is damaged. */
function readSlip(kept: string | null): Slip | null {
	try {
		const slip = JSON.parse(kept ?? 'null') as Partial<Slip> | null;
		const { charge, round, choices, received } = slip ?? {};
		return charge && typeof round === 'number' && choices && received ? (slip as Slip) : null;
	} catch {
		return null;
	}
}
