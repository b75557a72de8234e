import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import type { Courtroom } from '../../../src/lib/server/courtroom.ts';
import type { Push } from '../../../src/lib/protocol/wire.ts';
import type { PollAnswer, PollId } from '../../../src/lib/trial/poll.ts';
import type { Bot } from '../../support/bot.ts';
import { House } from '../../support/house.ts';
import { teams } from '../../support/opinion.ts';
import { publish } from '../../support/promise.ts';
import { wideCase } from '../../support/wide-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const file = wideCase();
const [charge = '', other = ''] = file.charges.map(({ id }) => id);
const poll: PollId = `avis:${charge}`;
const done = { done: true };
const tribunal: SeatId[] = ['juge/president', 'assesseur/premier', 'assesseur/second'];

/** A tribunal and five tablets of two pupils, in deliberation, and the question put to the class. */
async function ask() {
	const { regie, code, courtroom } = await house.room(file);
	const members: Bot[] = [];
	for (const seat of tribunal) members.push(await house.tablet(code, seat));
	const tablets: Bot[] = [];
	for (const seat of teams) tablets.push(await house.tablet(code, seat));
	const screen = await house.office(code, 'ecran');
	for (const step of ['ouverture', 'delibere']) await regie.run('jumpToStep', { step });
	expect(await regie.run('openPoll', { poll })).toMatchObject(done);
	await settle([regie, screen, ...members, ...tablets], courtroom);
	return { regie, code, courtroom, members, tablets, screen };
}
type Asked = Awaited<ReturnType<typeof ask>>;

const answer = (
	tablets: readonly Bot[],
	i: number,
	answers: PollAnswer[],
	batch = `lot-${i}-0000`
) => tablets[i]?.run('castAnswers', { poll, batch, answers }, teams[i]);

/** A push that all receive has come to all: what came before it was read. */
async function settle(bots: readonly Bot[], { trial }: Courtroom): Promise<void> {
	await bots[0]?.run('addMinutes', { step: 'accueil', minutes: 1 });
	for (const bot of bots) await bot.until((view) => (view.clock?.added['accueil'] ?? 0) > 0);
	expect(trial.opinion.open).not.toBe(null);
}

async function readFiles(): Promise<string> {
	const names = await readdir(house.directory);
	const texts = names.map((name) => readFile(join(house.directory, name), 'latin1'));
	return (await Promise.all(texts)).join();
}

async function readDecision({ regie, courtroom }: Asked): Promise<void> {
	for (const charge of file.charges)
		await regie.run('declareOutcome', { charge: charge.id, outcome: 'relaxe' });
	await regie.run('jumpToStep', { step: 'decision' });
	for (let line = 1; 'done' in (await regie.run('readLine', { line })); line++);
	expect(courtroom.trial.decision.read).toBeGreaterThan(0);
	await regie.run('jumpToStep', { step: 'sortie-de-role' });
}

