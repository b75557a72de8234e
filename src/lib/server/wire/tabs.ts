/** The sockets of each browser of a room: only the newest stay, and of one page only the last. Rule [G22]. */
import type { Outlet } from './delivery.ts';

export class Tabs {
	readonly #outlets = new Map<string, Outlet[]>();

	/** Adds one; of its browser's, dismisses those beyond the newest `most` and the others of its page. */
	add(outlet: Outlet, most: number): void {
		const key = browserOf(outlet);
		const same = this.#outlets.get(key) ?? [];
		const extra = same.length - most + 1;
		this.#outlets.set(key, [...same, outlet]);
		same
			.filter((old, i) => i < extra || (old.page && old.page === outlet.page))
			.forEach((old) => old.dismiss());
	}

	remove(outlet: Outlet): void {
		const key = browserOf(outlet);
		const left = this.#outlets.get(key)?.filter((other) => other !== outlet) ?? [];
		if (left.length > 0) this.#outlets.set(key, left);
		else this.#outlets.delete(key);
	}
}

const browserOf = ({ office, holder }: Outlet): string => `${office} ${holder ?? ''}`;
