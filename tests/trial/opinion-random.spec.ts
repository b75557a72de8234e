import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { PollBox, type Batch } from '../../src/lib/server/ballot/poll-box.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import {
	fewestOf,
	moments,
	tellCounts,
	type PollAnswer,
	type PollId
} from '../../src/lib/trial/poll.ts';
import { offeredPolls } from '../../src/lib/trial/opinion.ts';
import { evolve, fold, type Trial } from '../../src/lib/trial/trial.ts';
import { audienceOf, chapters, view } from '../../src/lib/trial/view.ts';
import { judge } from '../support/opinion.ts';
import { publish } from '../support/promise.ts';
import { given, hearingAt, regie, seated, server, type Hearing } from '../support/trial.ts';

const even = (most: number) => fc.noBias(fc.nat(most));
const gesture = fc.record({ what: even(19), who: even(99), n: even(99), m: even(99) });
type Gesture = typeof gesture extends fc.Arbitrary<infer Drawn> ? Drawn : never;
/** Where a class is asked something, with every seat of twenty-eight pupils on a tablet. */
const starts = [
	hearingAt('interrogatoire'),
	hearingAt('temoins'),
	hearingAt('delibere'),
	hearingAt('delibere', 35),
	given(...seated()).at('accueil'),
	judge(hearingAt('interrogatoire')).left
];
const steps = ['interrogatoire', 'temoins', 'delibere', 'decision', 'sortie-de-role', 'debrief'];
const polls: PollId[] = ['avis:complicite', 'avis:recel', ...moments, 'avis:vol' as PollId];
const pick = <Item>(items: readonly Item[], n: number): Item => items[n % items.length] as Item;

/** A class as it really answers: what each pupil said is known here, and nowhere in the hearing. */
class Class {
	hearing: Hearing;
	/** The same hearing, in which nothing was ever asked. */
	silent: Trial;
	readonly #box = new PollBox();
	/** What was accepted since the open question was put, or since its answers were lost. */
	said: PollAnswer[] = [];
	told = new Map<PollId, string>();

	constructor(hearing: Hearing) {
		this.hearing = hearing;
		this.silent = hearing.trial;
	}

	do({ what, who, n, m }: Gesture): Event[] {
		this.hearing = this.hearing.later(1_000);
		const { file, opinion, seats } = this.hearing.trial;
		const open = opinion.open?.poll ?? pick(polls, n);
		const held = Object.entries(seats.holders).flatMap(([seat, holders]) =>
			holders.map((holder): Actor => ({ office: 'tablette', holder, seat: seat as SeatId }))
		);
		const adult = who % 9 ? regie : pick(held, who);
		const seat = pick(file.seats, m).id;
		const offered = offeredPolls(this.hearing.trial);
		if (what < 1 || (what < 9 && !opinion.open))
			return this.#run(adult, 'openPoll', {
				poll: pick(m % 8 ? [...offered, ...polls] : polls, m % 3)
			});
		if (what < 11) {
			const choices: PollAnswer[] =
				open.startsWith('avis') && m % 19 ? ['oui', 'non'] : ['oui', 'non', 'nsp'];
			const answers = Array.from({ length: 1 + (n % 2) }, (_, i) =>
				pick(choices, n * 7 + m + i * who)
			);
			const input = {
				poll: m % 11 ? open : pick(polls, n),
				batch: `lot-de-la-page-${n}`,
				answers
			};
			return this.#run(who % 8 ? pick(held, who + m) : regie, 'castAnswers', input);
		}
		if (what === 11) return n % 20 ? [] : this.#run(server, 'voidPoll', {});
		if (what < 14)
			return m % 9
				? []
				: this.#run(adult, 'closePoll', {
						poll: open,
						round: opinion.open?.round ?? 0
					});
		if (what === 14 && m % 3 === 0) {
			const nsp = open.startsWith('avis') ? {} : { nsp: m % 5 };
			return this.#run(adult, 'declarePoll', {
				poll: open,
				totals: { oui: n % 20, non: m % 20, ...nsp }
			});
		}
		if (what === 15 && m % 5 === 0) return this.#run(regie, 'jumpToStep', { step: pick(steps, n) });
		if (what === 16 && m % 3 === 0) {
			const { holder = 'regie' } = pick(held, n) ?? {};
			return this.#run(regie, m % 2 ? 'assignSeat' : 'freeSeat', { seat, holder });
		}
		if (what === 17) return this.#run(regie, 'resizeClass', { pupils: 28 + (m % 8), tablets: 20 });
		if (what === 18) return this.#run(regie, 'callWitness', { seat: 'temoin/t' });
		return this.#run(regie, 'declareOutcome', { charge: 'recel', outcome: 'relaxe' });
	}

	#run(actor: Actor, type: string, input: unknown): Event[] {
		const { trial, events } = this.hearing;
		const lent = this.#box.lend(trial.opinion.open?.poll ?? null, actor.holder);
		this.hearing = this.hearing.attempt(actor, type, input, lent);
		const added = this.hearing.events.slice(events.length);
		for (const event of added)
			if (!event.type.startsWith('poll')) this.silent = evolve(this.silent, event);
		if (added.some(({ type }) => type === 'pollAnswered')) {
			const batch = input as Batch;
			this.#box.put(actor.holder, batch);
			this.said.push(...batch.answers);
		}
		if (added.some(({ type }) => ['pollOpened', 'pollVoided'].includes(type))) {
			this.#box.empty();
			this.said = [];
		}
		return added;
	}
}

