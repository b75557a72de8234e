/** The live trials of this process: loaded when somebody comes, opened with their case embedded. */
import { randomBytes } from 'node:crypto';
import type { CaseFile } from '../casefile/casefile.ts';
import type { Format } from '../casefile/procedure.ts';
import { Courtroom, type Ports } from './courtroom.ts';
import { factOf } from './log.ts';
import { drawCode, readCode } from './secret.ts';
import type { Key, Room, TrialId } from './store/store.ts';

export interface Opening {
	file: CaseFile;
	pupils: number;
	tablets: number;
	format: Format;
}

export class Courtrooms {
	#ports: Ports;
	#live = new Map<TrialId, Promise<Courtroom>>();

	constructor(ports: Ports) {
		this.#ports = ports;
		ports.bus.listen((trial, version) => {
			this.#live
				.get(trial)
				?.then((room) => room.catchUp(version))
				.catch((error: unknown) => ports.log.error({ fact: factOf(error), trial, error }));
		});
	}

	/** Opens a room; `keysOf` makes the adults' keys for the trial, in the same transaction. */
	async open(
		{ file, ...size }: Opening,
		keysOf: (trial: TrialId) => Promise<Key[]>
	): Promise<Room> {
		const trial = randomBytes(12).toString('base64url');
		const at = this.#ports.now();
		const keys = await keysOf(trial);
		for (;;) {
			const room: Room = { trial, code: drawCode(), openedAt: at, closedAt: null };
			const first = [{ type: 'trialOpened', ...size, at }];
			const opened = await this.#ports.store.open(room, JSON.stringify(file), keys, first);
			if (opened === 'opened') return room;
		}
	}

	/** The room of a typed code, closed ones included; null when nobody knows it. */
	async find(typed: string): Promise<Courtroom | null> {
		const code = readCode(typed);
		const room = code && (await this.#ports.store.room(code));
		return room ? this.#load(room) : null;
	}

	#load(room: Room): Promise<Courtroom> {
		const known = this.#live.get(room.trial);
		if (known) return known;
		const loading = this.#read(room);
		this.#live.set(room.trial, loading);
		loading.catch(() => this.#live.delete(room.trial));
		return loading;
	}

	async #read({ trial, code }: Room): Promise<Courtroom> {
		const file = await this.#ports.store.casefile(trial);
		if (file === null) throw new Error('room without a case file');
		const courtroom = new Courtroom(trial, code, JSON.parse(file) as CaseFile, this.#ports);
		await courtroom.recover();
		return courtroom;
	}
}
