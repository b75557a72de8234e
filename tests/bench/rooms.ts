/** Rooms in the middle of their hearing, written to the record at once: opening them is not what is measured. */
import { randomBytes } from 'node:crypto';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import { drawCode, drawToken, hashToken } from '../../src/lib/server/door/secret.ts';
import type { Key, Store } from '../../src/lib/server/store/store.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import { decide } from '../../src/lib/trial/decide.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import { evolve, fold, type Trial } from '../../src/lib/trial/trial.ts';
import { isPresent } from '../../src/lib/trial/witness.ts';
import type { Place, Room } from './place.ts';

const pupils = 34;
/** One room in twenty deliberates, as a hearing does for five of its hundred and ten minutes. */
const deliberates = (room: number): boolean => room % 20 === 7;

const regie: Actor = { office: 'regie', holder: 'regie' };
const system: Actor = { office: 'system', holder: 'system' };

/** The facts that bring a class of 34 tablets to the interrogation, or to an open ballot. */
export function bring(file: CaseFile, deliberating: boolean): { events: Event[]; trial: Trial } {
	const at = Date.now();
	const events: Event[] = [
		{ type: 'trialOpened', pupils: pupils + 1, tablets: pupils + 1, format: '110', at }
	];
	let trial = fold(file, events);
	const run = (actor: Actor, type: string, input: object) => {
		const decided = decide(trial, { type, input }, { now: at, actor });
		if ('refused' in decided) throw new Error(`${type}: ${decided.refused}`);
		events.push(...decided.events);
		trial = decided.events.reduce(evolve, trial);
	};
	const seats = Object.entries(trial.seats.plan.places).flatMap(([seat, places]) =>
		Array<SeatId>(places).fill(seat as SeatId)
	);
	for (const [i, seat] of seats.slice(0, pupils).entries()) {
		run(system, 'admitTablet', { tablet: `t-${i}` });
		run(regie, 'assignSeat', { seat, holder: `t-${i}` });
	}
	run(regie, 'jumpToStep', { step: 'ouverture' });
	run(regie, 'jumpToStep', { step: 'interrogatoire' });
	run(regie, 'showExhibit', { exhibit: file.exhibits[1]?.id });
	if (deliberating) {
		run(regie, 'jumpToStep', { step: 'delibere' });
		run(regie, 'openBallot', { charge: file.charges[0]?.id });
	}
	return { events, trial };
}

/** Whoever sits at this rank of a room, as the trial knows them. */
export function actorOf({ places }: Room, rank: number): Actor {
	const { office, holder, seat } = places[rank] ?? regie;
	return { office, holder, ...(seat && { seat }) };
}

/** Opens one room with the keys of all its browsers. */
export async function openRoom(
	store: Store,
	file: CaseFile,
	source: string,
	number: number
): Promise<Room> {
	const { events, trial } = bring(file, deliberates(number));
	const id = randomBytes(12).toString('base64url');
	const room = describeRoom(file, trial, number, drawCode());
	const keys: Key[] = room.places.map((place) => {
		place.token = drawToken();
		const { office, holder } = place;
		const hash = hashToken(place.token);
		return { hash, trial: id, office, purpose: 'cookie', holder, expiresAt: null };
	});
	const { code } = room;
	const row = { trial: id, code, openedAt: Date.now(), closedAt: null };
	if ((await store.open(row, source, keys, events)) !== 'opened') throw new Error('code taken');
	return room;
}

/** The same room for a server that knows neither seats nor secrets. */
export const inventRoom = (file: CaseFile, number: number): Room =>
	describeRoom(file, bring(file, deliberates(number)).trial, number, `room${number}`);

function describeRoom(file: CaseFile, trial: Trial, number: number, code: string): Room {
	const tablets = Object.entries(trial.seats.holders).flatMap(([seat, holders]) =>
		holders.map((holder): Place => {
			const audience = { office: 'tablette', holder, seats: [seat as SeatId] } as const;
			const outside = !isPresent(trial, audience);
			return { office: 'tablette', holder, token: '', seat: seat as SeatId, outside };
		})
	);
	const { step } = trial.script;
	return {
		code,
		places: [
			{ office: 'regie', holder: 'regie', token: '' },
			{ office: 'ecran', holder: 'ecran', token: '' },
			...tablets
		],
		deliberating: deliberates(number),
		cue: (step && file.script[step]?.cues[0]?.id) ?? '',
		exhibits: file.exhibits.slice(0, 2).map((exhibit) => exhibit.id),
		charge: file.charges[0]?.id ?? ''
	};
}
