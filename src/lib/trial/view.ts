/** Who sees what: one function by chapter. A chapter that is not here is seen by nobody. Rules [V]. */
import type { SeatId } from '../casefile/casefile.ts';
import type { Audience, Holder, Office } from './actor.ts';
import { viewBallot } from './ballot.ts';
import { viewClock } from './clock.ts';
import type { CommandName } from './commands.ts';
import { viewScript } from './cue-view.ts';
import { mayRun } from './decide.ts';
import { viewDebrief } from './debrief-view.ts';
import { viewDecision } from './decision.ts';
import { viewDoor } from './door.ts';
import { viewEvidence } from './evidence.ts';
import { viewExtracts } from './extract.ts';
import { viewFloor } from './floor.ts';
import { viewIncidents } from './incident.ts';
import { viewNotebooks } from './notebook.ts';
import { viewOpinion } from './opinion-view.ts';
import { viewSanction } from './sanction.ts';
import { viewScreen } from './screen.ts';
import { viewSealed } from './sealed.ts';
import { holdersOf, seatsOf, viewMe, viewSeats, type Seats } from './seats.ts';
import type { Trial } from './trial.ts';
import { viewWitnesses } from './witness.ts';

/** What the browser itself may run, and what it may run for each of its seats. */
export interface May {
	self: CommandName[];
	seats: Record<SeatId, CommandName[]>;
}

function viewMay(trial: Trial, audience: Audience): May {
	const { office, seats } = audience;
	const lasts = lastOf.get(trial.seats) ?? new Map<string, Last>();
	lastOf.set(trial.seats, lasts);
	// Asked of the first tablet of a team, one answer serves all that hold the same seats.
	const seat = office === 'tablette' ? seats[0] : undefined;
	const known = lasts.get(seat ?? office);
	const speaker = seat && (known?.speaker ?? speakerOf(trial.seats, seat));
	const holder = speaker ?? audience.holder;
	if (!holder) return { self: [], seats: {} };
	const self = mayRun(trial, { office, holder });
	const lists = seats.map((seat) => mayRun(trial, { office, holder, seat }));
	const last = known?.holder === holder ? known : null;
	// One same object as long as it says the same: it is asked for at every fact.
	const isSame =
		last?.may.self === self &&
		last.lists.length === lists.length &&
		lists.every((list, i) => list === last.lists[i] && seats[i] === last.seats[i]);
	if (isSame) return last.may;
	const may = { self, seats: Object.fromEntries(seats.map((seat, i) => [seat, lists[i] ?? []])) };
	lasts.set(seat ?? office, { speaker, holder, may, seats, lists });
	return may;
}

interface Last {
	/** The first tablet of the seat it is the answer for. */
	speaker: Holder | undefined;
	holder: Holder;
	may: May;
	seats: readonly SeatId[];
	lists: readonly CommandName[][];
}
/** Kept while nobody changes place. */
const lastOf = new WeakMap<Seats, Map<string, Last>>();

const speakerOf = (seats: Seats, seat: SeatId): Holder | undefined =>
	holdersOf(seats, seat).find((holder) => seats.admitted.includes(holder));

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
	sanction: viewSanction,
	decision: viewDecision,
	sealed: viewSealed,
	debrief: viewDebrief,
	opinion: viewOpinion,
	screen: viewScreen,
	notebooks: viewNotebooks,
	extracts: viewExtracts,
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