describe('random classes that are asked what they think', { timeout: 60_000 }, () => {
	it('[AV15] {P17} never more answers than pupils, nothing told early, of too few, or twice', ({
		task
	}) => {
		const counted = { gestes: 0, réponses: 0, clôtures: 0, résultats: 0, décomptés: 0 };
		fc.assert(
			fc.property(
				fc.nat(starts.length - 1),
				fc.array(gesture, { minLength: 60, maxLength: 140, size: 'max' }),
				(start, gestures) => {
					const room = new Class(pick(starts, start));
					for (const drawn of gestures) {
						const before = room.hearing.trial;
						const said = [...room.said];
						const events = room.do(drawn);
						counted.gestes++;
						const { trial } = room.hearing;
						const { open, answered } = trial.opinion;
						for (const [seat, count] of Object.entries(answered))
							expect(count).toBeLessThanOrEqual(open?.places[seat as SeatId] ?? 0);
						for (const event of events) {
							if (event.type === 'pollOpened')
								expect(
									JSON.stringify(trial.opinion.open?.places),
									'the judges are never asked'
								).not.toMatch(/juge|assesseur/);
							if (event.type === 'pollAnswered') counted.réponses += event.count;
							if (event.type === 'pollClosed') {
								counted.clôtures++;
								if (event.result) counted.décomptés++;
								const oui = said.filter((it) => it === 'oui').length;
								const non = said.filter((it) => it === 'non').length;
								const counts = { oui, non, nsp: said.length - oui - non };
								expect(event.result).toEqual(tellCounts(event.poll, counts));
								expect(event.result === null).toBe(said.length < fewestOf(event.poll));
							}
							if (!('result' in event) || !event.result) continue;
							counted.résultats++;
							expect(room.told.has(event.poll), 'told once').toBe(false);
							room.told.set(event.poll, JSON.stringify(event.result));
						}
						// Told, it is never computed again.
						for (const { poll, result } of trial.opinion.over)
							if (result) expect(JSON.stringify(result)).toBe(room.told.get(poll));
						if (before !== trial) watch(room);
					}
				}
			),
			{ numRuns: 150 }
		);
		expect(counted.résultats).toBeGreaterThan(20);
		expect(counted.décomptés).toBeGreaterThan(10);
		expect(counted.réponses).toBeGreaterThan(200);
		publish(task, counted);
	});
});

/** What everybody sees now: no result before its time, and for who judges nothing at all. */
function watch({ hearing: { trial }, silent }: Class): void {
	const holders = [...trial.seats.admitted, 'ecran', 'regie', 'stranger'];
	const mayTell = trial.script.visited.includes('sortie-de-role') && trial.decision.read > 0;
	for (const holder of holders) {
		const office = holder === 'ecran' || holder === 'regie' ? holder : 'tablette';
		const audience = audienceOf(trial, office, holder);
		if (mayTell) continue;
		expect(JSON.stringify(chapters.opinion(trial, audience)) ?? '').not.toContain('shares');
		if (office === 'ecran' || audience.seats.some((seat) => /^(juge|assesseur)/.test(seat)))
			expect(JSON.stringify(view(trial, audience))).toBe(JSON.stringify(view(silent, audience)));
	}
}

describe('the watch above', () => {
	it('[AV15] sees a choice that is planted', () => {
		const room = new Class(hearingAt('delibere'));
		room.hearing = room.hearing.run(regie, 'openPoll', { poll: 'avis:recel' });
		watch(room);
		room.silent = fold(room.silent.file, []);
		expect(() => watch(room)).toThrow();
	});
});
