/** Knows whether the record can be written: a refusal of the disk is told, then asked about until it is over. */
import type { RecordState } from '../protocol/wire.ts';
import { StoreUnavailable, type Store } from './store/store.ts';

type Hear = (state: RecordState) => void;

const pause = 1_000;

export class RecordWatch {
	readonly #probe: () => Promise<void>;
	readonly #hearers = new Set<Hear>();
	#state: RecordState = 'kept';
	#asking = false;
	#stopped = false;

	constructor(store: Store) {
		this.#probe = () => store.probe();
	}

	/** The same store; what it refuses is asked about. */
	over(store: Store): Store {
		const doubt = (error: unknown): never => {
			if (error instanceof StoreUnavailable) void this.#ask();
			throw error;
		};
		return new Proxy(store, {
			get: (target, name: keyof Store) => {
				const call = target[name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
				return call && ((...args: unknown[]) => call.apply(target, args).catch(doubt));
			}
		});
	}

	/** Hears each change from now on, and first the present state where the record cannot be written. */
	listen(hear: Hear): () => void {
		this.#hearers.add(hear);
		if (this.#state !== 'kept') hear(this.#state);
		return () => void this.#hearers.delete(hear);
	}

	stop(): void {
		this.#stopped = true;
	}

	async #ask(): Promise<void> {
		if (this.#asking) return;
		this.#asking = true;
		while (!this.#stopped) {
			const state = await this.#probe().then(
				() => 'kept' as const,
				(error: unknown) =>
					error instanceof StoreUnavailable && error.trouble === 'full' ? 'full' : 'stuck'
			);
			this.#tell(state);
			if (state === 'kept') break;
			await new Promise((next) => setTimeout(next, pause).unref());
		}
		this.#asking = false;
	}

	#tell(state: RecordState): void {
		if (state === this.#state || this.#stopped) return;
		this.#state = state;
		for (const hear of this.#hearers) hear(state);
	}
}
