/** Who speaks, who waits, for how long. Rules [L]. */
import * as v from 'valibot';
import { sides, type CaseFile, type SeatId, type Side } from '../casefile/casefile.ts';
import type { StepId } from '../casefile/procedure.ts';
import {
	findSeat,
	isAdult,
	isJudge,
	presiding,
	roleOf,
	type Actor,
	type Audience,
	type Party
} from './actor.ts';
import { whileRunning } from './clock.ts';
import { command, first, nothing, seatId } from './command.ts';
import { openRoom } from './door.ts';
import type { Event, Fact } from './event.ts';
import type { Refusal } from './refusal.ts';
import { findStep, haveLeftRoles, isJudging, isJudgment } from './script.ts';
import { isOpen } from './seats.ts';
import { isOutside, isPresent, type Reads as WitnessReads } from './witness.ts';

export interface Floor {
	holder: SeatId | null;
	/** Since when the holder's time has been counted; null while nobody speaks or the hearing is suspended. */
	since: number | null;
	/** Until when the holder may not be interrupted; an indication once past. */
	protectedUntil: number | null;
	/** Since when a suspension stops the protected turn. */
	pausedAt: number | null;
	queue: readonly SeatId[];
	/** Milliseconds spoken by each side, the turn under way left out. */
	spoken: Readonly<Partial<Record<Side, number>>>;
	/** How many times each seat had the floor. */
	turns: Readonly<Record<SeatId, number>>;
}

export interface Reads extends WitnessReads {
	floor: Floor;
}

export const silence: Floor = {
	holder: null,
	since: null,
	protectedUntil: null,
	pausedAt: null,
	queue: [],
	spoken: {},
	turns: {}
};

export function evolveFloor(floor: Floor, event: Event, file: CaseFile): Floor {
	switch (event.type) {
		case 'stepEntered':
			return follow(hush(floor, event.step, file), event, file);
		case 'cueReached':
			return event.speaker === floor.holder ? floor : follow(floor, event, file);
		case 'floorGiven':
			return protect(speak(floor, event.seat, event.at, file), event.protectedMinutes, event.at);
		case 'floorTaken':
			return speak(floor, null, event.at, file);
		case 'witnessSentOut':
			return sendOut(floor, event.seat, event.at, file);
		case 'floorAsked':
			return { ...floor, queue: [...floor.queue, event.seat] };
		case 'floorWithdrawn':
			return { ...floor, queue: floor.queue.filter((seat) => seat !== event.seat) };
		case 'hearingSuspended':
			return { ...count(floor, event.at, file), since: null, pausedAt: event.at };
		case 'hearingResumed': {
			const { protectedUntil, pausedAt } = floor;
			const stopped = pausedAt === null ? 0 : event.at - pausedAt;
			return {
				...floor,
				since: floor.holder && event.at,
				protectedUntil: protectedUntil && protectedUntil + stopped,
				pausedAt: null
			};
		}
		default:
			return floor;
	}
}

function count(floor: Floor, at: number, file: CaseFile): Floor {
	const side = floor.holder && findSeat(file, floor.holder)?.side;
	if (!side || floor.since === null) return floor;
	const spent = (floor.spoken[side] ?? 0) + Math.max(0, at - floor.since);
	return { ...floor, spoken: { ...floor.spoken, [side]: spent } };
}

function speak(before: Floor, holder: SeatId | null, at: number, file: CaseFile): Floor {
	const floor = count(before, at, file);
	return {
		...floor,
		holder,
		since: floor.pausedAt === null ? holder && at : null,
		protectedUntil: null,
		queue: floor.queue.filter((seat) => seat !== holder),
		turns: holder ? { ...floor.turns, [holder]: (floor.turns[holder] ?? 0) + 1 } : floor.turns
	};
}

/** Nobody waits for a word while the tribunal judges. */
const hush = (floor: Floor, step: StepId, file: CaseFile): Floor =>
	floor.queue.length > 0 && isJudgment(findStep(file, step)?.part)
		? { ...floor, queue: [] }
		: floor;

type Moved = Extract<Event, { type: 'stepEntered' | 'cueReached' }>;

/** The script gives the floor by itself; whoever pleads in a protected step is not interrupted. */
function follow(floor: Floor, { speaker, step, at }: Moved, file: CaseFile): Floor {
	const moved = speaker === floor.holder ? floor : speak(floor, speaker, at, file);
	const minutes = findStep(file, step)?.protectedMinutes ?? 0;
	return speaker && minutes > 0 && !isJudge(speaker) ? protect(moved, minutes, at) : moved;
}

const protect = (floor: Floor, minutes: number, at: number): Floor => ({
	...floor,
	protectedUntil: minutes > 0 ? at + minutes * 60_000 : null,
	pausedAt: floor.pausedAt === null ? null : at
});

/** Whoever leaves the room leaves the floor and the queue. */
function sendOut(floor: Floor, seat: SeatId, at: number, file: CaseFile): Floor {
	if (floor.holder === seat) return speak(floor, null, at, file);
	const queue = floor.queue.filter((it) => it !== seat);
	return queue.length === floor.queue.length ? floor : { ...floor, queue };
}

