/** Who holds which place: state and facts. Rules [S]. */
import type { CaseFile, SeatId, Side } from '../casefile/casefile.ts';
import { findSeat, isAdult, type Audience, type Holder, type TabletId } from './actor.ts';
import type { Door } from './door.ts';
import type { Event } from './event.ts';
import { planClass, type Plan } from './plan.ts';

export interface Ask {
	seat: SeatId;
	holder: Holder;
}

export interface Seats {
	pupils: number;
	tablets: number;
	plan: Plan;
	admitted: readonly TabletId[];
	/** The first holder of a seat is its speaker, the others its prompters. */
	holders: Readonly<Record<SeatId, readonly Holder[]>>;
	paper: readonly SeatId[];
	/** Those an adult put on paper: they stay there when the class is planned again. */
	byHand: readonly SeatId[];
	/** The sides each browser has sat on, whose briefs it may have read. */
	known: Readonly<Record<Holder, readonly Side[]>>;
	/** Seats waiting for an adult's yes. */
	asks: readonly Ask[];
	/** How many times the card of a seat was revoked: its current card is of that generation. */
	cards: Readonly<Record<SeatId, number>>;
}

export interface Reads {
	file: CaseFile;
	door: Door;
	seats: Seats;
}

export const emptySeats: Seats = {
	pupils: 0,
	tablets: 0,
	plan: { places: {}, benches: [], paper: [] },
	admitted: [],
	holders: {},
	paper: [],
	byHand: [],
	known: {},
	asks: [],
	cards: {}
};

export function evolveSeats(seats: Seats, event: Event, file: CaseFile): Seats {
	switch (event.type) {
		case 'trialOpened':
		case 'classResized': {
			const { pupils, tablets } = event;
			const plan = planClass(file, pupils, tablets);
			const byHand = seats.byHand.filter((seat) => plan.places[seat]);
			const planned = plan.paper.filter(
				(seat) => holdersOf(seats, seat).length === 0 && !byHand.includes(seat)
			);
			return { ...seats, pupils, tablets, plan, byHand, paper: [...byHand, ...planned] };
		}
		case 'tabletAdmitted':
			return { ...seats, admitted: [...seats.admitted, event.tablet] };
		case 'tabletReplaced': {
			const others = seats.admitted.filter((id) => id !== event.tablet && id !== event.by);
			return {
				...mapHolders(forgetAsks(seats, event.tablet), (holders) =>
					holders.map((holder) => (holder === event.tablet ? event.by : holder))
				),
				admitted: [...others, event.by],
				known: { ...seats.known, [event.by]: seats.known[event.tablet] ?? [] }
			};
		}
		case 'tabletReturned':
			return {
				...mapHolders(forgetAsks(seats, event.tablet), (holders) =>
					holders.filter((holder) => holder !== event.tablet)
				),
				admitted: seats.admitted.filter((id) => id !== event.tablet)
			};
		case 'seatAsked':
			return { ...seats, asks: [...seats.asks, { seat: event.seat, holder: event.holder }] };
		case 'seatRefused':
			return forgetAsks(seats, event.holder, event.seat);
		case 'seatTaken': {
			const others = holdersOf(seats, event.seat).filter((holder) => holder !== event.holder);
			return {
				...forgetAsks(seats, event.holder, event.seat),
				holders: { ...seats.holders, [event.seat]: [...others, event.holder] },
				known: learn(seats, event.holder, findSeat(file, event.seat)?.side),
				paper: without(seats.paper, event.seat),
				byHand: without(seats.byHand, event.seat)
			};
		}
		case 'seatFreed':
			return {
				...seats,
				holders: {
					...seats.holders,
					[event.seat]: holdersOf(seats, event.seat).filter((holder) => holder !== event.holder)
				}
			};
		case 'seatPapered': {
			const added = event.paper ? [event.seat] : [];
			return {
				...seats,
				paper: [...without(seats.paper, event.seat), ...added],
				byHand: [...without(seats.byHand, event.seat), ...added]
			};
		}
		case 'cardRevoked':
			return { ...seats, cards: { ...seats.cards, [event.seat]: cardOf(seats, event.seat) + 1 } };
		default:
			return seats;
	}
}

