/** A browser without a screen: forms over HTTP, a socket, and every byte it was sent. */
import { io, type Socket } from 'socket.io-client';
import { protocolVersion } from '../../src/lib/protocol/version.ts';
import type { Push, Reply, WireView } from '../../src/lib/protocol/wire.ts';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Office } from '../../src/lib/trial/actor.ts';
import type { CommandName } from '../../src/lib/trial/commands.ts';
import type { Input } from '../../src/lib/trial/decide.ts';

export class Bot {
	readonly base: string;
	/** Cookies by name, as a browser would keep them. */
	cookies = new Map<string, string>();
	/** Everything the server sent, in order: bodies of pages and frames of sockets. */
	bytes: string[] = [];
	view: Partial<WireView> = {};
	pushes: Push[] = [];
	socket: Socket | null = null;

	constructor(base: string) {
		this.base = base;
	}

	cookie(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	async get(path: string): Promise<Response> {
		const response = await fetch(this.base + path, {
			headers: { cookie: this.cookie(), accept: 'text/html,*/*;q=0.8' },
			redirect: 'manual'
		});
		return this.#keep(response);
	}

	async post(path: string, fields: Record<string, string> = {}, headers = {}): Promise<Response> {
		const response = await fetch(this.base + path, {
			method: 'POST',
			body: new URLSearchParams(fields),
			headers: { cookie: this.cookie(), origin: this.base, ...headers },
			redirect: 'manual'
		});
		return this.#keep(response);
	}

	async #keep(response: Response): Promise<Response> {
		for (const cookie of response.headers.getSetCookie()) {
			const [pair = ''] = cookie.split(';');
			const [name = '', value = ''] = pair.split('=');
			if (value) this.cookies.set(name, value);
			else this.cookies.delete(name);
		}
		this.bytes.push(await response.clone().text());
		return response;
	}

	/** Enters the room as this office and waits for its whole view. */
	async join(code: string, office: Office, options: object = {}): Promise<this> {
		const socket = io(this.base, {
			auth: { code, office, protocol: protocolVersion },
			extraHeaders: { 'x-pretoire': office, cookie: this.cookie(), origin: this.base },
			forceNew: true,
			reconnectionDelay: 100,
			reconnectionDelayMax: 500,
			...options
		});
		this.socket = socket;
		socket.on('view', (push: Push) => {
			this.bytes.push(JSON.stringify(push));
			this.pushes.push(push);
			this.view = push.whole ? push.chapters : { ...this.view, ...push.chapters };
		});
		socket.onAny((name: string, ...content: unknown[]) => {
			if (name !== 'view') this.bytes.push(JSON.stringify(content));
		});
		await new Promise<void>((joined, refused) => {
			socket.once('view', () => joined());
			socket.once('connect_error', refused);
		});
		return this;
	}

	run<Name extends CommandName>(type: Name, input: Input<Name>, seat?: SeatId): Promise<Reply> {
		return this.send({ type, input, ...(seat && { seat }) });
	}

	/** Sends any frame, valid or not. */
	async send(frame: unknown): Promise<Reply> {
		const id = Math.random().toString(36).slice(2).padEnd(12, '0');
		const whole = typeof frame === 'object' && frame !== null ? { id, ...frame } : frame;
		const reply = (await this.socket?.timeout(8_000).emitWithAck('command', whole)) as Reply;
		this.bytes.push(JSON.stringify(reply));
		return reply;
	}

	/** Waits until the view answers. */
	async until(answers: (view: Partial<WireView>) => unknown, within = 5_000): Promise<void> {
		for (const start = Date.now(); !answers(this.view);) {
			if (Date.now() - start > within) throw new Error(`never: ${answers.toString()}`);
			await new Promise((next) => setTimeout(next, 10));
		}
	}

	leave(): void {
		this.socket?.disconnect();
	}
}

/** Opens a room over HTTP; gives the facilitator, already in the régie. */
export async function openRoom(
	base: string,
	size: { pupils?: number; tablets?: number; format?: string; affaire?: string } = {}
): Promise<{ regie: Bot; code: string; phrase: string }> {
	const regie = new Bot(base);
	const response = await regie.post(
		'/ouvrir',
		{
			affaire: size.affaire ?? 'une-journee-payee',
			eleves: String(size.pupils ?? 28),
			tablettes: String(size.tablets ?? 28),
			format: size.format ?? '110'
		},
		{ accept: 'application/json', 'x-sveltekit-action': 'true' }
	);
	const text = await response.text();
	const code = /^(?:__Host-)?regie-(\w{6})$/.exec([...regie.cookies.keys()][0] ?? '')?.[1] ?? '';
	const phrase =
		/"((?:\p{L}+ ){5}\p{L}+)"/u.exec(text.normalize('NFC').replaceAll('\\"', '"'))?.[1] ?? '';
	await regie.join(code, 'regie');
	return { regie, code, phrase };
}

/** A tablet that enters the room and, where told, takes a seat. */
export async function enter(
	base: string,
	code: string,
	seat?: SeatId,
	options: object = {}
): Promise<Bot> {
	const bot = new Bot(base);
	await bot.post(`/salle/${code}?/entrer`);
	await bot.join(code, 'tablette', options);
	if (seat) await bot.run('takeSeat', { seat });
	return bot;
}
