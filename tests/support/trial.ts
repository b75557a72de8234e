/** given(facts).when(actor, command).then(facts): a hearing told in a test. */
import { expect } from 'vitest';
import type { CaseFile, SeatId } from '../../src/lib/casefile/casefile.ts';
import type { StepId } from '../../src/lib/casefile/procedure.ts';
import type { Actor, Holder } from '../../src/lib/trial/actor.ts';
import type { CommandName } from '../../src/lib/trial/commands.ts';
import type { Tally } from '../../src/lib/trial/command.ts';
import { decide, mayRun, type Input } from '../../src/lib/trial/decide.ts';
import type { Choice, Event, Fact } from '../../src/lib/trial/event.ts';
import type { Refusal } from '../../src/lib/trial/refusal.ts';
import { evolve, fold, type Trial } from '../../src/lib/trial/trial.ts';
import { audienceOf, chapters, type ChapterName, type View } from '../../src/lib/trial/view.ts';
import { wideCase } from './wide-case.ts';

export const minutes = (count: number): number => count * 60_000;
/** When every hearing of the tests begins. */
export const dawn = Date.UTC(2026, 10, 23, 9);

export const regie: Actor = { office: 'regie', holder: 'regie' };
export const magistrat: Actor = { office: 'magistrat', holder: 'magistrat' };
export const screen: Actor = { office: 'ecran', holder: 'ecran' };
export const server: Actor = { office: 'system', holder: 'system' };
/** A browser that speaks for itself. */
export const tablet = (holder: Holder): Actor => ({ office: 'tablette', holder });
/** The tablet that holds this seat in a seated class. */
export const holderOf = (seat: SeatId): Holder => `t-${seat}`;
/** This seat, spoken for by the tablet that holds it in a seated class. */
export const as = (seat: SeatId, holder: Holder = holderOf(seat)): Actor => ({
	office: 'tablette',
	holder,
	seat
});

/** A room opened on a case, and nobody in it. */
export const opened = (pupils = 28, tablets = 35): Fact[] => [
	{ type: 'trialOpened', pupils, tablets, format: '110' }
];

/** Every seat the class opens, each on a tablet of its own. */
export function seated(pupils = 28, file: CaseFile = wideCase()): Fact[] {
	const seats = file.seats.filter(({ opensAt }) => opensAt <= pupils);
	return [
		...opened(pupils),
		...seats.flatMap(({ id }): Fact[] => [
			{ type: 'tabletAdmitted', tablet: holderOf(id) },
			{ type: 'seatTaken', seat: id, holder: holderOf(id) }
		])
	];
}

export class Hearing {
	readonly events: readonly Event[];
	readonly trial: Trial;
	readonly now: number;

	constructor(trial: Trial, events: readonly Event[], now: number) {
		this.trial = trial;
		this.events = events;
		this.now = now;
	}

	/** The same hearing, some time later. */
	later(ms: number): Hearing {
		return new Hearing(this.trial, this.events, this.now + ms);
	}

	/** The same hearing, with more facts, dated now. */
	and(...facts: Fact[]): Hearing {
		return this.#add(facts.map((fact) => ({ ...fact, at: this.now })));
	}

	#add(events: Event[]): Hearing {
		return new Hearing(events.reduce(evolve, this.trial), [...this.events, ...events], this.now);
	}

	/** One request, typed as a browser's; `urn` is what the server's memory holds. */
	when<Name extends CommandName>(
		actor: Actor,
		type: Name,
		input: Input<Name>,
		urn: readonly Choice[] = [],
		tally?: Tally
	): Attempt {
		return this.whenever(actor, type, input, urn, tally);
	}

	/** One request, well formed or not. */
	whenever(
		actor: Actor,
		type: string,
		input: unknown,
		urn: readonly Choice[] = [],
		tally?: Tally
	): Attempt {
		const lent = { now: this.now, actor, urn, ...(tally && { tally }) };
		const decided = decide(this.trial, { type, input }, lent);
		return 'refused' in decided
			? new Attempt(this, decided.refused, [])
			: new Attempt(this.#add(decided.events), null, decided.events);
	}

	/** One request that has to be accepted. */
	run<Name extends CommandName>(actor: Actor, type: Name, input: Input<Name>): Hearing {
		return this.when(actor, type, input).done();
	}

	/** The same hearing, whether or not this was accepted. */
	attempt(actor: Actor, type: string, input: unknown, tally?: Tally): Hearing {
		return this.whenever(actor, type, input, [], tally).hearing;
	}

	/** The régie jumps to this step. */
	at(step: StepId): Hearing {
		return this.run(regie, 'jumpToStep', { step });
	}

	may = (actor: Actor): CommandName[] => mayRun(this.trial, actor);

	/** A chapter as the browser of this actor receives it. */
	sees<Name extends ChapterName>({ office, holder }: Actor, chapter: Name): View[Name] {
		if (office === 'system') throw new Error('the server sees nothing');
		const audience = audienceOf(this.trial, office, holder);
		const view: unknown = chapters[chapter](this.trial, audience);
		return view as View[Name];
	}

	/** The pieces this actor's browser may open, by id. */
	reads = (actor: Actor): string[] => this.sees(actor, 'evidence').pieces.map(({ id }) => id);
}

class Attempt {
	readonly #hearing: Hearing;
	readonly #refusal: Refusal | null;
	readonly #events: readonly Event[];

	constructor(hearing: Hearing, refusal: Refusal | null, events: readonly Event[]) {
		this.#hearing = hearing;
		this.#refusal = refusal;
		this.#events = events;
	}

	get hearing(): Hearing {
		return this.#hearing;
	}

	/** Accepted, with these facts and no other. */
	then(...facts: Fact[]): Hearing {
		expect(this.#refusal ?? this.#events.map(({ at: _, ...fact }) => fact)).toEqual(facts);
		return this.#hearing;
	}

	/** Accepted. */
	done(): Hearing {
		expect(this.#refusal).toBe(null);
		return this.#hearing;
	}

	/** Refused for this reason, and nothing changed. */
	refused(reason: Refusal): Hearing {
		expect(this.#refusal).toBe(reason);
		return this.#hearing;
	}
}

/** A hearing in which these facts have happened. */
export function given(...facts: Fact[]): Hearing {
	return given.on(wideCase(), ...facts);
}

/** The same, on a case of its own. */
given.on = (file: CaseFile, ...facts: Fact[]): Hearing =>
	new Hearing(fold(file, []), [], dawn).and(...facts);

/** A seated class that has come to this step, through the opening where it lies behind. */
export function hearingAt(step: StepId, pupils = 28): Hearing {
	const file = wideCase();
	const rank = (id: StepId) => file.procedure.steps.findIndex((it) => it.id === id);
	const hearing = given(...seated(pupils));
	const opening = rank(step) > rank('ouverture') ? hearing.at('ouverture') : hearing;
	const left = rank(step) > rank('sortie-de-role') ? opening.at('sortie-de-role') : opening;
	return left.at(step);
}
