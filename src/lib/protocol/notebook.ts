/**
 * Notebooks on the wire: Yjs updates over the room's own socket, each frame authorised by the server. A browser imports
 * only types from here.
 */
import * as v from 'valibot';
import type { NotebookId } from '../trial/notebook.ts';

/** What a browser says with bytes beside it; nothing of either is believed before it is parsed. */
export const noteFrame = v.strictObject({
	notebook: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
	kind: v.picklist(['open', 'update', 'awareness', 'close', 'extract']),
	/** With `open`: the `clientID` of the browser's Y.Doc. */
	client: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)))
});
/**
 * - `open`: its state vector, and the client it writes under: what another browser brings under that one is refused.
 *   Opened again at will: after a cut, `rights` or `restarted`.
 * - `update`: one Yjs update, everything typed for 80 ms merged.
 * - `awareness`: its own state alone, as `writeCursor` says; nothing in `delibere`.
 * - `close`: no bytes.
 *
 * Refused for another reason than `not-yours`, `read-only` or `muted`, an update is not lost: the browser opens the
 * notebook again, a little later, and sends what the server lacks.
 * - `extract`: a passage as UTF-8 text, kept until it is proposed by the command `proposeExtract`.
 */
export type NoteFrame = v.InferOutput<typeof noteFrame>;

export const noteRefusals = [
	'not-yours',
	'read-only',
	'too-large',
	'too-fast',
	'full',
	'malformed',
	'muted',
	/** It cannot be read any more. */
	'unreadable',
	'unavailable'
] as const;
export type NoteRefusal = (typeof noteRefusals)[number];

export type NoteReply =
	| { refused: NoteRefusal }
	/** To `update`: it is in the document and will be written; to `awareness` and `close`: taken. */
	| { done: true }
	/** To `open`: what the browser lacks, and what the server has, so that the browser sends the rest. */
	| { update: Uint8Array; vector: Uint8Array; writable: boolean }
	/** To `extract`: the name under which it may be proposed. */
	| { extract: string };

/**
 * - `update`: what another has written: a Yjs update.
 * - `awareness`: a cursor of another, `{ client, seat, cursor }` as JSON, `cursor` null once it is gone.
 * - `rights`: what this browser may do has changed: without bytes it may no longer read; else one byte, 1 where it may write.
 * - `restarted`: the documents were read again from the disk: open again, and send what the server lacks.
 * - `disk`: one byte, 0 while what is taken is not on the disk, 1 once it is again; told before the answer to `open`
 *   where it is 0.
 */
export interface NotePush {
	notebook: NotebookId;
	kind: 'update' | 'awareness' | 'rights' | 'restarted' | 'disk';
}

/** Where a browser's cursor stands: relative positions as Yjs writes them in JSON, or null for none. */
export const noteCursor = v.strictObject({
	/** The browser's own Y.Doc `clientID`, drawn by chance. */
	client: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)),
	cursor: v.nullable(v.strictObject({ anchor: v.unknown(), head: v.unknown() }))
});
export type NoteCursor = v.InferOutput<typeof noteCursor>;
/** The same, as the others get it: the server has said whose it is. */
export type SeatCursor = NoteCursor & { seat: string };

/** The one shared type of a notebook's Y.Doc: `doc.getXmlFragment(noteRoot)`; an update that names another is refused. */
export const noteRoot = 'texte';

/** The elements that our editor makes; an update with another is refused. */
export const noteNodes = [
	'paragraph',
	'heading',
	'bulletList',
	'orderedList',
	'listItem',
	'hardBreak',
	'citation',
	'stamp'
] as const;
/** Their attributes, and the marks of their text: short values alone. */
export const noteAttributes = [
	'level',
	'by',
	'start',
	'type',
	'piece',
	'number',
	'paragraph',
	'step',
	'at'
] as const;
export const noteMarks = ['bold'] as const;

/** In bytes; what is longer is refused before it is read. */
export const noteLimits = {
	vector: 32_768,
	update: 32_768,
	awareness: 512,
	/** In characters. */
	extract: 400,
	/** Of a whole document, written as one update. */
	document: 262_144
} as const;