const learn = ({ known }: Seats, holder: Holder, side: Side | undefined): Seats['known'] => {
	const sides = known[holder] ?? [];
	return side && !sides.includes(side) ? { ...known, [holder]: [...sides, side] } : known;
};

export const holdersOf = (seats: Seats, seat: SeatId): readonly Holder[] =>
	(Object.hasOwn(seats.holders, seat) && seats.holders[seat]) || [];
export const cardOf = (seats: Seats, seat: SeatId): number => seats.cards[seat] ?? 0;
export const placesOf = (seats: Seats, seat: SeatId): number => seats.plan.places[seat] ?? 0;
export const isOpen = (seats: Seats, seat: SeatId): boolean => placesOf(seats, seat) > 0;
export const isManned = (seats: Seats, seat: SeatId): boolean =>
	holdersOf(seats, seat).length > 0 || seats.paper.includes(seat);

export const isAdultHeld = (seats: Seats, seat: SeatId): boolean =>
	holdersOf(seats, seat).some((holder) => holder === 'regie' || holder === 'magistrat');

/** The seats one browser holds, in the order of the case. */
export function seatsOf({ file, seats }: Reads, holder: Holder): SeatId[] {
	return file.seats.filter((s) => holdersOf(seats, s.id).includes(holder)).map((s) => s.id);
}

/** True for a browser that holds a seat. */
export const isSeated = ({ file, seats }: Pick<Reads, 'file' | 'seats'>, holder: Holder): boolean =>
	file.seats.some(({ id }) => holdersOf(seats, id).includes(holder));

/** The seats that come with this one on a shared tablet. */
export const benchOf = (seats: Seats, seat: SeatId): readonly SeatId[] =>
	seats.plan.benches.find((bench) => bench.includes(seat)) ?? [seat];

export const without = (seats: readonly SeatId[], seat: SeatId): SeatId[] =>
	seats.filter((it) => it !== seat);

const forgetAsks = (seats: Seats, holder: Holder, seat?: SeatId): Seats => ({
	...seats,
	asks: seats.asks.filter((ask) => ask.holder !== holder || (seat && ask.seat !== seat))
});

const mapHolders = (
	seats: Seats,
	change: (holders: readonly Holder[]) => readonly Holder[]
): Seats => ({
	...seats,
	holders: Object.fromEntries(
		Object.entries(seats.holders).map(([seat, holders]) => [seat, change(holders)])
	)
});

/** What everybody may know of a place, and for the adults who holds it. */
export function viewSeats({ file, seats }: Reads, audience: Audience) {
	const full = isAdult(audience);
	return {
		pupils: seats.pupils,
		tablets: seats.tablets,
		places: file.seats
			.filter((seat) => isOpen(seats, seat.id))
			.map(({ id }) => ({
				seat: id,
				places: placesOf(seats, id),
				taken: holdersOf(seats, id).length,
				paper: seats.paper.includes(id),
				...(full && { holders: holdersOf(seats, id), card: cardOf(seats, id) })
			})),
		...(full && { admitted: seats.admitted, asks: seats.asks }),
		...(!full && { asked: askedBy(seats, audience) })
	};
}

/** The seat that a browser asked for; as long as nobody asks for any, it is not looked at who looks: all see the same. */
const askedBy = ({ asks }: Seats, audience: Audience): SeatId | null =>
	asks.find((ask) => ask.holder === audience.holder)?.seat ?? null;

/** What one browser knows of itself: its seats, and whether it speaks or prompts in each. */
export function viewMe(reads: Reads, { holder }: Audience) {
	if (!holder) return { holder: null, seats: [] };
	return {
		holder,
		seats: seatsOf(reads, holder).map((seat) => {
			const rank = holdersOf(reads.seats, seat).indexOf(holder);
			return {
				seat,
				rank: rank + 1,
				team: holdersOf(reads.seats, seat).length,
				label: findSeat(reads.file, seat)?.label ?? ''
			};
		})
	};
}
