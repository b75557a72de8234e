import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RecordState, Reply } from '../../src/lib/protocol/wire.ts';
import { ending, fault, noFaults, type Faults } from '../../src/lib/server/store/faults.ts';
import { fold } from '../../src/lib/trial/trial.ts';
import { GET as isReady } from '../../src/routes/healthz/ready/+server.ts';
import { GET as said } from '../../src/routes/salle/[code]/dit/+server.ts';
import { ask } from '../server/front.ts';
import type { Bot } from '../support/bot.ts';
import { House } from '../support/house.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { checkViews, readRecord } from './checker.ts';
import { Prey } from './prey.ts';

const file = await shippedCase();
const steps = file.procedure.steps.map(({ id }) => id);
const refused = { refused: 'record-unavailable' };
const patient = { timeout: 10_000 };
const canLimit = spawnSync('prlimit', ['--version']).status === 0;

/** What the adult was told of the record, in order. */
function hearRecord({ socket }: Bot): RecordState[] {
	const heard: RecordState[] = [];
	socket?.on('record', (state: RecordState) => heard.push(state));
	return heard;
}

/** One gesture whose fact takes room. */
const write = (bot: Bot, n = 0): Promise<Reply> =>
	bot.run('addMinutes', { step: steps[n % steps.length] ?? '', minutes: 1 });

/** Writes until the server refuses; gives how many it kept. */
async function fillDisk(bots: readonly Bot[]): Promise<number> {
	for (let n = 0; n < 180; n++) {
		const [bot = bots[0]] = bots.slice(n % bots.length);
		if (bot && 'refused' in (await write(bot, n))) return n;
	}
	throw new Error('never full');
}

/** How long until the gesture is accepted again. */
async function untilAccepted(bot: Bot): Promise<number> {
	const start = performance.now();
	while ('refused' in (await write(bot))) {
		if (performance.now() - start > 5_000) throw new Error('not accepted within 5 s');
		await new Promise((next) => setTimeout(next, 100));
	}
	return Math.round(performance.now() - start);
}

