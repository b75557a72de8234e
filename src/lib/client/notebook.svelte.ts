/** One notebook in this browser: its shared document, joined to the room; typed offline, it merges when the line is back. */
import { untrack } from 'svelte';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import type { NoteFrame, NotePush, NoteRefusal } from '../protocol/notebook.ts';
import type { NotebookView } from '../trial/notebook.ts';
import type { Courtroom } from './courtroom.svelte.ts';
import { canKeep } from './can-keep.ts';
import { eraseKept, keptName, noteKept } from './kept-notes.ts';
import { Cursors, tellCursor } from './note-cursors.ts';
import { Outbox } from './note-outbox.ts';
import { join, lackingAt, tellKnown } from './note-state.ts';
import { missingLines } from './note-text.ts';

/** Origin of what the room says: never sent back. */
const room = Symbol('room');
const nothing = new Uint8Array();
/** A copy that this browser is slow to read does not keep the notebook closed. */
const copyWithin = 1_000;

export class Notebook {
	readonly id: string;
	readonly kind: NotebookView['kind'];
	/** Replaced where what was typed here could not be shared. */
	doc = $state.raw(new Y.Doc());
	/** True once the room has answered. */
	open = $state(false);
	/** This browser may no longer read it. */
	gone = $state(false);
	writable = $state(false);
	/** Something typed here is not at the room yet. */
	owes = $state(false);
	/** What the room takes is not on its disk for now. */
	unsaved = $state(false);
	/** What is typed is kept by this browser, even if its page is closed. */
	kept = $state(false);
	trouble = $state<NoteRefusal | null>(null);
	/** What was typed here and could not be shared. */
	lost = $state('');
	/** Where the others write. */
	readonly cursors: Cursors;
	/** Where one last wrote: a quotation goes after it. */
	place: Y.RelativePosition | null = null;
	/** Turned into a prompter, and where its reader is. */
	reading = $state(false);
	readAt: { key: string; top: number; rank: number } | null = null;
	#courtroom: Courtroom;
	#outbox: Outbox;
	#copy: IndexeddbPersistence | null = null;
	#asking = false;
	#askAgain = false;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#deaf: () => void;
	/** What was refused has been tried again once. */
	#doubted = false;
	#old: Y.Doc | null = null;

