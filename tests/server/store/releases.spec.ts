import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { restoreBackup } from '../../../src/lib/server/archive/restore.ts';
import { readEmbedded } from '../../../src/lib/casefile/upcast.ts';
import { migrations } from '../../../src/lib/server/store/migrations.ts';
import type { Event } from '../../../src/lib/trial/event.ts';
import { fold } from '../../../src/lib/trial/trial.ts';
import { House } from '../../support/house.ts';
import { publish } from '../../support/promise.ts';
import { regie } from '../../support/trial.ts';
import { newDirectory } from './places.ts';

/** What former versions wrote, by the name of their last migration: a hearing read to its first line, and a closed room. */
const folder = join(import.meta.dirname, 'releases');
const releases = readdirSync(folder).map((name) => name.replace('.sql', ''));

function load(release: string): { directory: string; path: string } {
	const directory = newDirectory();
	mkdirSync(directory);
	const path = join(directory, 'pretoire.db');
	const database = new DatabaseSync(path);
	database.exec(readFileSync(join(folder, `${release}.sql`), 'utf8'));
	database.close();
	return { directory, path };
}

/** What the file itself tells, read without the program. */
function readRooms(path: string) {
	const database = new DatabaseSync(path, { readOnly: true });
	const rooms = database
		.prepare(
			'select code, source, room.trial from room join casefile using (trial) order by openedAt'
		)
		.all()
		.map(({ code, source, trial }) => {
			const facts = database.prepare('select event from fact where trial = ? order by version');
			const events = facts
				.all(String(trial))
				.map(({ event }) => JSON.parse(String(event)) as Event);
			return { code: String(code), state: fold(readEmbedded(String(source)), events) };
		});
	database.close();
	return rooms;
}

describe.each(releases)('the data written at %s', (release) => {
	it('[Z18] {P27} are opened, migrated and replayed, and their hearing goes on', async ({
		task
	}) => {
		expect(Object.keys(migrations)).toContain(release);
		const { directory, path } = load(release);
		const rooms = readRooms(path);
		const started = performance.now();
		const house = await House.open({ directory });
		onTestFinished(() => house.stop());
		for (const { code, state } of rooms) expect((await house.courtroom(code)).trial).toEqual(state);
		const took = Math.round(performance.now() - started);
		const [open, closed] = await Promise.all(rooms.map(({ code }) => house.courtroom(code)));
		expect(open?.trial.ballot.outcomes).toEqual({ complicite: 'relaxe', recel: 'relaxe' });
		expect(open?.trial.decision.read).toBe(1);
		expect(await open?.run({ type: 'readLine', input: { line: 2 } }, regie)).toEqual({
			done: true
		});
		// An answer of then is still the answer.
		const again = { type: 'jumpToStep', input: { step: 'nulle part' }, id: 'regie:commande-10' };
		expect(await open?.run(again, regie)).toEqual({ done: true });
		expect(await closed?.run({ type: 'lockDoor', input: {} }, regie)).toEqual({
			refused: 'room-closed'
		});
		publish(task, { 'versions rouvertes': 1, 'ms pour rouvrir': took });
	});

	it('[Z6] {P26} {P27} are restored as a backup of today', async () => {
		const { path } = load(release);
		expect(await restoreBackup(newDirectory(), path)).toMatchObject({ rooms: 2, facts: 34 });
	});
});
