import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import type { Courtroom } from '../../../src/lib/server/courtroom.ts';
import type { Lease } from '../../../src/lib/server/store/store.ts';
import type { Actor } from '../../../src/lib/trial/actor.ts';
import type { Outcome } from '../../../src/lib/trial/event.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { publish } from '../../support/promise.ts';
import { as, dawn, hearingAt, regie } from '../../support/trial.ts';
import { wideCase } from '../../support/wide-case.ts';
import { Peer } from './peer.ts';

const tribunal: SeatId[] = ['juge/president', 'assesseur/premier', 'assesseur/second'];
const [charge = '', paper = ''] = wideCase().charges.map(({ id }) => id);
const done = { done: true };
const code = 'ACDEFG';

let store: MemoryStore;
let peers: Peer[];
let here: Courtroom;
let there: Courtroom;
beforeEach(putQuestion);
afterEach(leave);

/** A room where the question has just been put, over two processes. */
async function putQuestion(): Promise<void> {
	store = new MemoryStore();
	peers = [];
	const room = { trial: 'a', code, openedAt: dawn, closedAt: null };
	await store.open(room, JSON.stringify(wideCase()), [], hearingAt('delibere').events);
	here = await join();
	there = await join();
	expect(await ask(here, regie, 'openBallot')).toEqual(done);
}

async function leave(): Promise<void> {
	for (const peer of peers) await peer.stop();
}

/** One more process; it looks at the others' writes twenty times a second. */
async function join(): Promise<Courtroom> {
	const peer = new Peer(store.connect(), { rhythm: { poll: 50, lease: 600 } });
	peers.push(peer);
	return peer.room(code);
}

const ask = (room: Courtroom, actor: Actor, type: string, input: object = { charge }) =>
	room.run({ type, input }, actor);
const cast = (room: Courtroom, n: number, choice: Outcome) => {
	const seat = tribunal[n % 3] ?? 'juge/president';
	return ask(room, as(seat), 'castSlip', { charge, choice });
};
const outcome = (room: Courtroom) => room.trial.ballot.outcomes[charge];
const answered = (room: Courtroom) => room.trial.ballot.answered.length;

/** Somebody else takes the lease, and is never heard of again. */
async function usurp(): Promise<Lease> {
	const asked = { trial: 'a', holder: 'usurper', address: '127.0.0.1:1', until: Infinity };
	const held = await store.lease(asked, 0);
	return store.lease(asked, 0, held.holder);
}

