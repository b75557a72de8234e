import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../src/lib/trial/commands.ts';
import { decide, mayRun } from '../../src/lib/trial/decide.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import { fold, evolve, type Trial } from '../../src/lib/trial/trial.ts';
import { audienceOf, chapterNames, chapters, view } from '../../src/lib/trial/view.ts';
import { wideCase } from '../support/wide-case.ts';
import { audiences, hearing, runs, walk } from './walk.ts';

const seen = ['witnesses', 'evidence', 'extracts', 'debrief'] as const;
/** What each fact may touch, besides the date; a chapter that is not named stays the same object. */
const touched: Record<Event['type'], (keyof Trial)[]> = {
	trialOpened: ['door', 'seats'],
	doorLocked: ['door'],
	doorUnlocked: ['door'],
	roomClosed: ['door'],
	classResized: ['seats'],
	tabletAdmitted: ['seats'],
	tabletReplaced: ['seats', 'opinion'],
	tabletReturned: ['seats', 'ballot'],
	seatAsked: ['seats'],
	seatRefused: ['seats'],
	seatTaken: ['seats'],
	seatFreed: ['seats', 'ballot'],
	seatPapered: ['seats'],
	cardRevoked: ['seats'],
	stepEntered: ['script', 'clock', 'floor', ...seen, 'opinion'],
	cueReached: ['script', 'floor', 'witnesses', 'evidence'],
	courtComposed: ['script'],
	hearingSuspended: ['clock', 'floor'],
	hearingResumed: ['clock', 'floor'],
	minutesAdded: ['clock'],
	witnessCalled: ['witnesses', 'evidence'],
	witnessSentOut: ['witnesses', 'floor'],
	floorAsked: ['floor'],
	floorWithdrawn: ['floor'],
	floorGiven: ['floor'],
	floorTaken: ['floor'],
	exhibitShown: ['evidence', 'extracts'],
	exhibitHidden: ['evidence'],
	exhibitAdmitted: ['evidence'],
	paragraphLit: ['evidence'],
	incidentRaised: ['incidents'],
	incidentSettled: ['incidents'],
	calledToOrder: ['incidents'],
	memberExcused: ['script'],
	memberRestored: ['script'],
	ballotOpened: ['ballot', 'opinion'],
	seatAnswered: ['ballot'],
	slipsVoided: ['ballot'],
	ballotWithdrawn: ['ballot'],
	ballotClosed: ['ballot', 'sanction'],
	outcomeDeclared: ['ballot', 'sanction', 'opinion'],
	measuresProposed: ['sanction'],
	measuresDeclared: ['ballot', 'sanction', 'opinion'],
	reasonsGiven: ['decision'],
	lineRead: ['ballot', 'decision', 'opinion'],
	decisionSealed: ['sealed'],
	sealedOpened: ['sealed', 'debrief'],
	phaseEntered: ['debrief'],
	axesChosen: ['debrief'],
	materialShown: ['debrief'],
	claimRevealed: ['debrief'],
	pollOpened: ['opinion'],
	pollAnswered: ['opinion'],
	pollVoided: ['opinion'],
	pollClosed: ['opinion'],
	pollDeclared: ['opinion'],
	screenNeutral: ['screen', 'extracts'],
	extractProposed: ['extracts'],
	extractShown: ['extracts'],
	extractRefused: ['extracts'],
	extractHidden: ['extracts']
};
const states = Object.keys(fold(wideCase(), [])) as (keyof Trial)[];

