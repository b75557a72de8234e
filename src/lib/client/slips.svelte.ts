/** A member's own answers, kept in this tablet alone until the question closes, and sent again when the room lost them. */
import type { SeatId } from '../casefile/casefile.ts';
import type { WireRefusal } from '../protocol/wire.ts';
import type { BallotId, Choice } from '../trial/event.ts';
import type { Courtroom } from './courtroom.svelte.ts';
import type { Keepsake } from './keepsake.ts';

interface Slip {
	charge: BallotId;
	choices: Record<SeatId, Choice>;
	/** What the room acknowledged: a choice changed while the network was cut is still to be sent. */
	received: Record<SeatId, Choice>;
}

const retryAfter = 2_000;
const passing: WireRefusal[] = ['cut', 'too-fast', 'record-unavailable'];

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
		const open = this.#ballot?.open;
		return open && this.#slip?.charge === open ? (this.#slip.choices[seat] ?? null) : null;
	};

	/** True when the room acknowledged the very choice kept here. */
	isReceived = (seat: SeatId): boolean =>
		this.#slip !== null && this.#slip.received[seat] === this.#slip.choices[seat];

	isSending = (seat: SeatId): boolean => this.#sending.includes(seat);

	choose = (seat: SeatId, choice: Choice): void => {
		const charge = this.#ballot?.open;
		if (!charge) return;
		const { choices, received } =
			this.#slip?.charge === charge ? this.#slip : { choices: {}, received: {} };
		this.#keep({ charge, choices: { ...choices, [seat]: choice }, received });
		void this.#send(seat);
	};

	/** Run in an effect: erases what is closed, sends what the room says it has not. */
	watch = (): void => {
		const ballot = this.#ballot;
		if (ballot === undefined || !this.#slip) return;
		if (ballot?.open !== this.#slip.charge) return this.#keep(null);
		if (this.#courtroom.connection !== 'joined') return;
		const { choices, received } = this.#slip;
		for (const { seat, answered } of ballot.mine) {
			const owed = choices[seat] && !(answered && received[seat] === choices[seat]);
			if (owed && !this.#resting.includes(seat)) void this.#send(seat);
		}
	};

	#keep(slip: Slip | null): void {
		this.#slip = slip;
		this.#keepsake.keep('slip', slip && JSON.stringify(slip));
	}

	#acknowledge(charge: BallotId, seat: SeatId, choice: Choice): void {
		if (this.#slip?.charge !== charge) return;
		this.#keep({ ...this.#slip, received: { ...this.#slip.received, [seat]: choice } });
	}

	async #send(seat: SeatId): Promise<void> {
		if (this.isSending(seat) || !this.#slip) return;
		const { charge } = this.#slip;
		this.#sending = [...this.#sending, seat];
		this.#resting = [...this.#resting, seat];
		let refused: WireRefusal | null = null;
		// A choice changed while the first one travelled goes after it.
		for (let sent: Choice | undefined; refused === null;) {
			const choice: Choice | undefined = this.#slip?.choices[seat];
			if (!choice || choice === sent || this.#slip?.charge !== charge) break;
			const reply = await this.#courtroom.run('castSlip', { charge, choice }, seat);
			if ('refused' in reply) refused = reply.refused;
			else this.#acknowledge(charge, seat, choice);
			sent = choice;
		}
		this.refused = refused;
		this.#sending = this.#sending.filter((it) => it !== seat);
		if (refused && !passing.includes(refused)) return;
		setTimeout(() => (this.#resting = this.#resting.filter((it) => it !== seat)), retryAfter);
	}
}

function readSlip(kept: string | null): Slip | null {
	try {
		return kept ? (JSON.parse(kept) as Slip) : null;
	} catch {
		return null;
	}
}