describe('a délibéré over two processes', () => {
	it('[Y5] {P16} every way of answering and closing, minds changed, gives the outcome of the majority', async ({
		task
	}) => {
		let held = 0;
		for (let votes = 0; votes < 8; votes++)
			for (let sides = 0; sides < 8; sides++) {
				await leave();
				await putQuestion();
				const at = (n: number) => ((sides >> (n % 3)) & 1 ? here : there);
				const choiceOf = (n: number): Outcome => ((votes >> n) & 1 ? 'coupable' : 'relaxe');
				for (const n of [0, 1, 2]) {
					const other = choiceOf(n) === 'relaxe' ? 'coupable' : 'relaxe';
					expect(await cast(at(n), n, other)).toMatchObject(done);
					expect(await cast(at(n + 1), n, choiceOf(n))).toMatchObject(done);
				}
				expect(await ask(at(votes), regie, 'closeBallot')).toEqual(done);
				const guilty = [0, 1, 2].filter((n) => choiceOf(n) === 'coupable').length;
				const decided = guilty >= 2 ? 'coupable' : 'relaxe';
				await Promise.all([here.catchUp(), there.catchUp()]);
				expect([here, there].map(outcome)).toEqual([decided, decided]);
				const facts = JSON.stringify(await store.read('a', 0));
				expect(facts).not.toContain('slipsVoided');
				expect(facts.match(/coupable|relaxe/g)).toEqual([decided]);
				held++;
			}
		publish(task, { délibérés: held });
	});

	it('[Y5] a closing asked where nothing is kept waits for every member, and is done once', async () => {
		await cast(here, 0, 'coupable');
		await cast(there, 1, 'coupable');
		expect(await ask(there, regie, 'closeBallot')).toEqual({ refused: 'slips-awaited' });
		await cast(there, 2, 'relaxe');
		const closing = { id: 'closing-1', type: 'closeBallot', input: { charge } };
		expect(await there.run(closing, regie)).toEqual(done);
		expect(await here.run(closing, regie)).toEqual(done);
		expect(await (await join()).run(closing, regie)).toEqual(done);
		expect(outcome(there)).toBe('coupable');
	});

	it('[Y4] nobody asks the store for a lease again while this process keeps the slips', async () => {
		await cast(here, 0, 'relaxe');
		const lease = vi.spyOn(peers[0]?.store ?? store, 'lease');
		await cast(here, 1, 'relaxe');
		await cast(here, 2, 'relaxe');
		await ask(here, regie, 'closeBallot');
		expect(lease).not.toHaveBeenCalled();
	});

	it('[Y4] a home that waits keeps its lease well past its term', async () => {
		await cast(here, 0, 'relaxe');
		await new Promise((next) => setTimeout(next, 1_500));
		await cast(there, 1, 'relaxe');
		expect(answered(there)).toBe(2);
		expect(JSON.stringify(await store.read('a', 0))).not.toContain('slipsVoided');
	});

	it('[Y5] an outcome declared for another charge leaves the slips where they are', async () => {
		for (const n of [0, 1, 2]) await cast(n === 1 ? there : here, n, 'coupable');
		await ask(there, regie, 'declareOutcome', { charge: paper, outcome: 'relaxe' });
		expect(await ask(there, regie, 'closeBallot')).toEqual(done);
		expect(outcome(there)).toBe('coupable');
	});
});

describe('a home that is no more', () => {
	it('[Y6] stopped in order, it gives its leases back, and the slips are awaited again by another', async () => {
		await cast(here, 0, 'relaxe');
		await cast(there, 1, 'relaxe');
		await peers.shift()?.stop();
		await expect.poll(() => answered(there)).toBe(0);
		for (const n of [0, 1, 2]) await cast(there, n, 'coupable');
		expect(await ask(there, regie, 'closeBallot')).toEqual(done);
		expect(outcome(there)).toBe('coupable');
	});

	it('[Y6] gone without a word, it is replaced at the next slip', async () => {
		await cast(here, 0, 'relaxe');
		await usurp();
		expect(await cast(there, 1, 'coupable')).toMatchObject(done);
		expect(there.trial.ballot.answered).toEqual([tribunal[1]]);
	});

	it('[Y6] deposed without knowing, it counts nothing: neither a first slip, nor a changed one, nor a closing', async () => {
		for (const n of [0, 1]) await cast(here, n, 'relaxe');
		await usurp();
		// It still believes that it is the home, and holds two slips.
		expect(await cast(here, 0, 'coupable')).toMatchObject(done);
		expect(here.trial.ballot.answered).toEqual([tribunal[0]]);
		await cast(here, 1, 'coupable');
		await cast(here, 2, 'coupable');
		await usurp();
		expect(await ask(here, regie, 'closeBallot')).toEqual({ refused: 'slips-awaited' });
		expect(answered(here)).toBe(0);
		expect(outcome(here)).toBeUndefined();
	});

	it('[Y6] a disk that refuses while it is replaced leaves the question open, and nothing is lost', async () => {
		await cast(here, 0, 'relaxe');
		await usurp();
		const other = peers[1]?.store as MemoryStore;
		other.broken = true;
		expect(await cast(there, 1, 'coupable')).toEqual({ refused: 'record-unavailable' });
		other.broken = false;
		for (const n of [0, 1, 2]) expect(await cast(there, n, 'coupable')).toMatchObject(done);
		expect(await ask(here, regie, 'closeBallot')).toEqual(done);
		expect(outcome(here)).toBe('coupable');
	});
});
