/** (e) Any moment of a long record: its facts folded again from the first, then every chapter of one view. */
import { decide } from '../../src/lib/trial/decide.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import { evolve, fold } from '../../src/lib/trial/trial.ts';
import { audienceOf, view } from '../../src/lib/trial/view.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { at, round } from './contest.ts';
import { actorOf, bring, inventRoom } from './rooms.ts';
import { plan } from './timetable.ts';

export interface Replay {
	facts: number;
	moments: number;
	/** Milliseconds. */
	p50: number;
	worst: number;
}

export async function replay(facts: number): Promise<Replay> {
	const file = await shippedCase();
	const events = await write(facts);
	const times: number[] = [];
	const moments = Array.from({ length: 60 }, (_, i) => Math.ceil((facts * (i + 1)) / 60));
	for (const [turn, moment] of [...moments, ...moments].entries()) {
		const begun = performance.now();
		const trial = fold(file, events.slice(0, moment));
		view(trial, audienceOf(trial, 'regie', 'regie'));
		// The first round only warms up.
		if (turn >= moments.length) times.push(performance.now() - begun);
	}
	const sorted = times.sort((a, b) => a - b);
	return { facts, moments: times.length, p50: at(sorted, 0.5), worst: round(sorted.at(-1) ?? NaN) };
}

/** A hearing that goes on until its record has so many facts. */
async function write(facts: number): Promise<Event[]> {
	const file = await shippedCase();
	const { events, trial: begun } = bring(file, false);
	const room = inventRoom(file, 0);
	let trial = begun;
	for (const { rank, type, input } of plan(room, 0, 0, facts)) {
		const actor = actorOf(room, rank);
		const decided = decide(trial, { type, input }, { now: Date.now(), actor });
		if ('refused' in decided) continue;
		events.push(...decided.events);
		trial = decided.events.reduce(evolve, trial);
		if (events.length >= facts) break;
	}
	return events.slice(0, facts);
}
