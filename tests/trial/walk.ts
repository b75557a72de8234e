/** Random hearings: numbers drawn by fast-check, read as gestures that a room could make, or could not. */
import fc from 'fast-check';
import { roles, type CaseFile, type SeatId } from '../../src/lib/casefile/casefile.ts';
import { offices, type Actor, type Audience, type Holder } from '../../src/lib/trial/actor.ts';
import { commandNames, type CommandName } from '../../src/lib/trial/commands.ts';
import { decide, mayRun, type Decided } from '../../src/lib/trial/decide.ts';
import type { Event, Outcome } from '../../src/lib/trial/event.ts';
import { fold, evolve, type Trial } from '../../src/lib/trial/trial.ts';
import { audienceOf } from '../../src/lib/trial/view.ts';

const tablets: Holder[] = Array.from({ length: 11 }, (_, i) => `tab${i}x`);
const even = (most: number) => fc.noBias(fc.nat(most));
const gesture = fc.record({
	who: even(999),
	what: even(999),
	first: even(999),
	second: even(999),
	/** Below 12, the gesture is any command with any input, by anybody; above 70, the hearing goes on. */
	mood: even(99),
	/** The wall clock may go back. */
	ms: fc.integer({ min: -5_000, max: 120_000 }),
	junk: fc.anything()
});
/** How many hearings each property walks. */
export const runs = Number(process.env['RUNS'] ?? 15);
type Gesture = typeof gesture extends fc.Arbitrary<infer Drawn> ? Drawn : never;
/** Gestures one by one; how much of the class is already seated, and the step where the walk begins. */
export const hearing = fc.record({
	seated: even(tablets.length),
	from: even(18),
	gestures: fc.array(gesture, { minLength: 40, maxLength: 140, size: 'max' })
});

export type Drawn = typeof hearing extends fc.Arbitrary<infer It> ? It : never;

/** What empties the room is seldom drawn, in thousandths. */
const rarely: Partial<Record<string, number>> = { closeRoom: 20, dismissTablet: 200 };

const pick = <Item>(items: readonly Item[], n: number): Item | undefined => items[n % items.length];

interface Turn {
	actor: Actor;
	type: string;
	input: unknown;
	decided: Decided;
	before: Trial;
	events: Event[];
}

class Walk {
	trial: Trial;
	events: Event[] = [];
	#urn = new Map<SeatId, Outcome>();
	#now = Date.UTC(2026, 10, 23, 9);

	/** Ten tablets for twenty-eight pupils: seats of a side are shared, the two witnesses' among them. */
	constructor(file: CaseFile, { seated, from }: { seated: number; from: number }) {
		this.trial = fold(file, []);
		this.#add([{ type: 'trialOpened', pupils: 28, tablets: 10, format: '110', at: this.#now }]);
		for (const tablet of tablets)
			this.#run({ office: 'system', holder: 'system' }, 'admitTablet', { tablet });
		this.trial.seats.plan.benches.slice(0, seated).forEach(([seat], i) => {
			const holder = tablets[i];
			if (seat && holder) this.#run({ office: 'tablette', holder }, 'takeSeat', { seat });
		});
		const { id } = pick(file.procedure.steps, from - 1) ?? {};
		for (const step of from === 0 ? [] : ['ouverture', 'interrogatoire', id])
			this.#run({ office: 'regie', holder: 'regie' }, 'jumpToStep', { step });
	}

	/** Makes one gesture; what happened is in the answer. */
	make(gesture: Gesture): Turn {
		this.#now += gesture.ms;
		const { actor, type, input } = this.#read(gesture);
		return this.#run(actor, type, input);
	}

	#run(actor: Actor, type: string, input: unknown): Turn {
		const before = this.trial;
		const urn = before.script.members.flatMap((seat) => this.#urn.get(seat) ?? []).sort();
		const decided = decide(before, { type, input }, { now: this.#now, actor, urn });
		const events = 'events' in decided ? decided.events : [];
		this.#add(events);
		if (type === 'castSlip' && 'events' in decided && actor.seat)
			this.#urn.set(actor.seat, (input as { choice: Outcome }).choice);
		if (before.ballot.open !== this.trial.ballot.open) this.#urn.clear();
		return { actor, type, input, decided, before, events };
	}

	#add(events: Event[]): void {
		this.events.push(...events);
		this.trial = events.reduce(evolve, this.trial);
	}

	#read(gesture: Gesture): { actor: Actor; type: string; input: unknown } {
		const { who, what, first, mood, junk } = gesture;
		if (mood < 12) {
			const type = pick([...commandNames, 'toString', '__proto__', ''], what) ?? '';
			return {
				actor: this.anybody(who, first),
				type,
				input: mood < 6 ? junk : this.input(type, gesture)
			};
		}
		if (mood > 70) return this.#goOn(gesture);
		const actor = this.somebody(who);
		const may = mayRun(this.trial, actor).filter((name) => first < (rarely[name] ?? 1000));
		const type = pick(may, what) ?? 'askFloor';
		return { actor, type, input: this.input(type, gesture) };
	}

