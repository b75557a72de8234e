/** A program of bin/ or src/ as its own process, with what it says. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');

export class Program {
	/** Both outputs, as they came. */
	said = '';
	readonly child: ChildProcess;
	readonly ended: Promise<number | null>;

	/** `args` are Node's, `asked` the program's own. */
	constructor(
		source: string,
		env: Record<string, string>,
		root = project,
		args: string[] = [],
		asked: string[] = []
	) {
		this.child = spawn(process.execPath, [...args, join(root, source), ...asked], {
			cwd: root,
			env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env }
		});
		for (const output of [this.child.stdout, this.child.stderr])
			output?.on('data', (text) => (this.said += String(text)));
		this.ended = new Promise((ended) => this.child.on('close', ended));
	}

	/** Waits until it has said this; gives what the pattern holds. */
	async hear(pattern: RegExp, within = 30_000): Promise<string> {
		for (const start = Date.now(); ; await new Promise((next) => setTimeout(next, 20))) {
			const heard = pattern.exec(this.said);
			if (heard) return heard[1] ?? heard[0];
			const isOver = this.child.exitCode !== null || Date.now() - start > within;
			if (isOver) throw new Error(`never said ${pattern}, but:\n${this.said}`);
		}
	}

	/** The address of a server, once it listens. */
	async base(within?: number): Promise<string> {
		return `http://127.0.0.1:${await this.hear(/"fact":"listening","port":(\d+)/, within)}`;
	}

	async kill(signal: NodeJS.Signals): Promise<number | null> {
		this.child.kill(signal);
		return this.ended;
	}
}
