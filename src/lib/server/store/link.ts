import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { calls } from './calls.ts';
import type { Faults } from './faults.ts';
import { StoreUnavailable, type Trouble } from './store.ts';
import { explain } from './trouble.ts';

type Calls = typeof calls;
type Call = keyof Calls;
type Arguments<C extends Call> =
	Parameters<Calls[C]> extends [unknown, ...infer Rest] ? Rest : never;

/** What crosses to the worker, and what comes back. */
export interface Question {
	id: number;
	call: Call;
	args: readonly unknown[];
}
export type Answer =
	{ id: number; value: unknown } | { id: number; error: unknown; trouble: Trouble | null };

interface Asked {
	resolve: (value: never) => void;
	reject: (error: unknown) => void;
}

/** Asks the worker, and starts another where the last one died. */
export class Link {
	readonly #directory: string;
	readonly #faults: Faults | null;
	readonly #asked = new Map<number, Asked>();
	/** Asked in this turn of the event loop, and not yet sent. */
	#waiting: Question[] = [];
	#worker: Worker | null = null;
	#count = 0;
	#stopped = false;

	constructor(directory: string, faults: Faults | null) {
		this.#directory = resolve(directory);
		this.#faults = faults;
	}

	ask<C extends Call>(call: C, ...args: Arguments<C>): Promise<Awaited<ReturnType<Calls[C]>>> {
		if (this.#stopped) return Promise.reject(this.#unavailable('stopped'));
		return new Promise((resolve, reject) => {
			const id = ++this.#count;
			this.#asked.set(id, { resolve, reject });
			this.#waiting.push({ id, call, args });
			// A class that comes back asks a thousand times at once; a fact to be written waited for its batch already.
			if (call === 'append') this.#send();
			else if (this.#waiting.length === 1) setImmediate(() => this.#send());
		});
	}

	/** Sends all that waits as one message. */
	#send(): void {
		const questions = this.#waiting;
		if (questions.length === 0) return;
		this.#waiting = [];
		const worker = (this.#worker ??= this.#start());
		worker.postMessage(questions);
	}

	/** Lets the worker finish what was asked, then ends it. */
	async stop(): Promise<void> {
		this.#stopped = true;
		this.#send();
		const worker = this.#worker;
		if (!worker) return;
		const ended = new Promise((resolve) => worker.once('exit', resolve));
		worker.postMessage('stop');
		await ended;
	}

	#start(): Worker {
		// The process always runs at the project's root: this finds the source, which Node runs as it is, from the bundle too.
		const source = resolve('src/lib/server/store/sqlite-worker.ts');
		const worker = new Worker(source, {
			workerData: { directory: this.#directory, faults: this.#faults },
			execArgv: []
		});
		let cause: unknown;
		worker.on('message', (answers: Answer[]) => {
			for (const answer of answers) this.#settle(answer);
		});
		worker.on('error', (error) => (cause = error));
		worker.on('exit', () => {
			this.#worker = null;
			this.#waiting = [];
			const interrupted = this.#unavailable('interrupted', cause);
			for (const { reject } of this.#asked.values()) reject(interrupted);
			this.#asked.clear();
		});
		return worker;
	}

	#settle(answer: Answer): void {
		const asked = this.#asked.get(answer.id);
		this.#asked.delete(answer.id);
		if ('value' in answer) asked?.resolve(answer.value as never);
		else asked?.reject(answer.trouble ? rebuild(answer.error, answer.trouble) : answer.error);
	}

	#unavailable(trouble: Trouble, cause?: unknown): StoreUnavailable {
		return new StoreUnavailable(trouble, explain(trouble, this.#directory), { cause });
	}
}

/** An error loses its class between threads. */
function rebuild(error: unknown, trouble: Trouble): StoreUnavailable {
	const { message, cause } = error instanceof Error ? error : new Error(String(error));
	return new StoreUnavailable(trouble, message, { cause });
}
