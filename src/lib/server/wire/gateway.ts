/** Where sockets meet courtrooms: who speaks is read from the cookie, what it may say from the trial. */
import type { Socket } from 'socket.io';
import * as v from 'valibot';
import { protocolVersion } from '../../protocol/version.ts';
import {
	commandFrame,
	helloFrame,
	type BrowserToServer,
	type DoorRefusal,
	type Reply,
	type ServerToBrowser
} from '../../protocol/wire.ts';
import { isAdult, type Holder, type Office } from '../../trial/actor.ts';
import type { Admission } from '../door/admission.ts';
import { cookieName, readCookie } from '../door/cookie.ts';
import type { Courtroom } from '../courtroom.ts';
import type { Courtrooms } from '../courtrooms.ts';
import { Delivery, type Outlet } from './delivery.ts';
import { isSecure, visitorOf } from '../door/forwarded.ts';
import { isWaiting, onceLeft, send } from './frames.ts';
import type { Log } from '../log.ts';
import type { Notes } from '../notes/notes.ts';
import { attachNotes } from './note-line.ts';
import type { RecordWatch } from '../record-watch.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { sourceOf } from '../door/network.ts';
import { Pace } from './pace.ts';
import { readCode } from '../door/secret.ts';

interface Standing {
	courtroom: Courtroom;
	office: Office;
	holder: Holder;
	page?: string | undefined;
}
export type RoomSocket = Socket<BrowserToServer, ServerToBrowser, Record<string, never>, Standing>;

interface Parts {
	courtrooms: Courtrooms;
	admission: Admission;
	log: Log;
	/** Absent or null: nothing is counted. */
	metrics?: Metrics | null;
	record?: RecordWatch;
	notes?: Notes;
}

export class Gateway {
	#parts: Parts;
	#deliveries = new WeakMap<Courtroom, Delivery>();

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Lets a socket in, or says why not. */
	async admit(socket: RoomSocket): Promise<DoorRefusal | null> {
		const hello = v.safeParse(helloFrame, socket.handshake.auth);
		if (!hello.success || hello.output.protocol !== protocolVersion) return 'old-protocol';
		const { code, office, page } = hello.output;
		const { request } = socket;
		const { limits } = this.#parts.admission;
		const source = sourceOf(visitorOf(request));
		const typed = readCode(code);
		if (!typed) return 'unknown-room';
		const token = readCookie(request.headers.cookie, cookieName(office, typed, isSecure(request)));
		const { courtroom, holder } = await this.#recognise(typed, office, token);
		if (!courtroom) {
			await limits.countCode(source, typed);
			return 'unknown-room';
		}
		if (!holder) {
			// A key of one's own invention makes nobody less of a guesser.
			if (!(await limits.mayTry(source, courtroom.id))) return 'unknown-room';
			this.#parts.log.info({ fact: 'key-refused', trial: courtroom.id, office });
			return courtroom.trial.door.closed ? 'room-closed' : 'not-admitted';
		}
		limits.recognise(source, courtroom.id);
		socket.data = { courtroom, office, holder, page };
		return null;
	}

