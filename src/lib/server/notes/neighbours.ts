/** Whether what was just added stands where it says: else two pages that hear the same would read two texts. */
import * as Y from 'yjs';
import type { Struct } from './places.ts';

/** Pieces of text looked at before the whole list is numbered. */
const near = 64;

/** True where each of these, in the document by now, stands after its origin and before its right origin. */
export function standBetween({ store }: Y.Doc, added: readonly Struct[]): boolean {
	const ranks = new Ranks();
	/** What is gone stands nowhere. */
	const find = (id: Y.ID | null): Y.Item | null => {
		const it: Struct | null = id && Y.getItem(store, id);
		return it instanceof Y.Item ? it : null;
	};
	return added.every((struct) => {
		if (!(struct instanceof Y.Item)) return true;
		const { client, clock } = struct.id;
		const [origin, right] = [find(struct.origin), find(struct.rightOrigin)];
		const first = find(Y.createID(client, clock));
		const last = find(Y.createID(client, clock + struct.length - 1));
		const isAfter = !origin || !first || ranks.isBefore(origin, first);
		return isAfter && (!right || !last || ranks.isBefore(last, right));
	});
}

class Ranks {
	readonly #ranks = new Map<Y.Item, number>();

	/** True too of one piece, which two that follow each other become. */
	isBefore(one: Y.Item, other: Y.Item): boolean {
		let at: Y.Item | null = other;
		for (let steps = 0; at && steps < near; steps++, at = at.left) if (at === one) return true;
		if (!at || one.parent !== other.parent || one.parentSub !== other.parentSub) return false;
		return this.#rank(one) < this.#rank(other);
	}

	#rank(item: Y.Item): number {
		if (!this.#ranks.has(item)) {
			let at: Y.Item | null = item;
			while (at.left) at = at.left;
			for (let rank = 0; at; rank++, at = at.right) this.#ranks.set(at, rank);
		}
		return this.#ranks.get(item) ?? 0;
	}
}
