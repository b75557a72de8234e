import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bot } from '../../support/bot.ts';
import type { Program } from '../../support/program.ts';
import { publish } from '../../support/promise.ts';
import { charge, insist, Town, tribunal } from './town.ts';

type Process = { program: Program; base: string };
const done = { done: true };

let town: Town;
let one: Process;
let two: Process;
let code: string;
let token: string;
const stops: (() => void)[] = [];
beforeAll(async () => {
	town = await Town.open();
	[one, two] = await Promise.all([town.start(), town.start()]);
});
beforeEach(async () => {
	({ code, token } = await town.openRoom());
});
afterEach(async () => {
	for (const stop of stops.splice(0)) stop();
	town.leave();
	if (one.program.child.signalCode) one = await town.start();
});
afterAll(() => town.close());

const tablet = async ({ base }: Process) =>
	town.bot(base, code, 'tablette', await town.admit(code));
const regieOn = ({ base }: Process) => town.bot(base, code, 'regie', token);

/** A tribunal whose members sit at these processes, and the question put. */
async function deliberate(regie: Bot, places: Process[]): Promise<Bot[]> {
	const members: Bot[] = [];
	for (const [i, place] of places.entries()) {
		const bot = await tablet(place);
		expect(await bot.run('takeSeat', { seat: tribunal[i] ?? 'juge/president' })).toEqual(done);
		members.push(bot);
	}
	for (const step of ['ouverture', 'delibere'])
		expect(await regie.run('jumpToStep', { step })).toEqual(done);
	expect(await regie.run('openBallot', { charge })).toEqual(done);
	return members;
}
const cast = (bot: Bot | undefined, n: number, choice: 'coupable' | 'relaxe') =>
	bot?.run('castSlip', { charge, choice }, tribunal[n]);
const votes = (bots: (Bot | undefined)[], choice: 'coupable' | 'relaxe') =>
	bots.forEach((bot, n) => bot && stops.push(insist(bot, tribunal[n] ?? 'juge/president', choice)));

async function closeAndRead(regie: Bot, others: Bot[]): Promise<(string | undefined)[]> {
	await regie.until((view) => view.ballot?.answered === 3, 20_000);
	expect(await regie.run('closeBallot', { charge })).toEqual(done);
	for (const bot of [regie, ...others]) await bot.until((view) => view.ballot?.outcomes[charge]);
	return [regie, ...others].map((bot) => bot.view.ballot?.outcomes[charge]);
}

describe('two processes of this machine on one record', () => {
	it('[Y1][Y2][Y3] {P16} each accepts at once what the other made possible, and shows it within two seconds', async ({
		task
	}) => {
		const [here, there] = [await regieOn(one), await regieOn(two)];
		const [left, right] = [await tablet(one), await tablet(two)];
		expect(await right.run('takeSeat', { seat: 'greffier/audience' })).toEqual(done);
		expect(await left.run('takeSeat', { seat: 'avocat/sacha' })).toEqual(done);
		expect(await there.run('jumpToStep', { step: 'ouverture' })).toEqual(done);
		expect(await left.run('askFloor', {}, 'avocat/sacha')).toEqual(done);
		expect(await there.run('giveFloor', { seat: 'avocat/sacha' })).toEqual(done);
		expect(await left.run('yieldFloor', {}, 'avocat/sacha')).toEqual(done);
		expect(await right.run('askFloor', {}, 'greffier/audience')).toEqual(done);
		expect(await here.run('giveFloor', { seat: 'greffier/audience' })).toEqual(done);
		const start = performance.now();
		for (const bot of [here, there, left, right])
			await bot.until((view) => view.floor?.holder === 'greffier/audience', 2_000);
		const converged = Math.round(performance.now() - start);
		// Both at once, on one fact: nobody is refused, nothing is lost.
		const minute = { step: 'accueil', minutes: 1 };
		const replies = await Promise.all(
			Array.from({ length: 60 }, (_, i) => (i % 2 ? here : there).run('addMinutes', minute))
		);
		expect(replies.filter((reply) => 'refused' in reply)).toEqual([]);
		expect((await town.clerk.room(code)).trial.clock.added).toBeDefined();
		await (await town.clerk.room(code)).catchUp();
		expect((await town.clerk.room(code)).trial.clock.added).toEqual({ accueil: 60 });
		publish(task, { millisecondes: converged, gestes: 68 });
	});

	it('[Y2] {P3} a command whose answer was lost counts once, sent again to the other process, the first being killed', async () => {
		const here = await regieOn(one);
		const frames = Array.from({ length: 6 }, (_, i) => ({
			id: `lost-answer-${i}`,
			type: 'addMinutes',
			input: { step: 'accueil', minutes: 1 }
		}));
		for (const frame of frames) expect(await here.send(frame)).toEqual(done);
		const there = await regieOn(two);
		for (const frame of frames) expect(await there.send(frame)).toEqual(done);
		await one.program.kill('SIGKILL');
		for (const frame of frames) expect(await there.send(frame)).toEqual(done);
		const room = await town.clerk.room(code);
		await room.catchUp();
		expect(room.trial.clock.added).toEqual({ accueil: 6 });
	});
});

