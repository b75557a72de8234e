import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listBackups, takeBackup } from '../../src/lib/server/archive/backup.ts';
import { doNight } from '../../src/lib/server/archive/night-worker.ts';
import { createLog } from '../../src/lib/server/log.ts';
import { lastNight, Nightly } from '../../src/lib/server/archive/nightly.ts';
import { openSqliteStore } from '../../src/lib/server/store/sqlite.ts';
import { day, filesOf, filesWith, makeRecord } from './archive/record.ts';

const recent = { trial: 'recente', days: 1, closed: true };
const overdue = { trial: 'fermee', days: 31, closed: true };
const asked = { nightlyBackup: true, backupsKept: 14, retentionDays: 30 };
const hours = { firstLook: 10, everyLook: 20 };

function listen() {
	const lines: string[] = [];
	const log = createLog('info', { write: (line) => void lines.push(line) });
	const facts = () => lines.map((line) => (JSON.parse(line) as { fact: string }).fact);
	return { log, lines, facts };
}

async function until(answers: () => boolean): Promise<void> {
	for (const start = Date.now(); !answers(); await new Promise((next) => setTimeout(next, 20)))
		if (Date.now() - start > 20_000) throw new Error('never');
}

describe('the night', () => {
	it('[Z3] has passed at two o’clock, the day before as long as it is not two', () => {
		const two = new Date(2026, 10, 23, 2).getTime();
		expect(lastNight(two)).toBe(two);
		expect(lastNight(two + day - 1)).toBe(two);
		expect(lastNight(two - 1)).toBe(new Date(2026, 10, 22, 2).getTime());
		// Over a change of hour: a day of twenty-three hours, and one of twenty-five.
		for (const month of [2, 9])
			for (let of = 20; of <= 31; of++)
				expect(lastNight(new Date(2026, month, of, 14).getTime())).toBe(
					new Date(2026, month, of, 2).getTime()
				);
	});

	it('[Z3] has its backup while the record is written, once, however many servers and looks, and says so', async () => {
		const directory = await makeRecord(recent);
		const store = await openSqliteStore(directory);
		onTestFinished(() => store.stop());
		const { log, lines, facts } = listen();
		const servers = [1, 2].map(() => new Nightly({ directory, ...asked }, log, hours));
		const stop = () => Promise.all(servers.map((server) => server.stop()));
		onTestFinished(async () => void (await stop()));
		for (let n = 60; !facts().includes('backup-made'); n++)
			expect(await store.append({ trial: 'recente', expected: n, events: [n] })).toBe('appended');
		await new Promise((next) => setTimeout(next, 300));
		await stop();
		expect(facts()).toEqual(['backup-made']);
		expect(listBackups(directory)).toHaveLength(1);
		expect(lines.join()).not.toMatch(/canari|RECENTE/);
	});

	it('[Z3] makes none when told not to, nor where the last is of this night', async () => {
		const directory = await makeRecord(recent);
		const night = { directory, ...asked, since: lastNight(Date.now()) };
		expect(await doNight({ ...night, nightlyBackup: false })).toEqual({ backup: false, erased: 0 });
		expect(filesOf(join(directory, 'sauvegardes')).filter((it) => it.endsWith('.db'))).toEqual([]);
		expect(await doNight(night)).toEqual({ backup: true, erased: 0 });
		expect(await doNight(night)).toEqual({ backup: false, erased: 0 });
		expect(await doNight({ ...night, since: Date.now() + 1 })).toEqual({ backup: true, erased: 0 });
	});

	it('[Z3] that fails is told, and tried again', async () => {
		const directory = await makeRecord(recent);
		for (const name of ['pretoire.db', 'pretoire.mark']) rmSync(join(directory, name));
		const { log, facts } = listen();
		const server = new Nightly({ directory, ...asked }, log, hours);
		onTestFinished(() => server.stop());
		await until(() => facts().filter((fact) => fact === 'night-failed').length >= 2);
		const store = await openSqliteStore(directory);
		onTestFinished(() => store.stop());
		await until(() => facts().includes('backup-made'));
	});

	it('[Z13] erases what is over, but never on the word of a clock that has just jumped', async () => {
		const directory = await makeRecord(overdue, recent);
		const night = { directory, ...asked, since: 0 };
		const now = Date.now();
		const isThere = () => filesWith(directory, 'canari-fermee-').length > 0;
		// The first night ever, then nights told by a clock years ahead, then one that follows another.
		expect(await doNight(night, now)).toMatchObject({ erased: 0 });
		expect(await doNight(night, now + 3000 * day)).toMatchObject({ erased: 0 });
		expect(await doNight(night, now + 3600_000)).toMatchObject({ erased: 0 });
		expect(isThere()).toBe(true);
		expect(await doNight({ ...night, retentionDays: 0 }, now + day)).toMatchObject({ erased: 0 });
		expect(await doNight(night, now + day)).toMatchObject({ erased: 1 });
		expect(isThere()).toBe(false);
	});

	it('[Z13] erases without a backup to confirm the clock where there is to be none', async () => {
		const directory = await makeRecord(overdue);
		await takeBackup(directory, { kept: 14 });
		const night = { directory, ...asked, nightlyBackup: false, since: 0 };
		expect(await doNight(night)).toEqual({ backup: false, erased: 1 });
		expect(filesWith(directory, 'canari-fermee-')).toEqual([]);
	});
});
