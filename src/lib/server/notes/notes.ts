/** The notebooks of this process: one thread for the texts, and a door for each room. */
import { randomInt } from 'node:crypto';
import type { NoteReply } from '../../protocol/notebook.ts';
import type { Bus } from '../bus/bus.ts';
import type { Courtroom } from '../courtroom.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable, type TrialId } from '../store/store.ts';
import { forNotes, Purses } from '../wire/allowance.ts';
import type { Desked } from './calls.ts';
import { Desk } from './desk.ts';
import type { KeptExtract } from './note-store.ts';
import { drain, type NoteOutlet, type Reader } from './reader.ts';
import { RoomNotes } from './room-notes.ts';

export interface NoteLine {
	hear(frame: unknown, bytes: unknown): Promise<NoteReply>;
	drain(): void;
	leave(): void;
}

interface Parts extends Omit<Desked, 'flag' | 'late'> {
	bus: Bus;
	log: Log;
	late?: number;
}

export class Notes {
	readonly #desk: Desk;
	readonly #log: Log;
	readonly #rooms = new Map<TrialId, { notes: RoomNotes; readers: number }>();
	readonly #known = new WeakMap<Courtroom, RoomNotes>();
	/** Browsers that write nothing more in their room. */
	readonly #muted = new Set<string>();
	readonly #purses = new Purses(forNotes);
	readonly #unhear: () => void;
	/** What this process announces, told from what others do. */
	readonly #first = randomInt(2 ** 20) * 2 ** 28;
	#announced = 0;
	#troubled: string | null = null;

	constructor({ bus, log, late = 300, ...given }: Parts) {
		this.#log = log;
		this.#desk = new Desk(
			{ ...given, late },
			{
				moved: ({ trial, notebook, update }) =>
					this.#rooms.get(trial)?.notes.spread(notebook, update),
				saved: (trial) => {
					this.#troubled = null;
					bus.announce(topicOf(trial), this.#first + ++this.#announced);
				},
				restarted: (author) => this.#restart(author),
				trouble: (trouble) => this.#tell(trouble)
			}
		);
		this.#unhear = bus.listen((topic, version) => {
			const isOwn = version > this.#first && version <= this.#first + this.#announced;
			const trial = topic.endsWith(ending) ? topic.slice(0, -ending.length) : null;
			if (trial && !isOwn && this.#rooms.has(trial)) void this.#desk.ask('catchUp', [trial]);
		});
		this.#desk.start();
	}

	/** A browser that has entered this room. */
	connect(courtroom: Courtroom, outlet: NoteOutlet): NoteLine {
		const notes = this.#known.get(courtroom) ?? new RoomNotes(courtroom, this.#desk, this.#muted);
		this.#known.set(courtroom, notes);
		const room = this.#rooms.get(courtroom.id) ?? { notes, readers: 0 };
		room.notes = notes;
		room.readers++;
		this.#rooms.set(courtroom.id, room);
		const reader: Reader = { outlet, purse: this.#purses.enter(outlet.browser), open: new Map() };
		notes.add(reader);
		return {
			hear: (frame, bytes) => notes.hear(reader, frame, bytes),
			drain: () => drain(reader),
			leave: () => {
				notes.remove(reader);
				if (--room.readers === 0) this.#rooms.delete(courtroom.id);
			}
		};
	}

	/** The text of an extract, whoever asks: the trial says who may. */
	async readExtract(trial: TrialId, id: string): Promise<KeptExtract | null> {
		const extract = await this.#desk.ask('extract', [trial, id]);
		if (extract === 'unavailable')
			throw new StoreUnavailable('interrupted', 'Les carnets redémarrent : réessayez.');
		return extract;
	}

	/** Saves what was accepted. */
	async stop(): Promise<void> {
		this.#unhear();
		await this.#desk.stop();
	}

	#restart(author: string | null): void {
		this.#log.warn({ fact: 'notes-restarted' });
		if (author) this.#muted.add(author);
		for (const { notes } of this.#rooms.values()) notes.restart();
	}

	/** Told once, not at each frame. */
	#tell(trouble: string): void {
		if (this.#troubled === trouble) return;
		this.#troubled = trouble;
		this.#log.error({ fact: 'notes-unavailable' });
	}
}

const ending = ' notes';
/** A topic beside the trial's own: the record's listeners know no trial of that name. */
const topicOf = (trial: TrialId): TrialId => trial + ending;
