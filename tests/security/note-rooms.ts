/** Rooms for the tests of notebooks: a tablet for each seat that writes in one, and who looks on. */
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Bot } from '../support/bot.ts';
import type { House } from '../support/house.ts';
import { shippedCase } from '../support/shipped-case.ts';

const file = await shippedCase();
const seatOf = (role: string): SeatId => {
	const seat = file.seats.find((it) => it.role === role);
	if (!seat) throw new Error(`no ${role}`);
	return seat.id;
};
export const lawyer = seatOf('avocat');
export const prosecutor = seatOf('procureur');
export const clerk = seatOf('greffier');
export const witness = seatOf('temoin');
export const watcher = seatOf('observateur');
export const judges: readonly SeatId[] = file.seats
	.filter(({ side }) => side === 'tribunal')
	.map(({ id }) => id);
export const president = seatOf('juge');
export const team = `equipe:${lawyer}`;

export interface NoteRoom {
	code: string;
	regie: Bot;
	bots: Map<string, Bot>;
	of(seat: string): Bot;
	close(): void;
}

/** A room with a tablet for each of these seats, one without a seat, the adults and the screen, at a step. */
export async function openNoteRoom(
	house: House,
	seats: readonly SeatId[],
	step: string
): Promise<NoteRoom> {
	const { code, regie } = await house.room(file, 35, 35);
	const bots = new Map<string, Bot>([['regie', regie]]);
	for (const office of ['magistrat', 'ecran'] as const)
		bots.set(office, await house.office(code, office));
	for (const seat of seats) bots.set(seat, await house.tablet(code, seat));
	bots.set('sans place', await house.tablet(code));
	for (const at of ['ouverture', step]) await regie.run('jumpToStep', { step: at });
	const of = (seat: string): Bot => {
		const bot = bots.get(seat);
		if (!bot) throw new Error(`no ${seat}`);
		return bot;
	};
	const close = () => {
		for (const bot of bots.values()) bot.leave();
	};
	return { code, regie, bots, of, close };
}

/** Why a frame was refused, or « done ». */
export const refusedOf = (reply: object): string =>
	'refused' in reply ? String(reply.refused) : 'done';
