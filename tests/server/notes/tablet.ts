/** A tablet and what it holds, beside the documents of a process. */
import * as Y from 'yjs';
import { noteRoot } from '../../../src/lib/protocol/notebook.ts';
import type { Documents } from '../../../src/lib/server/notes/documents.ts';

export const trial = 'trial';
export const notebook = 'equipe:avocat/sacha';
const empty = Y.encodeStateVector(new Y.Doc());
export const paragraphOf = (doc: Y.Doc): Y.XmlText => {
	const root = doc.getXmlFragment(noteRoot);
	const first = root.get(0);
	if (first instanceof Y.XmlElement) return first.get(0) as Y.XmlText;
	const paragraph = new Y.XmlElement('paragraph');
	const text = new Y.XmlText();
	paragraph.insert(0, [text]);
	root.insert(0, [paragraph]);
	return text;
};
/** Every word of a document. */
export const textOf = (doc: Y.Doc): string =>
	doc
		.getXmlFragment(noteRoot)
		.toArray()
		.map(String)
		.join('')
		.replace(/<[^>]*>/g, '');
export const read = async (documents: Documents, name = notebook): Promise<Y.Doc> => {
	const opened = await documents.open(trial, name, empty);
	if (typeof opened === 'string') throw new Error(opened);
	const doc = new Y.Doc();
	Y.applyUpdate(doc, opened.update);
	return doc;
};

/** A tablet: its document, the process it speaks to, and what it has typed and not yet sent. */
export class Tablet {
	readonly doc = new Y.Doc();
	#waiting: Uint8Array[] = [];
	process = 0;
	online = true;

	constructor() {
		this.doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from !== 'server') this.#waiting.push(update);
		});
	}

	async open(documents: Documents): Promise<void> {
		const opened = await documents.open(trial, notebook, Y.encodeStateVector(this.doc));
		if (typeof opened === 'string') throw new Error(opened);
		Y.applyUpdate(this.doc, opened.update, 'server');
		this.#waiting = [];
		const lacking = Y.encodeStateAsUpdate(this.doc, opened.vector);
		await this.#give(documents, lacking);
	}

	async send(documents: Documents): Promise<void> {
		const waiting = this.#waiting.splice(0);
		if (waiting.length > 0) await this.#give(documents, Y.mergeUpdates(waiting));
	}

	async #give(documents: Documents, update: Uint8Array): Promise<void> {
		const written = await documents.write(trial, notebook, update);
		if (typeof written === 'string') throw new Error(written);
	}
}