describe('a délibéré held across two processes', () => {
	it('[Y5][Y7] {P16} {P17} counts right, closed by the one that keeps nothing, and nothing written joins a seat and its choice', async () => {
		const [here, there] = [await regieOn(one), await regieOn(two)];
		const members = await deliberate(here, [one, two, two]);
		const other = await tabletOfClass();
		expect(await cast(members[0], 0, 'relaxe')).toMatchObject(done);
		expect(await cast(members[1], 1, 'relaxe')).toMatchObject(done);
		expect(await there.run('closeBallot', { charge })).toEqual({ refused: 'slips-awaited' });
		expect(await cast(members[2], 2, 'coupable')).toMatchObject(done);
		expect(await cast(members[1], 1, 'coupable')).toMatchObject(done);
		const open = await town.readAll();
		expect(open.files).toMatch(/"seatAnswered"[^}]*"assesseur\/second"/);
		expect(open.files).not.toMatch(/"(coupable|relaxe)"/);
		expect(await closeAndRead(there, [here, ...members])).toEqual(Array(5).fill('coupable'));
		const { files, said } = await town.readAll();
		expect(files).not.toMatch(/"relaxe"|"choice"|slipsVoided/);
		expect(files).not.toMatch(/"(juge|assesseur)\/\w+"[^}]{0,80}"coupable"/);
		expect(said).not.toMatch(/coupable|relaxe|choice|assesseur/);
		for (const bot of [here, there, other, ...members])
			expect(bot.bytes.join()).not.toContain('"relaxe"');
	});

	it('[Y6] {P16} its home killed, the slips are awaited, sent again to the other process and counted', async () => {
		const there = await regieOn(two);
		const members = await deliberate(there, [one, one, two]);
		const cookie = [...(members[0]?.cookies.values() ?? [])][0] ?? '';
		const second = [...(members[1]?.cookies.values() ?? [])][0] ?? '';
		for (const n of [0, 1, 2]) expect(await cast(members[n], n, 'relaxe')).toMatchObject(done);
		await there.until((view) => view.ballot?.answered === 3);
		await one.program.kill('SIGKILL');
		// Their tablets come back to the process that lives, and answer by themselves.
		const back = await town.bot(two.base, code, 'tablette', cookie);
		const alsoBack = await town.bot(two.base, code, 'tablette', second);
		await there.until((view) => view.ballot?.answered === 0, 10_000);
		votes([back, alsoBack, members[2]], 'coupable');
		expect(await closeAndRead(there, [back])).toEqual(['coupable', 'coupable']);
		expect((await town.readAll()).files).not.toContain('"relaxe"');
	});

	it('[Y6] {P16} its home frozen, it is replaced when its lease runs out, and what it wakes up with is not counted', async () => {
		const there = await regieOn(two);
		const members = await deliberate(there, [one, two, two]);
		for (const n of [0, 1, 2]) expect(await cast(members[n], n, 'relaxe')).toMatchObject(done);
		one.program.child.kill('SIGSTOP');
		await there.until((view) => view.ballot?.answered === 0, 20_000);
		votes([undefined, members[1], members[2]], 'coupable');
		await there.until((view) => view.ballot?.answered === 2, 20_000);
		one.program.child.kill('SIGCONT');
		// The tablet that stayed at the frozen process learns that its slip is void, and sends it again.
		votes([members[0]], 'relaxe');
		expect(await closeAndRead(there, members)).toEqual(Array(4).fill('coupable'));
		expect((await town.readAll()).files).not.toContain('"relaxe"');
	});
});

const tabletOfClass = async () => {
	const bot = await tablet(one);
	await bot.run('takeSeat', { seat: 'greffier/audience' });
	return bot;
};
