/** A bad network between browsers and a server: a TCP proxy on the loopback, with faults a test sets and lifts. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Faults {
	/** Milliseconds added each way. */
	latency?: number;
	/** Share of what travels that is lost; TCP sends it again, and what follows waits. */
	loss?: number;
	/** Bytes a second towards the browser. */
	rate?: number;
	/** Cut after so many milliseconds without a byte. */
	idleCut?: number;
	/** Headers written over in every request; null takes one out. */
	headers?: Record<string, string | null>;
	/** A proxy that lost an answer asks again: true sends this request twice. */
	replays?(request: string): boolean;
	/** Milliseconds later; at once where not said. */
	replayAfter?: number;
	/** An answer is kept until it is complete: one without a length, as a WebSocket is, never comes. */
	buffers?: boolean;
	/** False loses this WebSocket frame on its way to the browser. */
	passes?(frame: string): boolean;
}

/** How long TCP takes to find a loss. */
const resend = 250;
const wait = (ms: number) => new Promise((next) => setTimeout(next, Math.max(0, ms)));

class Link {
	readonly browser: Socket;
	readonly server: Socket;
	readonly network: BadNetwork;
	/** Half-open: nothing passes any more, and nobody is told. */
	frozen = false;
	#asked = Buffer.alloc(0);
	#answered = Buffer.alloc(0);
	/** After an upgrade bytes pass as they come. */
	#tunnel = false;
	#accepted = false;
	#lanes = { up: Promise.resolve(), down: Promise.resolve() };

	constructor(browser: Socket, network: BadNetwork) {
		this.browser = browser;
		this.network = network;
		this.server = connect(network.port, '127.0.0.1');
		for (const end of [browser, this.server]) {
			end.setNoDelay(true);
			end.on('error', () => {});
			end.on('timeout', () => this.cut());
			end.on('close', () => !this.frozen && this.#close());
		}
		browser.on('data', (bytes) => this.#ask(bytes));
		this.server.on('data', (bytes) => this.#answer(bytes));
	}

	cut(): void {
		this.browser.destroy();
		this.server.destroy();
	}

	#ask(bytes: Buffer): void {
		const { headers = {}, replays } = this.network.faults;
		if (this.#tunnel) return this.#carry(bytes, 'up');
		this.#asked = Buffer.concat([this.#asked, bytes]);
		for (let end: number; (end = this.#asked.indexOf('\r\n\r\n') + 4) > 3;) {
			const lines = this.#asked.toString('latin1', 0, end - 4).split('\r\n');
			const length = Number(find(lines, 'content-length') ?? 0);
			if (this.#asked.length < end + length) return;
			const body = this.#asked.subarray(end, end + length);
			this.#asked = this.#asked.subarray(end + length);
			const kept = lines.filter((line, i) => i === 0 || !(nameOf(line) in headers));
			const written = Object.entries(headers).flatMap(([k, v]) => (v === null ? [] : `${k}: ${v}`));
			const head = Buffer.from([...kept, ...written, '', ''].join('\r\n'), 'latin1');
			const request = Buffer.concat([head, body]);
			if (replays?.(request.toString())) void this.network.repeat(request);
			this.#carry(request, 'up');
			this.#tunnel = find(kept, 'upgrade') !== undefined;
			if (this.#tunnel) this.network.upgrades++;
		}
	}

	#answer(bytes: Buffer): void {
		const { buffers, passes } = this.network.faults;
		if (!buffers && !this.#tunnel) return this.#carry(bytes, 'down');
		this.#answered = Buffer.concat([this.#answered, bytes]);
		for (let size: number; (size = this.#measure(buffers ?? false)) > 0;) {
			const piece = this.#answered.subarray(0, size);
			this.#answered = this.#answered.subarray(size);
			const isLost = this.#accepted && passes?.(textOf(piece)) === false;
			if (!isLost) this.#carry(piece, 'down');
			this.#accepted ||= this.#tunnel && piece.includes('\r\n\r\n');
		}
	}

	/** The size of the answer or frame that is complete, 0 while none is. */
	#measure(buffers: boolean): number {
		const got = this.#answered;
		if (this.#accepted) {
			const short = (got[1] ?? 0) & 127;
			const head = short === 126 ? 4 : short === 127 ? 10 : 2;
			if (got.length < head) return 0;
			const long = head === 10 ? Number(got.readBigUInt64BE(2)) : short;
			const size = head + (head === 4 ? got.readUInt16BE(2) : long);
			return got.length < size ? 0 : size;
		}
		const end = got.indexOf('\r\n\r\n') + 4;
		if (end < 4) return 0;
		const lines = got.toString('latin1', 0, end).split('\r\n');
		const length = find(lines, 'content-length');
		if (!buffers || lines[0]?.includes('204')) return this.#tunnel ? end : got.length;
		if (length !== undefined) return got.length < end + Number(length) ? 0 : end + Number(length);
		const last = got.indexOf('0\r\n\r\n', end);
		return find(lines, 'transfer-encoding') && last > 0 ? last + 5 : 0;
	}

	/** One direction keeps its order: what is late delays what follows. */
	#carry(bytes: Buffer, lane: 'up' | 'down'): void {
		const { latency = 0, loss = 0, rate, idleCut = 0 } = this.network.faults;
		const due = Date.now() + latency + (this.network.chance() < loss ? resend + latency : 0);
		const [from, to] = lane === 'up' ? [this.browser, this.server] : [this.server, this.browser];
		for (const end of [from, to]) end.setTimeout(idleCut);
		if (lane === 'down') this.network.received += bytes.length;
		// A slow reader reads no further: what follows piles up at the server.
		if (rate && lane === 'down') from.pause();
		this.#lanes[lane] = this.#lanes[lane].then(async () => {
			if (due > Date.now()) await wait(due - Date.now());
			for (let at = 0; at < bytes.length;) {
				const slow = lane === 'down' && this.network.faults.rate;
				const size = slow ? Math.max(1, Math.ceil(slow / 20)) : bytes.length;
				if (slow) await wait(50);
				if (!this.frozen) to.write(bytes.subarray(at, at + size));
				at += size;
			}
			from.resume();
		});
	}

	/** One end has closed: what was on its way arrives first. */
	#close(): void {
		void Promise.all([this.#lanes.up, this.#lanes.down]).then(() => {
			this.browser.end();
			this.server.end();
			this.network.forget(this);
		});
	}
}

export class BadNetwork {
	faults: Faults;
	readonly port: number;
	/** Bytes that came from the server. */
	received = 0;
	/** WebSockets asked for. */
	upgrades = 0;
	/** Connections ever made. */
	made = 0;
	chance: () => number;
	#links = new Set<Link>();
	#door: Server;
	#replayed: Socket[] = [];

	private constructor(base: string, faults: Faults, chance: () => number) {
		this.port = Number(new URL(base).port);
		this.faults = faults;
		this.chance = chance;
		this.#door = createServer((socket) => {
			this.made++;
			this.#links.add(new Link(socket, this));
		});
	}

