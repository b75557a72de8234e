import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ending } from '../../../src/lib/server/store/faults.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import type { Store } from '../../../src/lib/server/store/store.ts';
import { appending, start } from './children/start.ts';
import { newDirectory } from './places.ts';

const TRIALS = 4;

interface Kept {
	id: string;
	half: number;
}

/** Acknowledged ⊆ record, nothing twice, nothing half; gives back how many appends were kept. */
async function checkRecord(store: Store, lines: readonly string[]): Promise<number> {
	const ids = new Map<string, number>();
	for (const { trial } of await store.rooms()) {
		const facts = await store.read(trial, 0);
		expect(facts.map(({ version }) => version)).toEqual(facts.map((_, place) => place + 1));
		expect(facts.length % 2).toBe(0);
		for (const { version, event } of facts) {
			const { id, half } = event as Kept;
			expect(half).toBe(version % 2 === 1 ? 1 : 2);
			if (half === 1) expect(ids.has(id)).toBe(false);
			ids.set(id, version);
			expect(await store.receipt(trial, id)).toBe('ok');
		}
	}
	for (const line of lines) {
		const [word, , version, id = ''] = line.split(' ');
		expect(word).toBe('ack');
		expect(ids.get(id), line).toBe(Number(version));
	}
	return ids.size;
}

describe('a store whose process is killed', () => {
	const delays = Array.from({ length: 6 }, () => Math.round(20 + Math.random() * 200));

	it.each(delays)(
		'[D1] holds what was acknowledged, %i ms after the first answer',
		async (delay) => {
			const directory = newDirectory();
			const orders = { directory, trials: TRIALS, rounds: 1e6, faults: {} };
			const child = start('append', appending(orders));
			child.onLine((_, count) => {
				if (count === 1) void sleep(delay).then(child.kill);
			});
			const { lines, signal, errors } = await child.ended;
			expect(errors).toBe('');
			expect(signal).toBe('SIGKILL');
			expect(lines.length).toBeGreaterThan(0);

			const store = await openSqliteStore(directory);
			const kept = await checkRecord(store, lines);
			// What was kept without being acknowledged is at most one append for each trial.
			expect(kept - lines.length).toBeLessThanOrEqual(TRIALS);
			await store.stop();
		}
	);

	it.each([
		['before it begins', ending.processBeforeBegin, 'appended'],
		['once begun', ending.processAfterBegin, 'appended'],
		['before its commit', ending.processBeforeCommit, 'appended'],
		['after its commit', ending.processAfterCommit, 'repeated'],
		['before its answer', ending.processBeforeAnswer, 'repeated']
	] as const)('[D1][D4] killed %s, counts what is sent again once', async (_, endHow, again) => {
		const directory = newDirectory();
		// Opening a database, probing it and opening a room commit: the eleventh transaction is the eighth append.
		const orders = { directory, trials: 1, rounds: 1e6, faults: { endAt: 11, endHow } };
		const { lines, signal } = await start('append', appending(orders)).ended;
		expect(signal).toBe('SIGKILL');
		const acknowledged = lines.length;
		expect(acknowledged).toBe(7);

		const store = await openSqliteStore(directory);
		const kept = await checkRecord(store, lines);
		expect(kept).toBe(acknowledged + (again === 'repeated' ? 1 : 0));
		const id = `trial-0.${acknowledged}.`;
		const events = [1, 2].map((half) => ({ id, half }));
		const append = {
			trial: 'trial-0',
			expected: acknowledged * 2,
			events,
			receipt: { id, reply: 'ok' }
		};
		expect(await store.append(append)).toBe(again);
		expect(await checkRecord(store, lines)).toBe(acknowledged + 1);
		await store.stop();
	});
});
