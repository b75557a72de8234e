import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/lib/server/config.ts';
import { cookieName } from '../../../src/lib/server/door/cookie.ts';
import { createLog } from '../../../src/lib/server/log.ts';
import type { Reply } from '../../../src/lib/protocol/wire.ts';
import type { Courtroom } from '../../../src/lib/server/courtroom.ts';
import { GET as piece } from '../../../src/routes/salle/[code]/pieces/[id]/+server.ts';
import { busFaults, createBadBus, type BusFault } from '../../support/bad-bus.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { publish } from '../../support/promise.ts';
import { wideCase } from '../../support/wide-case.ts';
import { hearing, walk, type Drawn } from '../../trial/walk.ts';
import { ask } from '../front.ts';
import { Peer } from './peer.ts';

const peers: Peer[] = [];
afterEach(async () => {
	for (const peer of peers.splice(0)) await peer.stop();
});

type Turn = Parameters<Parameters<typeof walk>[2]>[0];
/** `SEED=…` plays one hearing again, `RUNS=…` plays so many. */
const seeds = process.env['SEED']
	? [Number(process.env['SEED'])]
	: Array.from({ length: Number(process.env['RUNS'] ?? 10) }, () => randomInt(2 ** 31));

/** A random hearing, and the facts it starts from. */
function play({ gestures, ...drawn }: Drawn) {
	const turns: Turn[] = [];
	// Two processes of one machine share its clock; one that is set back has its own tests.
	const forward = gestures.map((gesture) => ({ ...gesture, ms: Math.abs(gesture.ms) }));
	const { events, trial } = walk(wideCase(), { ...drawn, gestures: forward }, (turn) => {
		turns.push(turn);
	});
	const played = turns.reduce((count, turn) => count + turn.events.length, 0);
	return { turns, forward, first: events.slice(0, events.length - played), trial };
}

async function shareRoom(first: readonly unknown[], bus: BusFault, now: () => number) {
	const store = new MemoryStore();
	const room = { trial: 'a', code: 'ACDEFG', openedAt: now(), closedAt: null };
	await store.open(room, JSON.stringify(wideCase()), [], first);
	const shared = createBadBus(bus);
	const two = [store, store.connect()].map((it) => new Peer(it, { bus: shared, now }));
	peers.push(...two);
	const [here, there] = await Promise.all(two.map((peer) => peer.room('ACDEFG')));
	if (!here || !there) throw new Error('two processes');
	return { here, there, store };
}

const converged = (here: Courtroom, there: Courtroom) =>
	expect
		.poll(() => isDeepStrictEqual(here.trial, there.trial), { timeout: 2_000, interval: 20 })
		.toBe(true);

/** The same answer; what no state accepts is refused without a look at the newest one, for a reason of its own. */
function agree(reply: Reply, wanted: Reply, told: string): void {
	const isHopeless = [reply, wanted].some((it) => 'refused' in it && it.refused === 'malformed');
	if (isHopeless) expect([reply, wanted].every((it) => 'refused' in it)).toBe(true);
	else expect(withoutReceipt(reply), told).toEqual(withoutReceipt(wanted));
}

/** A receipt is of one urn, and of the slip it holds now: `receipts.spec.ts` looks at it. */
const withoutReceipt = (reply: Reply): Reply => ('refused' in reply ? reply : { done: true });

/** A process that becomes the room's home holds nothing: it voids slips and answers alike, as no drawn gesture does. */
const voidsOneOfTwo = ({ events, before }: Turn): boolean =>
	events.some(({ type }) => type === 'slipsVoided' || type === 'pollVoided') &&
	before.ballot.answered.length > 0 &&
	Object.keys(before.opinion.answered).length > 0;

/** Plays the random hearing of this seed, each gesture sent to one process or the other; gives how many. */
async function playOverBoth(seed: number, bus: BusFault): Promise<number> {
	const coins = fc.infiniteStream(fc.noBias(fc.boolean()));
	const [drawn] = fc.sample(fc.tuple(hearing, coins), { seed, numRuns: 1 });
	if (!drawn) throw new Error('nothing drawn');
	const [{ turns, forward, first, trial }, coin] = [play(drawn[0]), drawn[1]];
	const flip = () => coin.next().value === true;
	if (turns.some((turn) => turn.actor.office === 'system' && voidsOneOfTwo(turn))) return 0;
	let now = Date.UTC(2026, 10, 23, 9);
	const { here, there, store } = await shareRoom(first, bus, () => now);
	for (const [i, { actor, type, input, decided }] of turns.entries()) {
		const told = `SEED=${seed}, gesture ${i}, ${type}`;
		now += forward[i]?.ms ?? 0;
		const [one, other] = flip() ? [here, there] : [there, here];
		const request = { id: `command-${i}`, type, input };
		const reply = await one.run(request, actor);
		agree(reply, 'refused' in decided ? decided : { done: true }, told);
		if (flip()) continue;
		// Sent again to the other process: the same answer, and nothing more.
		const { length } = await store.read('a', 0);
		agree(await other.run(request, actor), reply, `${told}, again`);
		expect(await store.read('a', length), `${told}, again`).toEqual([]);
	}
	await converged(here, there);
	// A sealed decision has its server's own salt, and a text that this store never kept: `sealing.spec.ts` opens it.
	const { file, sealed } = here.trial;
	expect(here.trial, `SEED=${seed}`).toEqual({ ...trial, file, sealed });
	return turns.length;
}

