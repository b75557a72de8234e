/**
 * What an update must be before Yjs integrates it. The wire speaks the first format of Yjs: in the second, a few bytes
 * stand for structs without end (yjs#687); in the first, each struct is bytes of its own, once read one by one.
 */
import * as Y from 'yjs';
import { noteRoot } from '../../protocol/notebook.ts';

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

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

/** True where everything that the update stands on is in the document, or in itself: nothing is left waiting. */
function follows(doc: Y.Doc, { structs, ds }: Decoded): boolean {
	const state = new Map<number, number>();
	const reached = (client: number) => state.get(client) ?? Y.getState(doc.store, client);
	for (const { id, length } of structs) {
		if (id.clock > reached(id.client) || !(id.clock + length < furthest)) return false;
		state.set(id.client, Math.max(reached(id.client), id.clock + length));
	}
	const isKnown = (id: Y.ID | null): boolean => !id || id.clock < reached(id.client);
	return (
		structs.every((struct) => isOurs(struct, isKnown)) &&
		[...ds.clients].every(([client, ranges]) =>
			ranges.every(({ clock, len }) => clock + len <= reached(client))
		)
	);
}

/** Text and marks in the one shared type, on what is known. */
function isOurs(struct: Struct, isKnown: (id: Y.ID | null) => boolean): boolean {
	if (struct instanceof Y.GC) return true;
	if (!(struct instanceof Y.Item)) return false;
	const { content, origin, rightOrigin } = struct;
	// Lazily read, a parent is still a name or an id.
	const parent: unknown = struct.parent;
	if (content instanceof Y.ContentDoc || content instanceof Y.ContentBinary) return false;
	if (typeof parent === 'string' && parent !== noteRoot) return false;
	return isKnown(origin) && isKnown(rightOrigin) && (!(parent instanceof Y.ID) || isKnown(parent));
}
