/** The notebooks of one room: each frame authorised on the trial as it is now, before anything of it is decoded. */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import {
	noteFrame,
	noteLimits,
	type NoteFrame,
	type NotePush,
	type NoteReply
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
import { readText } from './frame-bytes.ts';
import { Cursors } from './note-cursors.ts';
import { keepWaiting, lookAt, newSitting, tell, type Reader } from './reader.ts';
import { Writers } from './writers.ts';

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

/** What is so for every room, as it is now. */
export interface Standing {
	/** The browsers whose updates cost too much: for a while they write nothing. */
	muted: Set<string>;
	/** False while the disk refuses what is accepted. */
	isSaving: boolean;
}

export class RoomNotes {
	readonly #courtroom: Courtroom;
	readonly #desk: Desk;
	readonly #readers = new Set<Reader>();
	readonly #cursors = new Cursors(this.#readers);
	readonly #writers = new Writers();
	readonly #standing: Readonly<Standing>;
	#erased = false;

	constructor(courtroom: Courtroom, desk: Desk, standing: Readonly<Standing>) {
		this.#courtroom = courtroom;
		this.#desk = desk;
		this.#standing = standing;
		courtroom.watch(() => this.follow());
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
		const { notebook: id, kind, client } = parsed.output;
		const given = bytes ?? new Uint8Array();
		if (!(given instanceof Uint8Array)) return { refused: 'malformed' };
		if (given.length > limitOf[kind]) return { refused: 'too-large' };
		if (!reader.purse.spend(kind === 'open' ? opening : 1, given.length))
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
		if (kind === 'open') {
			if (client !== undefined && mayWrite(trial, audience, id))
				this.#writers.claim(id, client, reader.outlet.browser);
			return this.#open(reader, notebook, given);
		}
		if (this.#isMuted(reader)) return { refused: 'muted' };
		if (kind === 'extract') return this.#keepExtract(reader, audience, notebook, given);
		if (!mayWrite(trial, audience, id)) return { refused: 'read-only' };
		if (!reader.open.has(id)) return { refused: 'malformed' };
		return kind === 'update'
			? this.#write(reader, id, given)
			: this.#cursors.point(reader, authorOf(trial, audience, notebook), notebook, given);
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

	/** Says whether what is taken is on the disk soon after. */
	tellDisk(): void {
		for (const reader of this.#readers)
			for (const notebook of reader.open.keys()) this.#tellDisk(reader, notebook);
	}

	#tellDisk(reader: Reader, notebook: NotebookId): void {
		tell(reader, { notebook, kind: 'disk' }, Uint8Array.of(this.#standing.isSaving ? 1 : 0));
	}

	async #open(reader: Reader, { id }: Notebook, vector: Uint8Array): Promise<NoteReply> {
		const known = reader.open.get(id);
		// Known from now on: what is written while the document is read is not lost to it.
		const sitting = known ?? newSitting();
		sitting.late = false;
		reader.open.set(id, sitting);
		const { browser } = reader.outlet;
		const opened = await this.#desk.ask('open', [this.#courtroom.id, id, vector], browser);
		if (!reader.open.has(id)) this.#leave(id, browser);
		// Closed, or no longer its own, while the document was read.
		if (reader.open.get(id) !== sitting) return { refused: 'not-yours' };
		// It stays known: another of its questions may be on its way, and « not yours » would erase its copy.
		if (typeof opened === 'string') return { refused: opened };
		sitting.writable = this.#mayWrite(reader, id);
		this.#cursors.tellAll(reader, id);
		if (!this.#standing.isSaving) this.#tellDisk(reader, id);
		return { ...opened, writable: sitting.writable };
	}

	async #write(reader: Reader, id: NotebookId, update: Uint8Array): Promise<NoteReply> {
		const { browser } = reader.outlet;
		const others = this.#writers.othersOf(id, browser);
		const asked = [this.#courtroom.id, id, update, others] as const;
		// Its turn may come when the trial has moved.
		const mayStill = () => (this.#mayWrite(reader, id) ? null : 'read-only');
		const written = await this.#desk.ask('write', [...asked], browser, mayStill);
		// It may have waited until nobody has it open any more.
		if (!reader.open.has(id)) this.#leave(id, browser);
		const sitting = reader.open.get(id);
		if (written === 'of-another') return { refused: keepWaiting(sitting) };
		if (typeof written === 'string') return { refused: this.#isMuted(reader) ? 'muted' : written };
		if (sitting) sitting.ofAnother = 0;
		if (written.update) this.spread(id, written.update, reader);
		return { done: true };
	}

	/** A passage of a notebook this seat writes in, kept until it is proposed; nothing of the délibéré leaves it. */
	async #keepExtract(
		{ outlet: { browser } }: Reader,
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
		const asked = [this.#courtroom.id, extract, { seat, text }] as const;
		const kept = await this.#desk.ask('addExtract', [...asked], browser);
		if (typeof kept === 'string') return { refused: kept };
		return kept ? { extract } : { refused: 'full' };
	}

	/** Who may no longer read is told so and gets nothing more; who may write or no longer may is told too. */
	follow(): void {
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
				if (!writable) this.#cursors.hide(reader, notebook, sitting);
				reader.outlet.push({ notebook, kind: 'rights' }, Uint8Array.of(writable ? 1 : 0));
			}
		}
	}

	#mayWrite(reader: Reader, notebook: NotebookId): boolean {
		const { trial } = this.#courtroom;
		const audience = lookAt(trial, reader.outlet);
		return Boolean(audience && mayWrite(trial, audience, notebook)) && !this.#isMuted(reader);
	}

	#isMuted = ({ outlet }: Reader): boolean => this.#standing.muted.has(outlet.browser);

	#close(reader: Reader, notebook: NotebookId): void {
		const sitting = reader.open.get(notebook);
		if (!sitting) return;
		reader.open.delete(notebook);
		this.#cursors.hide(reader, notebook, sitting);
		this.#leave(notebook, reader.outlet.browser);
	}

	#leave(notebook: NotebookId, browser: string): void {
		if ([...this.#readers].some(({ open }) => open.has(notebook))) return;
		void this.#desk.ask('leave', [this.#courtroom.id, notebook], browser);
	}
}
