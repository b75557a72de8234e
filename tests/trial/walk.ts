/** Random hearings: numbers drawn by fast-check, read as gestures that a room could make, or could not. */
import fc from 'fast-check';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import { offices, type Actor, type Audience } from '../../src/lib/trial/actor.ts';
import { commandNames, type CommandName } from '../../src/lib/trial/commands.ts';
import { decide, mayRun, type Decided } from '../../src/lib/trial/decide.ts';
import type { Choice, Event } from '../../src/lib/trial/event.ts';
import type { Batch } from '../../src/lib/server/ballot/poll-box.ts';
import { PollBox } from '../../src/lib/server/ballot/poll-box.ts';
import { readOwn, type Sealer } from '../../src/lib/trial/sealed.ts';
import { fold, evolve, type Trial } from '../../src/lib/trial/trial.ts';
import { audienceOf } from '../../src/lib/trial/view.ts';
import { drawInput, pick, sealedWord, tablets } from './walk-inputs.ts';

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
/** Gestures one by one; how much of the class is already seated, and the step where the walk begins: beyond the last, the debrief. */
export const hearing = fc.record({
	seated: even(tablets.length),
	from: even(21),
	gestures: fc.array(gesture, { minLength: 40, maxLength: 140, size: 'max' })
});

export type Drawn = typeof hearing extends fc.Arbitrary<infer It> ? It : never;

/** What empties the room is seldom drawn, in thousandths. */
const rarely: Partial<Record<string, number>> = {
	closeRoom: 20,
	dismissTablet: 200,
	proposeExtract: 300
};

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
	#urn = new Map<SeatId, Choice>();
	#box = new PollBox();
	#now = Date.UTC(2026, 10, 23, 9);
	/** The server's, with a digest that anybody can read, and what it keeps. */
	#sealer: Sealer = { salt: 'sel', hash: (text) => `#${text.length}`, kept: null };

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
		if (from > 0 && from % 3 === 0)
			this.#run({ office: 'magistrat', holder: 'magistrat' }, 'sealDecision', {
				outcome: sealedWord,
				reasons: sealedWord,
				exhibits: []
			});
		if (from > file.procedure.steps.length) this.#judge();
		else this.#begin(from);
	}

	#begin(from: number): void {
		const { id } = pick(this.trial.file.procedure.steps, from - 1) ?? {};
		for (const step of from === 0 ? [] : ['ouverture', 'interrogatoire', id])
			this.#run({ office: 'regie', holder: 'regie' }, 'jumpToStep', { step });
	}

	/** Decides and reads everything, on paper, and comes to the debrief. */
	#judge(): void {
		const regie = { office: 'regie', holder: 'regie' } as const;
		const enter = (...steps: string[]) =>
			steps.forEach((step) => this.#run(regie, 'jumpToStep', { step }));
		enter('ouverture', 'interrogatoire', 'delibere');
		for (const { id } of this.trial.file.charges)
			this.#run(regie, 'declareOutcome', { charge: id, outcome: 'coupable' });
		enter('decision');
		while (mayRun(this.trial, regie).includes('readLine'))
			this.#run(regie, 'readLine', { line: this.trial.decision.read + 1 });
		enter('sortie-de-role', 'debrief');
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
		const tally = this.#box.lend(before.opinion.open?.poll ?? null, actor.holder);
		const lent = { now: this.#now, actor, urn, tally, sealer: this.#sealer };
		const decided = decide(before, { type, input }, lent);
		const events = 'events' in decided ? decided.events : [];
		this.#add(events);
		if (type === 'castSlip' && 'events' in decided && actor.seat)
			this.#urn.set(actor.seat, (input as { choice: Choice }).choice);
		if (type === 'sealDecision' && 'events' in decided)
			this.#sealer = { ...this.#sealer, kept: readOwn(input) };
		if (type === 'castAnswers' && 'events' in decided) this.#box.put(actor.holder, input as Batch);
		if (before.ballot.open !== this.trial.ballot.open) this.#urn.clear();
		if (events.some(({ type }) => ['pollVoided', 'pollClosed', 'pollDeclared'].includes(type)))
			this.#box.empty();
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
				input: mood < 6 ? junk : drawInput(this.trial, type, gesture)
			};
		}
		if (mood > 70) return this.#goOn(gesture);
		const actor = this.somebody(who);
		const may = mayRun(this.trial, actor).filter((name) => first < (rarely[name] ?? 1000));
		const type = pick(may, what) ?? 'askFloor';
		return { actor, type, input: drawInput(this.trial, type, gesture) };
	}

	/** What a class would do next: say the cue, vote, read, or enter the next step. */
	#goOn(gesture: Gesture): { actor: Actor; type: string; input: unknown } {
		const everybody: Actor[] = [{ office: 'regie', holder: 'regie' }, ...this.seatedActors()];
		const speaking: CommandName[] = ['resume', 'advanceCue', 'showExhibit', 'callWitness'];
		if (this.trial.extracts.waiting.length > 0) speaking.push('showExtract');
		if (this.trial.extracts.onShow) speaking.push('hideExtract');
		const judging: CommandName[] = [
			...(['castSlip', 'closeBallot', 'openBallot', 'proposeMeasures', 'giveReasons'] as const),
			...(this.trial.ballot.open ? [] : (['declareOutcome'] as const)),
			...(['readLine', 'openSealed'] as const)
		];
		const telling: CommandName[] = ['nextPhase', 'showMaterial', 'revealClaim', 'jumpToPhase'];
		const movesOf = (wanted: CommandName[]) =>
			everybody.flatMap((actor) => {
				const may = mayRun(this.trial, actor);
				return wanted.filter((type) => may.includes(type)).map((type) => ({ actor, type }));
			});
		const judged = movesOf(judging);
		const dwelling = [judged, this.#seals(), movesOf(telling)].find((it) => it.length > 0);
		const moves = dwelling ?? movesOf(speaking);
		const { actor, type } = (gesture.mood > (dwelling ? 98 : 88)
			? undefined
			: pick(moves, gesture.what)) ?? {
			actor: { office: 'regie', holder: 'regie' } as const,
			type: 'nextStep'
		};
		return { actor, type, input: drawInput(this.trial, type, gesture) };
	}

	/** What only the other adult does, before the hearing, and once. */
	#seals(): { actor: Actor; type: CommandName }[] {
		const actor: Actor = { office: 'magistrat', holder: 'magistrat' };
		const may = mayRun(this.trial, actor).includes('sealDecision') && !this.trial.sealed.seal;
		return may ? [{ actor, type: 'sealDecision' }] : [];
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
