import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listBackups, takeBackup } from '../../../src/lib/server/archive/backup.ts';
import { restoreBackup } from '../../../src/lib/server/archive/restore.ts';
import type { Event } from '../../../src/lib/trial/event.ts';
import { fold } from '../../../src/lib/trial/trial.ts';
import { House } from '../../support/house.ts';
import { minimalCase } from '../../support/minimal-case.ts';
import { pretoire } from '../../support/pretoire.ts';
import { publish } from '../../support/promise.ts';
import { regie } from '../../support/trial.ts';
import { newDirectory } from '../store/places.ts';
import { damage, filesOf, makeRecord } from './record.ts';

const file = minimalCase();
// As another program would be stopped by a full disk, without one.
const canLimit = spawnSync('prlimit', ['--version']).status === 0;
const old = { days: 3, closed: true };

describe('a backup', () => {
	it('[Z1] [Z4] {P26} made while rooms are held, restored elsewhere, replays to what was recorded', async ({
		task
	}) => {
		const house = await House.open({ directory: newDirectory() });
		onTestFinished(() => house.stop());
		const rooms = await Promise.all(
			[1, 2, 3, 4].map(() =>
				house.courthouse.admission.open({ file, pupils: 28, tablets: 28, format: '110' })
			)
		);
		const courtrooms = await Promise.all(rooms.map(({ code }) => house.courtroom(code)));
		const acknowledged = courtrooms.map(() => 1);
		let isHeld = true;
		const hearings = courtrooms.map(async (courtroom, place) => {
			for (let n = 0; isHeld || n < 50; n++) {
				const type = n % 2 === 0 ? 'lockDoor' : 'unlockDoor';
				expect(await courtroom.run({ type, input: {}, id: `${n}` }, regie)).toEqual({ done: true });
				acknowledged[place] = n + 2;
			}
		});
		await new Promise((next) => setTimeout(next, 100));
		const before = [...acknowledged];
		const ran = await pretoire(house.directory, ['sauvegarder', '--json']);
		const after = [...acknowledged];
		isHeld = false;
		await Promise.all(hearings);
		expect(ran).toMatchObject({ code: 0, errors: '' });
		const made = JSON.parse(ran.out) as { path: string; facts: number };

		const elsewhere = newDirectory();
		const restored = await restoreBackup(elsewhere, made.path);
		expect(restored).toMatchObject({ rooms: 4, facts: made.facts, restorePoint: null });
		const other = await House.open({ directory: elsewhere });
		onTestFinished(() => other.stop());
		for (const [place, { code }] of rooms.entries()) {
			const { id, trial } = await other.courtroom(code);
			const kept = (await other.courthouse.store.read(id, 0)).length;
			// All that was acknowledged when it began, nothing from after its end but what was on its way.
			expect(kept).toBeGreaterThanOrEqual(before[place] ?? 0);
			expect(kept).toBeLessThanOrEqual((after[place] ?? 0) + 1);
			const record = await house.courthouse.store.read(id, 0);
			const events = record.slice(0, kept).map(({ event }) => event as Event);
			expect(trial).toEqual(fold(file, events));
		}
		expect(Math.max(...after.map((n, place) => n - (before[place] ?? 0)))).toBeGreaterThan(0);
		publish(task, { 'faits rejoués': made.facts, audiences: 4 });
	});

	it('[Z1] is read by its owner alone, says what it holds, and stays with the asked number of others', async () => {
		const directory = await makeRecord({ trial: 'a', ...old });
		const names: string[] = [];
		for (let hour = 0; hour < 5; hour++)
			names.unshift(
				(await takeBackup(directory, { kept: 3, now: Date.UTC(2026, 5, 1, hour) })).name
			);
		// Two in one second.
		names.unshift((await takeBackup(directory, { kept: 3, now: Date.UTC(2026, 5, 1, 4) })).name);
		const backups = listBackups(directory);
		expect(backups.map(({ name }) => name)).toEqual(names.slice(0, 3));
		for (const { path, manifest } of backups) {
			expect(manifest).toMatchObject({ rooms: 1, facts: 60 });
			for (const kept of [path, path.replace(/db$/, 'json')])
				expect(statSync(kept).mode & 0o777).toBe(0o600);
		}
		expect(filesOf(directory).filter((path) => /^sauvegardes\/pretoire/.test(path))).toHaveLength(
			6
		);
	});

	it.runIf(canLimit)(
		'[Z2] that would not be whole is not kept: a damaged record, a disk that fills (needs prlimit)',
		async () => {
			const directory = await makeRecord({ trial: 'a', ...old, facts: 1500 });
			const earlier = await takeBackup(directory, { kept: 14 });
			const size = String(statSync(join(directory, 'pretoire.db')).size / 2);
			const full = await pretoire(directory, ['sauvegarder'], {
				before: ['prlimit', `--fsize=${size}`]
			});
			expect(full).toMatchObject({ code: 1, out: '' });
			expect(full.errors).toMatch(
				/^Aucune sauvegarde n’a été faite\. (Le disque|Impossible)[^\n]+\.\n$/
			);
			const fuller = await pretoire(directory, ['sauvegarder'], {
				before: ['prlimit', '--fsize=1']
			});
			expect(fuller).toMatchObject({ code: 1, out: '' });
			expect(fuller.errors).toMatch(/^Aucune sauvegarde n’a été faite\. [^\n]+\.\n$/);
			expect(fuller.errors).not.toContain('l’audience n’est plus enregistrée');
			damage(join(directory, 'pretoire.db'));
			await expect(takeBackup(directory, { kept: 14 })).rejects.toThrow(/abîmée|pas saine/);
			expect(listBackups(directory).map(({ name }) => name)).toEqual([earlier.name]);
			expect(filesOf(directory).filter((path) => path.includes('.part'))).toEqual([]);
		}
	);

	it('[Z2] cut short by a power cut leaves a file that the next one drops', async () => {
		const directory = await makeRecord({ trial: 'a', ...old });
		await takeBackup(directory, { kept: 14 });
		for (const name of [
			'pretoire-2026-01-01-020000.db.part',
			'pretoire-2026-01-01-020000.db.part-journal'
		])
			writeFileSync(join(directory, 'sauvegardes', name), 'half');
		await takeBackup(directory, { kept: 14 });
		expect(filesOf(directory).filter((path) => path.includes('.part'))).toEqual([]);
		expect(listBackups(directory)).toHaveLength(2);
	});

	it('[Z2] has nothing to copy where there is no record, and says so', async () => {
		await expect(takeBackup(newDirectory(), { kept: 14 })).rejects.toThrow('rien à sauvegarder');
	});
});
