/** Several processes on one data directory, and browsers on each of them. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChargeId, SeatId } from '../../../src/lib/casefile/casefile.ts';
import { cookieName } from '../../../src/lib/server/door/cookie.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import type { Office } from '../../../src/lib/trial/actor.ts';
import type { Outcome } from '../../../src/lib/trial/event.ts';
import { Bot } from '../../support/bot.ts';
import { Program } from '../../support/program.ts';
import { shippedCase } from '../../support/shipped-case.ts';
import { Peer } from './peer.ts';

// Without its glossary: there alone the case writes the bare words of an outcome.
const file = { ...(await shippedCase()), glossary: [] };
export const charge: ChargeId = file.charges[0]?.id ?? '';
export const tribunal: SeatId[] = ['juge/president', 'assesseur/premier', 'assesseur/second'];

export class Town {
	readonly directory: string;
	readonly #programs: Program[] = [];
	readonly #bots: Bot[] = [];
	/** Opens rooms and lets tablets in, as a third process would that never keeps slips. */
	readonly clerk: Peer;

	private constructor(directory: string, clerk: Peer) {
		this.directory = directory;
		this.clerk = clerk;
	}

	static async open(): Promise<Town> {
		const directory = await mkdtemp(join(tmpdir(), 'pretoire-'));
		const clerk = new Peer(await openSqliteStore(directory));
		await clerk.courtrooms.stop();
		return new Town(directory, clerk);
	}

	/** One more process; gives it once it listens. */
	async start(): Promise<{ program: Program; base: string }> {
		const env = { PRETOIRE_DATA_DIR: this.directory, PACE: '{"lease":1500}' };
		const program = new Program('tests/server/processes/serve.ts', env);
		this.#programs.push(program);
		return { program, base: await program.base() };
	}

	async openRoom(): Promise<{ code: string; token: string }> {
		return this.clerk.admission.open({ file, pupils: 28, tablets: 28, format: '110' });
	}

	async admit(code: string): Promise<string> {
		return (await this.clerk.admission.enter(await this.clerk.room(code))) ?? '';
	}

	async bot(base: string, code: string, office: Office, token: string): Promise<Bot> {
		const bot = new Bot(base);
		bot.cookies.set(cookieName(office, code, false), token);
		this.#bots.push(bot);
		return bot.join(code, office, { transports: ['websocket'] });
	}

	/** Everything written in the data directory, and everything the processes said. */
	async readAll(): Promise<{ files: string; said: string }> {
		const names = await readdir(this.directory);
		const texts = names.map((name) => readFile(join(this.directory, name), 'latin1'));
		const said = [...this.#programs.map((it) => it.said), ...this.clerk.lines].join('\n');
		return { files: (await Promise.all(texts)).join('\n'), said };
	}

	leave(): void {
		for (const bot of this.#bots.splice(0)) bot.leave();
	}

	async close(): Promise<void> {
		this.leave();
		for (const { child, ended } of this.#programs) {
			child.kill('SIGKILL');
			await ended;
		}
		await this.clerk.stop();
		await rm(this.directory, { recursive: true, force: true });
	}
}

/** Answers as a tablet does, again each time the room says that it has not the answer; until it is told to stop. */
export function insist(bot: Bot, seat: SeatId, choice: Outcome): () => void {
	let sending = false;
	const timer = setInterval(() => {
		const ballot = bot.view.ballot;
		const mine = ballot?.mine.find((it) => it.seat === seat);
		if (sending || ballot?.open !== charge || mine?.answered !== false) return;
		sending = true;
		void bot
			.run('castSlip', { charge, choice }, seat)
			.catch(() => {})
			.finally(() => (sending = false));
	}, 30);
	return () => clearInterval(timer);
}
