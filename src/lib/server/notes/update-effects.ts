/** What an update that is sound would do to a document. */
import * as Y from 'yjs';
import type { Struct } from './places.ts';
import type { Decoded } from './update-check.ts';

/** True where what the update takes from the text is at least as long as what it brings. */
export function shortens({ store }: Y.Doc, { structs, ds }: Decoded): boolean {
	let more = 0;
	for (const struct of structs)
		if (struct instanceof Y.Item && struct.content.isCountable()) more += struct.length;
	let less = 0;
	for (const [client, ranges] of ds.clients) {
		const known = store.clients.get(client) ?? [];
		for (const { clock, len } of ranges) {
			if (len === 0 || clock >= Y.getState(store, client)) continue;
			for (let n = Y.findIndexSS(known, clock); n < known.length; n++) {
				const it = known[n];
				if (!it || it.id.clock >= clock + len) break;
				if (it.deleted || !(it instanceof Y.Item) || !it.countable) continue;
				less += Math.min(it.id.clock + it.length, clock + len) - Math.max(it.id.clock, clock);
			}
		}
	}
	return more <= less;
}

/** How many pieces of the text its deletions cut in two. */
export function countCuts({ store }: Y.Doc, { ds }: Decoded): number {
	let cuts = 0;
	for (const [client, ranges] of ds.clients) {
		const known = store.clients.get(client) ?? [];
		const end = Y.getState(store, client);
		const isInside = (clock: number): boolean => {
			if (clock >= end) return false;
			const it = known[Y.findIndexSS(known, clock)];
			return it instanceof Y.Item && !it.deleted && it.id.clock < clock;
		};
		for (const { clock, len } of ranges)
			cuts += Number(isInside(clock)) + Number(isInside(clock + len));
	}
	return cuts;
}

/** True where it brings what the document lacks under one of these clients. */
export const bringsNewOf = (doc: Y.Doc, decoded: Decoded, clients: readonly number[]): boolean =>
	findNew(doc, decoded).some(({ id }) => clients.includes(id.client));

/** Those of these structs that the document lacks. */
export const findNew = ({ store }: Y.Doc, { structs }: Decoded): Struct[] =>
	structs.filter(({ id, length }) => id.clock + length > Y.getState(store, id.client));
