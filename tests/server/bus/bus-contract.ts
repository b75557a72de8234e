import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bus } from '../../../src/lib/server/bus/bus.ts';

/** What every bus must do; `errors` holds what it was told of listeners that threw. */
export function describeBus(name: string, make: (errors: unknown[]) => Promise<Bus>): void {
	describe(`${name} keeps the bus's contract`, () => {
		let bus: Bus;
		let heard: string[];
		let errors: unknown[];
		const hear = (trial: string) => void heard.push(trial);
		const settle = () => sleep(20);

		beforeEach(async () => {
			heard = [];
			errors = [];
			bus = await make(errors);
		});
		afterEach(() => bus.stop());

		it('[D13] tells every listener, the announcer’s own process included, after announce returned', async () => {
			bus.listen(hear);
			bus.listen((trial) => heard.push(`${trial} too`));
			bus.announce('a', 1);
			expect(heard).toEqual([]);
			await settle();
			expect(heard).toEqual(['a', 'a too']);
		});

		it('[D13] tells a trial at least once after its last announcement', async () => {
			bus.listen(hear);
			for (const trial of ['a', 'b', 'a', 'b']) bus.announce(trial, 1);
			await settle();
			expect(new Set(heard)).toEqual(new Set(['a', 'b']));
			heard = [];
			bus.announce('a', 1);
			await settle();
			expect(heard).toEqual(['a']);
		});

		it('[D13] tells the newest version of those announced in a row', async () => {
			const versions: number[] = [];
			bus.listen((_, version) => versions.push(version));
			for (const version of [3, 5, 4]) bus.announce('a', version);
			await settle();
			expect(versions.at(-1)).toBe(5);
		});

		it('[Y7] says a trial and a version, and nothing else', async () => {
			const told: unknown[][] = [];
			bus.listen((...said) => void told.push(said));
			bus.announce('a', 1);
			await settle();
			expect(told).toEqual([['a', 1]]);
		});

		it('[D13] tells each trial its own newest version', async () => {
			const newest = new Map<string, number>();
			bus.listen((trial, version) => void newest.set(trial, version));
			for (const version of [1, 2]) for (const trial of ['a', 'b']) bus.announce(trial, version);
			bus.announce('a', 3);
			await settle();
			expect([...newest].toSorted()).toEqual([
				['a', 3],
				['b', 2]
			]);
		});

		it('[D13] hears what a listener announces in its turn', async () => {
			bus.listen((trial) => {
				hear(trial);
				if (trial === 'a') bus.announce('b', 1);
			});
			bus.announce('a', 1);
			await settle();
			expect(heard).toEqual(['a', 'b']);
		});

		it('[D13] spares the others when a listener throws, and says so', async () => {
			const error = new Error('broken');
			bus.listen(() => {
				throw error;
			});
			bus.listen(hear);
			bus.announce('a', 1);
			await settle();
			expect(heard).toEqual(['a']);
			expect(errors).toEqual([error]);
		});

		it('[D13] tells nothing to one who has left, even between announcing and telling', async () => {
			const leave = bus.listen(hear);
			const other: string[] = [];
			bus.listen((trial) => void other.push(trial));
			bus.announce('a', 1);
			leave();
			leave();
			await settle();
			expect(heard).toEqual([]);
			expect(other).toEqual(['a']);
		});

		it('[D13] tells one listener given twice twice, and forgets one at a time', async () => {
			const leave = bus.listen(hear);
			bus.listen(hear);
			bus.announce('a', 1);
			await settle();
			expect(heard).toEqual(['a', 'a']);
			leave();
			bus.announce('b', 1);
			await settle();
			expect(heard).toEqual(['a', 'a', 'b']);
		});

		it('[D13] tells nothing once stopped', async () => {
			bus.listen(hear);
			bus.announce('a', 1);
			await bus.stop();
			bus.announce('b', 1);
			bus.listen(hear);
			bus.announce('c', 1);
			await settle();
			expect(heard).toEqual([]);
			await expect(bus.stop()).resolves.toBeUndefined();
		});
	});
}
