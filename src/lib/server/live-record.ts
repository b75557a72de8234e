/** The facts of one live trial and its state: read from the store, added to it, folded. */
import type { CaseFile } from '../casefile/casefile.ts';
import type { Event } from '../trial/event.ts';
import { beginTrial, evolve, type Trial } from '../trial/trial.ts';
import type { Bus } from './bus/bus.ts';
import type { Log } from './log.ts';
import {
	StoreUnavailable,
	UnknownTrial,
	type Append,
	type Appended,
	type Room,
	type Store,
	type TrialId
} from './store/store.ts';

export interface Ports {
	store: Store;
	bus: Bus;
	log: Log;
	/** The wall clock, in ms since 1970. */
	now(): number;
}

export class LiveRecord {
	readonly id: TrialId;
	readonly #ports: Ports;
	readonly #moved: (events: readonly Event[], before: Trial) => void;
	#trial: Trial;
	#version = 0;
	/** How far the record is ahead of this machine's clock. */
	#ahead = 0;
	/** After a failed write nobody knows whether it was kept: read again before anything else. */
	#doubtful = false;
	/** Somebody erased the room from the record. */
	#erased = false;
	/** The code of a closed room is free for another. */
	#freed: boolean;

	/** `moved` hears the facts, once folded; none where the room was erased. */
	constructor(
		room: Room,
		file: CaseFile,
		ports: Ports,
		moved: (events: readonly Event[], before: Trial) => void
	) {
		this.id = room.trial;
		this.#freed = room.closedAt !== null;
		this.#trial = beginTrial(file);
		this.#ports = ports;
		this.#moved = moved;
	}

	get trial(): Trial {
		return this.#trial;
	}

	get version(): number {
		return this.#version;
	}

	get isDoubtful(): boolean {
		return this.#doubtful;
	}

	get isErased(): boolean {
		return this.#erased;
	}

	/** True while something is owed to the store: a doubtful write to read again, a code to free. */
	get isOwing(): boolean {
		return !this.#erased && (this.#doubtful || (this.#trial.door.closed && !this.#freed));
	}

	/** The hearing's time: never before its last fact, where the clock was set back between two starts. */
	now(): number {
		return this.#ports.now() + this.#ahead;
	}

	/** Reads what others have added, and gives it. */
	async read(): Promise<readonly Event[]> {
		if (this.#erased) return [];
		// With the last fact known here: where it is missing, the room is.
		const known = Math.min(this.#version, 1);
		const facts = await this.#ports.store.read(this.id, this.#version - known);
		this.#doubtful = false;
		if (facts.length < known) this.#lose();
		const events = facts.slice(known).map(({ event }) => event as Event);
		this.#apply(events);
		return events;
	}

	/** Adds these events after those known here, and tells the other processes. */
	async append(
		events: readonly Event[],
		on: Pick<Append, 'receipt' | 'home'>
	): Promise<Appended | 'erased'> {
		const { store, bus } = this.#ports;
		const append = { trial: this.id, expected: this.#version, events, ...on };
		const appended = await store.append(append).catch((error: unknown) => {
			this.#doubtful ||= error instanceof StoreUnavailable;
			if (!(error instanceof UnknownTrial)) throw error;
			this.#lose();
			return 'erased' as const;
		});
		if (appended !== 'appended' || events.length === 0) return appended;
		this.#apply(events);
		bus.announce(this.id, this.#version);
		if (events.some(({ type }) => type === 'roomClosed')) await this.#close();
		return appended;
	}

	/** Gives the code of a closed room back. */
	async free(): Promise<void> {
		if (this.#freed || !this.#trial.door.closed) return;
		await this.#ports.store.close(this.id, this.#trial.at);
		this.#freed = true;
	}

	/** What is acknowledged is the fact: a disk that refuses just then frees the code later. */
	async #close(): Promise<void> {
		const { log } = this.#ports;
		log.info({ fact: 'room-closed', trial: this.id });
		await this.free().catch((error: unknown) => {
			if (!(error instanceof StoreUnavailable)) throw error;
			log.error({ fact: 'store-unavailable', trial: this.id, error });
		});
	}

	#lose(): void {
		if (this.#erased) return;
		this.#erased = true;
		this.#ports.log.warn({ fact: 'room-erased', trial: this.id });
		this.#moved([], this.#trial);
	}

	#apply(events: readonly Event[]): void {
		if (events.length === 0) return;
		const before = this.#trial;
		this.#trial = events.reduce(evolve, before);
		this.#version += events.length;
		this.#ahead = Math.max(this.#ahead, this.#trial.at - this.#ports.now());
		this.#moved(events, before);
	}
}
