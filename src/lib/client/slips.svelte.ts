/** A member's own answers, kept in this tablet alone until the question closes, and sent again when the room lost them. */
import type { SeatId } from '../casefile/casefile.ts';
import type { WireRefusal } from '../protocol/wire.ts';
import type { BallotId, Choice } from '../trial/event.ts';
import type { Courtroom } from './courtroom.svelte.ts';
import type { Keepsake } from './keepsake.ts';
import { makeId } from './line.ts';

interface Slip {
	charge: BallotId;
	choices: Record<SeatId, Choice>;
	/** What the room acknowledged, and its receipt: a choice changed while the network was cut is still to be sent. */
	received: Record<SeatId, [Choice, string | undefined]>;
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
		this.#slip = JSON.parse(keepsake.read('slip') ?? 'null') as Slip | null;
	}

	choiceOf = (seat: SeatId): Choice | null => {
		const open = this.#ballot?.open;
		return open && this.#slip?.charge === open ? (this.#slip.choices[seat] ?? null) : null;
	};

	/** Under which the room acknowledged the very choice kept here: it shows that it is in the urn, not what it says. */
	receiptOf = (seat: SeatId): string | undefined => {
		const [choice, receipt] = this.#slip?.received[seat] ?? [];
		return choice === this.#slip?.choices[seat] ? receipt : undefined;
	};

	isSending = (seat: SeatId): boolean => this.#sending.includes(seat);

	choose = (seat: SeatId, choice: Choice): void => {
		const charge = this.#ballot?.open;
		if (!charge) return;
		const slip = this.#slip?.charge === charge ? this.#slip : { charge, choices: {}, received: {} };
		this.#keep({ ...slip, choices: { ...slip.choices, [seat]: choice } });
		void this.#send(seat);
	};

	/** Run in an effect: erases what is closed, sends what the room says it has not. */
	watch = (): void => {
		const ballot = this.#ballot;
		if (ballot === undefined || !this.#slip) return;
		if (ballot?.open !== this.#slip.charge) return this.#keep(null);
		if (this.#courtroom.connection !== 'joined') return;
		for (const { seat, answered } of ballot.mine) {
			const owed = this.#slip.choices[seat] && !(answered && this.receiptOf(seat));
			if (owed && !this.#resting.includes(seat)) void this.#send(seat);
		}
	};

	#keep(slip: Slip | null): void {
		this.#slip = slip;
		this.#keepsake.keep('slip', slip && JSON.stringify(slip));
	}

	#acknowledge(charge: BallotId, seat: SeatId, known: [Choice, string | undefined]): void {
		const slip = this.#slip;
		if (slip?.charge === charge)
			this.#keep({ ...slip, received: { ...slip.received, [seat]: known } });
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
			// As long as the choice is short: who watches the line go by learns nothing from its length.
			const nonce = makeId().slice(choice.length);
			const reply = await this.#courtroom.run('castSlip', { charge, choice, nonce }, seat);
			if ('refused' in reply) refused = reply.refused;
			else this.#acknowledge(charge, seat, [choice, reply.receipt]);
			sent = choice;
		}
		this.refused = refused;
		this.#sending = this.#sending.filter((it) => it !== seat);
		if (refused && !passing.includes(refused)) return;
		setTimeout(() => (this.#resting = this.#resting.filter((it) => it !== seat)), retryAfter);
	}
}
