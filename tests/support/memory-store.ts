import { randomBytes } from 'node:crypto';
import {
	StoreUnavailable,
	UnknownTrial,
	type Append,
	type Appended,
	type Fact,
	type Key,
	type Lease,
	type Room,
	type Store,
	type TrialId
} from '../../src/lib/server/store/store.ts';
import { Memory, type Kept } from './memory.ts';

/** The store port without a disk; `broken` makes every call refuse as a failing disk would. */
export class MemoryStore implements Store {
	broken = false;
	#stopped = false;
	#seen = 0;
	readonly #memory: Memory;

	constructor(memory = new Memory()) {
		this.#memory = memory;
	}

	/** Another process on the same record. */
	connect(): MemoryStore {
		return new MemoryStore(this.#memory);
	}

	get #trials(): Map<TrialId, Kept> {
		return this.#memory.trials;
	}

	get #keys(): Map<string, Key> {
		return this.#memory.keys;
	}

	async open(
		room: Room,
		casefile: string,
		keys: readonly Key[],
		first: readonly unknown[],
		archive: Uint8Array | null = null
	): Promise<'opened' | 'code-taken'> {
		const events = first.map(toJson);
		this.#check();
		if (this.#findRoom(room.code)?.closedAt === null) return 'code-taken';
		if (this.#trials.has(room.trial)) throw new Error(`trial already open: ${room.trial}`);
		if (keys.some(({ hash }) => this.#keys.has(hash))) throw new Error('key already known');
		this.#trials.set(room.trial, {
			room: { ...room },
			casefile,
			archive: archive && new Uint8Array(archive),
			events,
			sealed: new Map(),
			receipts: new Map()
		});
		for (const key of keys) this.#keys.set(key.hash, { ...key });
		this.#write();
		return 'opened';
	}

	async room(code: string): Promise<Room | null> {
		this.#check();
		const room = this.#findRoom(code);
		return room ? { ...room } : null;
	}

	async rooms(): Promise<Room[]> {
		this.#check();
		return [...this.#trials.values()]
			.filter(({ room }) => room.closedAt === null)
			.map(({ room }) => ({ ...room }))
			.sort((a, b) => a.openedAt - b.openedAt || (a.trial < b.trial ? -1 : 1));
	}

	async close(trial: TrialId, at: number): Promise<void> {
		this.#check();
		const kept = this.#trials.get(trial);
		if (kept) kept.room.closedAt ??= at;
		this.#write();
	}

	async casefile(trial: TrialId): Promise<string | null> {
		this.#check();
		return this.#trials.get(trial)?.casefile ?? null;
	}

	async archive(trial: TrialId): Promise<Uint8Array | null> {
		this.#check();
		return this.#trials.get(trial)?.archive ?? null;
	}

	async keepSealed(trial: TrialId, digest: string, text: string, beside: string): Promise<void> {
		this.#check();
		const sealed = this.#trials.get(trial)?.sealed;
		if (!sealed) throw new Error(`no such trial: ${trial}`);
		for (const old of sealed.keys()) if (old !== beside) sealed.delete(old);
		sealed.set(digest, text);
		this.#write();
	}

	async sealed(trial: TrialId, digest: string): Promise<string | null> {
		this.#check();
		return this.#trials.get(trial)?.sealed.get(digest) ?? null;
	}

	async append({ trial, expected, events, receipt, home }: Append): Promise<Appended> {
		const added = events.map(toJson);
		this.#check();
		const kept = this.#trials.get(trial);
		if (!kept) throw new UnknownTrial(trial);
		if (receipt && kept.receipts.has(receipt.id)) return 'repeated';
		if (kept.events.length !== expected) return 'conflict';
		if (home !== undefined && this.#memory.leases.get(trial)?.holder !== home) return 'not-home';
		kept.events.push(...added);
		if (receipt) kept.receipts.set(receipt.id, receipt.reply);
		this.#write();
		return 'appended';
	}

	async read(trial: TrialId, after: number): Promise<Fact[]> {
		this.#check();
		const events = this.#trials.get(trial)?.events ?? [];
		return events
			.map((event, place) => ({ version: place + 1, event: JSON.parse(event) as unknown }))
			.slice(Math.max(after, 0));
	}

	async receipt(trial: TrialId, id: string): Promise<string | null> {
		this.#check();
		return this.#trials.get(trial)?.receipts.get(id) ?? null;
	}

	async addKey(key: Key): Promise<void> {
		this.#check();
		if (this.#keys.has(key.hash)) throw new Error('key already known');
		if (!this.#trials.has(key.trial)) throw new Error(`no such trial: ${key.trial}`);
		this.#keys.set(key.hash, { ...key });
		this.#write();
	}

	async key(hash: string): Promise<Key | null> {
		this.#check();
		const key = this.#keys.get(hash);
		return key ? { ...key } : null;
	}

	async takeKey(hash: string, now: number): Promise<Key | null> {
		const key = await this.key(hash);
		if (!key || (key.expiresAt !== null && key.expiresAt <= now)) return null;
		this.#write();
		return this.#keys.delete(hash) ? key : null;
	}

	async dropKeys(trial: TrialId, where: Parameters<Store['dropKeys']>[1]): Promise<void> {
		this.#check();
		const { holder, purpose, office } = where;
		for (const key of this.#keys.values())
			if (
				key.trial === trial &&
				(holder === undefined || key.holder === holder) &&
				(purpose === undefined || key.purpose === purpose) &&
				(office === undefined || key.office === office)
			)
				this.#keys.delete(key.hash);
		this.#write();
	}

	async secret(name: string): Promise<string> {
		this.#check();
		const { secrets } = this.#memory;
		const value = secrets.get(name) ?? randomBytes(32).toString('base64url');
		secrets.set(name, value);
		return value;
	}

	async lease(asked: Lease, now: number, replace: string | null = null): Promise<Lease> {
		this.#check();
		const { leases } = this.#memory;
		const held = leases.get(asked.trial);
		const isFree = !held || held.until <= now || [asked.holder, replace].includes(held.holder);
		if (!isFree) return { ...held };
		if (!this.#trials.has(asked.trial)) throw new Error(`no such trial: ${asked.trial}`);
		leases.set(asked.trial, { ...asked });
		this.#write();
		return { ...asked };
	}

	async renewLeases(holder: string, trials: readonly TrialId[], until: number): Promise<TrialId[]> {
		this.#check();
		const mine = [...this.#memory.leases.values()].filter(
			(lease) => lease.holder === holder && trials.includes(lease.trial)
		);
		for (const lease of mine) lease.until = until;
		this.#write();
		return mine.map(({ trial }) => trial);
	}

	async dropLeases(holder: string): Promise<void> {
		this.#check();
		const { leases } = this.#memory;
		for (const lease of leases.values()) if (lease.holder === holder) leases.delete(lease.trial);
		this.#write();
	}

	async changed(): Promise<boolean> {
		this.#check();
		const { writes } = this.#memory;
		const others = writes.slice(this.#seen).some((writer) => writer !== this);
		this.#seen = writes.length;
		return others;
	}

	async probe(): Promise<void> {
		this.#check();
	}

	async stop(): Promise<void> {
		this.#stopped = true;
	}

	#write(): void {
		this.#memory.writes.push(this);
	}

	#check(): void {
		if (this.#stopped) throw new StoreUnavailable('stopped', 'Le serveur s’arrête.');
		if (this.broken) throw new StoreUnavailable('full', 'Le disque est plein.');
	}

	#findRoom(code: string): Room | undefined {
		const rooms = [...this.#trials.values()].map(({ room }) => room);
		return rooms
			.filter((room) => room.code === code)
			.sort((a, b) => (b.closedAt ?? Infinity) - (a.closedAt ?? Infinity))[0];
	}
}

function toJson(event: unknown): string {
	const json: unknown = JSON.stringify(event);
	if (typeof json !== 'string') throw new TypeError('an event must be a JSON value');
	return json;
}
