/** One of the two servers compared: Prétoire, or a bare Socket.IO relay that stores and hides nothing. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Office } from '../../src/lib/trial/actor.ts';
import { House } from '../support/house.ts';
import { shippedCase } from '../support/shipped-case.ts';

/** What a browser needs to join: which room, as what, with which cookie, in which seat. */
export interface Place {
	code: string;
	office: Office;
	token: string;
	seat?: string;
}
export interface Ready {
	base: string;
	rooms: Place[][];
}

const [kind, rooms, pupils] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
process.send?.(kind === 'relay' ? await serveRelay() : await servePretoire());

async function serveRelay(): Promise<Ready> {
	const http = createServer();
	const io = new Server(http, { serveClient: false, perMessageDeflate: false });
	io.on('connection', (socket) => {
		const { code } = socket.handshake.auth as { code: string };
		void socket.join(code);
		socket.emit('view', {});
		socket.on('command', (frame: unknown, reply: (it: unknown) => void) => {
			io.to(code).emit('view', frame);
			reply({ done: true });
		});
	});
	await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
	const place = (room: number): Place => ({ code: `room${room}`, office: 'tablette', token: '' });
	return {
		base: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
		rooms: Array.from({ length: rooms }, (_, room) =>
			Array.from({ length: pupils + 2 }, () => place(room))
		)
	};
}

async function servePretoire(): Promise<Ready> {
	const house = await House.open();
	const { admission } = house.courthouse;
	const file = await shippedCase();
	const opened: Place[][] = [];
	for (let room = 0; room < rooms; room++) {
		const { code, token } = await admission.open({ file, pupils: 35, tablets: 35, format: '110' });
		const courtroom = await house.courtroom(code);
		const regie = { office: 'regie', holder: 'regie' } as const;
		const places: Place[] = [
			{ code, office: 'regie', token },
			{ code, office: 'ecran', token: await admission.grant(courtroom, 'ecran') }
		];
		const seats = Object.entries(courtroom.trial.seats.plan.places).flatMap(([seat, count]) =>
			Array<string>(count).fill(seat)
		);
		for (const seat of seats.slice(0, pupils)) {
			const tablet = (await admission.enter(courtroom)) ?? '';
			const holder = courtroom.trial.seats.admitted.at(-1) ?? '';
			await courtroom.run({ type: 'assignSeat', input: { seat, holder } }, regie);
			places.push({ code, office: 'tablette', token: tablet, seat });
		}
		await courtroom.run({ type: 'jumpToStep', input: { step: 'interrogatoire' } }, regie);
		opened.push(places);
	}
	return { base: house.base, rooms: opened };
}
