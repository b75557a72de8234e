/** The built site, in a process of its own, on a port and a folder of its own; it may be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Site {
	readonly port: number;
	readonly directory: string;
	readonly base: string;
	#child: ChildProcess | null = null;
	/** Everything the process wrote: its log. */
	output = '';

	private constructor(port: number, directory: string) {
		this.port = port;
		this.directory = directory;
		this.base = `http://127.0.0.1:${port}`;
	}

	static async start(environment: Record<string, string> = {}): Promise<Site> {
		const site = new Site(await freePort(), await mkdtemp(join(tmpdir(), 'pretoire-site-')));
		await site.restart(environment);
		return site;
	}

	get pid(): number {
		return this.#child?.pid ?? 0;
	}

	async restart(environment: Record<string, string> = {}): Promise<void> {
		const child = spawn(process.execPath, ['src/server.ts'], {
			env: {
				...process.env,
				PORT: String(this.port),
				HOST: '127.0.0.1',
				PRETOIRE_DATA_DIR: this.directory,
				...environment
			}
		});
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (chunk: Buffer) => (this.output += String(chunk)));
		this.#child = child;
		for (const start = Date.now(); ;) {
			if (await isAlive(this.base)) return;
			if (child.exitCode !== null || Date.now() - start > 30_000)
				throw new Error(`the site does not start:\n${this.output}`);
			await new Promise((next) => setTimeout(next, 50));
		}
	}

	/** Ends the process at once (SIGKILL), or as an operator would (SIGTERM). */
	async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
		const child = this.#child;
		this.#child = null;
		if (!child || child.exitCode !== null) return child?.exitCode ?? null;
		const ended = new Promise<number | null>((code) => child.once('exit', code));
		child.kill(signal);
		return ended;
	}

	async close(): Promise<void> {
		await this.kill();
		await rm(this.directory, { recursive: true, force: true });
	}
}

const isAlive = (base: string): Promise<boolean> =>
	fetch(`${base}/healthz`).then(
		({ ok }) => ok,
		() => false
	);

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	await new Promise((closed) => server.close(closed));
	return port;
}
