/** The live trials of this process: loaded when somebody comes, opened with their case embedded. */
import { hash, randomBytes } from 'node:crypto';
import type { CaseFile } from '../casefile/casefile.ts';
import { readEmbedded } from '../casefile/upcast.ts';
import type { Format } from '../casefile/procedure.ts';
import { Courtroom } from './courtroom.ts';
import { Homes } from './ballot/homes.ts';
import type { Ports } from './live-record.ts';
import { factOf } from './log.ts';
import { drawCode, readCode } from './door/secret.ts';
import { sealCase } from './sealing.ts';
import type { Key, Room, TrialId } from './store/store.ts';

export interface Opening {
	file: CaseFile;
	/** The files that the case came from, to be kept with it. */
	archive?: Uint8Array;
	pupils: number;
	tablets: number;
	format: Format;
}

/** In ms. */
export interface Rhythm {
	/** Between two looks at what other processes have written. */
	poll: number;
	/** How long a room that nobody watches stays in memory. */
	deserted: number;
	/** How long the process that keeps a room's slips is waited for. */
	lease: number;
}
const usual: Rhythm = { poll: 500, deserted: 15 * 60_000, lease: 10_000 };

export class Courtrooms {
	#ports: Ports;
	#rhythm: Rhythm;
	#homes: Homes;
	#live = new Map<TrialId, Promise<Courtroom>>();
	/** Those of them that are loaded, by code. */
	#loaded = new Map<string, Courtroom>();
	/** Rooms that play one case share it: what every gesture reads is there once. */
	#files = new Map<string, WeakRef<CaseFile>>();
	#next: NodeJS.Timeout | null = null;
	/** Some room may not have read what another process wrote. */
	#behind = false;
	#troubled = false;
	#stopped = false;

	constructor(ports: Ports, rhythm: Partial<Rhythm> = {}) {
		this.#ports = ports;
		this.#rhythm = { ...usual, ...rhythm };
		this.#homes = new Homes(
			ports.store,
			async (trial, asked) => {
				const room = this.#live.get(trial);
				if (!room) return null;
				return asked ? (await room).run(asked.request, asked.actor, true) : { there: true };
			},
			this.#rhythm.lease
		);
		ports.bus.listen((trial, version) => {
			this.#live
				.get(trial)
				?.then((room) => room.catchUp(version))
				.catch((error: unknown) => ports.log.error({ fact: factOf(error), trial, error }));
		});
	}

	/** Opens a room; `keysOf` makes the adults' keys for the trial, in the same transaction. */
	async open(
		{ file, archive, ...size }: Opening,
		keysOf: (trial: TrialId) => Promise<Key[]>
	): Promise<Room> {
		const trial = randomBytes(12).toString('base64url');
		const at = this.#ports.now();
		const keys = await keysOf(trial);
		for (;;) {
			const room: Room = { trial, code: drawCode(), openedAt: at, closedAt: null };
			const first = [
				{ type: 'trialOpened', ...size, at },
				{ ...sealCase(file), at }
			];
			const opened = await this.#ports.store.open(
				room,
				JSON.stringify(file),
				keys,
				first,
				archive ?? null
			);
			if (opened === 'opened') return room;
		}
	}

	/** The room of a typed code, closed ones included; null when nobody knows it. */
	async find(typed: string): Promise<Courtroom | null> {
		const code = readCode(typed);
		const room = code && (await this.#ports.store.room(code));
		if (!room) return null;
		const courtroom = await this.#load(room);
		courtroom.use();
		return courtroom;
	}

	/**
	 * The open room of a typed code, where it is live here already; null says nothing. A code is given again once its
	 * room is closed: only whoever shows a key of this very trial may be believed on it.
	 */
	findLive(typed: string): Courtroom | null {
		const courtroom = this.#loaded.get(readCode(typed) ?? '');
		if (!courtroom || courtroom.isErased || courtroom.trial.door.closed) return null;
		courtroom.use();
		return courtroom;
	}

	/** Gives back what only this process held. */
	async stop(): Promise<void> {
		this.#stopped = true;
		if (this.#next) clearTimeout(this.#next);
		await this.#homes.stop();
	}

	#load(room: Room): Promise<Courtroom> {
		const known = this.#live.get(room.trial);
		if (known) return known;
		const loading = this.#read(room);
		this.#live.set(room.trial, loading);
		loading.then(
			(courtroom) => this.#loaded.set(courtroom.code, courtroom),
			() => this.#live.delete(room.trial)
		);
		this.#schedule();
		return loading;
	}

	async #read(room: Room): Promise<Courtroom> {
		const source = await this.#ports.store.casefile(room.trial);
		if (source === null) throw new Error('room without a case file');
		const parts = { ...this.#ports, homes: this.#homes };
		const courtroom = new Courtroom(room, this.#parse(source), parts);
		await courtroom.catchUp();
		await courtroom.recover();
		return courtroom;
	}

	#parse(source: string): CaseFile {
		const key = hash('sha256', source);
		const known = this.#files.get(key)?.deref();
		if (known) return known;
		for (const [old, file] of this.#files) if (!file.deref()) this.#files.delete(old);
		const file = readEmbedded(source);
		this.#files.set(key, new WeakRef(file));
		return file;
	}

	/** Looks after the live rooms as long as there are any: no bus is needed for them to converge. */
	#schedule(): void {
		if (this.#next || this.#stopped || this.#live.size === 0) return;
		this.#next = setTimeout(() => {
			void this.#tend().finally(() => {
				this.#next = null;
				this.#schedule();
			});
		}, this.#rhythm.poll).unref();
	}

	async #tend(): Promise<void> {
		try {
			const changed = await this.#ports.store.changed();
			this.#behind ||= changed;
			const rooms = await Promise.all(this.#live.values());
			await Promise.all(rooms.map((room) => this.#tendRoom(room)));
			this.#behind = this.#troubled = false;
		} catch (error) {
			// Told once, not twice a second.
			if (!this.#troubled && !this.#stopped) this.#ports.log.error({ fact: factOf(error), error });
			this.#troubled = true;
		}
	}

	async #tendRoom(room: Courtroom): Promise<void> {
		if (this.#behind || room.isOwing) await room.catchUp();
		await room.recover();
		if (!room.isErased && !room.isDeserted(this.#rhythm.deserted)) return;
		this.#live.delete(room.id);
		if (this.#loaded.get(room.code) === room) this.#loaded.delete(room.code);
		this.#homes.leave(room.id);
	}
}
