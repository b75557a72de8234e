import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import type { Bot } from '../../support/bot.ts';
import { House } from '../../support/house.ts';
import { shippedCase } from '../../support/shipped-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

// Without its glossary: there alone the case writes the bare words of an outcome.
const file = { ...(await shippedCase()), glossary: [] };
const tribunal: SeatId[] = ['juge/president', 'assesseur/premier', 'assesseur/second'];
const charge = file.charges[0]?.id ?? '';

async function deliberate() {
	const { regie, code, courtroom } = await house.room(file);
	const members: Bot[] = [];
	for (const seat of tribunal) members.push(await house.tablet(code, seat));
	for (const step of ['ouverture', 'delibere']) await regie.run('jumpToStep', { step });
	await regie.run('openBallot', { charge });
	return { regie, code, courtroom, members };
}
const cast = (bot: Bot | undefined, choice: 'coupable' | 'relaxe', seat: SeatId | undefined) =>
	bot?.run('castSlip', { charge, choice }, seat);

describe('the délibéré over its sockets', () => {
	it('[G16] waits for every member, then says the outcome alone', async () => {
		const { regie, members, code } = await deliberate();
		const magistrat = await house.office(code, 'magistrat');
		const screen = await house.office(code, 'ecran');
		const other = await house.tablet(code, 'greffier/audience');
		await cast(members[0], 'coupable', tribunal[0]);
		await cast(members[1], 'relaxe', tribunal[1]);
		expect(await regie.run('closeBallot', { charge })).toEqual({ refused: 'slips-awaited' });
		await cast(members[2], 'coupable', tribunal[2]);
		await cast(members[1], 'coupable', tribunal[1]);
		await cast(members[1], 'relaxe', tribunal[1]);
		expect(await regie.run('closeBallot', { charge })).toEqual({ done: true });
		await regie.until((view) => view.ballot?.outcomes[charge] === 'coupable');
		for (const bot of [magistrat, ...members])
			await bot.until((view) => view.ballot?.outcomes[charge] === 'coupable');
		await regie.run('jumpToStep', { step: 'decision' });
		for (const bot of [regie, magistrat, screen, other, ...members]) {
			await bot.until((view) => view.script?.step === 'decision');
			expect(bot.bytes.join()).not.toContain('"relaxe"');
		}
	});

	it('[G17] {P17} no file of the record ever joins a seat and its choice, nor holds the split', async () => {
		const { regie, members, code } = await deliberate();
		const other = await house.tablet(code, 'greffier/audience');
		const files = async () => {
			const names = await readdir(house.directory);
			const texts = names.map((name) => readFile(join(house.directory, name), 'latin1'));
			return (await Promise.all(texts)).join();
		};
		await cast(members[0], 'coupable', tribunal[0]);
		await cast(members[1], 'relaxe', tribunal[1]);
		await cast(members[2], 'coupable', tribunal[2]);
		const open = await files();
		expect(open).toMatch(/"seatAnswered"[^}]*"assesseur\/second"/);
		expect(open).not.toMatch(/"(coupable|relaxe)"/);
		expect(await regie.run('closeBallot', { charge })).toEqual({ done: true });
		const closed = await files();
		expect(closed).toMatch(/"ballotClosed"[^}]*"outcome":"coupable"/);
		expect(closed).not.toContain('"relaxe"');
		expect(closed).not.toContain('"choice"');
		expect(closed).not.toMatch(/"seatAnswered"[^}]*"coupable"/);
		expect(closed).not.toMatch(/"(juge|assesseur)\/\w+"[^}]{0,80}"coupable"/);
		for (const bot of [other, ...members]) expect(bot.bytes.join()).not.toContain('"choice"');
	});

	it('[G18] {P17} after a restart the slips are void, the question open, and the tablets answer again', async () => {
		const { regie, code, members } = await deliberate();
		for (const [i, member] of members.entries()) await cast(member, 'relaxe', tribunal[i]);
		const tokens = [regie, ...members].map((bot) => [...bot.cookies.values()][0] ?? '');
		for (const bot of [regie, ...members]) bot.leave();
		await house.stop();
		house = await House.open({ directory: house.directory });
		const again = await house.bot(code, 'regie', tokens[0] ?? '');
		expect(again.view.ballot).toMatchObject({ open: charge, answered: 0 });
		expect(await again.run('closeBallot', { charge })).toEqual({ refused: 'slips-awaited' });
		for (const [i, token] of tokens.slice(1).entries())
			await cast(await house.bot(code, 'tablette', token), 'relaxe', tribunal[i]);
		expect(await again.run('closeBallot', { charge })).toEqual({ done: true });
		await again.until((view) => view.ballot?.outcomes[charge] === 'relaxe');
	});

	it('[G19] with one assesseur’s tablet lost, an adult declares the outcome on paper', async () => {
		const { regie, members, courtroom } = await deliberate();
		await cast(members[0], 'coupable', tribunal[0]);
		await cast(members[1], 'coupable', tribunal[1]);
		members[2]?.leave();
		expect(await regie.run('closeBallot', { charge })).toEqual({ refused: 'slips-awaited' });
		expect(
			await members[0]?.run('declareOutcome', { charge, outcome: 'relaxe' }, tribunal[0])
		).toEqual({
			refused: 'not-yours'
		});
		expect(await regie.run('declareOutcome', { charge, outcome: 'relaxe' })).toEqual({
			done: true
		});
		expect(courtroom.trial.ballot).toMatchObject({ open: null, outcomes: { [charge]: 'relaxe' } });
	});
});
