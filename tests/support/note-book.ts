/** A notebook as a tablet holds it: its document, over the socket of a bot. */
import * as Y from 'yjs';
import { noteRoot, type NotePush, type NoteReply } from '../../src/lib/protocol/notebook.ts';
import type { Bot } from './bot.ts';

/** One frame, well formed or not, and what is answered. */
export async function sendNote(bot: Bot, frame: unknown, bytes?: unknown): Promise<NoteReply> {
	const reply = (await bot.socket?.timeout(8_000).emitWithAck('note', frame, bytes)) as NoteReply;
	bot.bytes.push(textIn(reply));
	return reply;
}

/** Everything readable in what was received, bytes included. */
function textIn(value: unknown): string {
	if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
	if (typeof value !== 'object' || value === null) return String(value);
	return Object.values(value).map(textIn).join(' ');
}

export class NoteBook {
	readonly bot: Bot;
	readonly id: string;
	doc = new Y.Doc();
	pushes: { push: NotePush; bytes: Uint8Array }[] = [];
	/** What the last frame was answered. */
	reply: NoteReply | null = null;

	constructor(bot: Bot, id: string) {
		this.bot = bot;
		this.id = id;
		bot.socket?.on('note', (push: NotePush, bytes: Uint8Array) => {
			if (push.notebook !== id) return;
			bot.bytes.push(textIn(bytes));
			this.pushes.push({ push, bytes });
			if (push.kind === 'update') Y.applyUpdate(this.doc, new Uint8Array(bytes), 'server');
			if (push.kind === 'restarted') void this.open().catch(() => {});
		});
	}

	/** Opens, or opens again, and sends what the server lacks. */
	async open(): Promise<NoteReply> {
		const vector = Y.encodeStateVector(this.doc);
		const frame = { notebook: this.id, kind: 'open', client: this.doc.clientID };
		const reply = (this.reply = await sendNote(this.bot, frame, vector));
		if (!('update' in reply)) return reply;
		Y.applyUpdate(this.doc, new Uint8Array(reply.update), 'server');
		const lacking = Y.encodeStateAsUpdate(this.doc, new Uint8Array(reply.vector));
		if (reply.writable && lacking.length > 2) await this.send('update', lacking);
		return reply;
	}

	/** Types these words at the end, and sends them. */
	async type(words: string): Promise<NoteReply> {
		const before = Y.encodeStateVector(this.doc);
		const text = textOf(this.doc);
		text.insert(text.length, words);
		return this.send('update', Y.encodeStateAsUpdate(this.doc, before));
	}

	async send(kind: string, bytes: unknown): Promise<NoteReply> {
		return (this.reply = await sendNote(this.bot, { notebook: this.id, kind }, bytes));
	}

	get text(): string {
		return this.doc
			.getXmlFragment(noteRoot)
			.toArray()
			.map(String)
			.join('')
			.replace(/<[^>]*>/g, '');
	}

	kinds = (kind: NotePush['kind']) => this.pushes.filter(({ push }) => push.kind === kind);

	async until(is: (it: NoteBook) => boolean, within = 8_000): Promise<void> {
		for (const start = Date.now(); !is(this); await new Promise((next) => setTimeout(next, 10)))
			if (Date.now() - start > within)
				throw new Error(`never: ${is.toString()} in « ${this.text} »`);
	}
}

/** The first line of a document, made where there is none. */
function textOf(doc: Y.Doc): Y.XmlText {
	const root = doc.getXmlFragment(noteRoot);
	const first = root.get(0);
	if (first instanceof Y.XmlElement) return first.get(0) as Y.XmlText;
	const paragraph = new Y.XmlElement('paragraph');
	const text = new Y.XmlText();
	paragraph.insert(0, [text]);
	root.insert(0, [paragraph]);
	return text;
}
