import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Courtroom } from '../../../src/lib/server/courtroom.ts';
import type { PollAnswer, PollId } from '../../../src/lib/trial/poll.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { same, teams } from '../../support/opinion.ts';
import { publish } from '../../support/promise.ts';
import { as, dawn, hearingAt, regie } from '../../support/trial.ts';
import { wideCase } from '../../support/wide-case.ts';
import { Peer } from './peer.ts';

const [charge = ''] = wideCase().charges.map(({ id }) => id);
const poll: PollId = `avis:${charge}`;
const done = { done: true };
const code = 'ACDEFG';

let store: MemoryStore;
let peers: Peer[];
let here: Courtroom;
let there: Courtroom;
beforeEach(ask);
afterEach(leave);

/** A room where the class has just been asked, over two processes. */
async function ask(): Promise<void> {
	store = new MemoryStore();
	peers = [];
	const room = { trial: 'a', code, openedAt: dawn, closedAt: null };
	await store.open(room, JSON.stringify(wideCase()), [], hearingAt('delibere').events);
	here = await join();
	there = await join();
	expect(await here.run({ type: 'openPoll', input: { poll } }, regie)).toMatchObject(done);
	await there.catchUp();
}

async function leave(): Promise<void> {
	for (const peer of peers) await peer.stop();
}

async function join(): Promise<Courtroom> {
	const peer = new Peer(store.connect(), { rhythm: { poll: 50, lease: 600 } });
	peers.push(peer);
	return peer.room(code);
}

const cast = (
	room: Courtroom,
	n: number,
	answer: PollAnswer,
	count = 2,
	batch = `lot-${n}-0000`
) => {
	const input = same(poll, answer, count, batch);
	return room.run({ type: 'castAnswers', input }, as(teams[n] ?? 'greffier/g'));
};
const close = (room: Courtroom, round = room.trial.opinion.open?.round ?? 0) =>
	room.run({ type: 'closePoll', input: { poll, round } }, regie);
const count = ({ trial }: Courtroom) =>
	Object.values(trial.opinion.answered).reduce((all, it) => all + it, 0);
const result = ({ trial }: Courtroom) => trial.opinion.over[0]?.result;

/** Somebody else takes the lease, and is never heard of again. */
async function usurp(): Promise<void> {
	const asked = { trial: 'a', holder: 'usurper', address: '127.0.0.1:1', until: Infinity };
	const held = await store.lease(asked, 0);
	await store.lease(asked, 0, held.holder);
}

