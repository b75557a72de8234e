/** The main thread's side of the notebooks: asks their thread, ends it where it hangs, and starts another. */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NoteRefusal } from '../../protocol/notebook.ts';
import type { TrialId } from '../store/store.ts';
import { reading, type Call, type Calls, type Desked, type Question, type Told } from './calls.ts';
import type { Moved } from './documents.ts';

/** Who hears what the thread says without being asked. */
export interface Ears {
	moved(moved: Moved): void;
	/** A save of this process, for the others. */
	saved(trial: TrialId): void;
	/** The thread died; `author` sent what killed it, null where nobody is known to have. */
	restarted(author: string | null): void;
	trouble(trouble: string): void;
}

interface Asked {
	author: string | null;
	answer(value: unknown): void;
}

/** In ms. */
const patience = 1_000;
const look = 100;
/** Documents of a whole school, many times over. */
const limits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

export class Desk {
	readonly #given: Omit<Desked, 'flag'>;
	readonly #ears: Ears;
	readonly #asked = new Map<number, Asked>();
	#waiting: Question[] = [];
	#flag = new Int32Array(new SharedArrayBuffer(4));
	#worker: Worker | null = null;
	#count = 0;
	#stopped = false;
	#watch: NodeJS.Timeout | null = null;
	/** The question whose bytes were being read at the last look, and for how long. */
	#held = { id: 0, for: 0, at: 0 };

	constructor(given: Omit<Desked, 'flag'>, ears: Ears) {
		this.#given = given;
		this.#ears = ears;
	}

	/** Opens the store and sweeps it, before anybody asks. */
	start(): void {
		this.#worker ??= this.#start();
	}

	/** `unavailable` where the thread died, or its disk refuses. `author`: who is to blame, should it never end. */
	ask<Name extends Call>(
		call: Name,
		args: Parameters<Calls[Name]>,
		author: string | null = null
	): Promise<ReturnType<Calls[Name]> | (NoteRefusal & 'unavailable')> {
		if (this.#stopped) return Promise.resolve('unavailable');
		return new Promise((answer) => {
			// Atomics hold 31 bits.
			const id = (this.#count = (this.#count % 0x7ffffffe) + 1);
			this.#asked.set(id, { author, answer: answer as (value: unknown) => void });
			this.#waiting.push({ id, call, args });
			if (this.#waiting.length === 1) setImmediate(() => this.#send());
		});
	}

	/** Saves what was accepted, then ends the thread. */
	async stop(): Promise<void> {
		if (!this.#worker && this.#waiting.length === 0) this.#stopped = true;
		if (this.#stopped) return;
		const saved = this.ask('stop', []);
		this.#stopped = true;
		await saved;
		await this.#worker?.terminate();
		if (this.#watch) clearInterval(this.#watch);
	}

	#send(): void {
		const questions = this.#waiting.splice(0);
		if (questions.length === 0) return;
		const worker = (this.#worker ??= this.#start());
		worker.postMessage(questions);
	}

	#start(): Worker {
		// From the sources, like the record's thread: the process runs at the project's root.
		const source = resolve('src/lib/server/notes/note-worker.ts');
		const flag = (this.#flag = new Int32Array(new SharedArrayBuffer(4)));
		const workerData: Desked = { ...this.#given, flag };
		const worker = new Worker(source, { workerData, execArgv: [], resourceLimits: limits });
		worker.on('message', (told: Told[]) => {
			for (const it of told) this.#hear(it);
		});
		// What it says may hold the text: only that it died is told.
		worker.on('error', () => {});
		worker.on('exit', () => this.#lose(worker, flag));
		this.#watch ??= setInterval(() => this.#look(), look).unref();
		return worker;
	}

	#hear(told: Told): void {
		if ('moved' in told) return this.#ears.moved(told.moved);
		if ('saved' in told) return this.#ears.saved(told.saved);
		if ('unsaved' in told) return this.#ears.trouble(told.unsaved);
		const asked = this.#asked.get(told.id);
		this.#asked.delete(told.id);
		if ('trouble' in told) this.#ears.trouble(told.trouble);
		asked?.answer('trouble' in told ? 'unavailable' : told.value);
	}

	/** Only looks made in time count: a process that is held up says nothing of its threads. */
	#look(): void {
		const now = performance.now();
		const id = Atomics.load(this.#flag, reading);
		const passed = Math.min(now - this.#held.at, 2 * look);
		const same = id !== 0 && id === this.#held.id;
		this.#held = { id, for: same ? this.#held.for + passed : 0, at: now };
		if (this.#held.for >= patience) void this.#worker?.terminate();
	}

	/** The thread is gone, with what it had not saved: every browser that has a notebook open sends it again. */
	#lose(worker: Worker, flag: Int32Array): void {
		if (this.#worker !== worker) return;
		this.#worker = null;
		const culprit = this.#asked.get(Atomics.load(flag, reading));
		const sent = new Set(this.#waiting.map(({ id }) => id));
		for (const [id, { answer }] of this.#asked) {
			if (sent.has(id)) continue;
			this.#asked.delete(id);
			answer('unavailable');
		}
		if (this.#stopped) return;
		// The next question starts another.
		this.#ears.restarted(culprit?.author ?? null);
	}
}
