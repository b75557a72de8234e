/** What a page of the store holds: the updates of one save, or a whole document, small. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import { encode, writeVarUint8Array } from 'lib0/encoding';
import * as Y from 'yjs';
import type { Page } from './note-store.ts';

/** The updates of one save, one after the other. */
export const packUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
	encode((encoder) => {
		for (const update of updates) writeVarUint8Array(encoder, update);
	});

/** All a document holds; of what was deleted, only that something was. */
export const packWhole = (doc: Y.Doc): Uint8Array =>
	deflateRawSync(Y.encodeStateAsUpdateV2(doc), { level: 9 });

/** Adds to a document what a page holds. */
export function addPage(doc: Y.Doc, { whole, bytes }: Page): void {
	if (whole) return Y.applyUpdateV2(doc, inflateRawSync(bytes));
	const decoder = createDecoder(bytes);
	while (hasContent(decoder)) Y.applyUpdate(doc, readVarUint8Array(decoder));
}