describe('two processes on one record', () => {
	it('[Y1][Y2] {P3} {P16} a random hearing over both is answered as by one, whatever the bus does', async ({
		task
	}) => {
		let sent = 0;
		for (const seed of seeds) {
			const bus = busFaults[seed % busFaults.length] ?? 'off';
			sent += await playOverBoth(seed, bus);
		}
		publish(task, { graines: seeds.length, gestes: sent });
	});

	it('[Y1] {P16} a room converges within two seconds when the bus says nothing', async ({
		task
	}) => {
		const first = [{ type: 'trialOpened', pupils: 28, tablets: 10, format: '110', at: 0 }];
		const { here, there } = await shareRoom(first, 'off', Date.now);
		const regie = { office: 'regie', holder: 'regie' } as const;
		let longest = 0;
		for (const room of [here, there, here]) {
			expect(await room.run({ type: 'nextStep', input: {} }, regie)).toEqual({ done: true });
			const start = performance.now();
			await converged(here, there);
			longest = Math.max(longest, Math.round(performance.now() - start));
		}
		publish(task, { millisecondes: longest });
	});

	it('[Y3] a tablet, a code or a card that one process gave opens the other’s door at once', async () => {
		const store = new MemoryStore();
		const [here, there] = [new Peer(store), new Peer(store.connect())];
		peers.push(here, there);
		const { code } = await here.admission.open({
			file: wideCase(),
			pupils: 28,
			tablets: 28,
			format: '110'
		});
		const [mine, theirs] = [await here.room(code), await there.room(code)];
		const token = await here.admission.enter(mine);
		const tablet = (await there.admission.whoIs(theirs, 'tablette', token)) ?? '';
		expect(mine.trial.seats.admitted).toEqual([tablet]);
		await here.admission.enter(mine);
		const newest = mine.trial.seats.admitted.find((it) => it !== tablet) ?? '';
		const pass = await there.admission.offerReplacement(theirs, newest);
		expect(await here.admission.replace(mine, pass ?? '')).toEqual(expect.any(String));
		const seat = 'greffier/g';
		const regie = { office: 'regie', holder: 'regie' } as const;
		await mine.run({ type: 'revokeCard', input: { seat } }, regie);
		const card = (await here.admission.cards(mine)).find((it) => it.seat === seat)?.card ?? '';
		expect(await there.admission.readCard(theirs, card)).toBe(seat);
		expect(await there.admission.readCard(theirs, 'AAAAAAAAAA')).toBeNull();
	});

	it('[Y3] a piece shown through one process is read at once through the other', async () => {
		const store = new MemoryStore();
		const [here, there] = [new Peer(store), new Peer(store.connect())];
		peers.push(here, there);
		const file = wideCase();
		const { code } = await here.admission.open({ file, pupils: 28, tablets: 28, format: '110' });
		const [mine, theirs] = [await here.room(code), await there.room(code)];
		const token = (await here.admission.enter(mine)) ?? '';
		const desk = { config: readConfig({}), log: createLog('silent'), ...there };
		const read = () =>
			piece(
				ask(desk, {
					params: { code, id: '1' },
					cookie: `${cookieName('tablette', code, false)}=${token}`
				}).event
			);
		await expect(read()).rejects.toMatchObject({ status: 404 });
		const regie = { office: 'regie', holder: 'regie' } as const;
		const [holder = ''] = mine.trial.seats.admitted;
		const seat = 'greffier/g';
		for (const [type, input] of [
			['assignSeat', { seat, holder }],
			['jumpToStep', { step: 'ouverture' }],
			['showExhibit', { exhibit: '1' }]
		] as const)
			expect(await mine.run({ type, input }, regie)).toEqual({ done: true });
		expect((await read()).status).toBe(200);
		expect(theirs.trial).toEqual(mine.trial);
	});
});
