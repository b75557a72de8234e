/** The slips of the open ballot: in this process's memory only, until the tribunal's voices are counted. */
import type { SeatId } from '../../casefile/casefile.ts';
import type { BallotId, Choice } from '../../trial/event.ts';

export class Urn {
	#charge: BallotId | null = null;
	#slips = new Map<SeatId, Choice>();

	/** Puts or replaces the slip of a seat. */
	put(charge: BallotId, seat: SeatId, choice: Choice): void {
		if (charge !== this.#charge) this.#slips.clear();
		this.#charge = charge;
		this.#slips.set(seat, choice);
	}

	/** The slips of these seats, sorted: no seat, no time, no order. */
	count(charge: BallotId | null, seats: readonly SeatId[]): Choice[] {
		if (charge === null || charge !== this.#charge) return [];
		return seats.flatMap((seat) => this.#slips.get(seat) ?? []).sort();
	}

	get isEmpty(): boolean {
		return this.#slips.size === 0;
	}

	empty(): void {
		this.#charge = null;
		this.#slips.clear();
	}
}
