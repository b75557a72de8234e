/** A process of the bench on a core of its own, asked by name and answering by message. */
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Usage } from './place.ts';

/** False where nothing pins a process to a core: the figures then say so. */
export const canPin =
	availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** Starts this source on this core. */
export function start(source: URL, core: 0 | 1, ...args: string[]): Child {
	const node = [...process.execArgv, '--expose-gc', '--disable-warning=ExperimentalWarning'];
	const pin = { execPath: 'taskset', execArgv: ['-c', String(core), process.execPath, ...node] };
	return new Child(
		fork(source, args, { serialization: 'advanced', ...(canPin ? pin : { execArgv: node }) })
	);
}

export class Child {
	#process: ChildProcess;
	#count = 0;
	readonly #asked = new Map<number, { resolve(it: unknown): void; reject(error: Error): void }>();
	readonly #ended: Promise<unknown>;

	constructor(child: ChildProcess) {
		this.#process = child;
		this.#ended = new Promise((ended) => child.once('exit', ended));
		void this.#ended.then((code) => {
			for (const { reject } of this.#asked.values())
				reject(new Error(`a process of the bench ended (${String(code)})`));
		});
		child.on('message', ({ id, value, error }: { id: number; value: unknown; error?: string }) => {
			const asked = this.#asked.get(id);
			this.#asked.delete(id);
			if (error === undefined) asked?.resolve(value);
			else asked?.reject(new Error(error));
		});
		const end = () => void child.kill('SIGKILL');
		process.once('exit', end);
		void this.#ended.then(() => process.off('exit', end));
	}

	ask<Answer>(name: string, ...args: unknown[]): Promise<Answer> {
		const id = ++this.#count;
		this.#process.send({ id, name, args });
		return new Promise<unknown>((resolve, reject) =>
			this.#asked.set(id, { resolve, reject })
		) as Promise<Answer>;
	}

	/** Ends it without a word, as a power cut would. */
	async kill(): Promise<void> {
		this.#process.kill('SIGKILL');
		await this.#ended;
	}

	/** Lets it write what it has to. */
	async stop(): Promise<void> {
		if (this.#process.connected) this.#process.disconnect();
		const late = setTimeout(() => this.#process.kill('SIGKILL'), 10_000);
		await this.#ended;
		clearTimeout(late);
	}
}

type Answers = Record<string, (...args: never[]) => unknown>;

/** In the child: answers what it is asked. */
export function answer(answers: Answers): void {
	process.on('message', ({ id, name, args }: { id: number; name: string; args: never[] }) => {
		Promise.resolve()
			.then(() => answers[name]?.(...args))
			.then(
				(value) => process.send?.({ id, value }),
				(error: unknown) => process.send?.({ id, error: String(error) })
			);
	});
	process.on('disconnect', () => process.exit(0));
}

/** In the child: what it has used so far; counts the heap after a collection where told. */
export function use(collected = false): Usage {
	if (collected) for (let turn = 0; turn < 3; turn++) globalThis.gc?.();
	const { user, system } = process.cpuUsage();
	const own = process.threadCpuUsage();
	const { rss, heapUsed: heap, external } = process.memoryUsage();
	return { cpu: user + system, main: own.user + own.system, rss, heap, external };
}
