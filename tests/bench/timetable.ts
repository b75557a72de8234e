/** Who asks what, when: the same for every server, in open loop, whatever the answers. */
import type { Place, Room } from './place.ts';

interface Chapters {
	screen?: { neutral: boolean };
	script?: { index?: number };
	clock?: { added: Record<string, number> };
	evidence?: { onShow: string | null; lit: number | null };
	floor?: { queue?: string[]; ranks?: Record<string, number> } | null;
}

/** One command to come. */
export interface Due {
	/** Seconds after the start. */
	at: number;
	rank: number;
	type: string;
	input: object;
	/** Commands on one same thing: the effect of the last hides the others'. */
	subject: string;
	/** True where these chapters of this browser show the effect; a command that changes nothing has none. */
	shows: ((chapters: Chapters, place: Place) => boolean | undefined) | null;
	/** Whose screen shows the effect. */
	isFor(place: Place): boolean;
}

const pupils = 34;
const rate = 0.2;
const cannotAsk = /^(juge|greffier|temoin|observateur|chronique)\//;

/** The commands of one room from one second to another: one a second by the régie, 7.8 in all. */
export function plan(room: Room, number: number, from: number, until: number): Due[] {
	// Rooms do not tap together.
	const phase = ((number * 617) % 1000) / 1000;
	return [...(room.deliberating ? deliberate(room, until) : hear(room, until))]
		.map((due) => ({ ...due, at: due.at + phase }))
		.filter(({ at }) => at >= from && at < until);
}

function* hear(room: Room, seconds: number): Iterable<Due> {
	for (let second = 0; second < seconds; second++) yield conduct(room, second);
	// Whoever has the floor points: between the régie's cues the président has it, twice in five seconds.
	const judge = room.places.findIndex(({ seat }) => seat === 'juge/president');
	for (let five = 0, turn = 0; five < seconds; five += 5)
		for (const at of [five + 2.4, five + 4.5]) {
			const lit = 1 + (++turn % 3);
			const shows = ({ evidence }: Chapters) => evidence?.lit === lit;
			yield { ...due(at, judge, 'pointAt', { paragraph: lit }, 'evidence'), shows };
		}
	// The floor is asked for and given back, by one of the team after the other.
	const teams = Map.groupBy(room.places.keys(), (rank) => room.places[rank]?.seat ?? '');
	const asking = [...teams].filter(([seat]) => seat !== '' && !cannotAsk.test(seat));
	const every = asking.length / (pupils * rate - 0.4);
	for (const [i, [seat, ranks]] of asking.entries())
		for (let turn = 0; turn * every < seconds; turn++) {
			const rank = ranks[turn % ranks.length] ?? 0;
			const at = (turn + i / asking.length) * every;
			yield turn % 2 === 0 ? ask(at, rank, seat) : withdraw(at, rank, seat, listBehind(asking, i));
		}
}

const conducts = ({ office, seat }: Place): boolean =>
	office === 'regie' || Boolean(seat?.startsWith('juge/'));

/** Seen by those who see who waits, and by its own team. */
const ask = (at: number, rank: number, seat: string): Due => ({
	...due(at, rank, 'askFloor', {}, `floor ${seat}`),
	isFor: (place) => conducts(place) || place.seat === seat,
	shows: ({ floor }) => floor?.queue?.includes(seat) ?? (floor?.ranks?.[seat] ?? 0) > 0
});

/** Seen too by those who were behind, each of them one place further. */
const withdraw = (at: number, rank: number, seat: string, behind: Map<string, number>): Due => ({
	...due(at, rank, 'withdrawFloor', {}, `floor ${seat}`),
	isFor: (place) => conducts(place) || place.seat === seat || behind.has(place.seat ?? ''),
	shows({ floor }, place) {
		if (!floor) return false;
		if (floor.queue) return !floor.queue.includes(seat);
		const now = floor.ranks?.[place.seat ?? ''] ?? 0;
		return place.seat === seat ? now === 0 : now <= (behind.get(place.seat ?? '') ?? 0);
	}
});

/** Who still waits when this seat withdraws, with the rank each then has: all asked, then all withdraw, in one order. */
const listBehind = (asking: readonly [string, unknown][], place: number) =>
	new Map(asking.slice(place + 1).map(([seat], n) => [seat, n + 1]));

/** The régie's gesture of this second: a cue and back, the neutral screen, a piece, a minute. */
function conduct({ cue, exhibits }: Room, second: number): Due {
	const odd = Math.floor(second / 5) % 2;
	switch (second % 5) {
		case 0: {
			const shows = ({ script }: Chapters) => script?.index === 1;
			return { ...due(second, 0, 'advanceCue', { cue }, 'script'), shows };
		}
		case 1: {
			const shows = ({ script }: Chapters) => script?.index === 0;
			return { ...due(second, 0, 'rewindCue', {}, 'script'), shows };
		}
		case 2:
			return light(second, odd === 0);
		case 3: {
			const exhibit = exhibits[odd] ?? '';
			const shows = ({ evidence }: Chapters) => evidence?.onShow === exhibit;
			return { ...due(second, 0, 'showExhibit', { exhibit }, 'evidence'), shows };
		}
		default:
			return addMinute(second, odd === 0 ? 1 : -1);
	}
}

function light(at: number, neutral: boolean): Due {
	const shows = ({ screen }: Chapters) => screen?.neutral === neutral;
	const isFor = ({ office }: Place) => office !== 'tablette';
	return { ...due(at, 0, 'setNeutral', { neutral }, 'screen'), shows, isFor };
}

function addMinute(at: number, minutes: number): Due {
	const added = Math.max(0, minutes);
	const shows = ({ clock }: Chapters) => clock?.added['interrogatoire'] === added;
	const input = { step: 'interrogatoire', minutes };
	return { ...due(at, 0, 'addMinutes', input, 'clock'), shows, isFor: () => true };
}

/** The three members answer, and change their mind; the others listen. Only the régie shows anything. */
function* deliberate({ places, charge }: Room, seconds: number): Iterable<Due> {
	for (let second = 0; second < seconds; second++)
		yield second % 2 === 0
			? light(second, second % 4 === 0)
			: addMinute(second, second % 4 === 1 ? 1 : -1);
	const members = [...places.keys()].filter((rank) =>
		/^(juge|assesseur)\//.test(places[rank]?.seat ?? '')
	);
	for (let turn = 0, at = 0; at < seconds; turn++, at = turn / (pupils * rate)) {
		const choice = turn % 2 === 0 ? 'coupable' : 'relaxe';
		yield due(
			at,
			members[turn % members.length] ?? 0,
			'castSlip',
			{ charge, choice },
			`slip ${turn}`
		);
	}
}

const due = (at: number, rank: number, type: string, input: object, subject: string): Due => ({
	at,
	rank,
	type,
	input,
	subject,
	shows: null,
	isFor: ({ outside }) => !outside
});