	constructor(courtroom: Courtroom, { id, kind, writable }: NotebookView) {
		this.id = id;
		this.kind = kind;
		this.#courtroom = courtroom;
		this.#outbox = new Outbox({
			send: (update) => this.#say('update', update),
			refuse: (reason) => this.#refuse(reason),
			tell: (owes) => {
				this.owes = owes;
				if (!owes) this.#doubted = false;
			}
		});
		this.cursors = new Cursors((cursor) => {
			if (this.writable && this.open) void this.#say('awareness', tellCursor(this.doc, cursor));
		}, kind === 'delibere');
		this.#deaf = courtroom.notes.hearNotes((push, bytes) => {
			if (push.notebook === id) this.#hear(push.kind, new Uint8Array(bytes ?? nothing));
		});
		this.#listen();
		void (writable ? this.#keepCopy() : Promise.resolve()).then(() => this.#ask());
	}

	/** Run in an effect: joined again, it says what the other lacks. */
	watch = (): void => {
		const joined = this.#courtroom.connection === 'joined';
		untrack(() => (joined ? void this.#ask() : this.#outbox.pause()));
	};

	/** Once the room has answered; it fails where the line is cut. */
	ready = async (): Promise<void> => {
		for (let waited = 0; !this.open; waited += 50) {
			if (this.gone || waited > 5_000) throw new Error('the notebook does not open');
			await new Promise((next) => setTimeout(next, 50));
		}
	};

	/** Leaves a passage with the room, under the name by which it may be proposed. */
	leavePassage = async (text: string): Promise<{ extract: string } | { refused: NoteRefusal }> => {
		const reply = await this.#say('extract', new TextEncoder().encode(text));
		if (reply && ('extract' in reply || 'refused' in reply)) return reply;
		return { refused: 'unavailable' };
	};

	/** Puts the notebook away; with `erase`, what this browser kept of it too. */
	close = (erase = false): void => {
		if (!this.gone) void this.#say('close', nothing);
		this.gone = true;
		this.#deaf();
		clearTimeout(this.#retry);
		this.cursors.stop();
		this.#outbox.drop();
		if (erase) void eraseKept((name) => name === this.#copyName);
		else void this.#copy?.destroy();
		this.doc.destroy();
	};

	get #copyName(): string {
		const { code, view } = this.#courtroom;
		return keptName(code, view.me?.holder ?? '', this.id);
	}

	#say(kind: NoteFrame['kind'], bytes: Uint8Array) {
		// Told once it opens: under this name nobody else's words are taken.
		const client = kind === 'open' ? { client: this.doc.clientID } : {};
		return this.#courtroom.notes.note({ notebook: this.id, kind, ...client }, bytes);
	}

	#listen(): void {
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === room || origin === this.#copy || !this.writable) return;
			this.#outbox.add(update);
		});
	}

	async #keepCopy(): Promise<void> {
		const { doc } = this;
		if (this.#courtroom.office !== 'tablette' || !(await canKeep())) return;
		if (this.gone || this.#copy) return;
		const name = this.#copyName;
		let copy: IndexeddbPersistence | null = null;
		const stop = () => {
			this.kept = false;
			void copy?.destroy();
		};
		if (!noteKept(name, stop)) return;
		copy = this.#copy = new IndexeddbPersistence(name, doc);
		const read = copy.whenSynced.then(() => {
			this.kept = this.#copy === copy;
			// It came after the room's answer: what it holds may be owed.
			if (this.open) void this.#ask();
		});
		await Promise.race([read, new Promise((next) => setTimeout(next, copyWithin))]);
	}

	async #ask(): Promise<void> {
		if (this.gone || this.#courtroom.connection !== 'joined') return;
		this.#askAgain = this.#asking;
		if (this.#asking) return;
		this.#asking = true;
		this.#outbox.pause();
		// Said again before the answer, where it is still so.
		this.unsaved = false;
		const { doc } = this;
		const reply = await this.#say('open', tellKnown(doc));
		this.#asking = false;
		if (this.gone) return;
		if (this.#askAgain || doc !== this.doc) return void this.#ask();
		if (!reply || (!('vector' in reply) && !('refused' in reply))) return this.#askLater();
		if ('refused' in reply) return this.#shut(reply.refused);
		if (!join(doc, new Uint8Array(reply.update), room)) return this.fail();
		if (this.trouble === 'unreadable') this.trouble = null;
		if (this.#old) this.#tellLost(this.#old);
		const lacking = lackingAt(doc, new Uint8Array(reply.update), new Uint8Array(reply.vector));
		this.open = true;
		this.writable = reply.writable;
		if (reply.writable) {
			this.#outbox.resume(lacking);
			void this.#keepCopy();
		} else if (lacking) this.#startAgain('read-only');
	}

	#askLater(pause = 1_000): void {
		clearTimeout(this.#retry);
		this.#retry = setTimeout(() => void this.#ask(), pause * (1 + Math.random() / 2));
	}

	#hear(kind: NotePush['kind'], bytes: Uint8Array): void {
		if (kind === 'update') {
			if (!join(this.doc, bytes, room)) return this.fail();
			// Something before it was missed.
			if (this.doc.store.pendingStructs || this.doc.store.pendingDs) this.#askLater();
		} else if (kind === 'awareness') this.cursors.see(bytes);
		else if (kind === 'restarted') {
			this.cursors.forget();
			void this.#ask();
		} else if (kind === 'disk') this.unsaved = bytes[0] === 0;
		else if (bytes.length === 0) this.#shut('not-yours');
		else if (bytes[0] === 1) void this.#ask();
		else {
			this.writable = false;
			if (this.owes) this.#startAgain('read-only');
		}
	}

	/** What it holds cannot be read or shown here: said in words, and tried again later. */
	fail = (): void => {
		if (!this.gone) this.#shut('unreadable');
	};

	#shut(reason: NoteRefusal): void {
		const isLasting = reason === 'unreadable' || reason === 'muted';
		if (isLasting || reason === 'not-yours') this.trouble = reason;
		if (reason === 'not-yours') return this.close(true);
		if (reason === 'unreadable') {
			this.open = false;
			this.#outbox.pause();
			if (this.#old) this.#tellLost(this.#old);
		}
		this.#askLater(isLasting ? 10_000 : 1_000);
	}

	/** A room read again from its disk may lack what an update stands on: it gets all that it lacks, once. */
	#refuse(reason: NoteRefusal): void {
		if (reason === 'unreadable') return this.#shut(reason);
		if (reason !== 'malformed' || this.#doubted) return this.#startAgain(reason);
		this.#doubted = true;
		void this.#ask();
	}

	/** What was typed here is not shared and will not be: the room's own text, and what was lost beside it. */
	#startAgain(reason: NoteRefusal): void {
		this.trouble = reason;
		this.#old = this.doc;
		this.#outbox.drop();
		this.open = false;
		if (reason === 'muted' || reason === 'read-only') this.writable = false;
		this.cursors.forget();
		const again = this.#copy !== null;
		const erased = again ? eraseKept((name) => name === this.#copyName) : Promise.resolve();
		this.#copy = null;
		this.doc = new Y.Doc();
		this.place = null;
		this.#listen();
		void erased.then(() => (again ? this.#keepCopy() : null)).then(() => this.#ask());
	}

	#tellLost(old: Y.Doc): void {
		const missing = missingLines(old, this.doc);
		this.lost = [this.lost, missing].filter(Boolean).join('\n\n');
		this.#old = null;
		old.destroy();
	}
}