describe('what the class thinks, over two processes', () => {
	it('[AV17] {P16} is counted once, wherever it is given, sent again and closed', async ({
		task
	}) => {
		let held = 0;
		for (let sides = 0; sides < 32; sides++) {
			await leave();
			await ask();
			const at = (n: number) => ((sides >> (n % 5)) & 1 ? here : there);
			for (const n of teams.keys()) {
				expect(await cast(at(n), n, n < 3 ? 'oui' : 'non')).toMatchObject(done);
				// Lost on its way back, the answer is asked for again, of another process.
				expect(await cast(at(n + 1), n, n < 3 ? 'oui' : 'non')).toMatchObject(done);
			}
			expect(await cast(at(sides), 0, 'oui', 1, 'lot-0-0001')).toEqual({
				refused: 'answers-too-many'
			});
			expect(await close(at(sides + 1))).toMatchObject(done);
			await Promise.all([here.catchUp(), there.catchUp()]);
			for (const room of [here, there])
				expect(result(room)).toEqual({ shares: { oui: 1, non: 1 }, of: 2, atLeast: 10 });
			const facts = JSON.stringify(await store.read('a', 0));
			expect(facts).not.toMatch(/pollVoided|"(oui|non)"[^:]/);
			held++;
		}
		publish(task, { avis: held });
	});

	it('[AV17] is void where its home is gone: asked again, and counted by another', async () => {
		for (const n of [0, 1, 2]) await cast(here, n, 'oui');
		await peers.shift()?.stop();
		await expect.poll(() => there.trial.opinion.open?.round).toBe(1);
		expect(count(there)).toBe(0);
		for (const n of [0, 1, 2]) expect(await cast(there, n, 'non')).toMatchObject(done);
		expect(await close(there)).toMatchObject(done);
		expect(result(there)).toMatchObject({ shares: { oui: 0, non: 2 } });
	});

	it('[AV11] outlives what an adult enters on paper in another process, for the tribunal or the class', async () => {
		for (const n of [0, 1, 2]) await cast(here, n, 'oui');
		await here.run({ type: 'openBallot', input: { charge } }, regie);
		const judge = as('juge/president');
		await here.run({ type: 'castSlip', input: { charge, choice: 'relaxe' } }, judge);
		await there.catchUp();
		const outcome = { charge, outcome: 'relaxe' };
		expect(await there.run({ type: 'declareOutcome', input: outcome }, regie)).toMatchObject(done);
		await here.catchUp();
		expect(await cast(here, 3, 'oui')).toMatchObject(done);
		expect(await close(here, 0)).toMatchObject(done);
		expect(result(here)).toEqual({ shares: { oui: 2, non: 0 }, of: 2, atLeast: 5 });

		// The other way round: the class's answers on paper leave the tribunal's slips where they are.
		const other = 'recel';
		await here.run({ type: 'openBallot', input: { charge: other } }, regie);
		await here.run({ type: 'castSlip', input: { charge: other, choice: 'relaxe' } }, judge);
		await here.run({ type: 'openPoll', input: { poll: `avis:${other}` } }, regie);
		const answer = same(`avis:${other}`, 'oui', 2, 'lot-4-0000');
		await here.run({ type: 'castAnswers', input: answer }, as('educateur/e'));
		await there.catchUp();
		const totals = { oui: 9, non: 3 };
		const paper = { poll: `avis:${other}`, totals };
		expect(await there.run({ type: 'declarePoll', input: paper }, regie)).toMatchObject(done);
		await here.catchUp();
		for (const seat of ['assesseur/premier', 'assesseur/second'] as const)
			await here.run({ type: 'castSlip', input: { charge: other, choice: 'relaxe' } }, as(seat));
		const closing = { type: 'closeBallot', input: { charge: other } };
		expect(await here.run(closing, regie)).toMatchObject(done);
		const facts = JSON.stringify(await store.read('a', 0));
		expect(facts.match(/\w+Voided/g)).toEqual(['slipsVoided', 'pollVoided']);
	});

	it('[AV17] counts nothing in a home that was deposed without knowing', async () => {
		for (const n of [0, 1, 2]) await cast(here, n, 'oui');
		await usurp();
		expect(await cast(there, 3, 'non')).toMatchObject(done);
		expect(there.trial.opinion.answered).toEqual({ 'greffier/g': 2 });
		await here.catchUp();
		for (const n of [0, 1, 2]) expect(await cast(here, n, 'non')).toMatchObject(done);
		expect(await close(here)).toMatchObject(done);
		expect(result(here)).toEqual({ shares: { oui: 0, non: 2 }, of: 2, atLeast: 5 });
	});

	it('[AV17] {P17} goes from process to process in memory: the record, its answers to ids and the log hold none of it', async () => {
		await cast(here, 0, 'oui');
		for (const n of [1, 2, 3]) {
			const id = `t-${n}:an-id-of-${n}`;
			const request = { id, type: 'castAnswers', input: same(poll, 'non', 2, `lot-${n}-0000`) };
			expect(await there.run(request, as(teams[n] ?? 'greffier/g'))).toMatchObject(done);
			expect(await store.receipt('a', id)).toBe(null);
			expect(await there.run(request, as(teams[n] ?? 'greffier/g'))).toMatchObject(done);
		}
		expect(count(there)).toBe(8);
		const kept = JSON.stringify(await store.read('a', 0)) + peers.flatMap((it) => it.lines).join();
		expect(kept).not.toMatch(/"(oui|non|nsp)"|lot-\d/);
	});

	it('[Y8] keeps its room in memory as long as answers are there, and no longer', async () => {
		expect(here.isDeserted(-1)).toBe(true);
		await cast(here, 0, 'oui');
		expect(here.isDeserted(-1)).toBe(false);
		await close(here);
		expect(here.isDeserted(-1)).toBe(true);
		await here.run({ type: 'openPoll', input: { poll } }, regie);
		await cast(here, 0, 'oui');
		await here.run({ type: 'closeRoom', input: {} }, regie);
		expect(here.isDeserted(-1)).toBe(true);
		expect(await cast(here, 1, 'oui')).toEqual({ refused: 'room-closed' });
		const back = await join();
		expect(back.trial.opinion.answered).toEqual({ 'procureur/p': 2 });
		expect(back.isDeserted(-1)).toBe(true);
	});
});
