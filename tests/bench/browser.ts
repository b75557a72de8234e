/** One browser of the load: joins by Socket.IO or by bare `ws`, sends commands, and hands over what it hears. */
import { protocolVersion } from '../../src/lib/protocol/version.ts';
import { nameOf, type Kind, type Place } from './place.ts';
import { Wire } from './wire.ts';

/** What a browser tells its room. */
export interface Ear {
	/** A view, or the command a relay sends on: JSON between these places. */
	view(browser: Browser, bytes: Buffer, start: number, end: number): void;
	reply(browser: Browser, command: number, done: boolean): void;
}

export class Browser {
	readonly place: Place;
	/** Its rank in its room. */
	readonly rank: number;
	/** From the first packet to the whole view, in ms. */
	joinedAfter = Infinity;
	readonly #kind: Kind;
	readonly #port: number;
	readonly #code: string;
	readonly #ear: Ear;
	#wire: Wire | null = null;
	#views = 0;

	constructor(kind: Kind, port: number, code: string, place: Place, rank: number, ear: Ear) {
		this.#kind = kind;
		this.#port = port;
		this.#code = code;
		this.place = place;
		this.rank = rank;
		this.#ear = ear;
	}

	/** Resolves with the first view; after ten seconds, without it. */
	join(): Promise<void> {
		const { office, token } = this.place;
		const origin = `http://127.0.0.1:${this.#port}`;
		const begun = performance.now();
		this.joinedAfter = Infinity;
		this.#views = 0;
		return new Promise((joined) => {
			const late = setTimeout(joined, 10_000);
			const done = () => {
				if (this.joinedAfter !== Infinity) return;
				this.joinedAfter = performance.now() - begun;
				clearTimeout(late);
				joined();
			};
			if (this.#kind === 'ws')
				this.#wire = new Wire(
					this.#port,
					'/',
					{ Origin: origin },
					(bytes, start, end) => {
						done();
						if (bytes[start] === 0x7b) this.#ear.view(this, bytes, start, end);
					},
					() => this.#wire?.send(this.#code)
				);
			else
				this.#wire = new Wire(
					this.#port,
					'/socket.io/?EIO=4&transport=websocket',
					{ Origin: origin, Cookie: `${office}-${this.#code}=${token}`, 'X-Pretoire': office },
					(bytes, start, end) => this.#hear(bytes, start, end, done),
					() => {}
				);
		});
	}

	run(command: number, type: string, input: object): void {
		const { seat } = this.place;
		const frame = JSON.stringify({ id: nameOf(command), type, ...(seat && { seat }), input });
		this.#wire?.send(this.#kind === 'ws' ? frame : `42${command}["command",${frame}]`);
	}

	drop(): void {
		this.#wire?.drop();
	}

	#hear(bytes: Buffer, start: number, end: number, joined: () => void): void {
		const [first, second] = [bytes[start], bytes[start + 1]];
		if (first === digit(0)) {
			const { office } = this.place;
			const page = `page-of-${this.place.holder}`;
			const auth = { code: this.#code, office, protocol: protocolVersion, page };
			this.#wire?.send(`40${JSON.stringify(auth)}`);
		} else if (first === digit(2)) this.#wire?.send('3');
		else if (second === digit(3)) {
			const open = bytes.indexOf('[', start);
			const command = Number(bytes.toString('latin1', start + 2, open));
			this.#ear.reply(this, command, bytes[open + 3] === 'd'.charCodeAt(0));
		} else if (second === digit(2)) {
			// 42["view",{…}]
			joined();
			// As a page does: it says how far it has read.
			if (this.#kind === 'pretoire' && ++this.#views % 8 === 0)
				this.#wire?.send(`42["seen",${this.#views}]`);
			this.#ear.view(this, bytes, start + 10, end - 1);
		} else if (second === digit(4)) throw new Error(bytes.toString('utf8', start, end));
	}
}

const digit = (it: number): number => 48 + it;