	/** Opens a way to this server; `chance` draws what is lost. */
	static async open(base: string, faults: Faults = {}, chance = Math.random): Promise<BadNetwork> {
		const network = new BadNetwork(base, faults, chance);
		await new Promise<void>((ready) => network.#door.listen(0, '127.0.0.1', ready));
		return network;
	}

	/** The server's address, through this network. */
	get base(): string {
		return `http://127.0.0.1:${(this.#door.address() as AddressInfo).port}`;
	}

	cut(): void {
		for (const link of this.#links) link.cut();
	}

	/** The connections of now are half-open: they pass nothing, and neither end is told. */
	freeze(): void {
		for (const link of this.#links) link.frozen = true;
	}

	/** Sends a request again by another connection; nobody reads its answer. */
	async repeat(request: Buffer): Promise<void> {
		await wait(this.faults.replayAfter ?? 0);
		const again = connect(this.port, '127.0.0.1', () => again.write(request));
		again.on('error', () => {}).resume();
		this.#replayed.push(again);
	}

	forget(link: Link): void {
		this.#links.delete(link);
	}

	async close(): Promise<void> {
		for (const socket of this.#replayed) socket.destroy();
		for (const link of this.#links) link.cut();
		await new Promise((closed) => this.#door.close(closed));
	}
}

const nameOf = (line: string): string =>
	line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase();
const find = (lines: string[], name: string): string | undefined =>
	lines.find((line) => nameOf(line) === name)?.slice(name.length + 1);

/** The text of a frame that a server sent. */
function textOf(frame: Buffer): string {
	const short = (frame[1] ?? 0) & 127;
	return frame.toString('utf8', short === 126 ? 4 : short === 127 ? 10 : 2);
}
