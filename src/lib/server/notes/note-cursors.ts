/** Where each one writes in the notebooks of a room: told to those who have the notebook open, and kept nowhere. */
import * as v from 'valibot';
import type { SeatId } from '../../casefile/casefile.ts';
import {
	noteCursor,
	type NotePush,
	type NoteReply,
	type SeatCursor
} from '../../protocol/notebook.ts';
import type { Notebook, NotebookId } from '../../trial/notebook.ts';
import { readJson, writeJson } from './frame-bytes.ts';
import { tell, type Reader, type Sitting } from './reader.ts';

export class Cursors {
	readonly #readers: ReadonlySet<Reader>;

	constructor(readers: ReadonlySet<Reader>) {
		this.#readers = readers;
	}

	/** A cursor is said to be of the seat that writes there; in the délibéré nobody is told apart. */
	point(
		reader: Reader,
		seat: SeatId | null | undefined,
		{ id, kind }: Notebook,
		bytes: Uint8Array
	): NoteReply {
		const sitting = reader.open.get(id);
		if (kind === 'delibere' || !seat || !sitting) return { refused: 'read-only' };
		const parsed = v.safeParse(noteCursor, readJson(bytes));
		if (!parsed.success) return { refused: 'malformed' };
		const { client, cursor } = parsed.output;
		for (const other of this.#readers) {
			const its = other === reader ? null : other.open.get(id);
			if (its?.client !== client) continue;
			if (other.outlet.browser !== reader.outlet.browser) return { refused: 'malformed' };
			// The same browser, come back before its dead line was noticed.
			its.client = null;
			its.cursor = null;
		}
		if (sitting.client !== client) this.hide(reader, id, sitting);
		const told = writeJson({ client, cursor, seat } satisfies SeatCursor);
		sitting.client = client;
		sitting.cursor = cursor && told;
		this.#tellOthers(reader, id, told);
		return { done: true };
	}

	hide(reader: Reader, id: NotebookId, sitting: Sitting): void {
		const { client } = sitting;
		if (client === null || !sitting.cursor) return;
		sitting.cursor = null;
		const told: SeatCursor = { client, cursor: null, seat: '' };
		this.#tellOthers(reader, id, writeJson(told));
	}

	/** Those of the others, for somebody who has just opened it. */
	tellAll(reader: Reader, id: NotebookId): void {
		for (const other of this.#readers) {
			const cursor = other === reader ? null : other.open.get(id)?.cursor;
			if (cursor) tell(reader, { notebook: id, kind: 'awareness' }, cursor);
		}
	}

	#tellOthers(reader: Reader, notebook: NotebookId, bytes: Uint8Array): void {
		const push: NotePush = { notebook, kind: 'awareness' };
		for (const other of this.#readers)
			if (other !== reader && other.open.has(notebook)) tell(other, push, bytes);
	}
}
