/** Receipts: eight signs that this urn alone can make, from what its voter drew and never from a choice. Rules [B21]. */
import { createHmac, randomBytes } from 'node:crypto';
import { spell } from '../door/secret.ts';

export class ReceiptBook {
	/** Lives and goes with the slips: once it is gone nobody can tell a receipt from any other eight signs. */
	readonly #key = randomBytes(32);

	/** The receipt of what was drawn for a slip of this question. */
	sign(question: string, drawn: string): string {
		const mac = createHmac('sha256', this.#key).update(`${question}\n${drawn}`).digest();
		return spell(mac.subarray(0, 8));
	}
}
