/** What is done each night while the server runs, or at its start where the night was missed. */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Night, NightDone } from './night-worker.ts';
import type { Log } from '../log.ts';

const hour = 2;
const usualHours = { firstLook: 60_000, everyLook: 10 * 60_000 };

/** Looks now and then whether the night's work is due, and has it done in a thread of its own. */
export class Nightly {
	readonly #asked: Omit<Night, 'since'>;
	readonly #log: Log;
	readonly #timers: NodeJS.Timeout[];
	#worker: Worker | null = null;
	/** The last night whose work is done. */
	#done = 0;

	constructor(asked: Omit<Night, 'since'>, log: Log, hours = usualHours) {
		this.#asked = asked;
		this.#log = log;
		const look = () => void this.#look();
		this.#timers = [setTimeout(look, hours.firstLook), setInterval(look, hours.everyLook)];
		for (const timer of this.#timers) timer.unref();
	}

	/** Ends the work under way as well: whatever it leaves, the next drops. */
	async stop(): Promise<void> {
		for (const timer of this.#timers) clearTimeout(timer);
		await this.#worker?.terminate();
	}

	async #look(): Promise<void> {
		const since = lastNight(Date.now());
		if (this.#worker || this.#done >= since) return;
		try {
			const { backup, erased } = await this.#work({ ...this.#asked, since });
			this.#done = since;
			if (backup) this.#log.info({ fact: 'backup-made' });
			if (erased > 0) this.#log.info({ fact: 'rooms-erased', count: erased });
		} catch (error) {
			this.#log.error({ fact: 'night-failed', error });
		} finally {
			this.#worker = null;
		}
	}

	#work(night: Night): Promise<NightDone> {
		// From the sources, like the store's worker: the process runs at the project's root.
		const source = resolve('src/lib/server/archive/night-worker.ts');
		const worker = new Worker(source, { workerData: night, execArgv: [] });
		worker.unref();
		this.#worker = worker;
		return new Promise((done, failed) => {
			worker.once('message', done).once('error', failed);
			worker.once('exit', () => failed(new Error('the night’s work was cut short')));
		});
	}
}

/** The last two o'clock in the morning of this machine that has passed. */
export function lastNight(now: number): number {
	const night = new Date(now);
	night.setHours(hour, 0, 0, 0);
	if (night.getTime() > now) night.setDate(night.getDate() - 1);
	return night.getTime();
}