describe('a room whose disk refuses', () => {
	let house: House;
	let faults: Faults;
	afterEach(() => house.close());

	async function open() {
		faults = noFaults();
		house = await House.open({ faults });
		const { regie, code, courtroom } = await house.room(file);
		const tablet = await house.tablet(code, 'avocat/sacha');
		const magistrat = await house.office(code, 'magistrat');
		await tablet.until((view) => view.me?.seats.length === 1);
		return { regie, code, courtroom, tablet, magistrat };
	}

	const ready = async (): Promise<[number, string]> => {
		const response = await isReady(ask(house.courthouse, {}).event);
		return [response.status, await response.text()];
	};

	it('[D16][D7] {P4} full: refuses, tells both adults, still serves, accepts again by itself', async ({
		task
	}) => {
		const { regie, code, courtroom, tablet, magistrat } = await open();
		const [told, alsoTold, pupil] = [regie, magistrat, tablet].map(hearRecord);
		faults[fault.maxPages] = 1;
		await fillDisk([regie, magistrat]);
		const version = courtroom.trial;
		expect(await write(regie)).toEqual(refused);
		await expect.poll(() => told, patient).toEqual(['full']);
		await expect.poll(() => alsoTold, patient).toEqual(['full']);
		expect(pupil).toEqual([]);

		// What can be served is: the same view, a browser that comes back, a page, and whoever asks for everything.
		expect(courtroom.trial).toBe(version);
		const [token = ''] = [...tablet.cookies.values()];
		const back = await house.bot(code, 'tablette', token);
		expect(back.view).toEqual(tablet.view);
		const late = await house.bot(code, 'regie', [...regie.cookies.values()][0] ?? '');
		await expect.poll(() => late.bytes).toContain('["full"]');
		const asked = { params: { code }, cookie: `tablette-${code}=${token}` };
		expect((await said(ask(house.courthouse, asked).event)).status).toBe(200);
		const logged = vi.spyOn(house.courthouse.log, 'error');
		const [status, text] = await ready();
		expect(status).toBe(503);
		expect(text).toContain('Le disque est plein');
		// Anybody may ask: where the data lie is for the log alone.
		expect(text).not.toContain(house.directory);
		expect(logged).toHaveBeenCalledWith({
			fact: 'not-ready',
			error: expect.objectContaining({ message: expect.stringContaining(house.directory) })
		});
		back.leave();
		late.leave();

		faults[fault.maxPages] = 0;
		const took = await untilAccepted(regie);
		await expect.poll(() => told, patient).toEqual(['full', 'kept']);
		expect(await ready()).toEqual([200, 'prêt\n']);
		publish(task, { 'reprise, ms': took });
	});

	it('[D16][D8] {P5} damaged under a live room: refuses, keeps every view, and goes on once mended', async () => {
		const { regie, tablet, courtroom } = await open();
		const told = hearRecord(regie);
		expect(await write(regie)).toEqual({ done: true });
		await tablet.until((view) => view.clock?.added[steps[0] ?? ''] === 1);
		const database = join(house.directory, 'pretoire.db');
		const good = join(house.directory, 'good.db');
		const connection = new DatabaseSync(database);
		// What the -wal still held would mend the file.
		connection.exec(`pragma wal_checkpoint(truncate); vacuum into '${good}'`);
		connection.close();
		const { view } = tablet;

		writeFileSync(database, Buffer.alloc(statSync(database).size, 'damaged '));
		faults[fault.endHow] = ending.workerBeforeCommit;
		faults[fault.endAt] = (faults[fault.transactions] ?? 0) + 1;
		expect(await write(regie)).toEqual(refused);
		expect(await write(regie)).toEqual(refused);
		await expect.poll(() => told, patient).toEqual(['stuck']);
		const [status, text] = await ready();
		expect(status).toBe(503);
		expect(text).toMatch(/est abîmée.*sauvegarde/);
		expect(tablet.socket?.connected).toBe(true);
		expect(tablet.view).toBe(view);

		for (const side of ['-wal', '-shm']) rmSync(database + side, { force: true });
		writeFileSync(database, readFileSync(good));
		await untilAccepted(regie);
		await expect.poll(() => told, patient).toEqual(['stuck', 'kept']);
		const { clock } = courtroom.trial;
		await tablet.until((now) => JSON.stringify(now.clock) === JSON.stringify(clock));
		expect(clock.added[steps[0] ?? '']).toBe(2);
	});
});

describe.skipIf(!canLimit)('a server whose files may grow no more (needs prlimit)', () => {
	it('[D16][D7] {P4} refuses, serves, then accepts, and the record is what every screen shows', async () => {
		const prey = await Prey.start();
		try {
			await prey.open(['avocat/sacha', 'greffier/audience']);
			const [regiePlace, , , tabletPlace] = prey.room.places;
			if (!regiePlace || !tabletPlace) throw new Error('no places');
			const regie = await prey.join(regiePlace);
			const tablet = await prey.join(tabletPlace);
			const told = hearRecord(regie);
			const limit = (bytes: string | number) =>
				execFileSync('prlimit', ['--pid', String(prey.pid), `--fsize=${bytes}:`]);
			// Room for what SQLite opens again, and for a few gestures.
			limit(65_536);
			for (let n = 0, refusals = 0; refusals < 5; n++) {
				const reply = await write(regie, n);
				refusals = 'refused' in reply ? refusals + 1 : 0;
				expect(n).toBeLessThan(90);
			}
			expect(await tablet.run('askFloor', {}, 'avocat/sacha')).toEqual(refused);
			await expect.poll(() => told.length, patient).toBe(1);
			const again = await prey.join(tabletPlace);
			expect(again.view).toEqual(tablet.view);

			limit('unlimited');
			await untilAccepted(regie);
			expect(await tablet.run('askFloor', {}, 'avocat/sacha')).toEqual({ done: true });
			const { events } = readRecord(prey.directory, prey.room.trial, []);
			expect(fold(file, events).floor.queue).toEqual(['avocat/sacha']);
			await checkViews(file, events, [
				[regiePlace, regie],
				[tabletPlace, tablet],
				[tabletPlace, again]
			]);
			for (const bot of [regie, tablet, again]) bot.leave();
		} finally {
			await prey.close();
		}
	});
});
