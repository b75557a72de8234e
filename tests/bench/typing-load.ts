/** Everybody who types, in a process of its own: `typing-load.ts <pretoire|hocuspocus> <port>`. */
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { encode, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import * as Y from 'yjs';
import { noteRoot } from '../../src/lib/protocol/notebook.ts';
import { protocolVersion } from '../../src/lib/protocol/version.ts';
import { answer, use } from './child.ts';
import type { Desk, Typed } from './typing.ts';

/** The part of `ws` used here. */
interface Line {
	send(data: string | Uint8Array): void;
	on(name: 'message', hear: (data: Buffer, binary: boolean) => void): void;
	on(name: 'open', then: () => void): void;
	_socket: { bytesRead: number; bytesWritten: number };
}
type Lines = new (
	url: string,
	options: { headers: Record<string, string>; perMessageDeflate: false }
) => Line;
const WebSocket = createRequire(import.meta.url)('ws') as Lines;

const [kind, port] = [process.argv[2], Number(process.argv[3])];
const writers: Writer[] = [];
/** When each key left, by document, client and clock, and how many partners have not had it. */
const keys = new Map<string, { at: number; left: number }>();
let delays: number[] = [];

function hearUpdate(room: string, update: Uint8Array): void {
	const now = performance.now();
	for (const { id } of Y.decodeUpdate(update).structs) {
		const name = `${room} ${id.client} ${id.clock}`;
		const key = keys.get(name);
		if (!key) continue;
		delays.push(now - key.at);
		if (--key.left === 0) keys.delete(name);
	}
}

class Writer {
	readonly #room: string;
	readonly #desk: Desk;
	readonly #token: string;
	readonly #doc = new Y.Doc();
	readonly #text = new Y.XmlText();
	#line: Line | null = null;
	#expects = false;
	#asked = 0;

	constructor(desk: Desk, token: string) {
		this.#desk = desk;
		this.#room = desk.code;
		this.#token = token;
		this.#doc.getXmlFragment(noteRoot).insert(0, [this.#text]);
	}

	get bytes(): number {
		const socket = this.#line?._socket;
		return socket ? socket.bytesRead + socket.bytesWritten : 0;
	}

	/** Joins, opens the document, and gives what it has made so far. */
	join(): Promise<void> {
		const { code } = this.#desk;
		const path = kind === 'pretoire' ? '/socket.io/?EIO=4&transport=websocket' : '/';
		const origin = `http://127.0.0.1:${port}`;
		const headers: Record<string, string> =
			kind === 'pretoire'
				? { Origin: origin, Cookie: `tablette-${code}=${this.#token}`, 'X-Pretoire': 'tablette' }
				: {};
		const line = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
			headers,
			perMessageDeflate: false
		});
		this.#line = line;
		return new Promise((joined) => {
			const ready = () => {
				this.#send(Y.encodeStateAsUpdate(this.#doc));
				joined();
			};
			if (kind === 'pretoire')
				line.on('message', (data, binary) => this.#hear(data, binary, ready));
			else {
				line.on('open', () => {
					// Hocuspocus asks who comes before anything else.
					line.send(this.#frame(2, (it) => (writeVarUint(it, 0), writeVarString(it, ''))));
				});
				line.on('message', (data) => this.#hearHocuspocus(data, ready));
			}
		});
	}

	/** One key. */
	type(partners: number): void {
		const before = Y.encodeStateVector(this.#doc);
		const clock = Y.getState(this.#doc.store, this.#doc.clientID);
		this.#text.insert(this.#text.length, 'e');
		keys.set(`${this.#room} ${this.#doc.clientID} ${clock}`, {
			at: performance.now(),
			left: partners
		});
		this.#send(Y.encodeStateAsUpdate(this.#doc, before));
	}

	#send(update: Uint8Array): void {
		if (kind !== 'pretoire') {
			const frame = this.#frame(0, (it) => (writeVarUint(it, 2), writeVarUint8Array(it, update)));
			return this.#line?.send(frame);
		}
		this.#note('update', update);
	}

	#note(what: string, bytes: Uint8Array): void {
		const frame = JSON.stringify({ notebook: this.#desk.notebook, kind: what });
		this.#line?.send(`451-${++this.#asked}["note",${frame},{"_placeholder":true,"num":0}]`);
		this.#line?.send(bytes);
	}

	#hear(data: Buffer, binary: boolean, ready: () => void): void {
		if (binary) {
			if (this.#expects) hearUpdate(this.#room, data);
			this.#expects = false;
			return;
		}
		const text = data.toString('latin1');
		if (text.startsWith('0')) {
			const auth = { code: this.#desk.code, office: 'tablette', protocol: protocolVersion };
			this.#line?.send(`40${JSON.stringify(auth)}`);
		} else if (text === '2') this.#line?.send('3');
		else if (text.startsWith('40')) this.#note('open', Y.encodeStateVector(new Y.Doc()));
		// The answer to what was opened: its two attachments come after, and are not needed here.
		else if (text.startsWith('462-1[')) ready();
		else if (text.startsWith('43') && text.includes('refused')) throw new Error(text);
		else this.#expects = text.startsWith('451-["note"') && text.includes('"update"');
	}

	#hearHocuspocus(data: Buffer, ready: () => void): void {
		const decoder = createDecoder(data);
		readVarString(decoder);
		const type = readVarUint(decoder);
		if (type === 2) {
			if (readVarUint(decoder) === 1) throw new Error('refused');
			return ready();
		}
		if (type !== 0) return;
		const step = readVarUint(decoder);
		if (step === 2) hearUpdate(this.#room, readVarUint8Array(decoder));
	}

	#frame(
		type: number,
		write: (it: Parameters<Parameters<typeof encode>[0]>[0]) => void
	): Uint8Array {
		return encode((encoder) => {
			writeVarString(encoder, this.#desk.code);
			writeVarUint(encoder, type);
			write(encoder);
		});
	}
}

answer({
	async join(desks: Desk[]): Promise<void> {
		for (const desk of desks)
			for (const token of desk.tokens) {
				const writer = new Writer(desk, token);
				writers.push(writer);
				await writer.join();
			}
		await pause(1_000);
	},
	async type(seconds: number, everyMs: number, partners: number): Promise<Typed> {
		delays = [];
		keys.clear();
		const count = () => writers.reduce((sum, { bytes }) => sum + bytes, 0);
		const [before, cpu] = [count(), use().cpu];
		const begun = performance.now();
		const pace = everyMs / writers.length;
		const total = Math.floor((seconds * 1_000) / pace);
		for (let n = 0; n < total; n++) {
			const wait = begun + n * pace - performance.now();
			if (wait > 0) await pause(Math.max(1, wait));
			writers[n % writers.length]?.type(partners);
		}
		const load = (use().cpu - cpu) / 1e6 / seconds;
		await pause(1_500);
		const lost = [...keys.values()].reduce((sum, { left }) => sum + left, 0);
		return { keys: total, delays, lost, bytes: count() - before, load };
	}
});
