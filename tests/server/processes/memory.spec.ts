import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { House } from '../../support/house.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { publish } from '../../support/promise.ts';
import { as, dawn, hearingAt, regie } from '../../support/trial.ts';
import { wideCase } from '../../support/wide-case.ts';
import { Peer } from './peer.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const rhythm = { poll: 20, deserted: 100, lease: 300 };
const code = 'ACDEFG';
const [charge = ''] = wideCase().charges.map(({ id }) => id);

let store: MemoryStore;
let peer: Peer;
beforeEach(async () => {
	store = new MemoryStore();
	const room = { trial: 'a', code, openedAt: dawn, closedAt: null };
	await store.open(room, JSON.stringify(wideCase()), [], hearingAt('delibere').events);
	peer = new Peer(store, { rhythm });
});
afterEach(() => peer.stop());

const nextStep = { type: 'nextStep', input: {} };

/** True once nothing in this process holds the room any more. */
const isGone = async (room: WeakRef<object>): Promise<boolean> => {
	await sleep(20);
	collect();
	return room.deref() === undefined;
};

describe('a room that nobody watches', () => {
	it('[Y8] stays while a browser is joined, however quiet, then leaves with all that was pushed', async ({
		task
	}) => {
		const house = await House.open({ rhythm });
		async function visit(): Promise<[string, WeakRef<object>]> {
			const { code, regie: browser } = await house.room(wideCase());
			const room = await house.courtroom(code);
			await sleep(400);
			expect(await house.courtroom(code)).toBe(room);
			expect(await browser.run('nextStep', {})).toEqual({ done: true });
			browser.leave();
			return [code, new WeakRef(room)];
		}
		const visited = [await visit(), await visit()];
		for (const [, room] of visited)
			await expect.poll(() => isGone(room), { timeout: 20_000 }).toBe(true);
		for (const [code] of visited)
			expect((await house.courtroom(code)).trial.script.step).toBe('accueil');
		publish(task, { salles: visited.length });
		await house.close();
	});

	it('[Y8] comes back from the record, and goes on', async () => {
		const visit = async () => {
			const room = await peer.room(code);
			await room.run(nextStep, regie);
			return new WeakRef(room);
		};
		const room = await visit();
		await expect.poll(() => isGone(room), { timeout: 10_000 }).toBe(true);
		const again = await peer.room(code);
		expect(again.trial.script.step).toBe('decision');
		expect(await again.run({ type: 'previousStep', input: {} }, regie)).toEqual({ done: true });
	});

	it('[Y8] stays while a socket, or a request now and then, keeps it', async () => {
		const room = await peer.room(code);
		const leave = room.hold();
		await sleep(300);
		expect(await peer.room(code)).toBe(room);
		leave();
		for (let i = 0; i < 10; i++) {
			await sleep(30);
			expect(await peer.room(code)).toBe(room);
		}
		await expect.poll(async () => (await sleep(200), await peer.room(code)) === room).toBe(false);
	});

	it('[Y8] never leaves with slips in its urn, and leaves once the question is closed', async () => {
		const tribunal = ['juge/president', 'assesseur/premier', 'assesseur/second'] as const;
		const room = await peer.room(code);
		const ask = (type: string, input: object, actor = regie) => room.run({ type, input }, actor);
		await ask('openBallot', { charge });
		for (const seat of tribunal)
			expect(await ask('castSlip', { charge, choice: 'coupable' }, as(seat))).toMatchObject({
				done: true
			});
		await sleep(400);
		expect(await peer.room(code)).toBe(room);
		await sleep(400);
		expect(await ask('closeBallot', { charge })).toEqual({ done: true });
		expect(room.trial.ballot.outcomes).toEqual({ [charge]: 'coupable' });
		await expect.poll(async () => (await sleep(200), await peer.room(code)) === room).toBe(false);
	});
});
