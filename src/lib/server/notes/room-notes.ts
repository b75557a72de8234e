/** The notebooks of one room: each frame authorised on the trial as it is now, before anything of it is decoded. */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import {
	noteCursor,
	noteFrame,
	noteLimits,
	type NoteFrame,
	type NotePush,
	type NoteReply,
	type SeatCursor
} from '../../protocol/notebook.ts';
import type { Audience } from '../../trial/actor.ts';
import {
	authorOf,
	findNotebook,
	mayRead,
	mayWrite,
	type Notebook,
	type NotebookId
} from '../../trial/notebook.ts';
import type { Courtroom } from '../courtroom.ts';
import type { Desk } from './desk.ts';
import { lookAt, tell, type Reader, type Sitting } from './reader.ts';

/** What opening costs, beside its bytes, in frames. */
const opening = 3;
/** In bytes: what a passage of this many characters may take. */
const longest = 4 * noteLimits.extract;
const limitOf: Record<NoteFrame['kind'], number> = {
	open: noteLimits.vector,
	update: noteLimits.update,
	awareness: noteLimits.awareness,
	close: 0,
	extract: longest
};

export class RoomNotes {
	readonly #courtroom: Courtroom;
	readonly #desk: Desk;
	readonly #readers = new Set<Reader>();
	readonly #muted: ReadonlySet<string>;
	#erased = false;

