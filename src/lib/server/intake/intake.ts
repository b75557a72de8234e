/** Reads archives one at a time, each in a thread with little memory and little time. Rules [LO]. */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { finding } from '../../casefile/finding.ts';
import type { Finding } from '../../casefile/finding.ts';
import type { Reference } from '../../casefile/reference.ts';
import type { Asked } from './intake-worker.ts';
import type { Checked } from './read-case.ts';

export type Answer = Checked | { findings: Finding[] };

const usual = {
	/** In ms: a case takes a tenth of it on a school's machine. */
	deadline: 8_000,
	megabytes: 128,
	/** Archives that wait for their turn. */
	waiting: 4
};

export class Intake {
	readonly #bounds: typeof usual;
	#turn: Promise<unknown> = Promise.resolve();
	#waiting = 0;
	#worker: Worker | null = null;
	#stopped = false;

	/** `bounds`: tests only. */
	constructor(bounds: Partial<typeof usual> = {}) {
		this.#bounds = { ...usual, ...bounds };
	}

	/** The case of this archive, or what is wrong with it; null where too many wait already. */
	async read(archive: Uint8Array, reference: Reference): Promise<Answer | null> {
		if (this.#waiting >= this.#bounds.waiting) return null;
		this.#waiting++;
		const answer = this.#turn.then(() => {
			const { communes: _, ...told } = reference;
			return this.#ask({ archive, reference: told });
		});
		const over = () => void this.#waiting--;
		this.#turn = answer.then(over, over);
		return answer;
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await this.#worker?.terminate();
	}

	#ask(asked: Asked): Promise<Answer> {
		if (this.#stopped) return Promise.resolve(tooMuch);
		const { deadline, megabytes } = this.#bounds;
		// From the sources, like the store's worker: the process runs at the project's root.
		const worker = new Worker(resolve('src/lib/server/intake/intake-worker.ts'), {
			workerData: asked,
			execArgv: [],
			env: {},
			resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 16 }
		});
		this.#worker = worker;
		const ended = setTimeout(() => void worker.terminate(), deadline);
		return new Promise<Answer>((done) => {
			// Out of memory, out of time, or a fault of ours: for its author it is the same.
			worker.once('error', () => done(tooMuch)).once('exit', () => done(tooMuch));
			worker.once('message', done);
		}).finally(() => {
			clearTimeout(ended);
			this.#worker = null;
			void worker.terminate();
		});
	}
}

const tooMuch: Answer = {
	findings: [
		finding(
			'.',
			1,
			'affaire trop longue ou trop imbriquée pour être lue',
			'l’écrire plus simplement : listes, citations et crochets sont trop nombreux',
			{ code: 'archive' }
		)
	]
};
