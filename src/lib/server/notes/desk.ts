/** The main thread's side of the notebooks: asks their thread, ends it where it hangs, and starts another. */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NoteRefusal } from '../../protocol/notebook.ts';
import {
	reading,
	type Call,
	type Calls,
	type Desked,
	type Question,
	type Told,
	type Trouble
} from './calls.ts';
import type { Moved, Saved } from './documents.ts';
import type { NotebookId } from '../../trial/notebook.ts';
import type { TrialId } from '../store/store.ts';
import { Aside } from './aside.ts';
import { Turns } from './turns.ts';

/** Who hears what the thread says without being asked. */
export interface Ears {
	moved(moved: Moved): void;
	/** A save of this process, for the others. */
	saved(saved: Saved): void;
	/** The disk refuses what is accepted: it waits. */
	unsaved(trouble: Trouble): void;
	/** The thread died; `author` sent what killed it, null where nobody is known to have. */
	restarted(author: string | null): void;
	/** What a browser writes costs the thread more than it may. */
	overspent(author: string): void;
	trouble(trouble: Trouble): void;
}

interface Asked {
	call: Call;
	/** Where it concerns one notebook. */
	about: readonly [trial: TrialId, notebook: NotebookId] | null;
	author: string | null;
	answer(value: unknown): void;
}
/** Not asked, or nobody was there to answer. */
type Unasked = NoteRefusal & ('unavailable' | 'unreadable' | 'too-fast' | 'read-only' | 'muted');

/** In ms of the thread's own time: a machine that makes it wait puts nobody to blame. */
const patience = 800;
/** In ms. */
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
	/** The question whose bytes were being read at the last look, and what the thread had spent when it was first seen. */
	#held = { id: 0, from: 0 };
	#looking = false;
	readonly #turns: Turns;
	readonly #aside = new Aside();

	constructor(given: Omit<Desked, 'flag'>, ears: Ears) {
		this.#given = given;
		this.#ears = ears;
		this.#turns = new Turns((author) => {
			this.#turns.drop(author, 'muted');
			ears.overspent(author);
		});
	}

	/** Opens the store and sweeps it, before anybody asks. */
	start(): void {
		this.#worker ??= this.#start();
	}

	/**
	 * `author`: whose turn it takes, whose time it costs, and who is to blame, should it never end; `mayStill` is asked
	 * when that turn comes.
	 */
	ask<Name extends Call>(
		call: Name,
		args: Parameters<Calls[Name]>,
		author: string | null = null,
		mayStill: () => Unasked | null = () => null
	): Promise<ReturnType<Calls[Name]> | Unasked> {
		return new Promise((resolve) => {
			const answer = resolve as (value: unknown) => void;
			const about = concern(call, args);
			if (about && call !== 'leave' && this.#aside.has(...about)) return answer('unreadable');
			const put = () => this.#put({ id: 0, call, args }, { call, about, author, answer });
			// Who leaves comes after what was asked before, whoever asked.
			if (author === null || call === 'leave') return put();
			this.#turns.take(author, (refused) => {
				const why = refused ?? mayStill();
				if (!why) return put();
				answer(why);
				if (!refused) this.#turns.give(author);
			});
		});
	}

	/** Saves what was accepted, then ends the thread. */
	async stop(): Promise<void> {
		if (this.#stopped) return;
		this.#turns.dropAll('unavailable');
		if (this.#worker || this.#waiting.length > 0) {
			const saved = this.ask('stop', []);
			this.#stopped = true;
			await saved;
			await this.#worker?.terminate();
		}
		this.#stopped = true;
		if (this.#watch) clearInterval(this.#watch);
	}

	#put(question: Question, asked: Asked): void {
		if (this.#stopped) return this.#settle(asked, 'unavailable');
		// Atomics hold 31 bits.
		const id = (this.#count = (this.#count % 0x7ffffffe) + 1);
		this.#asked.set(id, asked);
		this.#waiting.push({ ...question, id });
		if (this.#waiting.length === 1) setImmediate(() => this.#send());
	}

	#settle({ call, author, answer }: Asked, value: unknown): void {
		answer(value);
		if (author !== null && call !== 'leave') this.#turns.give(author);
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
		this.#watch ??= setInterval(() => void this.#look(), look).unref();
		return worker;
	}

	#hear(told: Told): void {
		if ('moved' in told) return this.#ears.moved(told.moved);
		if ('saved' in told) return this.#ears.saved(told.saved);
		if ('unsaved' in told) return this.#ears.unsaved(told.unsaved);
		if ('failed' in told) return this.#ears.trouble(told.failed);
		const asked = this.#asked.get(told.id);
		this.#asked.delete(told.id);
		if ('trouble' in told) this.#ears.trouble(told);
		if (!asked) return;
		const { author, call } = asked;
		if (author !== null) this.#turns.spend(author, told.cost, call === 'write');
		this.#settle(asked, 'trouble' in told ? 'unavailable' : told.value);
	}

	async #look(): Promise<void> {
		const worker = this.#worker;
		const id = Atomics.load(this.#flag, reading);
		if (!worker || id === 0) this.#held = { id: 0, from: 0 };
		if (!worker || id === 0 || this.#looking) return;
		this.#looking = true;
		const spent = await spentBy(worker);
		this.#looking = false;
		// Answered once the thread has gone on to another: that one is counted from here.
		if (this.#held.id !== id) this.#held = { id, from: spent };
		else if (spent - this.#held.from >= patience) void worker.terminate();
	}

	/** The thread is gone, with what it had not saved: every browser that has a notebook open sends it again. */
	#lose(worker: Worker, flag: Int32Array): void {
		if (this.#worker !== worker) return;
		this.#worker = null;
		const culprit = this.#asked.get(Atomics.load(flag, reading));
		const { about = null, call } = culprit ?? {};
		// Whoever reads is not to blame for what was written.
		const isBlamed = !about || this.#aside.add(...about, call === 'write');
		const author = (isBlamed && culprit?.author) || null;
		if (author !== null) this.#turns.drop(author, 'muted');
		// What it never got goes to the next one.
		const left = new Set(this.#waiting.map(({ id }) => id));
		const lost = [...this.#asked].filter(([id]) => !left.has(id));
		for (const [id] of lost) this.#asked.delete(id);
		if (!this.#stopped) this.#ears.restarted(author);
		for (const [, asked] of lost) this.#settle(asked, 'unavailable');
	}
}

/** The processor that a thread has used, in ms; 0 for one that is gone. */
const spentBy = (worker: Worker): Promise<number> =>
	worker.cpuUsage().then(
		({ user, system }) => (user + system) / 1_000,
		() => 0
	);

function concern(call: Call, args: readonly unknown[]): Asked['about'] {
	const [trial, notebook] = args;
	const isOfOne = call === 'open' || call === 'write' || call === 'leave';
	return isOfOne ? [String(trial), String(notebook)] : null;
}