	/** The room of a code and who the bearer of this token is there: one question to the record for whoever comes back. */
	async #recognise(code: string, office: Office, token: string | null) {
		const { courtrooms, admission } = this.#parts;
		const live = courtrooms.findLive(code);
		const known = live && (await admission.whoIs(live, office, token));
		if (known) return { courtroom: live, holder: known };
		const courtroom = await courtrooms.find(code);
		const holder = courtroom && (await admission.whoIs(courtroom, office, token));
		return { courtroom, holder };
	}

	connect(socket: RoomSocket): void {
		const { courtroom } = socket.data;
		const delivery = this.#deliveryOf(courtroom);
		const { metrics } = this.#parts;
		// A page says what it reads; whoever draws no page is held by what has left the process alone.
		const pace = new Pace(socket.data.page === undefined ? Infinity : mostUnread);
		const drained = () => delivery.drain(outlet);
		const plain = makeOutlet(socket, pace, drained);
		const outlet = metrics?.watchOutlet(plain) ?? plain;
		const leave = courtroom.hold(socket.data.holder);
		delivery.add(outlet, mostSockets);
		socket.conn.on('drain', drained);
		socket.on('snapshot', () => {
			const restore = (may: boolean) => {
				if (!may) return;
				pace.restart();
				delivery.restore(outlet);
			};
			this.#mayAct(socket).then(restore).catch(this.#report);
		});
		socket.on('seen', (n: unknown) => {
			if (pace.hear(n)) delivery.drain(outlet);
		});
		socket.on('alive', (reply: unknown) => {
			// What waits to leave will tell as much.
			if (typeof reply === 'function' && !isWaiting(socket)) reply();
		});
		socket.on('command', (frame: unknown, reply: unknown) => {
			// Answers that nobody reads are not piled up: a browser that floods is cut, and comes back.
			if (countWaiting(socket) > mostWaiting) return socket.disconnect(true);
			const counted = metrics?.startCommand();
			const tell = typeof reply === 'function' ? (reply as (it: Reply) => void) : () => {};
			const answer = (it: Reply) => {
				counted?.(it);
				tell(it);
			};
			void this.#run(socket, frame).then(answer, (error: unknown) => {
				this.#parts.log.error({ fact: 'command-failed', error });
				answer({ refused: 'record-unavailable' });
			});
		});
		const { notes, log } = this.#parts;
		if (notes) attachNotes(socket, browserOf(socket), notes, log);
		const unhear = isAdult(socket.data)
			? this.#parts.record?.listen((state) => void socket.emit('record', state))
			: undefined;
		socket.on('disconnect', () => {
			unhear?.();
			socket.conn.off('drain', drained);
			delivery.remove(outlet);
			leave();
		});
	}

	async #run(socket: RoomSocket, frame: unknown): Promise<Reply> {
		if (!(await this.#mayAct(socket))) return { refused: 'too-fast' };
		const parsed = v.safeParse(commandFrame, frame);
		if (!parsed.success) return { refused: 'malformed' };
		const { courtroom, office, holder } = socket.data;
		const { id, type, seat, input } = parsed.output;
		const { notes } = this.#parts;
		// No word of a pupil's own reaches the record under the name of an extract.
		if (type === 'proposeExtract' && notes && !(await notes.isTheirs(courtroom.id, seat, input)))
			return { refused: 'extract-unknown' };
		// An id is the browser's own: nobody gets another's answer by guessing it.
		const request = { id: `${holder}:${id}`, type, input };
		const reply = await courtroom.run(request, { office, holder, ...(seat && { seat }) });
		// No page of ours offers what is not listed.
		if ('refused' in reply && ['not-yours', 'unknown-command'].includes(reply.refused))
			this.#parts.log.info({ fact: 'command-refused', trial: courtroom.id, office });
		return reply;
	}

	#mayAct = (socket: RoomSocket): Promise<boolean> =>
		this.#parts.admission.limits.mayAct(browserOf(socket));

	#report = (error: unknown): void => this.#parts.log.error({ fact: 'unexpected', error });

	#deliveryOf(courtroom: Courtroom): Delivery {
		const known = this.#deliveries.get(courtroom);
		const delivery = known ?? new Delivery(courtroom, this.#report);
		this.#deliveries.set(courtroom, delivery);
		return delivery;
	}
}

const mostWaiting = 100;
/** Pushes on their way to one page: a page says every eight what it has read. */
const mostUnread = 16;
/** Tabs of one browser, those that are dead and not yet known to be included. */
const mostSockets = 8;
/** Frames that have not left yet. Engine.IO's write buffer has no bound. */
const countWaiting = (socket: RoomSocket): number =>
	(socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
/** One browser, however many sockets it opens. */
export const browserOf = ({ data: { courtroom, office, holder } }: RoomSocket): string =>
	`${courtroom.id} ${office} ${holder}`;

/** `drained` is called when it may be told more, where only the network made it wait. */
function makeOutlet(socket: RoomSocket, pace: Pace, drained: () => void): Outlet {
	const { office, holder, page } = socket.data;
	let watched = false;
	const waits = () => {
		if (!isWaiting(socket)) return false;
		watched ||= onceLeft(socket, () => {
			watched = false;
			drained();
		});
		return true;
	};
	return {
		office,
		holder,
		page,
		push(n, content) {
			pace.send(n);
			send(socket, n, content);
		},
		// A slow tablet waits for its next view, which is then the newest.
		isBusy: () => waits() || pace.isAhead,
		dismiss(reason = 'not-admitted') {
			socket.emit('dismissed', reason);
			socket.disconnect(true);
		}
	};
}
