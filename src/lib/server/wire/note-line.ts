/** The notebooks' own event on a room's socket: nothing of a frame is believed here. */
import type { NoteReply } from '../../protocol/notebook.ts';
import type { Log } from '../log.ts';
import type { Notes } from '../notes/notes.ts';
import { sendNote } from './frames.ts';
import type { RoomSocket } from './gateway.ts';

/** Frames that may wait to leave, of which each is two packets, before a browser has to open again what it reads. */
const mostWaiting = 60;

/** Attaches the notebooks to this socket of this browser, until it leaves. */
export function attachNotes(socket: RoomSocket, browser: string, notes: Notes, log: Log): void {
	const { courtroom, office, holder } = socket.data;
	const { conn } = socket as unknown as { conn: { writeBuffer: readonly unknown[] } };
	const line = notes.connect(courtroom, {
		office,
		holder,
		browser,
		push: (push, bytes) => sendNote(socket, push, bytes),
		isBusy: () => conn.writeBuffer.length > mostWaiting
	});
	const drained = () => line.drain();
	socket.conn.on('drain', drained);
	socket.on('note', (frame: unknown, bytes: unknown, reply: unknown) => {
		// Answers that nobody reads are not piled up.
		if (conn.writeBuffer.length > 2 * mostWaiting) return socket.disconnect(true);
		const answer = typeof reply === 'function' ? (reply as (it: NoteReply) => void) : () => {};
		line.hear(frame, bytes).then(answer, (error: unknown) => {
			log.error({ fact: 'unexpected', error });
			answer({ refused: 'unavailable' });
		});
	});
	socket.on('disconnect', () => {
		socket.conn.off('drain', drained);
		line.leave();
	});
}
