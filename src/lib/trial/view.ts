/** Who sees what: one function by chapter. A chapter that is not here is seen by nobody. Rules [V]. */
import type { CaseFile, SeatId } from '../casefile/casefile.ts';
import type { Audience, Holder, Office } from './actor.ts';
import { viewBallot } from './ballot.ts';
import { viewClock } from './clock.ts';
import type { CommandName } from './commands.ts';
import { viewScript } from './cue-view.ts';
import { mayRun } from './decide.ts';
import { viewDecision } from './decision.ts';
import { viewDoor } from './door.ts';
import { viewEvidence } from './evidence.ts';
import { viewFloor } from './floor.ts';
import { viewIncidents } from './incident.ts';
import { viewScreen } from './screen.ts';
import { holdersOf, seatsOf, viewMe, viewSeats } from './seats.ts';
import type { Trial } from './trial.ts';
import { viewWitnesses } from './witness.ts';

/** What the browser itself may run, and what it may run for each of its seats. */
export interface May {
	self: CommandName[];
	seats: Record<SeatId, CommandName[]>;
}

function viewMay(trial: Trial, audience: Audience): May {
	const { office, seats } = audience;
	const holder = (office === 'tablette' && speakerOf(trial.seats, seats)) || audience.holder;
	if (!holder) return { self: [], seats: {} };
	const actor = { office, holder };
	const self = mayRun(trial, actor);
	const lists = seats.map((seat) => mayRun(trial, { ...actor, seat }));
	// One same object as long as it says the same: it is asked for at every fact.
	const lasts = lastOf.get(trial.file) ?? new Map<Holder, Last>();
	lastOf.set(trial.file, lasts);
	const last = lasts.get(holder);
	const isSame =
		last?.may.self === self &&
		last.lists.length === lists.length &&
		lists.every((list, i) => list === last.lists[i] && seats[i] === last.seats[i]);
	if (isSame) return last.may;
	const may = { self, seats: Object.fromEntries(seats.map((seat, i) => [seat, lists[i] ?? []])) };
	lasts.set(holder, { may, seats, lists });
	return may;
}

interface Last {
	may: May;
	seats: readonly SeatId[];
	lists: readonly CommandName[][];
}
const lastOf = new WeakMap<CaseFile, Map<Holder, Last>>();

/** The first tablet of a team: asked of it, one answer serves all that hold the same seats. */
const speakerOf = (seats: Trial['seats'], [seat]: readonly SeatId[]): Holder | undefined =>
	seat && holdersOf(seats, seat).find((holder) => seats.admitted.includes(holder));

export const chapters = {
	door: viewDoor,
	me: viewMe,
	seats: viewSeats,
	clock: viewClock,
	script: viewScript,
	witnesses: viewWitnesses,
	floor: viewFloor,
	evidence: viewEvidence,
	incidents: viewIncidents,
	ballot: viewBallot,
	decision: viewDecision,
	screen: viewScreen,
	may: viewMay
} satisfies Record<string, (trial: Trial, audience: Audience) => unknown>;

export type ChapterName = keyof typeof chapters;
export const chapterNames = Object.keys(chapters) as ChapterName[];
export type View = { [Name in ChapterName]: ReturnType<(typeof chapters)[Name]> };

/** The audience one browser belongs to: its office, and the seats the trial says it holds. */
export const audienceOf = (trial: Trial, office: Office, holder: Holder | null): Audience => ({
	office,
	holder,
	seats: holder && office !== 'ecran' ? seatsOf(trial, holder) : []
});

/** Everything this audience is entitled to, and nothing else. */
export const view = (trial: Trial, audience: Audience): View =>
	Object.fromEntries(chapterNames.map((name) => [name, chapters[name](trial, audience)])) as View;