const asking: Party[] = [
	...(['assesseur', 'procureur', 'avocat', 'prevenu', 'partie-civile'] as const),
	...(['temoin', 'expert', 'parent', 'educateur', 'greffier', 'huissier'] as const),
	...(['public', 'presse', 'observateur', 'chronique'] as const)
];

/** True while another seat's turn is protected. */
export const isProtected = ({ floor }: Reads, now: number): boolean =>
	floor.protectedUntil !== null && now < floor.protectedUntil;

/** The room listens: everybody while the tribunal judges, public and observers until roles are left. */
function refuseAsking(reads: Reads, { seat }: Actor): Refusal | null {
	if (!seat) return 'not-yours';
	if (isOutside(reads, seat)) return 'witness-outside';
	const listens = ['public', 'presse', 'observateur', 'chronique'].includes(roleOf(seat));
	const hushed = isJudging(reads) || (listens && !haveLeftRoles(reads));
	return hushed ? 'room-listens' : null;
}

export const askFloor = command({
	input: nothing,
	by: asking,
	when: (reads: Reads, actor) =>
		first(
			whileRunning(reads),
			refuseAsking(reads, actor),
			reads.floor.holder === actor.seat ? 'floor-yours' : null,
			reads.floor.queue.some((seat) => seat === actor.seat) ? 'floor-already-asked' : null
		),
	then: (_, __, { actor: { seat } }) => (seat ? [{ type: 'floorAsked', seat }] : 'not-yours')
});

export const withdrawFloor = command({
	input: nothing,
	by: asking,
	when: (reads: Reads, actor) =>
		first(
			openRoom(reads),
			reads.floor.queue.some((seat) => seat === actor.seat) ? null : 'floor-not-asked'
		),
	then: (_, __, { actor: { seat } }) => (seat ? [{ type: 'floorWithdrawn', seat }] : 'not-yours')
});

/** Gives the floor; in a step that has one, the turn is not interrupted for its protected minutes. */
export const giveFloor = command({
	input: v.strictObject({ seat: seatId }),
	by: presiding,
	when: whileRunning,
	then: (reads: Reads, { seat }): Fact[] | Refusal => {
		if (!isOpen(reads.seats, seat)) return 'seat-not-open';
		if (isOutside(reads, seat)) return 'witness-outside';
		const protectedMinutes = findStep(reads.file, reads.script.step)?.protectedMinutes ?? 0;
		return [{ type: 'floorGiven', seat, protectedMinutes }];
	}
});

export const takeFloor = command({
	input: nothing,
	by: presiding,
	when: (reads: Reads) => first(whileRunning(reads), reads.floor.holder ? null : 'floor-free'),
	then: () => [{ type: 'floorTaken' }]
});

/** Done speaking: the floor is given back by who has it. */
export const yieldFloor = command({
	input: nothing,
	by: asking,
	when: (reads: Reads, actor) =>
		first(openRoom(reads), reads.floor.holder === actor.seat ? null : 'floor-free'),
	then: () => [{ type: 'floorTaken' }]
});

export interface FloorView extends Pick<Floor, 'holder' | 'since' | 'protectedUntil'> {
	/** Of this browser's own seats that wait: 1 is the next. */
	ranks?: Readonly<Record<SeatId, number>>;
	/** For those who conduct the hearing. */
	queue?: readonly SeatId[];
	spoken?: { side: Side; ms: number }[];
	/** For the adults. */
	turns?: Floor['turns'];
}

/** The floor as the room sees it; who waits and speaking times are for those who conduct the hearing. */
export function viewFloor(reads: Reads, audience: Audience): FloorView | null {
	if (!isPresent(reads, audience)) return null;
	const { queue, spoken, turns } = reads.floor;
	const presides = audience.seats.some((seat) => roleOf(seat) === 'juge');
	const waiting = audience.seats.filter((seat) => queue.includes(seat));
	const conducts = isAdult(audience) || presides;
	if (!conducts && waiting.length === 0) return showHolder(reads.floor);
	return {
		...showHolder(reads.floor),
		...(waiting.length > 0 && { ranks: rank(waiting, queue) }),
		...(conducts && {
			queue,
			spoken: sides.map((side) => ({ side, ms: spoken[side] ?? 0 })).filter(({ ms }) => ms > 0)
		}),
		...(isAdult(audience) && { turns })
	};
}

/** One same object for all who see no more. */
function showHolder(floor: Floor): FloorView {
	const { holder, since, protectedUntil } = floor;
	const shown = shownOf.get(floor) ?? { holder, since, protectedUntil };
	shownOf.set(floor, shown);
	return shown;
}
const shownOf = new WeakMap<Floor, FloorView>();

const rank = (seats: readonly SeatId[], queue: readonly SeatId[]): Record<SeatId, number> =>
	Object.fromEntries(seats.map((seat) => [seat, queue.indexOf(seat) + 1]));