	/** What a class would do next: say the cue, vote, read, or enter the next step. */
	#goOn(gesture: Gesture): { actor: Actor; type: string; input: unknown } {
		const everybody: Actor[] = [{ office: 'regie', holder: 'regie' }, ...this.seatedActors()];
		const speaking: CommandName[] = ['resume', 'advanceCue', 'showExhibit', 'callWitness'];
		const judging: CommandName[] = [
			...(['castSlip', 'closeBallot', 'openBallot', 'giveReasons'] as const),
			...(['declareOutcome', 'readLine', 'openSealed'] as const)
		];
		const movesOf = (wanted: CommandName[]) =>
			everybody.flatMap((actor) => {
				const may = mayRun(this.trial, actor);
				return wanted.filter((type) => may.includes(type)).map((type) => ({ actor, type }));
			});
		const judged = movesOf(judging);
		const moves = judged.length > 0 ? judged : movesOf(speaking);
		const { actor, type } = (gesture.mood > (judged.length > 0 ? 98 : 88)
			? undefined
			: pick(moves, gesture.what)) ?? {
			actor: { office: 'regie', holder: 'regie' } as const,
			type: 'nextStep'
		};
		return { actor, type, input: this.input(type, gesture) };
	}

	seatedActors(): Actor[] {
		return Object.entries(this.trial.seats.holders).flatMap(([seat, holders]) =>
			holders.map((holder) => ({
				office: holder === 'regie' || holder === 'magistrat' ? holder : ('tablette' as const),
				holder,
				seat: seat as SeatId
			}))
		);
	}

	somebody(n: number): Actor {
		const alone = tablets.map((holder): Actor => ({ office: 'tablette', holder }));
		const others = (['regie', 'magistrat', 'system'] as const).map((office): Actor => ({
			office,
			holder: office
		}));
		const all = [...others, ...this.seatedActors(), ...others, ...alone, ...others, ...others];
		return pick(all, n) ?? { office: 'ecran', holder: 'ecran' };
	}

	/** Impostors included: the screen, a seat one does not hold, a seat that does not exist. */
	anybody(n: number, m: number): Actor {
		const offices = ['tablette', 'regie', 'magistrat', 'ecran', 'system'] as const;
		const seats = [...this.trial.file.seats.map(({ id }) => id), 'facilitator/x', 'x', '__proto__'];
		const office = pick(offices, n) ?? 'ecran';
		const holder = pick([...tablets, 'regie', 'stranger', 'ecran'], m) ?? '';
		return n % 3 === 0 ? { office, holder } : { office, holder, seat: pick(seats, m) as SeatId };
	}

	/** An input of this command's shape, near what the moment calls for. */
	input(type: string, { first, second }: Gesture): unknown {
		const { file, script, floor, seats, incidents, decision, ballot } = this.trial;
		const seat = pick(file.seats, first)?.id ?? roles[0];
		const holder = pick([...tablets, 'regie', 'magistrat', `tab${first}x`], second);
		const step = pick(file.procedure.steps, first)?.id;
		const exhibit = pick([...file.exhibits.map(({ id }) => id), '99'], first);
		const charge = ballot.open ?? pick(file.charges, first)?.id;
		const cue = script.step && file.script[script.step]?.cues[script.now[script.step] ?? 0]?.id;
		const ask = pick(seats.asks, first);
		const choice = second % 2 ? 'coupable' : 'relaxe';
		const inputs: Record<string, unknown> = {
			takeSeat: { seat },
			assignSeat: { seat, holder },
			freeSeat: { seat, holder: pick(seats.holders[seat as SeatId] ?? [], second) ?? holder },
			settleAsk: { ...(ask ?? { seat, holder }), granted: second % 3 > 0 },
			paperSeat: { seat, paper: second % 2 === 0 },
			revokeCard: { seat },
			resizeClass: { pupils: 10 + (first % 27), tablets: second % 36 },
			admitTablet: { tablet: holder },
			replaceTablet: { tablet: pick(tablets, first), by: holder },
			returnTablet: { tablet: pick(tablets, first) },
			dismissTablet: { tablet: pick(tablets, first) },
			presentCard: { seat, holder: pick(tablets, second) },
			jumpToStep: { step },
			advanceCue: { cue: second % 8 ? (cue ?? 'none') : 'other.1' },
			suspend: { reason: second % 2 ? 'recess' : 'another-day' },
			addMinutes: { step, minutes: (second % 64) - 32 },
			callWitness: { seat: pick(['temoin/t', 'temoin/u', seat], second) },
			sendOutWitness: { seat: pick(['temoin/t', 'temoin/u', seat], second) },
			giveFloor: { seat: pick([...floor.queue, seat], second) },
			showExhibit: { exhibit },
			admitExhibit: { exhibit },
			pointAt: { paragraph: second % 4 || null },
			raiseIncident: { kind: pick(['parole', 'conclusions', 'suspension'], second) },
			settleIncident: { incident: pick(incidents.open, first)?.id ?? 1, granted: second % 2 > 0 },
			callToOrder: { seat: second % 3 ? seat : null },
			openBallot: { charge },
			castSlip: { charge, choice },
			closeBallot: { charge },
			declareOutcome: { charge: pick(file.charges, first)?.id, outcome: choice },
			excuseMember: { seat: pick(script.members, first) ?? seat },
			restoreMember: { seat: pick(script.excused, first) ?? seat },
			giveReasons: { charge, exhibits: [exhibit, pick(file.exhibits, second)?.id] },
			readLine: { line: decision.read + 1 + (second % 9 ? 0 : 1) },
			setNeutral: { neutral: second % 2 === 0 }
		};
		return inputs[type] ?? {};
	}
}

/** Walks one random hearing, and looks at each of its turns. */
export function walk(file: CaseFile, drawn: Drawn, look: (turn: Turn, walk: Walk) => void) {
	const walk = new Walk(file, drawn);
	for (const gesture of drawn.gestures) look(walk.make(gesture), walk);
	return walk;
}

/** Everybody who may be listening: the offices, the tablets of the room, and one it does not know. */
export function audiences(trial: Trial): Audience[] {
	const adults = offices.filter((office) => office !== 'tablette');
	return [
		...adults.map((office) => audienceOf(trial, office, office)),
		...[...tablets, 'stranger'].map((holder) => audienceOf(trial, 'tablette', holder))
	];
}
