/** The slips of the open ballot: in this process's memory only, until the tribunal's voices are counted. */
import type { ChargeId, SeatId } from '../../casefile/casefile.ts';
import type { Outcome } from '../../trial/event.ts';

export class Urn {
	#charge: ChargeId | null = null;
	#slips = new Map<SeatId, Outcome>();

	/** Puts or replaces the slip of a seat. */
	put(charge: ChargeId, seat: SeatId, choice: Outcome): void {
		if (charge !== this.#charge) this.#slips.clear();
		this.#charge = charge;
		this.#slips.set(seat, choice);
	}

	/** The slips of these seats, sorted: no seat, no time, no order. */
	count(charge: ChargeId | null, seats: readonly SeatId[]): Outcome[] {
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
