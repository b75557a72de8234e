/** The wire: what a browser may say, what the server answers: closed unions. A browser imports only types from here. */
import * as v from 'valibot';
import type { SeatId } from '../casefile/casefile.ts';
import { offices, type TabletId } from '../trial/actor.ts';
import type { Refusal } from '../trial/refusal.ts';
import type { View } from '../trial/view.ts';
import type { NoteFrame, NotePush, NoteReply } from './notebook.ts';

/** What a socket says of itself before anything else; its cookie says the rest. */
export const helloFrame = v.object({
	code: v.pipe(v.string(), v.maxLength(12)),
	office: v.picklist(offices),
	protocol: v.number(),
	/** Drawn by each page: a page that comes back leaves its former line, known to be dead or not. */
	page: v.optional(v.pipe(v.string(), v.maxLength(40)))
});

/** One request. `id` is chosen by the browser: sent again, it changes nothing and gets the first answer. */
export const commandFrame = v.strictObject({
	id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
	type: v.pipe(v.string(), v.maxLength(40)),
	seat: v.optional(
		v.custom<SeatId>((it) => typeof it === 'string' && it.length <= 64 && it.includes('/'))
	),
	input: v.unknown()
});
export type CommandFrame = v.InferInput<typeof commandFrame>;

/** Reasons that belong to the wire rather than to the hearing. */
export const wireRefusals = ['record-unavailable', 'room-erased', 'too-fast', 'cut'] as const;
export type WireRefusal = Refusal | (typeof wireRefusals)[number];
/** `receipt`: a slip is in the urn under it, whatever it says. */
export type Reply = { done: true; receipt?: string } | { refused: WireRefusal };

/** Why a socket is not let in. */
export const doorRefusals = [
	'unknown-room',
	'not-admitted',
	'old-protocol',
	'room-closed',
	'room-erased',
	'forbidden'
] as const;
export type DoorRefusal = (typeof doorRefusals)[number];

/** For the adults: whether the browser behind a tablet, or the screen, answers. Never recorded. */
export type Presence = Record<TabletId | 'ecran', 'here' | 'away'>;
/** A view as it travels: the trial's chapters, and who is connected (adults only). */
export type WireView = View & { presence: Presence };

/** What changed. `n` counts this audience's own pushes; `whole` replaces everything the browser has. */
export interface Push {
	n: number;
	whole: boolean;
	/** The server's clock, in ms since 1970. */
	now: number;
	chapters: Partial<WireView>;
}

/** Whether what is done is written: `full`, the disk is; `stuck`, it answers badly. */
export type RecordState = 'kept' | 'full' | 'stuck';

export interface ServerToBrowser {
	view: (push: Push) => void;
	/** The server is about to restart: the browser waits and comes back by itself. */
	restarting: () => void;
	/** For the adults: whether the record can be written, once it could not. */
	record: (state: RecordState) => void;
	/** This browser no longer belongs to the room. */
	dismissed: (reason: DoorRefusal) => void;
	/** Something of a notebook this browser has open. */
	note: (push: NotePush, bytes: Uint8Array) => void;
}

export interface BrowserToServer {
	command: (frame: CommandFrame, reply: (reply: Reply) => void) => void;
	/** The number of the last push read, every few of them: what is not read yet is not piled up. */
	seen: (n: number) => void;
	/** Answered at once: whether this line passes anything. */
	alive: (reply: () => void) => void;
	/** Asks for the whole view: a gap in `n`, or a tablet that wakes up. */
	snapshot: () => void;
	/** Reads or writes in a notebook. */
	note: (frame: NoteFrame, bytes: Uint8Array, reply: (reply: NoteReply) => void) => void;
}
