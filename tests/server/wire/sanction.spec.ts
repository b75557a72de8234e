import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import { readLibrary } from '../../../src/lib/server/library.ts';
import type { Adoption } from '../../../src/lib/trial/event.ts';
import type { Bot } from '../../support/bot.ts';
import { House } from '../../support/house.ts';
import { educational } from '../../support/sentencing.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const file = (await readLibrary('cases')).find('le-retour-des-roselieres');
if (!file?.settled) throw new Error('no shipped hearing on the sanction');
const tribunal: SeatId[] = ['juge/president', 'assesseur/premier', 'assesseur/second'];
const charge = ':mesures';

async function propose() {
	const { regie, code, courtroom } = await house.room(file as NonNullable<typeof file>);
	const members: Bot[] = [];
	for (const seat of tribunal) members.push(await house.tablet(code, seat));
	const other = await house.tablet(code, 'greffier/audience');
	for (const step of ['ouverture', 'delibere']) await regie.run('jumpToStep', { step });
	const proposed = { measures: educational };
	expect(await members[0]?.run('proposeMeasures', proposed, tribunal[0])).toEqual({ done: true });
	await regie.run('openBallot', { charge });
	return { regie, code, courtroom, members, other };
}
const cast = (bot: Bot | undefined, choice: Adoption, seat: SeatId | undefined) =>
	bot?.run('castSlip', { charge, choice }, seat);

describe('a shipped hearing on the sanction, over its sockets', () => {
	it('[SA5] [SA13] {P17} is proposed, voted in secret and read; the room hears it and no file holds a voice', async () => {
		const { regie, members, code, courtroom, other } = await propose();
		const screen = await house.office(code, 'ecran');
		for (const [i, choice] of (['adopter', 'rejeter', 'adopter'] as const).entries())
			await cast(members[i], choice, tribunal[i]);
		const files = async () => {
			const names = await readdir(house.directory);
			const texts = names.map((name) => readFile(join(house.directory, name), 'latin1'));
			return (await Promise.all(texts)).join();
		};
		expect(await files()).not.toMatch(/"(adopter|rejeter)"/);
		expect(await regie.run('closeBallot', { charge })).toEqual({ done: true });
		const closed = await files();
		expect(closed).toMatch(/"ballotClosed"[^}]*"outcome":"adopter"/);
		expect(closed).not.toContain('"rejeter"');
		expect(courtroom.trial.sanction).toMatchObject({ adopted: true });
		for (const bot of [screen, other]) {
			expect(bot.view.sanction).toBe(null);
			expect(bot.bytes.join()).not.toContain('mesure-educative-judiciaire');
		}
		await regie.run('jumpToStep', { step: 'decision' });
		await regie.until((view) => view.script?.step === 'decision' && view.decision?.lines);
		const lines = regie.view.decision?.lines ?? [];
		for (const line of lines.keys()) await regie.run('readLine', { line: line + 1 });
		for (const bot of [screen, other]) {
			await bot.until((view) => view.decision?.over);
			expect(bot.view.decision?.lines).toEqual(lines);
			expect(bot.view.decision?.ordered).toHaveLength(2);
		}
		for (const bot of [regie, screen, other, ...members])
			expect(bot.bytes.join()).not.toMatch(/"(adopter|rejeter)"/);
	});

	it('[SA5] {P17} after a restart its slips are void, the proposal stands and the members answer again', async () => {
		const { regie, code, members } = await propose();
		for (const [i, member] of members.entries()) await cast(member, 'adopter', tribunal[i]);
		const tokens = [regie, ...members].map((bot) => [...bot.cookies.values()][0] ?? '');
		for (const bot of [regie, ...members]) bot.leave();
		await house.stop();
		house = await House.open({ directory: house.directory });
		const again = await house.bot(code, 'regie', tokens[0] ?? '');
		expect(again.view.ballot).toMatchObject({ open: charge, answered: 0 });
		expect(again.view.sanction?.proposal).toEqual(educational);
		for (const [i, token] of tokens.slice(1).entries())
			await cast(await house.bot(code, 'tablette', token), 'rejeter', tribunal[i]);
		expect(await again.run('closeBallot', { charge })).toEqual({ done: true });
		await again.until((view) => view.sanction?.rejected);
	});

	it('[SA3] {P17} what the law forbids is refused to every browser, and writes nothing', async () => {
		const { regie, members, courtroom } = await propose();
		const before = courtroom.trial;
		const forced = { id: 'travail-interet-general', quantity: 70, reason: 'reparer' };
		const measures = [forced];
		expect(await regie.run('declareMeasures', { measures })).toEqual({
			refused: 'agreement-awaited'
		});
		const endless = [{ ...forced, quantity: 401, agreed: true as const }];
		expect(await regie.run('declareMeasures', { measures: endless })).toEqual({
			refused: 'quantity-out-of-bounds'
		});
		expect(await members[1]?.run('proposeMeasures', { measures }, tribunal[1])).toEqual({
			refused: 'not-yours'
		});
		expect(courtroom.trial).toBe(before);
	});
});
