/** A server process that the tests kill and start again, on one directory and one port. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { cookieName } from '../../src/lib/server/door/cookie.ts';
import { Bot } from '../support/bot.ts';
import type { FaultOrders, Orders, Place, Room, RoomOrders } from './children/serve.ts';

export class Prey {
	readonly directory = mkdtempSync(join(tmpdir(), 'pretoire-faults-'));
	/** The last one opened. */
	room: Room = { code: '', trial: '', places: [] };
	#port = 0;
	#errors = '';
	#child: ChildProcess | null = null;
	/** Resolves when the process under way is gone. */
	ended: Promise<NodeJS.Signals | number | null> = Promise.resolve(null);

	static async start(): Promise<Prey> {
		const prey = new Prey();
		await prey.restart();
		return prey;
	}

	/** Opens another room. */
	async open(seats: SeatId[], step = 'interrogatoire'): Promise<void> {
		this.#child?.send({ seats, step } satisfies RoomOrders);
		this.room = await this.#hear<Room>();
	}

	get base(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	get isAlive(): boolean {
		return this.#child?.exitCode === null && this.#child.signalCode === null;
	}

	get pid(): number {
		return this.#child?.pid ?? 0;
	}

	/** Starts it again where it was. */
	restart(): Promise<void> {
		return this.#launch({ directory: this.directory, port: this.#port });
	}

	set(faults: FaultOrders): void {
		if (this.#child?.connected) this.#child.send(faults, () => {});
	}

	async kill(signal: NodeJS.Signals): Promise<NodeJS.Signals | number | null> {
		this.#child?.kill(signal);
		return this.ended;
	}

	async close(): Promise<void> {
		await this.kill('SIGKILL');
		rmSync(this.directory, { recursive: true, force: true });
	}

	/** A browser of the room, joined. */
	async join({ office, token }: Place, options: object = {}): Promise<Bot> {
		const bot = new Bot(this.base);
		bot.cookies.set(cookieName(office, this.room.code, false), token);
		await bot.join(this.room.code, office, options);
		retry(bot);
		return bot;
	}

	async #launch(orders: Orders): Promise<void> {
		const source = join(import.meta.dirname, 'children/serve.ts');
		const child = fork(source, [JSON.stringify(orders)], {
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
			execArgv: []
		});
		this.#errors = '';
		child.stderr?.on('data', (text) => (this.#errors += String(text)));
		this.#child = child;
		this.ended = new Promise((ended) => child.on('close', (code, signal) => ended(signal ?? code)));
		this.#port = await this.#hear<number>();
	}

	/** What the process says next. */
	#hear<Said>(): Promise<Said> {
		return new Promise((heard, failed) => {
			this.#child?.once('message', (message) => heard(message as Said));
			void this.ended.then(() => failed(new Error(`the server ended: ${this.#errors}`)));
		});
	}
}

/** As client/line.ts does: after a room that could not answer, or a server that hung up, Socket.IO would not ask again. */
export function retry({ socket }: Bot): void {
	const again = () => void setTimeout(() => socket?.connect(), 200);
	socket?.on('connect_error', () => !socket.active && again());
	socket?.on('disconnect', (reason) => reason === 'io server disconnect' && again());
}
