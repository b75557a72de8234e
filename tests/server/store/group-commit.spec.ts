import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault, noFaults, type Faults } from '../../../src/lib/server/store/faults.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import type { Store } from '../../../src/lib/server/store/store.ts';
import { newDirectory } from './places.ts';
import { roomOf } from './store-contract.ts';

const COMMIT = 50;
const TICK = 5;

describe('appends asked for together', () => {
	let store: Store;
	let faults: Faults;
	const trials = Array.from({ length: 20 }, (_, n) => `t${n}`);
	const transactions = () => faults[fault.transactions] ?? 0;

	beforeEach(async () => {
		faults = noFaults();
		store = await openSqliteStore(newDirectory(), faults);
		for (const trial of trials) await store.open(roomOf(trial), '', [], []);
	});
	afterEach(() => store.stop());

	it('[D5] 200 appends of 20 trials in one turn share one transaction', async () => {
		const before = transactions();
		const outcomes = await Promise.all(
			Array.from({ length: 200 }, (_, n) => {
				const [trial = '', expected] = [trials[n % 20], Math.floor(n / 20)];
				return store.append({ trial, expected, events: [n] });
			})
		);
		expect(new Set(outcomes)).toEqual(new Set(['appended']));
		expect(transactions() - before).toBe(1);
		for (const trial of trials) expect(await store.read(trial, 0)).toHaveLength(10);
	});

	it('[D5] the conflict of one does not touch the others', async () => {
		const before = transactions();
		const outcomes = await Promise.all([
			store.append({ trial: 't0', expected: 0, events: ['a', 'b'] }),
			store.append({ trial: 't1', expected: 3, events: ['lost', 'lost'] }),
			store.append({ trial: 't2', expected: 0, events: ['c'] })
		]);
		expect(outcomes).toEqual(['appended', 'conflict', 'appended']);
		expect(transactions() - before).toBe(1);
		expect(await store.read('t1', 0)).toEqual([]);
		expect(await store.read('t2', 0)).toHaveLength(1);
	});

	it('[D5] what is asked for during a commit waits for it, and goes together', async () => {
		faults[fault.commitDelay] = COMMIT;
		const before = transactions();
		const asked = [store.append({ trial: 't0', expected: 0, events: [0] })];
		for (const trial of trials.slice(1)) {
			await new Promise((resolve) => setTimeout(resolve, 1));
			asked.push(store.append({ trial, expected: 0, events: [0] }));
		}
		expect(new Set(await Promise.all(asked))).toEqual(new Set(['appended']));
		expect(transactions() - before).toBeLessThan(asked.length / 2);
	});

	it('[D6] the main thread goes on while a commit waits for the disk', async () => {
		faults[fault.commitDelay] = COMMIT;
		let turns = 0;
		let longest = 0;
		let last = performance.now();
		const begun = last;
		const timer = setInterval(() => {
			const now = performance.now();
			longest = Math.max(longest, now - last);
			last = now;
			turns += 1;
		}, TICK);
		await store.append({ trial: 't0', expected: 0, events: [0] });
		clearInterval(timer);
		const took = performance.now() - begun;
		console.log(
			`commit of ${COMMIT} ms: ${took.toFixed(0)} ms until acknowledged, ${turns} turns of a ${TICK} ms timer, longest gap ${longest.toFixed(1)} ms`
		);
		expect(took).toBeGreaterThanOrEqual(COMMIT);
		expect(turns).toBeGreaterThanOrEqual(5);
	});
});
