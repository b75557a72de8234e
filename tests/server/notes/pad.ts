/** A browser beside the notebooks themselves, without a socket: what it says, and what it is told. */
import * as Y from 'yjs';
import type { NotePush, NoteReply } from '../../../src/lib/protocol/notebook.ts';
import type { Courtroom } from '../../../src/lib/server/courtroom.ts';
import type { NoteLine, Notes } from '../../../src/lib/server/notes/notes.ts';
import { paragraphOf, textOf } from './tablet.ts';

export class Pad {
	readonly doc = new Y.Doc();
	readonly told: { push: NotePush; bytes: Uint8Array }[] = [];
	readonly line: NoteLine;
	readonly #id: string;

	constructor(notes: Notes, courtroom: Courtroom, holder: string, id: string) {
		this.#id = id;
		this.line = notes.connect(courtroom, {
			office: 'tablette',
			holder,
			browser: holder,
			isBusy: () => false,
			push: (push, bytes) => {
				this.told.push({ push, bytes });
				if (push.kind === 'update') Y.applyUpdate(this.doc, bytes, 'server');
			}
		});
	}

	get text(): string {
		return textOf(this.doc);
	}

	say(kind: string, bytes: unknown): Promise<NoteReply> {
		return this.line.hear({ notebook: this.#id, kind }, bytes);
	}

	async open(): Promise<NoteReply> {
		const reply = await this.say('open', Y.encodeStateVector(this.doc));
		if ('update' in reply) Y.applyUpdate(this.doc, reply.update, 'server');
		return reply;
	}

	/** Changes the text as this says, and sends what changed. */
	async write(change: (text: Y.XmlText) => void): Promise<NoteReply> {
		const lacking: Uint8Array[] = [];
		const note = (update: Uint8Array) => lacking.push(update);
		this.doc.on('update', note);
		change(paragraphOf(this.doc));
		this.doc.off('update', note);
		return this.say('update', Y.mergeUpdates(lacking));
	}

	type = (words: string): Promise<NoteReply> =>
		this.write((text) => text.insert(text.length, words));

	kinds = (kind: NotePush['kind']) => this.told.filter(({ push }) => push.kind === kind);
}
