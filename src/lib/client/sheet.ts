/** The sheet of the room, at hand for every part of a page. */
import { createContext } from 'svelte';
import type { Seat, SeatId } from '../casefile/casefile.ts';
import type { RoomSheet } from '../protocol/sheet.ts';

export const [getSheet, setSheet] = createContext<RoomSheet>();

export const seatIn = (
	{ seats }: Pick<RoomSheet, 'seats'>,
	id: SeatId | null | undefined
): Seat | undefined => seats.find((seat) => seat.id === id);

/** How the court announces whoever sits there. */
export const spokenBy = (sheet: Pick<RoomSheet, 'seats'>, id: SeatId | null | undefined): string =>
	seatIn(sheet, id)?.spoken ?? '';
