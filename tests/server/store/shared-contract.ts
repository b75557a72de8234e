import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lease, Store } from '../../../src/lib/server/store/store.ts';
import { keyOf, roomOf } from './store-contract.ts';

const leaseOf = (holder: string, until: number, trial = 'a'): Lease => ({
	trial,
	holder,
	address: `127.0.0.1:${holder}`,
	until
});

/** What a record that several processes open must do for each of them, whatever it is made of. */
export function describeSharedStore(name: string, make: () => Promise<[Store, Store]>): void {
	describe(`${name} keeps the contract of a shared record`, () => {
		let here: Store;
		let there: Store;

		beforeEach(async () => {
			[here, there] = await make();
			await here.open(roomOf('a'), '', [], []);
			await here.open(roomOf('b'), '', [], []);
		});
		afterEach(() => Promise.all([here.stop(), there.stop()]));

		it('[Y1] says that another process has written, once, and never of one’s own writes', async () => {
			await here.changed();
			await there.changed();
			await here.append({ trial: 'a', expected: 0, events: [1] });
			expect(await here.changed()).toBe(false);
			expect(await there.changed()).toBe(true);
			expect(await there.changed()).toBe(false);
			await there.addKey(keyOf('k'));
			expect(await there.changed()).toBe(false);
			expect(await here.changed()).toBe(true);
			await here.probe();
			await here.read('a', 0);
			expect(await here.changed()).toBe(false);
		});

		it('[Y4] gives a lease to one of those who ask, until it runs out', async () => {
			const asked = await Promise.all([
				here.lease(leaseOf('1', 100), 0),
				there.lease(leaseOf('2', 100), 0)
			]);
			const [first] = asked;
			expect(asked).toEqual([first, first]);
			const other = first?.holder === '1' ? '2' : '1';
			expect(await there.lease(leaseOf(other, 500), 99)).toEqual(first);
			expect(await there.lease(leaseOf(other, 500), 100)).toEqual(leaseOf(other, 500));
			expect(await here.lease(leaseOf('3', 500), 499)).toEqual(leaseOf(other, 500));
			expect(await here.lease(leaseOf('3', 500, 'b'), 0)).toEqual(leaseOf('3', 500, 'b'));
			await expect(here.lease(leaseOf('1', 100, 'nobody'), 0)).rejects.toThrow();
		});

		it('[Y4] gives it again to its holder, and to the one who replaces that holder', async () => {
			await here.lease(leaseOf('1', 100), 0);
			expect(await here.lease(leaseOf('1', 200), 50)).toEqual(leaseOf('1', 200));
			expect(await there.lease(leaseOf('2', 900), 50, '3')).toEqual(leaseOf('1', 200));
			expect(await there.lease(leaseOf('2', 900), 50, '1')).toEqual(leaseOf('2', 900));
			expect(await here.lease(leaseOf('3', 900), 50, '1')).toEqual(leaseOf('2', 900));
		});

		it('[Y4] puts off what is still held, says what is lost, and gives everything back', async () => {
			await here.lease(leaseOf('1', 100), 0);
			await here.lease(leaseOf('1', 100, 'b'), 0);
			expect(await here.renewLeases('1', ['a', 'b', 'c'], 200)).toEqual(
				expect.arrayContaining(['a', 'b'])
			);
			expect(await there.lease(leaseOf('2', 900), 199)).toEqual(leaseOf('1', 200));
			await there.lease(leaseOf('2', 900), 200);
			expect(await here.renewLeases('1', ['a', 'b'], 300)).toEqual(['b']);
			await here.dropLeases('1');
			expect(await here.lease(leaseOf('3', 900), 0)).toEqual(leaseOf('2', 900));
			expect(await here.lease(leaseOf('3', 900, 'b'), 0)).toEqual(leaseOf('3', 900, 'b'));
		});

		it('[Y4] appends for a home only what its lease covers', async () => {
			const add = (store: Store, home: string, expected: number, events: unknown[]) =>
				store.append({ trial: 'a', expected, events, home });
			expect(await add(here, '1', 0, ['x'])).toBe('not-home');
			await here.lease(leaseOf('1', 100), 0);
			expect(await add(here, '1', 0, ['x'])).toBe('appended');
			expect(await add(here, '1', 0, ['x'])).toBe('conflict');
			expect(await add(there, '2', 1, ['y'])).toBe('not-home');
			// Run out and not replaced: nobody else keeps the slips.
			expect(await add(here, '1', 1, [])).toBe('appended');
			await there.lease(leaseOf('2', 900), 100);
			expect(await add(here, '1', 1, [])).toBe('not-home');
			const receipt = { id: 'c', reply: 'r' };
			expect(
				await here.append({ trial: 'a', expected: 1, events: ['z'], home: '1', receipt })
			).toBe('not-home');
			expect(await here.receipt('a', 'c')).toBeNull();
			expect(await add(there, '2', 1, ['y'])).toBe('appended');
			expect((await here.read('a', 0)).map(({ event }) => event)).toEqual(['x', 'y']);
		});
	});
}
