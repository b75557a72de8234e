/** A browser's line to the notebooks of its room. */
import type { NotePush, NoteRefusal } from '../../protocol/notebook.ts';
import type { Audience, Holder, Office } from '../../trial/actor.ts';
import type { NotebookId } from '../../trial/notebook.ts';
import type { Trial } from '../../trial/trial.ts';
import { audienceOf } from '../../trial/view.ts';
import type { Purse } from '../wire/allowance.ts';

/** A socket as the notebooks need it. */
export interface NoteOutlet {
	office: Office;
	holder: Holder;
	/** One browser, however many sockets it opens. */
	browser: string;
	push(push: NotePush, bytes: Uint8Array): void;
	/** True while so much waits to leave that more would only pile up. */
	isBusy(): boolean;
}

/** A notebook this browser has open. */
export interface Sitting {
	writable: boolean;
	/** Something of it was not sent: it has to open it again. */
	late: boolean;
	/** Times in a row that it brought what another browser is to bring. */
	ofAnother: number;
	/** The client that its cursor is of, and the cursor as it was last told. */
	client: number | null;
	cursor: Uint8Array | null;
}

export const newSitting = (): Sitting => ({
	writable: false,
	late: false,
	ofAnother: 0,
	client: null,
	cursor: null
});

/** Times that a browser waits for another to bring its own words again; then its own are shown beside. */
const mostWaits = 6;

/** What a browser is told that brings another's words, which the server has lost or never had. */
export function keepWaiting(sitting: Sitting | undefined): NoteRefusal {
	if (!sitting || ++sitting.ofAnother > mostWaits) return 'malformed';
	return 'unavailable';
}

export interface Reader {
	outlet: NoteOutlet;
	purse: Purse;
	open: Map<NotebookId, Sitting>;
}

/** Who reads; null for a tablet that is not of the room. */
export function lookAt(trial: Trial, { office, holder }: NoteOutlet): Audience | null {
	const isIn = office !== 'tablette' || trial.seats.admitted.includes(holder);
	return isIn ? audienceOf(trial, office, holder) : null;
}

const nothing = new Uint8Array();

/** Tells a browser that reads fast enough; the others are told to open again once they have. */
export function tell({ outlet, open }: Reader, push: NotePush, bytes: Uint8Array = nothing): void {
	const sitting = open.get(push.notebook);
	if (sitting?.late) return;
	if (sitting && outlet.isBusy()) sitting.late = true;
	else outlet.push(push, bytes);
}

/** The line has drained: what was not sent is to be asked for. */
export function drain(reader: Reader): void {
	for (const [notebook, sitting] of reader.open) {
		if (!sitting.late || reader.outlet.isBusy()) continue;
		sitting.late = false;
		tell(reader, { notebook, kind: 'restarted' });
	}
}
