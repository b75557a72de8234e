import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { House } from '../../support/house.ts';
import { publish } from '../../support/promise.ts';
import { shippedCase } from '../../support/shipped-case.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const file = await shippedCase();
const steps = file.procedure.steps.map(({ id }) => id);

let house: House;
beforeAll(async () => {
	house = await House.open({ rhythm: { poll: 50, deserted: 100 } });
});
afterAll(() => house.close());

/** A whole hearing, step by step, with a screen and four tablets; then everybody leaves. */
async function hold(): Promise<void> {
	const { regie, code } = await house.room(file);
	const bots = [regie, await house.office(code, 'ecran')];
	for (const { id } of file.seats.slice(3, 7)) {
		const tablet = await house.tablet(code);
		await regie.run('assignSeat', { seat: id, holder: tablet.view.me?.holder ?? '' });
		bots.push(tablet);
	}
	for (const step of steps) {
		await regie.run('jumpToStep', { step });
		for (const cue of file.script[step]?.cues.slice(0, 4) ?? [])
			await regie.run('advanceCue', { cue: cue.id });
	}
	await regie.run('closeRoom', {});
	for (const bot of bots) bot.leave();
}

/** Bytes in use once every room has left memory. */
async function weigh(): Promise<number> {
	await sleep(600);
	for (let turn = 0; turn < 3; turn++) collect();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

const countFiles = (): number =>
	existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;

it('[Y8] {P30} hearing after hearing, neither memory, nor journal, nor open files grow', async ({
	task
}) => {
	for (let i = 0; i < 4; i++) await hold();
	const [before, opened] = [await weigh(), countFiles()];
	const hearings = 16;
	for (let i = 0; i < hearings; i++) await hold();
	const grown = (await weigh()) - before;
	const journal = statSync(join(house.directory, 'pretoire.db-wal')).size;
	publish(task, {
		audiences: hearings,
		'ko gardés par audience finie': Math.max(0, Math.round(grown / hearings / 1024)),
		'Mo de journal': Math.round(journal / 1e5) / 10
	});
	// One room kept would weigh ten times that.
	expect(grown / hearings).toBeLessThan(100_000);
	expect(journal).toBeLessThan(16e6);
	expect(countFiles() - opened).toBeLessThan(5);
});
