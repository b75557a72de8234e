/**
 * What an update must be before Yjs integrates it. The wire speaks the first format of Yjs: in the second, a few bytes
 * stand for structs without end (yjs#687); in the first, each struct is bytes of its own, once read one by one.
 */
import * as Y from 'yjs';
import { findOrder } from './order.ts';
import { isOurs } from './our-structs.ts';
import { Places, type Struct } from './places.ts';

export type Decoded = ReturnType<typeof Y.decodeUpdate>;

/** Further than any class ever types. */
const furthest = 2 ** 31;

/** The update read, or null where no page of ours would have made it for this document. */
export function checkUpdate(doc: Y.Doc, bytes: Uint8Array): Decoded | null {
	const decoded = decode(bytes);
	return decoded && follows(doc, decoded) ? decoded : null;
}

function decode(bytes: Uint8Array): Decoded | null {
	try {
		// Struct by struct: `applyUpdate` would first make room for as many as the update says that it holds.
		return Y.decodeUpdate(bytes);
	} catch {
		return null;
	}
}

/**
 * True where all that the update brings can be added one after the other, by what a page of ours writes, and all that it
 * deletes is there: nothing is left waiting.
 */
function follows(doc: Y.Doc, { structs, ds }: Decoded): boolean {
	const byClient = new Map<number, Struct[]>();
	const known = (client: number): number => Y.getState(doc.store, client);
	for (const struct of structs) {
		const { id, length } = struct;
		const before = byClient.get(id.client);
		// Each goes on where the one before it ends.
		const last = before?.at(-1);
		const isNext = last ? id.clock === last.id.clock + last.length : id.clock <= known(id.client);
		if (!isNext || !(length > 0) || !(id.clock + length < furthest)) return false;
		if (before) before.push(struct);
		else byClient.set(id.client, [struct]);
	}
	const order = findOrder(byClient, known);
	if (!order) return false;
	const places = new Places(doc, byClient);
	if (!order.every((struct) => isOurs(struct, places.find(struct)))) return false;
	const reached = (client: number): number => {
		const last = byClient.get(client)?.at(-1);
		return Math.max(known(client), last ? last.id.clock + last.length : 0);
	};
	return [...ds.clients].every(([client, ranges]) =>
		ranges.every(({ clock, len }) => len > 0 && clock + len <= reached(client))
	);
}
