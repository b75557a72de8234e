/** A browser's line to the notebooks of its room. */
import type { NotePush } from '../../protocol/notebook.ts';
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
	/** The client that its cursor is of, and the cursor as it was last told. */
	client: number | null;
	cursor: Uint8Array | null;
}

export interface Reader {
	outlet: NoteOutlet;
	/** Null for a browser that has nothing left to say for now. */
	purse: Purse | null;
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