	/** `muted`: the browsers whose update never ended. */
	constructor(courtroom: Courtroom, desk: Desk, muted: ReadonlySet<string>) {
		this.#courtroom = courtroom;
		this.#desk = desk;
		this.#muted = muted;
		courtroom.watch(() => this.#follow());
	}

	add(reader: Reader): void {
		this.#readers.add(reader);
	}

	remove(reader: Reader): void {
		this.#readers.delete(reader);
		for (const notebook of [...reader.open.keys()]) this.#close(reader, notebook);
	}

	/** One frame of a browser, whatever it holds. */
	async hear(reader: Reader, frame: unknown, bytes: unknown): Promise<NoteReply> {
		const parsed = v.safeParse(noteFrame, frame);
		if (!parsed.success) return { refused: 'malformed' };
		const { notebook: id, kind } = parsed.output;
		const given = bytes ?? new Uint8Array();
		if (!(given instanceof Uint8Array)) return { refused: 'malformed' };
		if (given.length > limitOf[kind]) return { refused: 'too-large' };
		if (!reader.purse?.spend(kind === 'open' ? opening : 1, given.length))
			return { refused: 'too-fast' };
		if (kind === 'close') {
			this.#close(reader, id);
			return { done: true };
		}
		const { trial } = this.#courtroom;
		const audience = lookAt(trial, reader.outlet);
		const notebook = findNotebook(trial, id);
		if (this.#erased || !audience || !notebook || !mayRead(trial, audience, id))
			return { refused: 'not-yours' };
		if (kind === 'open') return this.#open(reader, notebook, given);
		if (this.#muted.has(reader.outlet.browser)) return { refused: 'muted' };
		if (kind === 'extract') return this.#keepExtract(audience, notebook, given);
		if (!mayWrite(trial, audience, id)) return { refused: 'read-only' };
		if (!reader.open.has(id)) return { refused: 'malformed' };
		return kind === 'update'
			? this.#write(reader, id, given)
			: this.#point(reader, audience, notebook, given);
	}

	/** What another has written: for all who have it open. */
	spread(notebook: NotebookId, update: Uint8Array, but: Reader | null = null): void {
		const push: NotePush = { notebook, kind: 'update' };
		for (const reader of this.#readers)
			if (reader !== but && reader.open.has(notebook)) tell(reader, push, update);
	}

	/** The documents were read again: everybody opens again what they have open. */
	restart(): void {
		for (const reader of this.#readers)
			for (const notebook of reader.open.keys()) tell(reader, { notebook, kind: 'restarted' });
	}

	async #open(reader: Reader, { id }: Notebook, vector: Uint8Array): Promise<NoteReply> {
		const known = reader.open.get(id);
		// Known from now on: what is written while the document is read is not lost to it.
		const sitting = known ?? { writable: false, late: false, client: null, cursor: null };
		sitting.late = false;
		reader.open.set(id, sitting);
		const opened = await this.#desk.ask('open', [this.#courtroom.id, id, vector]);
		if (!this.#readers.has(reader)) this.#leave(id);
		// Closed, or no longer its own, while the document was read.
		if (reader.open.get(id) !== sitting) return { refused: 'not-yours' };
		if (typeof opened === 'string') {
			if (!known) this.#close(reader, id);
			return { refused: opened };
		}
		sitting.writable = this.#mayWrite(reader, id);
		for (const other of this.#readers) {
			const cursor = other === reader ? null : other.open.get(id)?.cursor;
			if (cursor) tell(reader, { notebook: id, kind: 'awareness' }, cursor);
		}
		return { ...opened, writable: sitting.writable };
	}

	async #write(reader: Reader, id: NotebookId, update: Uint8Array): Promise<NoteReply> {
		const { browser } = reader.outlet;
		const written = await this.#desk.ask('write', [this.#courtroom.id, id, update], browser);
		if (typeof written === 'string')
			return { refused: this.#muted.has(browser) ? 'muted' : written };
		if (written.update) this.spread(id, written.update, reader);
		return { done: true };
	}

	/** A cursor is said to be of the seat that writes there; in the délibéré nobody is told apart. */
	#point(reader: Reader, audience: Audience, notebook: Notebook, bytes: Uint8Array): NoteReply {
		const { id, kind } = notebook;
		const seat = authorOf(this.#courtroom.trial, audience, notebook);
		const sitting = reader.open.get(id);
		if (kind === 'delibere' || !seat || !sitting) return { refused: 'read-only' };
		const parsed = v.safeParse(noteCursor, readJson(bytes));
		if (!parsed.success) return { refused: 'malformed' };
		const { client, cursor } = parsed.output;
		for (const other of this.#readers)
			if (other !== reader && other.open.get(id)?.client === client)
				return { refused: 'malformed' };
		if (sitting.client !== client) this.#hideCursor(reader, id, sitting);
		const told = writeJson({ client, cursor, seat } satisfies SeatCursor);
		sitting.client = client;
		sitting.cursor = cursor && told;
		this.#tellOthers(reader, id, told);
		return { done: true };
	}

	#hideCursor(reader: Reader, id: NotebookId, sitting: Sitting): void {
		const { client } = sitting;
		if (client === null || !sitting.cursor) return;
		sitting.cursor = null;
		this.#tellOthers(
			reader,
			id,
			writeJson({ client, cursor: null, seat: '' } satisfies SeatCursor)
		);
	}

	#tellOthers(reader: Reader, notebook: NotebookId, bytes: Uint8Array): void {
		const push: NotePush = { notebook, kind: 'awareness' };
		for (const other of this.#readers)
			if (other !== reader && other.open.has(notebook)) tell(other, push, bytes);
	}

	/** A passage of a notebook this seat writes in, kept until it is proposed; nothing of the délibéré leaves it. */
	async #keepExtract(
		audience: Audience,
		notebook: Notebook,
		bytes: Uint8Array
	): Promise<NoteReply> {
		const seat = authorOf(this.#courtroom.trial, audience, notebook);
		if (!seat || notebook.kind === 'delibere') return { refused: 'not-yours' };
		const text = readText(bytes)?.trim();
		if (!text) return { refused: 'malformed' };
		if (text.length > noteLimits.extract) return { refused: 'too-large' };
		const extract = randomBytes(12).toString('base64url');
		const kept = await this.#desk.ask('addExtract', [this.#courtroom.id, extract, { seat, text }]);
		if (kept === 'unavailable') return { refused: kept };
		return kept ? { extract } : { refused: 'full' };
	}

	/** Who may no longer read is told so and gets nothing more; who may write or no longer may is told too. */
	#follow(): void {
		if (this.#courtroom.isErased && !this.#erased) {
			this.#erased = true;
			void this.#desk.ask('erase', [this.#courtroom.id]);
		}
		const { trial } = this.#courtroom;
		for (const reader of this.#readers) {
			if (reader.open.size === 0) continue;
			const audience = this.#erased ? null : lookAt(trial, reader.outlet);
			for (const [notebook, sitting] of [...reader.open]) {
				if (!audience || !mayRead(trial, audience, notebook)) {
					this.#close(reader, notebook);
					reader.outlet.push({ notebook, kind: 'rights' }, new Uint8Array());
					continue;
				}
				const writable = this.#mayWrite(reader, notebook);
				if (writable === sitting.writable) continue;
				sitting.writable = writable;
				if (!writable) this.#hideCursor(reader, notebook, sitting);
				reader.outlet.push({ notebook, kind: 'rights' }, Uint8Array.of(writable ? 1 : 0));
			}
		}
	}

	#mayWrite({ outlet }: Reader, notebook: NotebookId): boolean {
		const { trial } = this.#courtroom;
		const audience = lookAt(trial, outlet);
		return Boolean(audience && mayWrite(trial, audience, notebook));
	}

	#close(reader: Reader, notebook: NotebookId): void {
		const sitting = reader.open.get(notebook);
		if (!sitting) return;
		reader.open.delete(notebook);
		this.#hideCursor(reader, notebook, sitting);
		this.#leave(notebook);
	}

	#leave(notebook: NotebookId): void {
		if ([...this.#readers].some(({ open }) => open.has(notebook))) return;
		void this.#desk.ask('leave', [this.#courtroom.id, notebook]);
	}
}

const reader8 = new TextDecoder('utf-8', { fatal: true });
function readText(bytes: Uint8Array): string | null {
	try {
		return reader8.decode(bytes);
	} catch {
		return null;
	}
}

function readJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(readText(bytes) ?? '');
	} catch {
		return undefined;
	}
}
const writeJson = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
