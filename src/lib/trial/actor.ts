/** Who asks, and who sees. Pupil, seat and tablet are three things; nobody has a name. */
import type { CaseFile, Role, Seat, SeatId } from '../casefile/casefile.ts';

export type TabletId = string;
/** What holds a seat: a tablet, or the device of one of the two adults. */
export type Holder = TabletId | 'regie' | 'magistrat';
export const offices = ['tablette', 'regie', 'magistrat', 'ecran'] as const;
export type Office = (typeof offices)[number];

/** One browser of the room, speaking for itself or for one of the seats it holds. */
export interface Actor {
	office: Office | 'system';
	holder: Holder;
	seat?: SeatId;
}

/** Who receives one same view: an office and the seats it holds. */
export interface Audience {
	office: Office;
	holder: Holder | null;
	seats: readonly SeatId[];
}

/** Who may run a command: an adult, a tablet without a seat, the server itself, or a role. */
export type Party = 'facilitator' | 'magistrate' | 'tablet' | 'system' | Role;
export const adults = ['facilitator', 'magistrate'] as const satisfies Party[];
/** Who conducts the hearing. */
export const presiding = [...adults, 'juge'] as const satisfies Party[];

/** The party an actor speaks as; the screen never speaks, the server has no seat. */
export function partyOf(actor: Actor): Party | null {
	if (actor.office === 'ecran') return null;
	if (actor.office === 'system') return actor.seat ? null : 'system';
	if (actor.seat) return roleOf(actor.seat);
	if (actor.office === 'regie') return 'facilitator';
	return actor.office === 'magistrat' ? 'magistrate' : 'tablet';
}

export const roleOf = (seat: SeatId): Role => seat.slice(0, seat.indexOf('/')) as Role;
export const isWitness = (seat: SeatId): boolean => ['temoin', 'expert'].includes(roleOf(seat));
export const isJudge = (seat: SeatId): boolean => ['juge', 'assesseur'].includes(roleOf(seat));
export const isAdult = (who: { office: string }): boolean =>
	who.office === 'regie' || who.office === 'magistrat';

export function findSeat(file: CaseFile, id: string): Seat | undefined {
	return file.seats.find((seat) => seat.id === id);
}
