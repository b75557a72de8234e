import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	StoreUnavailable,
	type Key,
	type Room,
	type Store
} from '../../../src/lib/server/store/store.ts';

export function roomOf(trial: string, code = trial.toUpperCase(), openedAt = 1000): Room {
	return { trial, code, openedAt, closedAt: null };
}

export function keyOf(hash: string, fields: Partial<Key> = {}): Key {
	return {
		hash,
		trial: 'a',
		office: 'tablette',
		purpose: 'cookie',
		holder: 'tablet-1',
		expiresAt: null,
		...fields
	};
}

/** What every store must do, whatever it is made of. */
export function describeStore(name: string, make: () => Promise<Store>): void {
	describe(`${name} keeps the store's contract`, () => {
		let store: Store;

		beforeEach(async () => {
			store = await make();
			await store.open(roomOf('a'), 'the case', [], []);
		});
		afterEach(() => store.stop());

		it('[K1] opens a room with its case, keys and first facts', async () => {
			const key = keyOf('k', { trial: 'b', office: 'regie' });
			const first = [{ type: 'opened', at: 5 }, 'text', null, [1.5, { é: '’\u0000' }]];
			expect(await store.open(roomOf('b'), 'case b', [key], first)).toBe('opened');
			expect(await store.room('B')).toEqual(roomOf('b'));
			expect(await store.casefile('b')).toBe('case b');
			expect(await store.key('k')).toEqual(key);
			expect(await store.read('b', 0)).toEqual(
				first.map((event, place) => ({ version: place + 1, event }))
			);
		});

		it('[LO10] keeps the files of the case beside it, byte by byte', async () => {
			const archive = Uint8Array.from({ length: 70_000 }, (_, n) => n % 251);
			await store.open(roomOf('b'), 'case b', [], [], archive);
			const kept = await store.archive('b');
			expect(kept && Buffer.compare(kept, archive)).toBe(0);
			expect(await store.archive('a')).toBeNull();
			expect(await store.archive('nobody')).toBeNull();
		});

		it('[J15] keeps a sealed text by its digest, and lets go of those it takes the place of', async () => {
			await store.keepSealed('a', 'one', 'text one', 'one');
			await store.keepSealed('a', 'two', 'text two', 'one');
			await store.keepSealed('a', 'three', 'text three', 'two');
			const kept = await Promise.all(['one', 'two', 'three'].map((it) => store.sealed('a', it)));
			expect(kept).toEqual([null, 'text two', 'text three']);
			expect(await store.sealed('nobody', 'two')).toBeNull();
			await expect(store.keepSealed('nobody', 'x', 'x', 'x')).rejects.toThrow();
		});

		it('[K1] refuses a code that an open room holds, and keeps nothing of the second', async () => {
			expect(await store.open(roomOf('b', 'A'), 'x', [keyOf('k', { trial: 'b' })], [1])).toBe(
				'code-taken'
			);
			expect(await store.casefile('b')).toBeNull();
			expect(await store.key('k')).toBeNull();
			expect(await store.read('b', 0)).toEqual([]);
			expect(await store.room('A')).toEqual(roomOf('a'));
		});

		it('[K1] refuses a trial or a key that exists, and keeps nothing of the second', async () => {
			await store.addKey(keyOf('k'));
			await expect(store.open(roomOf('a', 'NEW'), 'x', [], [])).rejects.toThrow();
			await expect(
				store.open(roomOf('b'), 'x', [keyOf('k', { trial: 'b' })], [1])
			).rejects.toThrow();
			expect(await store.room('NEW')).toBeNull();
			expect(await store.room('B')).toBeNull();
			expect(await store.casefile('a')).toBe('the case');
			await expect(store.addKey(keyOf('k'))).rejects.toThrow();
			await expect(store.addKey(keyOf('other', { trial: 'nobody' }))).rejects.toThrow();
		});

		it('[K1] closes a room: found as closed, no longer listed, its code free', async () => {
			await store.open(roomOf('b', 'B', 900), '', [], []);
			expect((await store.rooms()).map(({ trial }) => trial)).toEqual(['b', 'a']);
			await store.close('a', 2000);
			await store.close('a', 3000);
			expect((await store.rooms()).map(({ trial }) => trial)).toEqual(['b']);
			expect(await store.room('A')).toEqual({ ...roomOf('a'), closedAt: 2000 });
			expect(await store.open(roomOf('c', 'A'), '', [], [])).toBe('opened');
			expect((await store.room('A'))?.trial).toBe('c');
			await store.close('c', 4000);
			expect((await store.room('A'))?.trial).toBe('c');
			expect(await store.room('NONE')).toBeNull();
		});

		it('[D3] appends after the expected version only, all or nothing', async () => {
			expect(await store.append({ trial: 'a', expected: 0, events: [1, 2] })).toBe('appended');
			expect(await store.append({ trial: 'a', expected: 0, events: [3] })).toBe('conflict');
			expect(await store.append({ trial: 'a', expected: 1, events: [3] })).toBe('conflict');
			expect(await store.append({ trial: 'a', expected: 3, events: [3] })).toBe('conflict');
			expect(await store.append({ trial: 'a', expected: 2, events: [3, 4] })).toBe('appended');
			expect(await store.read('a', 0)).toEqual([1, 2, 3, 4].map((n) => ({ version: n, event: n })));
			expect(await store.read('a', 3)).toEqual([{ version: 4, event: 4 }]);
			expect(await store.read('a', 4)).toEqual([]);
		});

		it('[D3] keeps one of two appends asked for at once on the same version', async () => {
			const outcomes = await Promise.all(
				[1, 2, 3].map((event) => store.append({ trial: 'a', expected: 0, events: [event] }))
			);
			expect(outcomes.toSorted()).toEqual(['appended', 'conflict', 'conflict']);
			expect(await store.read('a', 0)).toHaveLength(1);
		});

		it('[D3] refuses an event that JSON cannot hold and an unknown trial, and spares the others', async () => {
			const settled = await Promise.allSettled([
				store.append({ trial: 'a', expected: 0, events: [1] }),
				store.append({ trial: 'nobody', expected: 0, events: [1] }),
				store.append({ trial: 'a', expected: 1, events: [2, undefined] }),
				store.append({ trial: 'a', expected: 1, events: [2] })
			]);
			expect(settled.map(({ status }) => status)).toEqual([
				'fulfilled',
				'rejected',
				'rejected',
				'fulfilled'
			]);
			expect(await store.read('nobody', 0)).toEqual([]);
			expect(await store.read('a', 0)).toEqual([1, 2].map((n) => ({ version: n, event: n })));
		});

		it('[D3] gives back an event as it was, whatever happens to the object later', async () => {
			const event = { seats: ['x'] };
			const appended = store.append({ trial: 'a', expected: 0, events: [event] });
			event.seats.push('y');
			await appended;
			const [fact] = await store.read('a', 0);
			(fact?.event as typeof event).seats.push('z');
			expect(await store.read('a', 0)).toEqual([{ version: 1, event: { seats: ['x'] } }]);
		});

		it('[D4] counts an id once in a trial and keeps its first answer', async () => {
			const receipt = { id: 'cmd-1', reply: '{"accepted":true}' };
			const again = { id: 'cmd-1', reply: 'another' };
			expect(await store.receipt('a', 'cmd-1')).toBeNull();
			expect(await store.append({ trial: 'a', expected: 0, events: [1], receipt })).toBe(
				'appended'
			);
			expect(await store.append({ trial: 'a', expected: 1, events: [2], receipt: again })).toBe(
				'repeated'
			);
			expect(await store.append({ trial: 'a', expected: 0, events: [2], receipt: again })).toBe(
				'repeated'
			);
			expect(await store.receipt('a', 'cmd-1')).toBe(receipt.reply);
			expect(await store.read('a', 0)).toHaveLength(1);
			await store.open(roomOf('b'), '', [], []);
			expect(await store.append({ trial: 'b', expected: 0, events: [2], receipt: again })).toBe(
				'appended'
			);
		});

		it('[D4] keeps no receipt where the append was refused, and may keep one without facts', async () => {
			const receipt = { id: 'cmd-1', reply: 'x' };
			expect(await store.append({ trial: 'a', expected: 7, events: [1], receipt })).toBe(
				'conflict'
			);
			expect(await store.receipt('a', 'cmd-1')).toBeNull();
			expect(await store.append({ trial: 'a', expected: 0, events: [], receipt })).toBe('appended');
			expect(await store.receipt('a', 'cmd-1')).toBe('x');
			expect(await store.append({ trial: 'a', expected: 0, events: [1] })).toBe('appended');
		});

		it('[D4] counts an id once even when it is sent twice at once', async () => {
			const receipt = { id: 'cmd-1', reply: 'x' };
			const outcomes = await Promise.all([
				store.append({ trial: 'a', expected: 0, events: [1], receipt }),
				store.append({ trial: 'a', expected: 1, events: [1], receipt })
			]);
			expect(outcomes).toEqual(['appended', 'repeated']);
			expect(await store.read('a', 0)).toHaveLength(1);
		});

		it('[K2] gives a one-use key once, to one of those who come together', async () => {
			const key = keyOf('once', { purpose: 'replacement', expiresAt: 100 });
			await store.addKey(key);
			const taken = await Promise.all([1, 2, 3].map(() => store.takeKey('once', 99)));
			expect(taken.filter((one) => one !== null)).toEqual([key]);
			expect(await store.takeKey('once', 99)).toBeNull();
			expect(await store.key('once')).toBeNull();
			expect(await store.takeKey('unknown', 0)).toBeNull();
		});

		it('[K2] does not give an expired key, which stays to be told apart from an unknown one', async () => {
			const key = keyOf('late', { expiresAt: 100 });
			await store.addKey(key);
			expect(await store.takeKey('late', 100)).toBeNull();
			expect(await store.takeKey('late', 101)).toBeNull();
			expect(await store.key('late')).toEqual(key);
		});

		it('[K3] drops the keys that match, of that trial only', async () => {
			await store.open(roomOf('b'), '', [], []);
			await store.addKey(keyOf('1'));
			await store.addKey(keyOf('2', { purpose: 'replacement' }));
			await store.addKey(keyOf('3', { holder: 'tablet-2' }));
			await store.addKey(keyOf('4', { office: 'regie', holder: 'regie' }));
			await store.addKey(keyOf('5', { trial: 'b' }));
			const left = async () => {
				const keys = await Promise.all(['1', '2', '3', '4', '5'].map((hash) => store.key(hash)));
				return keys.map((key) => key?.hash ?? '-').join('');
			};
			await store.dropKeys('a', { holder: 'tablet-1', purpose: 'replacement' });
			expect(await left()).toBe('1-345');
			await store.dropKeys('a', { holder: 'tablet-1' });
			expect(await left()).toBe('--345');
			await store.dropKeys('a', { office: 'regie' });
			expect(await left()).toBe('--3-5');
			await store.dropKeys('a', {});
			expect(await left()).toBe('----5');
		});

		it('[K4] draws a secret of 256 bits once per name', async () => {
			const [first, same] = await Promise.all([store.secret('cookie'), store.secret('cookie')]);
			expect(first).toMatch(/^[\w-]{43}$/);
			expect(Buffer.from(first, 'base64url')).toHaveLength(32);
			expect(same).toBe(first);
			expect(await store.secret('other')).not.toBe(first);
		});

		it('[D7] answers a probe, and refuses everything once stopped', async () => {
			await expect(store.probe()).resolves.toBeUndefined();
			await store.stop();
			await expect(store.probe()).rejects.toBeInstanceOf(StoreUnavailable);
			await expect(store.append({ trial: 'a', expected: 0, events: [1] })).rejects.toMatchObject({
				name: 'StoreUnavailable',
				trouble: 'stopped'
			});
			await expect(store.stop()).resolves.toBeUndefined();
		});
	});
}
