import { describe, expect, it } from 'vitest';
import { Keys } from '../../src/lib/server/door/keys.ts';
import type { Key } from '../../src/lib/server/store/store.ts';

/** A record that answers when told to, and says when each key was asked for. */
function openRecord() {
	const asked: { hash: string; turn: number; answer: (key: Key | null) => void }[] = [];
	const record = { asked, turn: 0, fails: false };
	const key = (hash: string): Promise<Key | null> =>
		record.fails
			? Promise.reject(new Error('the disk'))
			: new Promise((answer) => asked.push({ hash, turn: record.turn, answer }));
	return Object.assign(record, { keys: new Keys({ key }) });
}
const settled = () => new Promise((next) => setImmediate(next));
const keyOf = (hash: string) => ({ hash }) as Key;

describe('keys asked of the record', () => {
	it('[G30] one alone waits for nothing; those shown while it is answered are asked together, after it', async () => {
		const record = openRecord();
		const found = ['a', 'b', 'c'].map((hash) => record.keys.find(hash));
		expect(record.asked.map(({ hash }) => hash)).toEqual(['a']);
		await settled();
		record.turn = 1;
		record.asked[0]?.answer(keyOf('a'));
		await settled();
		expect(record.asked.map(({ hash, turn }) => [hash, turn])).toEqual([
			['a', 0],
			['b', 1],
			['c', 1]
		]);
		record.asked[1]?.answer(null);
		record.asked[2]?.answer(keyOf('c'));
		expect(await Promise.all(found)).toEqual([keyOf('a'), null, keyOf('c')]);
	});

	it('[G30] nothing is remembered: a key revoked meanwhile is asked for again', async () => {
		const record = openRecord();
		for (const answer of [keyOf('a'), null]) {
			const found = record.keys.find('a');
			record.asked.at(-1)?.answer(answer);
			expect(await found).toBe(answer);
		}
		expect(record.asked).toHaveLength(2);
	});

	it('[G30] a record that fails keeps nobody waiting, and serves again once it can', async () => {
		const record = openRecord();
		record.fails = true;
		const found = await Promise.allSettled(['a', 'b', 'c'].map((hash) => record.keys.find(hash)));
		expect(found.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		record.fails = false;
		const next = record.keys.find('d');
		record.asked[0]?.answer(keyOf('d'));
		expect(await next).toEqual(keyOf('d'));
	});
});
