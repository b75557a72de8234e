/** The slips of the open ballot, each with the receipt of its voter: in this process's memory only, until they are counted. */
import { randomBytes } from 'node:crypto';
import type { SeatId } from '../../casefile/casefile.ts';
import type { BallotId, Choice } from '../../trial/event.ts';
import { ReceiptBook } from './receipt-book.ts';

interface Slip {
	choice: Choice;
	receipt: string;
}

export class Urn {
	#charge: BallotId | null = null;
	#slips = new Map<SeatId, Slip>();
	#book = new ReceiptBook();

	/** Puts or replaces the slip of a seat; gives its receipt, in which the choice has no part. */
	put(charge: BallotId, seat: SeatId, choice: Choice, nonce?: string): string {
		if (charge !== this.#charge) this.empty();
		this.#charge = charge;
		const drawn = nonce ?? randomBytes(16).toString('base64url');
		const receipt = this.#book.sign(charge, `${seat}\n${drawn}`);
		this.#slips.set(seat, { choice, receipt });
		return receipt;
	}

	/** The slips of these seats, sorted: no seat, no time, no order. */
	count(charge: BallotId | null, seats: readonly SeatId[]): Choice[] {
		if (charge === null || charge !== this.#charge) return [];
		return seats.flatMap((seat) => this.#slips.get(seat)?.choice ?? []).sort();
	}

	/** The receipt of the slip that this seat has in the urn, if any. */
	receiptOf(charge: BallotId | null, seat: SeatId | undefined): string | null {
		const slip = charge !== null && charge === this.#charge && seat && this.#slips.get(seat);
		return slip ? slip.receipt : null;
	}

	get isEmpty(): boolean {
		return this.#slips.size === 0;
	}

	empty(): void {
		this.#charge = null;
		this.#slips.clear();
		this.#book = new ReceiptBook();
	}
}
