/** The notebooks of this process: one thread for the texts, and a door for each room. */
import * as v from 'valibot';
import type { NoteReply } from '../../protocol/notebook.ts';
import type { Bus } from '../bus/bus.ts';
import type { Courtroom } from '../courtroom.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable, type TrialId } from '../store/store.ts';
import { forNotes, Purses } from '../wire/allowance.ts';
import type { Desked, Trouble } from './calls.ts';
import { Desk } from './desk.ts';
import type { KeptExtract } from './note-store.ts';
import { drain, type NoteOutlet, type Reader } from './reader.ts';
import { RoomNotes, type Standing } from './room-notes.ts';

export interface NoteLine {
	hear(frame: unknown, bytes: unknown): Promise<NoteReply>;
	drain(): void;
	leave(): void;
}

interface Parts {
	directory: string;
	bus: Bus;
	log: Log;
	/** In ms; tests only, like `poll` and `mute`. */
	late?: Desked['late'];
	poll?: Desked['poll'];
	mute?: number;
}

export class Notes {
	readonly #desk: Desk;
	readonly #log: Log;
	/** In ms: how long a browser whose updates cost too much writes nothing. */
	readonly #mute: number;
	readonly #rooms = new Map<TrialId, { notes: RoomNotes; readers: number }>();
	readonly #known = new WeakMap<Courtroom, RoomNotes>();
	readonly #standing: Standing = { muted: new Set(), isSaving: true };
	readonly #purses = new Purses(forNotes);
	readonly #unhear: () => void;
	#troubled: Trouble['trouble'] | 'none' = 'none';

	constructor({ directory, bus, log, late = 300, poll = 500, mute = 5 * 60_000 }: Parts) {
		this.#log = log;
		this.#mute = mute;
		this.#desk = new Desk(
			{ directory, late, poll },
			{
				moved: ({ trial, notebook, update }) =>
					this.#rooms.get(trial)?.notes.spread(notebook, update),
				saved: ({ trial, seq }) => {
					this.#keep(true);
					bus.announce(topicOf(trial), seq);
				},
				unsaved: (trouble) => {
					this.#keep(false);
					this.#tell(trouble);
				},
				restarted: (author) => this.#restart(author),
				overspent: (author) => this.#silence(author),
				trouble: (trouble) => this.#tell(trouble)
			}
		);
		// Its own too: the thread knows up to which number it has read, whoever announces it and however often.
		this.#unhear = bus.listen((topic, seq) => {
			const trial = topic.endsWith(ending) ? topic.slice(0, -ending.length) : null;
			if (trial && this.#rooms.has(trial)) void this.#desk.ask('catchUp', [trial, seq]);
		});
		this.#desk.start();
	}

	/** A browser that has entered this room. */
	connect(courtroom: Courtroom, outlet: NoteOutlet): NoteLine {
		const notes =
			this.#known.get(courtroom) ?? new RoomNotes(courtroom, this.#desk, this.#standing);
		this.#known.set(courtroom, notes);
		const room = this.#rooms.get(courtroom.id) ?? { notes, readers: 0 };
		room.notes = notes;
		room.readers++;
		this.#rooms.set(courtroom.id, room);
		const reader: Reader = { outlet, purse: this.#purses.of(outlet.browser), open: new Map() };
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
		if (typeof extract === 'string')
			throw new StoreUnavailable('interrupted', 'Les carnets redémarrent : réessayez.');
		return extract;
	}

	/** True where this seat was given this extract's name here, or where it names none. */
	async isTheirs(trial: TrialId, seat: string | undefined, input: unknown): Promise<boolean> {
		const named = v.safeParse(extractNamed, input);
		if (!named.success || seat === undefined) return true;
		return (await this.readExtract(trial, named.output.extract))?.seat === seat;
	}

	/** Saves what was accepted. */
	async stop(): Promise<void> {
		this.#unhear();
		await this.#desk.stop();
	}

	#restart(author: string | null): void {
		this.#log.warn({ fact: 'notes-restarted' });
		if (author) this.#silence(author);
		for (const { notes } of this.#rooms.values()) notes.restart();
	}

	/** This browser writes nothing for a while. */
	#silence(browser: string): void {
		const { muted } = this.#standing;
		if (muted.has(browser)) return;
		muted.add(browser);
		this.#log.warn({ fact: 'notes-muted' });
		setTimeout(() => {
			muted.delete(browser);
			for (const { notes } of this.#rooms.values()) notes.follow();
		}, this.#mute).unref();
	}

	/** What is taken is on the disk soon after, or is not: the pages say so. */
	#keep(isSaving: boolean): void {
		if (isSaving) this.#troubled = 'none';
		if (this.#standing.isSaving === isSaving) return;
		this.#standing.isSaving = isSaving;
		for (const { notes } of this.#rooms.values()) notes.tellDisk();
	}

	/** Told once, not at each frame. */
	#tell({ trouble, reason }: Trouble): void {
		if (this.#troubled === trouble) return;
		this.#troubled = trouble;
		this.#log.error({ fact: 'notes-unavailable', error: asError(trouble, reason) });
	}
}

const asError = (trouble: Trouble['trouble'], reason: string): Error =>
	trouble
		? new StoreUnavailable(trouble, reason)
		: Object.assign(new Error('notes'), { code: reason });

const extractNamed = v.object({ extract: v.string() });
const ending = ' notes';
/** A topic beside the trial's own: the record's listeners know no trial of that name. */
const topicOf = (trial: TrialId): TrialId => trial + ending;
