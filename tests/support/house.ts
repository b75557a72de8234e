/** A courthouse of its own on a loopback port, without pages: sockets, admission and a record in a new folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Bus } from '../../src/lib/server/bus/bus.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import { cookieName } from '../../src/lib/server/door/cookie.ts';
import { openCourthouse, type Courthouse } from '../../src/lib/server/courthouse.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import type { Rhythm } from '../../src/lib/server/courtrooms.ts';
import type { Office } from '../../src/lib/trial/actor.ts';
import type { Bounds, Timing } from '../../src/lib/server/wire/sockets.ts';
import type { Faults } from '../../src/lib/server/store/faults.ts';
import { Bot } from './bot.ts';

interface Opening {
	/** A new one where none is given. */
	directory?: string;
	port?: number;
	timing?: Timing;
	bounds?: Partial<Bounds>;
	faults?: Faults | null;
	rhythm?: Partial<Rhythm>;
	/** Shared with another house on the same folder. */
	bus?: Bus | null;
}

export class House {
	courthouse: Courthouse;
	#server: Server;
	readonly base: string;
	readonly directory: string;

	private constructor(courthouse: Courthouse, server: Server, directory: string) {
		this.courthouse = courthouse;
		this.#server = server;
		this.directory = directory;
		this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	static async open({
		directory,
		port = 0,
		timing,
		bounds,
		faults = null,
		rhythm = {},
		bus = null
	}: Opening = {}): Promise<House> {
		const folder = directory ?? (await mkdtemp(join(tmpdir(), 'pretoire-')));
		const config = readConfig({ PRETOIRE_DATA_DIR: folder, PRETOIRE_LOG_LEVEL: 'silent' });
		const courthouse = await openCourthouse(config, faults, rhythm, bus);
		const server = createServer((_, response) => response.writeHead(404).end());
		courthouse.listen(server, timing, bounds);
		await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
		return new House(courthouse, server, folder);
	}

	get port(): number {
		return Number(new URL(this.base).port);
	}

	/** Stops as a process would; the folder stays for the next one. */
	async stop(): Promise<void> {
		await this.courthouse.stop();
		this.#server.closeAllConnections();
		await new Promise((closed) => this.#server.close(closed));
	}

	async close(): Promise<void> {
		await this.stop();
		await rm(this.directory, { recursive: true, force: true });
	}

	async room(file: CaseFile, pupils = 28, tablets = 28) {
		const { code, token } = await this.courthouse.admission.open({
			file,
			pupils,
			tablets,
			format: '110'
		});
		const courtroom = await this.courtroom(code);
		return { code, courtroom, regie: await this.bot(code, 'regie', token) };
	}

	async courtroom(code: string): Promise<Courtroom> {
		const courtroom = await this.courthouse.courtrooms.find(code);
		if (!courtroom) throw new Error('no such room');
		return courtroom;
	}

	/** A browser with this office's cookie, joined. */
	async bot(
		code: string,
		office: Office,
		token: string,
		options: object = {},
		by = this.base
	): Promise<Bot> {
		const bot = new Bot(by);
		bot.cookies.set(cookieName(office, code, false), token);
		return bot.join(code, office, options);
	}

	/** `by`: the address it comes by, the house's own where nothing lies between. */
	async tablet(code: string, seat?: SeatId, options: object = {}, by = this.base): Promise<Bot> {
		const token = await this.courthouse.admission.enter(await this.courtroom(code));
		if (!token) throw new Error('the door is locked');
		const bot = await this.bot(code, 'tablette', token, options, by);
		if (seat) await bot.run('takeSeat', { seat });
		return bot;
	}

	async office(code: string, office: 'regie' | 'magistrat' | 'ecran'): Promise<Bot> {
		const courtroom = await this.courtroom(code);
		return this.bot(code, office, await this.courthouse.admission.grant(courtroom, office));
	}
}
