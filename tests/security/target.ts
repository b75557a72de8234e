/** The built site as its own process, and an honest class that plays in it while others attack. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { prepareBuild } from '../../bin/build.ts';
import { enter, openRoom, type Bot } from '../support/bot.ts';
import { Program } from '../support/program.ts';

/** What the process holds once its garbage is out: megabytes, and connections. */
interface Held {
	memory: number;
	connections: number;
}

export class Target {
	readonly program: Program;
	readonly base: string;
	readonly directory: string;
	#told = 0;

	private constructor(program: Program, base: string, directory: string) {
		this.program = program;
		this.base = base;
		this.directory = directory;
	}

	/** Starts the site; `home` is a folder that holds a library of its own. A BUILD_DIR is used as it is. */
	static async open(env: Record<string, string> = {}, home?: string): Promise<Target> {
		if (!process.env.BUILD_DIR) await prepareBuild(() => {});
		const directory = await mkdtemp(join(tmpdir(), 'pretoire-attack-'));
		const probe = new URL('probe.ts', import.meta.url).href;
		const settings = {
			PORT: '0',
			HOST: '127.0.0.1',
			BUILD_DIR: resolve(process.env.BUILD_DIR ?? 'build'),
			PRETOIRE_DATA_DIR: directory,
			...(home && { PROBE_HOME: home }),
			...env
		};
		const program = new Program('src/server.ts', settings, undefined, [
			'--expose-gc',
			`--import=${probe}`
		]);
		return new Target(program, await program.base(), directory);
	}

	get port(): number {
		return Number(new URL(this.base).port);
	}

	async holds(): Promise<Held> {
		const past = this.program.said.length;
		this.program.child.kill('SIGUSR2');
		for (let tries = 0; tries < 500; tries++) {
			const told = /held (\{.*\})\n/.exec(this.program.said.slice(past))?.[1];
			if (told) return JSON.parse(told) as Held;
			await new Promise((next) => setTimeout(next, 20));
		}
		throw new Error(`the process does not answer:\n${this.program.said}`);
	}

	/** The megabytes that an attack leaves behind, made twice more once everything is warm. */
	async leftBy(attack: () => Promise<unknown>): Promise<number> {
		await attack();
		const { memory } = await this.holds();
		await attack();
		await attack();
		return Math.max(0, (await this.holds()).memory - memory);
	}

	isAlive(): boolean {
		return this.program.child.exitCode === null && this.program.child.signalCode === null;
	}

	/** The kinds of line that its log has gained since last asked. */
	news(): string[] {
		const lines = this.program.said.slice(this.#told);
		this.#told = this.program.said.length;
		return [...lines.matchAll(/"fact":"([\w-]+)"/g)].map(([, fact = '']) => fact);
	}

	/** Still the same process, with nothing in its log that it did not expect. */
	expectUnharmed(hint = ''): void {
		expect(this.isAlive()).toBe(true);
		const harm = ['unexpected', 'request-failed', 'command-failed', 'store-unavailable'];
		expect(
			this.news().filter((fact) => harm.includes(fact)),
			hint
		).toEqual([]);
	}

	async close(): Promise<void> {
		await this.program.kill('SIGKILL');
		await rm(this.directory, { recursive: true, force: true });
	}
}

/** A facilitator and a pupil who go on: what the one does, the other sees. */
export class HonestClass {
	readonly regie: Bot;
	readonly pupil: Bot;
	readonly code: string;
	readonly phrase: string;
	turns = 0;

	private constructor(regie: Bot, pupil: Bot, code: string, phrase: string) {
		this.regie = regie;
		this.pupil = pupil;
		this.code = code;
		this.phrase = phrase;
	}

	static async open({ base }: Target, affaire?: string): Promise<HonestClass> {
		const { regie, code, phrase } = await openRoom(base, affaire ? { affaire } : {});
		return new HonestClass(regie, await enter(base, code), code, phrase);
	}

	/** One gesture, accepted and seen: the attack cost this class nothing. */
	async play(): Promise<void> {
		const seen = this.pupil.pushes.length;
		const minutes = this.turns++ % 2 ? -1 : 1;
		expect(await this.regie.run('addMinutes', { step: 'accueil', minutes })).toEqual({
			done: true
		});
		await this.pupil.until(() => this.pupil.pushes.length > seen);
	}

	/** A tablet of the same room, whose cookie an attacker may use as it likes. */
	async intruder(base: string): Promise<Bot> {
		const bot = await enter(base, this.code);
		bot.leave();
		return bot;
	}

	leave(): void {
		this.regie.leave();
		this.pupil.leave();
	}
}
