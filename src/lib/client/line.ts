/** One socket to the courtroom: polling first, then WebSocket; what was asked and not answered is sent again. */
import { io } from 'socket.io-client';
import { protocolVersion } from '../protocol/version.ts';
import type { CommandFrame, DoorRefusal, Push, Reply } from '../protocol/wire.ts';
import type { Office } from '../trial/actor.ts';
import type { Connection } from './courtroom.svelte.ts';

export interface Line {
	send(request: Omit<CommandFrame, 'id'>): Promise<Reply>;
	snapshot(): void;
	close(): void;
}

interface Listener {
	push(push: Push): void;
	state(connection: Connection, reason?: DoorRefusal): void;
}

const answerWithin = 5_000;
const giveUpAfter = 60_000;

export function connect(code: string, office: Office, listener: Listener): Line {
	const socket = io({
		auth: { code, office, protocol: protocolVersion },
		// A polling GET on plain http carries neither Origin nor Sec-Fetch-Site: no other site can set this.
		extraHeaders: { 'x-pretoire': office },
		reconnectionDelay: 300,
		reconnectionDelayMax: 3_000,
		closeOnBeforeunload: true
	});
	let pause: ReturnType<typeof setTimeout> | undefined;
	let retry: ReturnType<typeof setTimeout> | undefined;
	let again = false;
	let refused = false;
	/** At most one every two seconds; one asked too early is sent at the end of the pause. */
	const snapshot = () => {
		again = pause !== undefined;
		if (again) return;
		if (socket.connected) socket.emit('snapshot');
		pause = setTimeout(() => {
			pause = undefined;
			if (again) snapshot();
		}, 2_000);
	};
	const wake = () => {
		if (document.visibilityState !== 'visible') return;
		if (socket.connected) snapshot();
		else socket.connect();
	};

	socket.on('connect', () => listener.state('joined'));
	socket.on('disconnect', (reason) => {
		if (refused) return;
		listener.state('cut');
		// Cut by the server, Socket.IO would wait to be asked.
		if (reason === 'io server disconnect') socket.connect();
	});
	socket.on('view', (push: Push) => listener.push(push));
	socket.on('restarting', () => listener.state('restarting'));
	socket.on('dismissed', (reason: DoorRefusal) => refuse(reason));
	socket.on('connect_error', (error: Error & { data?: { refused?: DoorRefusal } }) => {
		if (error.data?.refused) refuse(error.data.refused);
		else {
			listener.state('cut');
			// The room cannot answer yet: after a refusal Socket.IO would not ask again.
			if (!socket.active) retry = setTimeout(() => socket.connect(), 2_000);
		}
	});
	document.addEventListener('visibilitychange', wake);

	function refuse(reason: DoorRefusal): void {
		refused = true;
		listener.state('refused', reason);
		socket.disconnect();
	}

	/** Sent with the same id until it is answered: the server answers twice and does once. */
	async function send(request: Omit<CommandFrame, 'id'>): Promise<Reply> {
		const frame = { ...request, id: makeId() };
		for (const start = Date.now(); Date.now() - start < giveUpAfter;) {
			if (!socket.connected) await new Promise((next) => setTimeout(next, 200));
			else {
				const reply: Reply | null = await socket
					.timeout(answerWithin)
					.emitWithAck('command', frame)
					.catch(() => null);
				if (reply) return reply;
			}
		}
		return { refused: 'cut' };
	}

	return {
		send,
		snapshot,
		close() {
			clearTimeout(pause);
			clearTimeout(retry);
			document.removeEventListener('visibilitychange', wake);
			socket.disconnect();
		}
	};
}

/** 128 random bits; crypto.randomUUID is missing on plain http. */
function makeId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
