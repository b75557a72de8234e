import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOutdated, openDatabase } from '../../../src/lib/server/store/database.ts';
import { ending, fault, noFaults } from '../../../src/lib/server/store/faults.ts';
import { openSqliteStore } from '../../../src/lib/server/store/sqlite.ts';
import { start } from './children/start.ts';
import { newDirectory } from './places.ts';
import { keyOf, roomOf } from './store-contract.ts';

const big = 'x'.repeat(60_000);
const canLimit = ['prlimit', 'bash'].every((it) => spawnSync(it, ['--version']).status === 0);

describe('a disk that is full', () => {
	it('[D7] refuses the whole batch in French, still reads, and accepts again by itself', async () => {
		const faults = noFaults();
		const store = await openSqliteStore(newDirectory(), faults);
		await store.open(roomOf('a'), '', [], ['first']);
		await store.open(roomOf('b'), '', [], []);
		faults[fault.maxPages] = 1;
		const receipt = { id: 'c', reply: 'r' };
		const refused = await Promise.allSettled([
			store.append({ trial: 'b', expected: 0, events: ['small'] }),
			store.append({ trial: 'a', expected: 1, events: ['small', big], receipt })
		]);
		for (const result of refused)
			expect(result).toMatchObject({
				status: 'rejected',
				reason: { trouble: 'full', message: expect.stringContaining('Libérez de la place') }
			});
		expect(await store.read('a', 0)).toEqual([{ version: 1, event: 'first' }]);
		expect(await store.read('b', 0)).toEqual([]);
		expect(await store.receipt('a', 'c')).toBeNull();
		await expect(store.open(roomOf('z'), big, [], [])).rejects.toMatchObject({ trouble: 'full' });
		expect(await store.room('Z')).toBeNull();

		faults[fault.maxPages] = 0;
		expect(await store.append({ trial: 'a', expected: 1, events: [big], receipt })).toBe(
			'appended'
		);
		await expect(store.probe()).resolves.toBeUndefined();
		await store.stop();
	});

	it.skipIf(!canLimit)(
		'[D7] so does a file the system lets grow no more (needs prlimit)',
		async () => {
			const directory = newDirectory();
			// Half a megabyte, in blocks of 1024 bytes; only the soft limit, which is lifted later.
			const before = ['bash', '-c', 'ulimit -S -f 512; exec "$@"', 'bash'];
			const child = start('fill', [directory, '400'], { before });
			child.onLine((_, count) => {
				if (count === 1)
					execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:']);
			});
			const { lines, errors, code } = await child.ended;
			expect(errors).toBe('');
			expect(code).toBe(0);
			const [full, back] = lines.map((line) => JSON.parse(line) as Record<string, number>);
			expect(['full', 'io']).toContain(full?.trouble);
			expect(full?.read).toBe(full?.full);
			expect(back?.back).toBe((full?.full ?? 0) + 1);

			const store = await openSqliteStore(directory);
			expect(await store.read('a', 0)).toHaveLength(back?.back ?? 0);
			await store.stop();
		}
	);
});

describe('a directory or a file that cannot serve', () => {
	it('[D8] a data directory that cannot be made is refused with what to do', async () => {
		const directory = newDirectory();
		writeFileSync(directory, 'a file, not a directory');
		for (const path of [directory, join(directory, 'below')])
			await expect(openSqliteStore(path)).rejects.toMatchObject({
				trouble: 'readonly',
				message: expect.stringMatching(/Impossible d’écrire dans « .*data.*PRETOIRE_DATA_DIR/)
			});
	});

	it.skipIf(!process.getuid)('[D8] nor one whose owner is somebody else', async () => {
		const directory = newDirectory();
		execFileSync('chmod', ['755', dirname(directory)]);
		mkdirSync(directory, { mode: 0o555 });
		// root writes everywhere: become nobody.
		const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
		const { lines, errors } = await start('open', [directory], user).ended;
		expect(errors).toBe('');
		expect(JSON.parse(lines[0] ?? '')).toMatchObject({ trouble: 'readonly' });
	});

	it.each([
		['is not a database', () => Buffer.alloc(20_000, 'not a database ')],
		['lost its middle', (file: Buffer) => file.fill(0x5a, 8192, 8192 + 6000)],
		['lost its end', (file: Buffer) => file.subarray(0, 20_000)]
	])('[D8] a file that %s is not opened in silence', async (_, damage) => {
		const directory = newDirectory();
		const before = await openSqliteStore(directory);
		await before.open(roomOf('a'), big, [keyOf('k')], [big, big]);
		await before.stop();
		const file = join(directory, 'pretoire.db');
		writeFileSync(file, damage(readFileSync(file)));
		await expect(openSqliteStore(directory)).rejects.toMatchObject({
			trouble: 'damaged',
			message: expect.stringContaining('sauvegarde')
		});
	});

	it('[D8] a SQLite older than 3.51.3 is refused', async () => {
		const versions = ['3.51.2', '3.9.9', '2.99.99', undefined, 'x'].map(isOutdated);
		expect(versions).toEqual([true, true, true, true, true]);
		expect(['3.51.3', '3.51.10', '3.52.0', '4.0.0'].map(isOutdated)).not.toContain(true);
		expect(isOutdated(process.versions.sqlite)).toBe(false);
		const present = process.versions;
		const older = { ...present, sqlite: '3.51.2' };
		Object.defineProperty(process, 'versions', { value: older, configurable: true });
		try {
			const opening = openDatabase(newDirectory());
			await expect(opening).rejects.toMatchObject({ trouble: 'outdated' });
		} finally {
			Object.defineProperty(process, 'versions', { value: present, configurable: true });
		}
	});

	it('[D12] {P2} a connection that would not sync at each commit is refused', async () => {
		const faults = noFaults();
		faults[fault.loosenSync] = 1;
		await expect(openSqliteStore(newDirectory(), faults)).rejects.toMatchObject({
			trouble: 'unsafe'
		});
	});
});

describe('a worker that dies', () => {
	it.each([
		['before its commit', ending.workerBeforeCommit, 'appended'],
		['after its commit', ending.workerAfterCommit, 'repeated']
	] as const)(
		'[D10] %s: what waited is refused, the next call starts another',
		async (_, how, then) => {
			const faults = noFaults();
			const store = await openSqliteStore(newDirectory(), faults);
			await store.open(roomOf('a'), '', [], []);
			faults[fault.endHow] = how;
			faults[fault.endAt] = (faults[fault.transactions] ?? 0) + 1;
			const append = { trial: 'a', expected: 0, events: [1], receipt: { id: 'c', reply: 'r' } };
			const settled = await Promise.allSettled([store.append(append), store.read('a', 0)]);
			expect(settled[0]).toMatchObject({ status: 'rejected', reason: { trouble: 'interrupted' } });
			faults[fault.endAt] = 0;
			expect(await store.append(append)).toBe(then);
			expect(await store.read('a', 0)).toEqual([{ version: 1, event: 1 }]);
			await store.stop();
		}
	);
});
