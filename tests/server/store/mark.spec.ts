import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/lib/server/store/database.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import { publish } from '../../support/promise.ts';
import { appending, start } from './children/start.ts';
import { newDirectory } from './places.ts';
import { keyOf, roomOf } from './store-contract.ts';

/** A directory whose process was killed, with what it had acknowledged: nothing is in the database but the -wal. */
async function killed(): Promise<{ directory: string; wal: string }> {
	const directory = newDirectory();
	const child = start('append', appending({ directory, trials: 2, rounds: 1e6, faults: {} }));
	child.onLine((_, count) => void (count === 30 && child.kill()));
	await child.ended;
	return { directory, wal: join(directory, 'pretoire.db-wal') };
}

const markOf = (directory: string) =>
	Number(readFileSync(join(directory, 'pretoire.mark'), 'latin1').slice(0, 16));

it.each([
	['whose end was cut', (wal: string) => truncateSync(wal, statSync(wal).size - 20_000)],
	['whose middle was damaged', (wal: string) => writeFileSync(wal, spoil(readFileSync(wal)))],
	['that is empty', (wal: string) => truncateSync(wal, 0)],
	['that is gone', (wal: string) => rmSync(wal)]
])('[D14] {P5} a -wal %s is not opened in silence', async (_, lose) => {
	const { directory, wal } = await killed();
	lose(wal);
	for (let again = 0; again < 2; again++)
		await expect(openSqliteStore(directory)).rejects.toMatchObject({
			trouble: 'missing',
			message: expect.stringMatching(/gestes qui avaient été confirmés.*restaurer.*pretoire\.mark/)
		});

	// The loss accepted, as the sentence says.
	rmSync(join(directory, 'pretoire.mark'));
	const store = await openSqliteStore(directory);
	await store.stop();
	await (await openSqliteStore(directory)).stop();
});

function spoil(wal: Buffer): Buffer {
	return wal.fill(0x5a, Math.floor(wal.length / 2), Math.floor(wal.length / 2) + 100);
}

it('[D14] a database that is gone from its folder is not made again in silence', async () => {
	const directory = newDirectory();
	await (await openSqliteStore(directory)).stop();
	rmSync(join(directory, 'pretoire.db'));
	await expect(openSqliteStore(directory)).rejects.toMatchObject({ trouble: 'missing' });
});

it('[D14] {P5} every write that is acknowledged is marked, and a clean start never refuses', async ({
	task
}) => {
	const directory = newDirectory();
	const store = await openSqliteStore(directory);
	const mark = join(directory, 'pretoire.mark');
	expect(existsSync(mark) && statSync(mark).mode & 0o777).toBe(0o600);
	const writes: (() => Promise<unknown>)[] = [
		() => store.open(roomOf('a'), '', [keyOf('k')], ['first']),
		() => store.append({ trial: 'a', expected: 1, events: ['second'] }),
		() => store.addKey(keyOf('k2')),
		() => store.takeKey('k2', 0),
		() => store.dropKeys('a', { holder: keyOf('k').holder }),
		() => store.secret('s'),
		() => store.close('a', 1)
	];
	for (const write of writes) {
		const before = markOf(directory);
		await write();
		expect(markOf(directory), String(write)).toBe(before + 1);
	}
	const before = markOf(directory);
	await store.append({ trial: 'a', expected: 0, events: ['conflict'] });
	await store.read('a', 0);
	await store.secret('s');
	expect(markOf(directory)).toBe(before);
	await store.stop();
	for (let again = 0; again < 3; again++) await (await openSqliteStore(directory)).stop();
	publish(task, { 'écritures marquées': writes.length });
});

it('[D14] a mark that is behind, empty or unreadable refuses nothing, and is put right', async () => {
	const { directory } = await killed();
	const mark = join(directory, 'pretoire.mark');
	const marked = markOf(directory);
	for (const text of ['', '\0'.repeat(16), '0000000000000003', 'not a number at all']) {
		writeFileSync(mark, text);
		await (await openSqliteStore(directory)).stop();
		expect(markOf(directory)).toBeGreaterThanOrEqual(marked);
	}
});

it('[D14] two processes on one database write one mark, which only rises', async () => {
	const directory = newDirectory();
	const stores = await Promise.all([openSqliteStore(directory), openSqliteStore(directory)]);
	await stores[0].open(roomOf('a'), '', [], []);
	await stores[1].open(roomOf('b'), '', [], []);
	let last = 0;
	for (let version = 0; version < 20; version++) {
		await Promise.all(
			stores.map((store, who) =>
				store.append({ trial: who === 0 ? 'a' : 'b', expected: version, events: [version] })
			)
		);
		const marked = markOf(directory);
		expect(marked).toBeGreaterThan(last);
		last = marked;
		if (version % 5 === 0) await (await openSqliteStore(directory)).stop();
	}
	await Promise.all(stores.map((store) => store.stop()));
	const { db, close } = await openDatabase(directory);
	const { commits } = await db.selectFrom('mark').select('commits').executeTakeFirstOrThrow();
	expect(commits).toBeGreaterThanOrEqual(last);
	expect(commits - last).toBeLessThanOrEqual(2);
	close();
});
