/** Compares what browsers were told with what the record holds, once a fault is over. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';
import type { Event } from '../../src/lib/trial/event.ts';
import { fold, type Trial } from '../../src/lib/trial/trial.ts';
import { audienceOf, view } from '../../src/lib/trial/view.ts';
import type { Bot } from '../support/bot.ts';
import type { Place } from './children/serve.ts';
import type { Entry } from './history.ts';

interface Held {
	events: Event[];
	/** The ids of the history that have an answer in the record. */
	receipts: Set<string>;
}

/** Reads the record of a trial as it is on the disk, without our own store, while its server lives or not. */
export function readRecord(directory: string, trial: string, entries: readonly Entry[]): Held {
	const database = new DatabaseSync(join(directory, 'pretoire.db'));
	const facts = database
		.prepare('select version, event from fact where trial = ? order by version')
		.all(trial);
	expect(facts.map(({ version }) => version)).toEqual(facts.map((_, place) => place + 1));
	const find = database.prepare('select reply from receipt where trial = ? and id = ?');
	const receipts = new Set<string>();
	for (const { holder, id } of entries) {
		const row = find.get(trial, `${holder}:${id}`);
		if (!row) continue;
		expect(JSON.parse(String(row.reply))).toEqual({ done: true });
		receipts.add(id);
	}
	database.close();
	return { events: facts.map(({ event }) => JSON.parse(String(event)) as Event), receipts };
}

/** Acknowledged ⊆ record, nothing twice, each browser's order kept, the rest whole or not at all. */
export function checkHistory(entries: readonly Entry[], { events, receipts }: Held): void {
	for (const { id, answer } of entries) {
		if (answer) expect(receipts.has(id), `${id} ${JSON.stringify(answer)}`).toBe('done' in answer);
	}
	const kept = new Map<string, string[]>();
	for (const event of events) {
		const [owner, fact] = describe(event);
		if (owner) kept.set(owner, [...(kept.get(owner) ?? []), fact]);
	}
	const owners = new Set(entries.map(ownerOf));
	for (const owner of owners) {
		const answered = entries.filter((it) => ownerOf(it) === owner && receipts.has(it.id));
		expect(kept.get(owner) ?? [], owner).toEqual(answered.map(({ fact }) => fact));
	}
	expect([...kept.keys()].filter((owner) => !owners.has(owner))).toEqual([]);
}

const ownerOf = ({ seat, holder }: Entry): string => seat ?? holder;

/** Whose gesture this fact tells, and which. */
function describe(event: Event): [owner: string | null, fact: string] {
	if (event.type === 'minutesAdded') {
		const owner = event.minutes > 0 ? 'regie' : 'magistrat';
		return [owner, `${event.step} ${event.minutes}`];
	}
	if (event.type === 'floorAsked' || event.type === 'floorWithdrawn')
		return [event.seat, event.type];
	return [null, ''];
}

/** Every live view is the view of the folded record, for that audience. */
export async function checkViews(
	file: CaseFile,
	events: readonly Event[],
	browsers: readonly (readonly [Place, Bot])[]
): Promise<void> {
	const trial = fold(file, events);
	for (const [place, bot] of browsers) {
		const expected = viewOf(trial, place);
		const shown = () => ({ ...bot.view, presence: undefined });
		for (
			const start = Date.now();
			Date.now() - start < 10_000 && !isDeepStrictEqual(shown(), expected);
		)
			await new Promise((next) => setTimeout(next, 20));
		expect(shown()).toEqual(expected);
	}
}

/** As it travels. */
const viewOf = (trial: Trial, { office, holder }: Place): object => ({
	...(JSON.parse(JSON.stringify(view(trial, audienceOf(trial, office, holder)))) as object),
	presence: undefined
});
