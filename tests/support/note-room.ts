/** A notebook's room without a server: what it holds, what it is told, what it answers; and its tablets. */
import * as Y from 'yjs';
import type { HearNote } from '../../src/lib/client/line.ts';
import { readBlocks } from '../../src/lib/client/note-text.ts';
import type {
	NoteFrame,
	NotePush,
	NoteRefusal,
	NoteReply
} from '../../src/lib/protocol/notebook.ts';

export const notebookId = 'equipe:avocat/sacha';

/** The room's side of one notebook: what it holds, what it is told, and whether it answers. */
export class NoteRoom {
	doc = new Y.Doc();
	writable = true;
	refusal: NoteRefusal | null = null;
	/** What it answers to one update alone. */
	once: NoteRefusal | null = null;
	/** Answers that are lost on the way. */
	deaf = 0;
	/** In ms, how late it answers. */
	late = 0;
	frames: NoteFrame['kind'][] = [];
	/** The clients that said they write in it. */
	clients: (number | undefined)[] = [];
	/** In bytes: the state vectors it was asked with. */
	vectors: number[] = [];
	/** Why nobody opens it. */
	shut: NoteRefusal | null = null;
	#tablets: NoteTablet[] = [];

	join(holder: string): NoteTablet {
		const tablet = new NoteTablet(this, holder);
		this.#tablets.push(tablet);
		return tablet;
	}

	async answer(frame: NoteFrame, bytes: Uint8Array, from: NoteTablet): Promise<NoteReply | null> {
		this.frames.push(frame.kind);
		if (this.late > 0) await new Promise((next) => setTimeout(next, this.late));
		if (frame.kind === 'open') {
			this.vectors.push(bytes.length);
			this.clients.push(frame.client);
			if (this.shut) return { refused: this.shut };
			return {
				update: Y.encodeStateAsUpdate(this.doc, bytes),
				vector: Y.encodeStateVector(this.doc),
				writable: this.writable
			};
		}
		if (frame.kind === 'update') {
			if (!this.writable) return { refused: 'read-only' };
			const refused = this.once ?? this.refusal;
			this.once = null;
			if (refused) return { refused };
			Y.applyUpdate(this.doc, bytes);
			for (const tablet of this.#tablets) if (tablet !== from) tablet.hear('update', bytes);
		}
		return this.deaf-- > 0 ? null : { done: true };
	}

	push(kind: NotePush['kind'], bytes?: Uint8Array): void {
		for (const tablet of this.#tablets) tablet.hear(kind, bytes);
	}

	get text(): string[] {
		return readBlocks(this.doc).map(({ text }) => text);
	}
}

/** As much of a courtroom as a notebook knows. */
export class NoteTablet {
	connection = 'joined';
	office = 'tablette';
	code = 'KX74MB';
	view: { me: { holder: string } };
	#heard: HearNote[] = [];
	#room: NoteRoom;

	constructor(room: NoteRoom, holder: string) {
		this.#room = room;
		this.view = { me: { holder } };
	}

	notes = {
		note: (frame: NoteFrame, bytes: Uint8Array) =>
			this.connection === 'joined'
				? this.#room.answer(frame, bytes, this)
				: Promise.resolve<NoteReply | null>(null),
		hearNotes: (listener: HearNote) => {
			this.#heard.push(listener);
			return () => void this.#heard.splice(this.#heard.indexOf(listener), 1);
		}
	};

	hear(kind: NotePush['kind'], bytes: Uint8Array = new Uint8Array()): void {
		if (this.connection !== 'joined') return;
		const copy = bytes.slice().buffer;
		for (const listener of [...this.#heard]) listener({ notebook: notebookId, kind }, copy);
	}
}