describe('the avis of the class over its sockets', () => {
	it('[AV14][AV16] {P17} is told to all at last, in shares, and its answers are nowhere before', async () => {
		const room = await ask();
		const { regie, tablets, members, screen } = room;
		const given: PollAnswer[][] = [
			['oui', 'non'],
			['oui', 'oui'],
			['non', 'oui'],
			['oui', 'oui']
		];
		for (const [i, answers] of given.entries())
			expect(await answer(tablets, i, answers)).toMatchObject(done);
		expect(await answer(tablets, 3, ['non'], 'lot-3-0001')).toEqual({
			refused: 'answers-too-many'
		});
		await regie.until(
			(view) =>
				view.opinion?.open &&
				'progress' in view.opinion.open &&
				view.opinion.open.progress.answered === 8
		);
		const written = await readFiles();
		expect(written).toMatch(/"pollAnswered"[^}]*"greffier\/g"/);
		expect(written).not.toMatch(/"(oui|non|nsp)"|lot-\d-0000/);
		expect(await regie.run('closePoll', { poll, round: 0 })).toMatchObject(done);
		const closed = await readFiles();
		expect(closed).toMatch(/"pollClosed"[^}]*"shares":\{"oui":2,"non":0\},"of":2,"atLeast":5/);
		expect(closed).not.toMatch(/"answers"|lot-\d-0000|"oui":6|"non":2/);
		for (const bot of [regie, screen, ...members, ...tablets])
			expect(bot.bytes.join()).not.toContain('shares');
		await readDecision(room);
		for (const bot of [regie, screen, ...members, ...tablets])
			await bot.until((view) => view.opinion?.results[0]?.shares.oui === 2);
	});

	it('[AV13][AV16] {P17} whoever judges and the screen are sent nothing, and no size tells an answer', async ({
		task
	}) => {
		/** What each browser sent and was sent, in lengths, when two pupils answer this. */
		const measure = async (answers: PollAnswer[]) => {
			const room = await ask();
			const { regie, tablets, members, screen } = room;
			const listening = [regie, ...tablets];
			const deaf = [screen, ...members];
			const heard = [...listening, ...deaf].map(({ bytes }) => bytes.length);
			expect(await answer(tablets, 0, answers)).toMatchObject(done);
			await regie.until(
				(view) =>
					view.opinion?.open &&
					'progress' in view.opinion.open &&
					view.opinion.open.progress.answered === 2
			);
			await tablets[0]?.until(
				(view) =>
					view.opinion?.open && 'mine' in view.opinion.open && view.opinion.open.mine.left === 0
			);
			expect(await regie.run('closePoll', { poll, round: 0 })).toMatchObject(done);
			await regie.until((view) => view.opinion?.open === null);
			for (const bot of tablets) await bot.until((view) => view.opinion === null);
			for (const [i, bot] of deaf.entries())
				expect(bot.bytes.slice(heard[listening.length + i])).toEqual([]);
			// Adults are told of presence too, in its own time.
			const sizes = listening.map(({ bytes }, i) =>
				bytes
					.slice(heard[i])
					.map((text) => {
						const { chapters, ...rest } = JSON.parse(text) as Partial<Push>;
						const { presence: _, ...told } = chapters ?? {};
						const isSilent = chapters && Object.keys(told).length === 0;
						return isSilent ? 0 : JSON.stringify({ ...rest, told, n: 0 }).length;
					})
					.filter((size) => size > 0)
					.sort()
			);
			const frame = { poll, batch: 'lot-0-0000', answers };
			return { sizes, sent: JSON.stringify(frame).length };
		};
		const [both, neither, each] = [
			await measure(['oui', 'oui']),
			await measure(['non', 'non']),
			await measure(['oui', 'non'])
		];
		expect(neither).toEqual(both);
		expect(each).toEqual(both);
		publish(task, { navigateurs: both.sizes.length });
	});

	it('[AV11] {P17} after a restart answers are void, the question open whoever would close it, and a batch counts once', async () => {
		const room = await ask();
		const { regie, code, tablets } = room;
		for (const i of teams.keys()) await answer(tablets, i, ['oui', 'oui']);
		const tokens = [regie, ...tablets].map((bot) => [...bot.cookies.values()][0] ?? '');
		for (const bot of [regie, ...room.members, room.screen, ...tablets]) bot.leave();
		await house.stop();
		house = await House.open({ directory: house.directory });
		const again = await house.bot(code, 'regie', tokens[0] ?? '');
		expect(again.view.opinion?.open).toMatchObject({ poll, round: 1, progress: { answered: 0 } });
		// The adult who clicks on what was on screen before throws nothing away.
		expect(await again.run('closePoll', { poll, round: 0 })).toEqual({ refused: 'slips-lost' });
		const back: Bot[] = [];
		for (const token of tokens.slice(1)) back.push(await house.bot(code, 'tablette', token));
		expect(back[0]?.view.opinion?.open).toMatchObject({ round: 1, mine: { places: 2, left: 2 } });
		for (const i of teams.keys()) {
			expect(await answer(back, i, ['non', 'non'])).toMatchObject(done);
			expect(await answer(back, i, ['non', 'non'])).toMatchObject(done);
		}
		expect(await again.run('closePoll', { poll, round: 1 })).toMatchObject(done);
		const courtroom = await house.courtroom(code);
		expect(courtroom.trial.opinion.over).toMatchObject([
			{ result: { shares: { oui: 0, non: 2 }, of: 2, atLeast: 10 } }
		]);
	});

	it('[AV5][B3] lives beside the tribunal’s own question, and neither loses the other’s answers', async () => {
		const { regie, tablets, members, courtroom } = await ask();
		for (const i of [0, 1, 2]) await answer(tablets, i, ['oui', 'oui']);
		await regie.run('openBallot', { charge });
		for (const [i, seat] of tribunal.entries())
			await members[i]?.run('castSlip', { charge, choice: 'relaxe' }, seat);
		expect(await regie.run('closePoll', { poll, round: 0 })).toMatchObject(done);
		expect(await regie.run('openPoll', { poll: `avis:${other}` })).toMatchObject(done);
		expect(await regie.run('closeBallot', { charge })).toMatchObject(done);
		expect(courtroom.trial.ballot.outcomes[charge]).toBe('relaxe');
		expect(courtroom.trial.opinion.over).toMatchObject([{ poll, result: { atLeast: 5 } }]);
		const record = JSON.stringify(await house.courthouse.store.read(courtroom.id, 0));
		expect(record).not.toMatch(/slipsVoided|pollVoided/);
	});
});
