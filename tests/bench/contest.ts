/** One server and its load, each on its core: what its browsers waited for, and what it cost. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { start, type Child } from './child.ts';
import type { Played } from './load.ts';
import { nameOf, type Kind, type Room, type Usage } from './place.ts';

export interface Measure {
	server: Kind;
	rooms: number;
	commands: number;
	/** Milliseconds from sending to the last entitled browser. */
	p50: number;
	p99: number;
	/** Messages received for each command. */
	messages: number;
	lost: number;
	refused: number;
	/** Milliseconds of processor, user and system, by room and second; and of the main thread alone. */
	cpuByRoom: number;
	mainByRoom: number;
	/** Share of its core that the load took. */
	load: number;
}

export class Contest {
	readonly kind: Kind;
	readonly server: Child;
	readonly load: Child;
	readonly #folder: string;
	#rooms = 0;
	readonly #kept: number[] = [];

	private constructor(kind: Kind, folder: string, server: Child, load: Child) {
		this.kind = kind;
		this.#folder = folder;
		this.server = server;
		this.load = load;
	}

	/** `deserted`: how long a room that nobody watches stays in memory, in ms. */
	static async begin(kind: Kind, deserted = 15 * 60_000): Promise<Contest> {
		const folder = await mkdtemp(join(tmpdir(), 'pretoire-bench-'));
		const source = new URL('serve.ts', import.meta.url);
		const server = start(source, 0, kind, folder, String(deserted));
		const port = await server.ask<number>('port');
		const load = start(new URL('load.ts', import.meta.url), 1, kind, String(port));
		return new Contest(kind, folder, server, load);
	}

	/** Opens rooms up to this number and brings their browsers in; gives how long each waited. */
	async fill(rooms: number, within: number): Promise<number[]> {
		return this.join(await this.open(rooms), within);
	}

	/** Opens rooms up to this number; gives the new ones. */
	async open(rooms: number): Promise<Room[]> {
		this.#rooms = rooms;
		return this.server.ask<Room[]>('rooms', rooms);
	}

	/** Brings in the browsers of these rooms; gives how long each waited. */
	join(rooms: Room[], within: number): Promise<number[]> {
		return this.load.ask<number[]>('join', rooms, within);
	}

	async measure(seconds: number, warm = 1): Promise<Measure> {
		const before = await this.server.ask<Usage>('use');
		const played = await this.load.ask<Played>('play', seconds, warm);
		const after = await this.server.ask<Usage>('use');
		this.#kept.push(...played.kept);
		const cpu = (after.cpu - before.cpu) / 1_000;
		const time = seconds + warm;
		const delays = played.delays.sort((a, b) => a - b);
		const commands = delays.length;
		return {
			server: this.kind,
			rooms: this.#rooms,
			commands,
			p50: at(delays, 0.5),
			p99: at(delays, 0.99),
			lost: delays.filter((delay) => delay === Infinity).length,
			messages: round((played.heard / commands) * (seconds / time)),
			refused: played.refused,
			cpuByRoom: round(cpu / time / this.#rooms),
			mainByRoom: round((after.main - before.main) / 1_000 / time / this.#rooms),
			load: round(played.cpu / 1e6 / time)
		};
	}

	/** Cuts every browser at once and brings them back; gives how long each waited. */
	rejoin(within: number): Promise<number[]> {
		return this.load.ask<number[]>('rejoin', within);
	}

	/** So many hearings at once, an hour each at one gesture every two seconds, then closed; gives the gestures made. */
	async spend(hearings: number, gestures: number): Promise<number> {
		const fresh = await this.server.ask<Room[]>('rooms', (this.#rooms += hearings));
		await this.load.ask('join', fresh, 500);
		const made = await this.server.ask<number>('spend', hearings, gestures);
		await this.load.ask('leave', hearings);
		return made;
	}

	/** Kills the server as a power cut would, then counts what it had acknowledged and did not keep. */
	async countMissing(): Promise<number> {
		await this.server.kill();
		const record = new DatabaseSync(join(this.#folder, 'pretoire.db'));
		const receipts = record.prepare('select id from receipt').all() as { id: string }[];
		record.close();
		const ids = new Set(receipts.map(({ id }) => id.slice(id.indexOf(':') + 1)));
		return this.#kept.filter((command) => !ids.has(nameOf(command))).length;
	}

	async close(): Promise<void> {
		await Promise.all([this.load.stop(), this.server.stop()]);
		await rm(this.#folder, { recursive: true, force: true });
	}
}

/** The value at this share of sorted figures, in tenths. */
export const at = (sorted: readonly number[], share: number): number =>
	round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
export const round = (figure: number): number => Math.round(figure * 100) / 100;
