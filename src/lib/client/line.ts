/** One socket to the courtroom: polling first, then WebSocket; what was asked and not answered is sent again. */
import { io } from 'socket.io-client';
import type { NoteFrame, NotePush, NoteReply } from '../protocol/notebook.ts';
import { protocolVersion } from '../protocol/version.ts';
import type { CommandFrame, DoorRefusal, Push, RecordState, Reply } from '../protocol/wire.ts';
import type { Office } from '../trial/actor.ts';
import type { Connection } from './courtroom.svelte.ts';

export interface Line {
	send(request: Omit<CommandFrame, 'id'>): Promise<Reply>;
	snapshot(): void;
	/** Says that the pushes are read up to this one. */
	tell(n: number): void;
	/** Of a notebook; null where no answer came: it may be asked again. */
	note(frame: NoteFrame, bytes: Uint8Array): Promise<NoteReply | null>;
	/** What the room says of notebooks, until the answer is called. */
	hearNotes(listener: HearNote): () => void;
	close(): void;
}
export type HearNote = (push: NotePush, bytes: ArrayBuffer | undefined) => void;

/** Refused by the room, or by what lies between. */
type Refused = Error & { data?: { refused?: DoorRefusal }; description?: unknown };

interface Listener {
	push(push: Push): void;
	state(connection: Connection, reason?: DoorRefusal): void;
	record(state: RecordState): void;
}

const answerWithin = 4_000;
/** How long a line that slept may stay silent, or the WebSocket that replaces it take to open. */
const wakeWithin = 1_500;
const openWithin = 5_000;
const giveUpAfter = 60_000;

export function connect(code: string, office: Office, listener: Listener): Line {
	const socket = io({
		auth: { code, office, protocol: protocolVersion, page: makeId() },
		// A polling GET on plain http carries neither Origin nor Sec-Fetch-Site: no other site can set this.
		extraHeaders: { 'x-pretoire': office },
		reconnectionDelay: 300,
		reconnectionDelayMax: 3_000,
		closeOnBeforeunload: true
	});
	let pause: ReturnType<typeof setTimeout> | undefined;
	let retry: ReturnType<typeof setTimeout> | undefined;
	let again = false;
	/** Or left: nothing is asked any more. */
	let refused = false;
	/** What this page has heard, on any of its lines. */
	let heard = 0;
	/** What it had heard when its WebSocket opened. */
	let opened = 0;
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
	const openBy = (transports: string[], within: number) => {
		socket.io.opts.transports = transports;
		socket.io.timeout(within);
	};
	const openAsUsual = () => openBy(['polling', 'websocket'], openWithin);
	/**
	 * Leaves this line, dead or not, and opens another without waiting for its turn. Where a WebSocket has worked,
	 * another one is tried first: a poll might take a connection of the browser's that is dead too.
	 */
	const renew = () => {
		if (refused) return;
		socket.disconnect();
		if (opened && heard > opened) openBy(['websocket'], wakeWithin);
		socket.connect();
	};
	/** The line may have died in its sleep without a word: asked once, it is left when it says nothing. */
	const wake = () => {
		if (document.visibilityState !== 'visible') return;
		if (!socket.connected) return renew();
		const before = heard;
		snapshot();
		setTimeout(() => heard === before && renew(), wakeWithin);
	};

	socket.io.on('open', () => {
		const { engine } = socket.io;
		engine.on('packet', () => heard++);
		engine.on('upgrade', () => {
			opened = heard;
			socket.timeout(answerWithin).emit('alive', () => heard === opened && leaveMute());
		});
	});
	socket.on('connect', () => {
		openAsUsual();
		listener.state('joined');
		// Told again at once where it is not.
		listener.record('kept');
	});
	socket.on('disconnect', (reason) => {
		if (refused) return;
		listener.state('cut');
		// Cut by the server, Socket.IO would wait to be asked.
		if (reason === 'io server disconnect') socket.connect();
	});
	socket.on('view', (push: Push) => {
		if (push.whole) again = false;
		listener.push(push);
	});
	socket.on('record', (state: RecordState) => listener.record(state));
	socket.on('restarting', () => listener.state('restarting'));
	socket.on('dismissed', (reason: DoorRefusal) => refuse(reason));
	socket.on('connect_error', (error: Refused) => {
		openAsUsual();
		const reason = error.data?.refused ?? (error.description === 403 && 'forbidden');
		if (reason) return refuse(reason);
		listener.state('cut');
		// The room cannot answer yet: after a refusal Socket.IO would not ask again. Not all tablets at once.
		if (!socket.active) retry = setTimeout(() => socket.connect(), 1_000 + Math.random() * 2_000);
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
		for (const start = performance.now(); performance.now() - start < giveUpAfter;) {
			if (!socket.connected) {
				await new Promise((next) => setTimeout(next, 200));
				continue;
			}
			const [line, before] = [socket.id, heard];
			const reply: Reply | null = await socket
				.timeout(answerWithin)
				.emitWithAck('command', frame)
				.catch(() => null);
			if (reply) return reply;
			if (socket.id === line && heard === before) leaveMute();
		}
		return { refused: 'cut' };
	}

	/** A WebSocket that passes nothing from the start is a proxy's: polling then, for as long as the page lives. */
	function leaveMute(): void {
		if (socket.io.engine.transport.name !== 'websocket') return;
		socket.io.opts.upgrade = heard !== opened;
		renew();
	}

	return {
		send,
		snapshot,
		tell: (n) => void socket.emit('seen', n),
		note: async (frame, bytes) =>
			socket.connected
				? socket
						.timeout(answerWithin)
						.emitWithAck('note', frame, bytes)
						.catch(() => null)
				: null,
		hearNotes(listener) {
			socket.on('note', listener);
			return () => socket.off('note', listener);
		},
		close() {
			refused = true;
			clearTimeout(pause);
			clearTimeout(retry);
			document.removeEventListener('visibilitychange', wake);
			socket.disconnect();
		}
	};
}

/** 128 random bits; crypto.randomUUID is missing on plain http. */
export function makeId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
