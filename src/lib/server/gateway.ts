/** Where sockets meet courtrooms: who speaks is read from the cookie, what it may say from the trial. */
import type { Socket } from 'socket.io';
import * as v from 'valibot';
import { protocolVersion } from '../protocol/version.ts';
import {
	commandFrame,
	helloFrame,
	type BrowserToServer,
	type DoorRefusal,
	type Reply,
	type ServerToBrowser
} from '../protocol/wire.ts';
import type { Holder, Office } from '../trial/actor.ts';
import type { Admission } from './admission.ts';
import { cookieName, readCookie } from './cookie.ts';
import type { Courtroom } from './courtroom.ts';
import type { Courtrooms } from './courtrooms.ts';
import { Delivery, type Outlet } from './delivery.ts';
import { isSecure, visitorOf } from './forwarded.ts';
import { countCode, mayAct, mayGuess } from './limits.ts';
import type { Log } from './log.ts';

interface Standing {
	courtroom: Courtroom;
	office: Office;
	holder: Holder;
}
export type RoomSocket = Socket<BrowserToServer, ServerToBrowser, Record<string, never>, Standing>;

interface Parts {
	courtrooms: Courtrooms;
	admission: Admission;
	log: Log;
	now(): number;
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
		const { code, office } = hello.output;
		const { request } = socket;
		const address = visitorOf(request);
		const courtroom = await this.#parts.courtrooms.find(code);
		if (!courtroom) {
			await countCode(address);
			return 'unknown-room';
		}
		const name = cookieName(office, courtroom.code, isSecure(request));
		const token = readCookie(request.headers.cookie, name);
		const holder = await this.#parts.admission.whoIs(courtroom, office, token);
		if (!holder) {
			if (token === null && !(await mayGuess(address))) return 'unknown-room';
			this.#parts.log.info({ fact: 'key-refused', trial: courtroom.id, office });
			return courtroom.trial.door.closed ? 'room-closed' : 'not-admitted';
		}
		socket.data = { courtroom, office, holder };
		return null;
	}

	connect(socket: RoomSocket): void {
		const { courtroom } = socket.data;
		const delivery = this.#deliveryOf(courtroom);
		const outlet = makeOutlet(socket);
		delivery.add(outlet, mostSockets);
		const drained = () => delivery.drain(outlet);
		socket.conn.on('drain', drained);
		socket.on('snapshot', () => {
			void mayAct(browserOf(socket)).then((may) => may && delivery.restore(outlet));
		});
		socket.on('command', (frame: unknown, reply: unknown) => {
			// Answers that nobody reads are not piled up: a browser that floods is cut, and comes back.
			if (countWaiting(socket) > mostWaiting) return socket.disconnect(true);
			const answer = typeof reply === 'function' ? (reply as (it: Reply) => void) : () => {};
			void this.#run(socket, frame).then(answer, (error: unknown) => {
				this.#parts.log.error({ fact: 'command-failed', error });
				answer({ refused: 'record-unavailable' });
			});
		});
		socket.on('disconnect', () => {
			socket.conn.off('drain', drained);
			delivery.remove(outlet);
		});
	}

	async #run(socket: RoomSocket, frame: unknown): Promise<Reply> {
		if (!(await mayAct(browserOf(socket)))) return { refused: 'too-fast' };
		const parsed = v.safeParse(commandFrame, frame);
		if (!parsed.success) return { refused: 'malformed' };
		const { courtroom, office, holder } = socket.data;
		const { id, type, seat, input } = parsed.output;
		// An id is the browser's own: nobody gets another's answer by guessing it.
		const request = { id: `${holder}:${id}`, type, input };
		return courtroom.run(request, { office, holder, ...(seat && { seat }) });
	}

	#deliveryOf(courtroom: Courtroom): Delivery {
		const known = this.#deliveries.get(courtroom);
		const delivery = known ?? new Delivery(courtroom, this.#parts.now);
		this.#deliveries.set(courtroom, delivery);
		return delivery;
	}
}

const mostWaiting = 100;
/** Tabs of one browser, those that are dead and not yet known to be included. */
const mostSockets = 8;
/** Frames that have not left yet. Engine.IO's write buffer has no bound. */
const countWaiting = (socket: RoomSocket): number =>
	(socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
/** One browser, however many sockets it opens. */
const browserOf = ({ data: { courtroom, office, holder } }: RoomSocket): string =>
	`${courtroom.id} ${office} ${holder}`;

function makeOutlet(socket: RoomSocket): Outlet {
	const { office, holder } = socket.data;
	return {
		office,
		holder,
		emit: (name, ...content) => void socket.emit(name, ...content),
		// A slow tablet waits for its next view, which is then the newest.
		isBusy: () => countWaiting(socket) > 0,
		dismiss() {
			socket.emit('dismissed', 'not-admitted');
			socket.disconnect(true);
		}
	};
}
