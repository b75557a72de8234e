import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appending, start } from './children/start.ts';
import { newDirectory } from './places.ts';

const hasStrace = spawnSync('strace', ['--version']).status === 0;

interface Traced {
	acknowledged: number;
	syncs: number;
	/** Ids acknowledged although no sync of the WAL followed the write that holds them. */
	early: string[];
}

async function trace(loosenSync: 0 | 2): Promise<Traced> {
	const directory = newDirectory();
	const out = join(dirname(directory), 'trace');
	const calls = '-etrace=fdatasync,fsync,write,pwrite64';
	const before = ['strace', '-f', '-y', '-s', '6000', calls, '-o', out];
	const orders = { directory, trials: 3, rounds: 20, faults: { loosenSync } };
	const { lines, code, errors } = await start('append', appending(orders), { before }).ended;
	expect(errors).toBe('');
	expect(code).toBe(0);
	expect(lines).toHaveLength(60);
	return readTrace(readFileSync(out, 'latin1'));
}

/** Follows the calls in the order the kernel saw them: a write counts when it begins, a sync when it has ended. */
function readTrace(text: string): Traced {
	const written = new Set<string>();
	const synced = new Set<string>();
	const syncing = new Map<string, boolean>();
	const traced: Traced = { acknowledged: 0, syncs: 0, early: [] };
	for (const line of text.split('\n')) {
		const [, thread = '', call = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
		const ofWal = call.includes('-wal>');
		if (/^pwrite64\(/.test(call) && ofWal)
			for (const [, id = ''] of call.matchAll(/mark-(trial-\d+\.\d+\.)/g)) written.add(id);
		if (/^f(data)?sync\(/.test(call)) syncing.set(thread, ofWal);
		if (/f(data)?sync.*= 0$/.test(call) && syncing.get(thread)) {
			traced.syncs += 1;
			for (const id of written) synced.add(id);
		}
		const [, id] = /^write\(1<.*"ack trial-\d+ \d+ (trial-\d+\.\d+\.)/.exec(call) ?? [];
		if (id === undefined) continue;
		traced.acknowledged += 1;
		if (!synced.has(id)) traced.early.push(id);
	}
	return traced;
}

describe.skipIf(!hasStrace)('a traced run (needs strace, which this machine may lack)', () => {
	it('[D2] {P2} acknowledges nothing before the sync that follows its write', async () => {
		const { acknowledged, syncs, early } = await trace(0);
		console.log(`${acknowledged} appends acknowledged, ${syncs} syncs of the WAL`);
		expect(acknowledged).toBe(60);
		expect(syncs).toBeGreaterThanOrEqual(20);
		expect(early).toEqual([]);
	}, 60_000);

	it('[D2] {P2} would show it if it did: with synchronous lowered, every one is early', async () => {
		const { acknowledged, early } = await trace(2);
		expect(acknowledged).toBe(60);
		expect(early.length).toBeGreaterThan(50);
	}, 60_000);
});
