/** What a notebook's document and the room's tell each other to be the same. */
import * as Y from 'yjs';
import type { noteLimits } from '../protocol/notebook.ts';

/** A state vector that says nothing: the room then sends all it has. */
const blank = Uint8Array.of(0);
const longestVector: typeof noteLimits.vector = 32_768;

/** What this document knows, for the room to say the rest; too long to be heard, nothing. */
export function tellKnown(doc: Y.Doc): Uint8Array {
	const vector = Y.encodeStateVector(doc);
	return vector.length > longestVector ? blank : vector;
}

/** What this document has and the room has not, once the room's own update is in it; null for nothing. */
export function lackingAt(doc: Y.Doc, update: Uint8Array, vector: Uint8Array): Uint8Array | null {
	const lacking = Y.encodeStateAsUpdate(doc, vector);
	const { structs } = Y.decodeUpdate(lacking);
	const deleted = Y.createDeleteSetFromStructStore(doc.store);
	const same = structs.length === 0 && Y.equalDeleteSets(deleted, Y.decodeUpdate(update).ds);
	return same ? null : lacking;
}

/** Adds what the room says; false where it cannot be read. */
export function join(doc: Y.Doc, update: Uint8Array, room: symbol): boolean {
	try {
		Y.applyUpdate(doc, update, room);
		return true;
	} catch {
		return false;
	}
}
