/** Where sockets meet courtrooms: who speaks is read from the cookie, what it may say from the trial. */
import type { IncomingMessage } from 'node:http';
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
import type { Bus } from './bus/bus.ts';
import { mayCommand } from './limits.ts';
import type { Log } from './log.ts';
import type { TrialId } from './store/store.ts';

interface Standing {
	courtroom: Courtroom;
	office: Office;
	holder: Holder;
}
export type RoomSocket = Socket<BrowserToServer, ServerToBrowser, Record<string, never>, Standing>;

interface Parts {
	courtrooms: Courtrooms;
	admission: Admission;
	bus: Bus;
	log: Log;
	now(): number;
	/** True when the browser reached us over HTTPS. */
	isSecure(request: IncomingMessage): boolean;
}

export class Gateway {
	#parts: Parts;
	#deliveries = new Map<TrialId, Delivery>();

	constructor(parts: Parts) {
		this.#parts = parts;
		parts.bus.listen((trial) => this.#deliveries.get(trial)?.move());
	}

	/** Lets a socket in, or says why not. */
	async admit(socket: RoomSocket): Promise<DoorRefusal | null> {
		const hello = v.safeParse(helloFrame, socket.handshake.auth);
		if (!hello.success || hello.output.protocol !== protocolVersion) return 'old-protocol';
		const { code, office } = hello.output;
		const courtroom = await this.#parts.courtrooms.find(code);
		if (!courtroom) return 'unknown-room';
		const { request } = socket;
		const name = cookieName(office, courtroom.code, this.#parts.isSecure(request));
		const token = readCookie(request.headers.cookie, name);
		const holder = await this.#parts.admission.whoIs(courtroom, office, token);
		if (!holder) {
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
		delivery.add(outlet);
		const drained = () => delivery.drain(outlet);
		socket.conn.on('drain', drained);
		socket.on('snapshot', () => delivery.restore(outlet));
		socket.on('command', (frame: unknown, reply: unknown) => {
			const answer = typeof reply === 'function' ? (reply as (it: Reply) => void) : () => {};
			void this.#run(socket, frame).then(answer, (error: unknown) => {
				this.#parts.log.error({ fact: 'command-failed', error });
				answer({ refused: 'record-unavailable' });
			});
		});
		socket.on('disconnect', () => {
			socket.conn.off('drain', drained);
			delivery.remove(outlet);
			if (delivery.size === 0) this.#deliveries.delete(courtroom.id);
		});
	}

	async #run(socket: RoomSocket, frame: unknown): Promise<Reply> {
		const parsed = v.safeParse(commandFrame, frame);
		if (!parsed.success) return { refused: 'malformed' };
		if (!(await mayCommand(socket.id))) return { refused: 'too-fast' };
		const { courtroom, office, holder } = socket.data;
		const { id, type, seat, input } = parsed.output;
		// An id is the browser's own: nobody gets another's answer by guessing it.
		const request = { id: `${holder}:${id}`, type, input };
		return courtroom.run(request, { office, holder, ...(seat && { seat }) });
	}

	#deliveryOf(courtroom: Courtroom): Delivery {
		const known = this.#deliveries.get(courtroom.id);
		const delivery = known ?? new Delivery(courtroom, this.#parts.now);
		this.#deliveries.set(courtroom.id, delivery);
		return delivery;
	}
}

function makeOutlet(socket: RoomSocket): Outlet {
	const { office, holder } = socket.data;
	return {
		office,
		holder,
		emit: (name, ...content) => void socket.emit(name, ...content),
		// Engine.IO's write buffer has no bound: a slow tablet waits for its next view, which is then the newest.
		isBusy: () => (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length > 0,
		dismiss() {
			socket.emit('dismissed', 'not-admitted');
			socket.disconnect(true);
		}
	};
}