describe('random hearings', { timeout: 60_000 }, () => {
	it('[M3] no input makes a decision throw, and what does not parse is refused', () => {
		fc.assert(
			fc.property(hearing, fc.array(fc.anything(), { minLength: 5 }), (drawn, inputs) => {
				const { trial } = walk(wideCase(), drawn, () => {});
				const actor = { office: 'regie', holder: 'regie' } as const;
				for (const input of [
					...inputs,
					null,
					undefined,
					[],
					'seat',
					{ seat: {} },
					{ __proto__: null }
				])
					for (const type of mayRun(trial, actor))
						decide(trial, { type, input }, { now: 0, actor });
				for (const type of mayRun(trial, actor))
					expect(decide(trial, { type, input: null }, { now: 0, actor })).toEqual({
						refused: 'malformed'
					});
			}),
			{ numRuns: runs }
		);
	});

	it('[M8] `may` and decisions agree', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				walk(wideCase(), drawn, ({ actor, type, input, decided, before }) => {
					const context = { now: 0, actor };
					const blank = decide(before, { type, input: null }, context);
					if (!commandNames.some((name) => name === type))
						expect(decided).toEqual({ refused: 'unknown-command' });
					else if (mayRun(before, actor).some((name) => name === type)) {
						expect(blank).toEqual({ refused: 'malformed' });
						expect(decided).not.toEqual({ refused: 'not-yours' });
					} else {
						expect(decided).toHaveProperty('refused');
						expect(decide(before, { type, input }, context)).toEqual(blank);
					}
				});
			}),
			{ numRuns: runs }
		);
	});

	it('[M8] a view offers what its own browser may run, and nothing more', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				walk(wideCase(), drawn, (_, { trial }) => {
					for (const audience of audiences(trial)) {
						const { office, seats } = audience;
						const actor = { office, holder: audience.holder ?? '' };
						expect(chapters.may(trial, audience)).toEqual({
							self: mayRun(trial, actor),
							seats: Object.fromEntries(
								seats.map((seat) => [seat, mayRun(trial, { ...actor, seat })])
							)
						});
					}
				});
			}),
			{ numRuns: Math.ceil(runs / 3) }
		);
	});

	it('[M9] the state is the facts, folded', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				const { events, trial } = walk(wideCase(), drawn, () => {});
				expect(fold(wideCase(), events)).toEqual(trial);
				const kept: Event[] = JSON.parse(JSON.stringify(events));
				expect(fold(wideCase(), kept)).toEqual(trial);
			}),
			{ numRuns: runs }
		);
	});

	it('[H7] time never goes back, whatever the clock of the machine does', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				const { events, trial } = walk(wideCase(), drawn, () => {});
				for (const [i, { at }] of events.entries())
					expect(at).toBeGreaterThanOrEqual(events[i - 1]?.at ?? 0);
				for (const ms of [
					...Object.values(trial.clock.elapsed),
					...Object.values(trial.floor.spoken)
				])
					expect(ms).toBeGreaterThanOrEqual(0);
				const counted = Object.values(trial.clock.elapsed).reduce((sum, ms) => sum + ms, 0);
				const spoken = Object.values(trial.floor.spoken).reduce((sum, ms) => sum + ms, 0);
				expect(counted).toBeLessThanOrEqual(trial.at - (events[0]?.at ?? 0));
				expect(spoken).toBeLessThanOrEqual(running(events));
			}),
			{ numRuns: runs }
		);
	});

	it('[S11] a judge’s tablet holds nothing else, and no tablet holds two sides', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				walk(wideCase(), drawn, (_, { trial }) => {
					for (const holder of trial.seats.admitted) {
						const { seats } = audienceOf(trial, 'tablette', holder);
						const sides = seats.map((seat) => trial.file.seats.find(({ id }) => id === seat)?.side);
						expect(new Set(sides).size).toBeLessThan(2);
						if (sides[0] === 'tribunal') expect(seats).toHaveLength(1);
					}
					for (const { id } of trial.file.seats.filter(({ side }) => side === 'tribunal'))
						expect(trial.seats.holders[id]?.length ?? 0).toBeLessThan(2);
				});
			}),
			{ numRuns: runs }
		);
	});

	it('[V3] a chapter that a fact does not touch stays the same object', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				walk(wideCase(), drawn, ({ before, events }) => {
					let trial = before;
					for (const event of events) {
						const after = evolve(trial, event);
						for (const state of states)
							if (state !== 'at' && !touched[event.type].includes(state))
								expect(after[state], `${state} after ${event.type}`).toBe(trial[state]);
						trial = after;
					}
				});
			}),
			{ numRuns: runs }
		);
	});

	it('[V1] a view is plain data, with every chapter and no other', () => {
		fc.assert(
			fc.property(hearing, (drawn) => {
				const { trial } = walk(wideCase(), drawn, () => {});
				for (const audience of audiences(trial)) {
					const seen = view(trial, audience);
					expect(Object.keys(seen)).toEqual(chapterNames);
					expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
				}
			}),
			{ numRuns: runs }
		);
	});

	it('[M11] every command is accepted in some hearing', () => {
		const accepted = new Set<string>();
		for (const drawn of fc.sample(hearing, { seed: 2026, numRuns: 130 }))
			walk(wideCase(), drawn, ({ decided, type }) => {
				if ('events' in decided) accepted.add(type);
			});
		expect(commandNames.filter((name) => !accepted.has(name))).toEqual([]);
	});
});

/** How long the hearing ran, suspensions left out, told from the facts. */
function running(events: readonly Event[]): number {
	let since: number | null = null;
	let total = 0;
	let suspended = false;
	for (const { type, at } of events) {
		if (since !== null) total += at - since;
		if (type === 'hearingSuspended') suspended = true;
		if (type === 'hearingResumed') suspended = false;
		if (type === 'stepEntered' || since !== null || type === 'hearingResumed')
			since = suspended ? null : at;
	}
	return total;
}
