import { AppendQueue, toJson } from './append-queue.ts';
import type { Faults } from './faults.ts';
import { Link } from './link.ts';
import type { Append, Appended, Fact, Key, Lease, Room, Store, TrialId } from './store.ts';

/** Opens the store of a data directory, made if need be; throws StoreUnavailable where it cannot write there. */
export async function openSqliteStore(
	directory: string,
	faults: Faults | null = null
): Promise<Store> {
	const store = new SqliteStore(new Link(directory, faults));
	try {
		await store.probe();
	} catch (error) {
		await store.stop();
		throw error;
	}
	return store;
}

class SqliteStore implements Store {
	readonly #link: Link;
	readonly #queue: AppendQueue;
	#probing: Promise<void> | null = null;

	constructor(link: Link) {
		this.#link = link;
		this.#queue = new AppendQueue((batch) => link.ask('append', batch));
	}

	async open(
		room: Room,
		casefile: string,
		keys: readonly Key[],
		first: readonly unknown[],
		archive: Uint8Array | null = null
	): Promise<'opened' | 'code-taken'> {
		return await this.#link.ask('open', room, casefile, keys, first.map(toJson), archive);
	}

	async room(code: string): Promise<Room | null> {
		return await this.#link.ask('room', code);
	}

	async rooms(): Promise<Room[]> {
		return await this.#link.ask('rooms');
	}

	async close(trial: TrialId, at: number): Promise<void> {
		await this.#link.ask('close', trial, at);
	}

	async casefile(trial: TrialId): Promise<string | null> {
		return await this.#link.ask('casefile', trial);
	}

	async archive(trial: TrialId): Promise<Uint8Array | null> {
		return await this.#link.ask('archive', trial);
	}

	async keepSealed(trial: TrialId, digest: string, text: string, beside: string): Promise<void> {
		await this.#link.ask('keepSealed', trial, digest, text, beside);
	}

	async sealed(trial: TrialId, digest: string): Promise<string | null> {
		return await this.#link.ask('sealed', trial, digest);
	}

	async append(append: Append): Promise<Appended> {
		return await this.#queue.add(append);
	}

	async read(trial: TrialId, after: number): Promise<Fact[]> {
		const facts = await this.#link.ask('read', trial, after);
		return facts.map(({ version, event }) => ({ version, event: JSON.parse(event) as unknown }));
	}

	async receipt(trial: TrialId, id: string): Promise<string | null> {
		return await this.#link.ask('receipt', trial, id);
	}

	async addKey(key: Key): Promise<void> {
		await this.#link.ask('addKey', key);
	}

	async key(hash: string): Promise<Key | null> {
		return await this.#link.ask('key', hash);
	}

	async takeKey(hash: string, now: number): Promise<Key | null> {
		return await this.#link.ask('takeKey', hash, now);
	}

	async dropKeys(trial: TrialId, where: Parameters<Store['dropKeys']>[1]): Promise<void> {
		await this.#link.ask('dropKeys', trial, where);
	}

	async secret(name: string): Promise<string> {
		return await this.#link.ask('secret', name);
	}

	async lease(asked: Lease, now: number, replace: string | null = null): Promise<Lease> {
		return await this.#link.ask('lease', asked, now, replace);
	}

	async renewLeases(holder: string, trials: readonly TrialId[], until: number): Promise<TrialId[]> {
		return await this.#link.ask('renewLeases', holder, trials, until);
	}

	async dropLeases(holder: string): Promise<void> {
		await this.#link.ask('dropLeases', holder);
	}

	async changed(): Promise<boolean> {
		return await this.#link.ask('changed');
	}

	/** Those who ask while a probe is under way share its answer: a health check cannot wear the disk. */
	async probe(): Promise<void> {
		this.#probing ??= this.#link.ask('probe').finally(() => (this.#probing = null));
		await this.#probing;
	}

	async stop(): Promise<void> {
		await this.#queue.finish();
		await this.#link.stop();
	}
}
