import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLocalBus } from '../../src/lib/server/bus/local.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import { Delivery, type Outlet } from '../../src/lib/server/wire/delivery.ts';
import { write } from '../../src/lib/server/wire/frames.ts';
import { StoreUnavailable } from '../../src/lib/server/store/store.ts';
import type { Push } from '../../src/lib/protocol/wire.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { wideCase } from '../support/wide-case.ts';
import { openDesk } from './front.ts';

const regie: Actor = { office: 'regie', holder: 'regie' };
const server: Actor = { office: 'system', holder: 'system' };
const opening = { file: wideCase(), pupils: 28, tablets: 28, format: '110' } as const;

let store: MemoryStore;
let desk: ReturnType<typeof openDesk>;
let code: string;
beforeEach(async () => {
	store = new MemoryStore();
	desk = openDesk(store);
	({ code } = await desk.admission.open(opening));
});

async function courtroomOf({ courtrooms }: Pick<typeof desk, 'courtrooms'>): Promise<Courtroom> {
	const courtroom = await courtrooms.find(code);
	if (!courtroom) throw new Error('no such room');
	return courtroom;
}

/** The régie's browser on this courtroom, and every push it gets. */
function watch(courtroom: Courtroom): Push[] {
	const pushes: Push[] = [];
	const outlet: Outlet = {
		office: 'regie',
		holder: 'regie',
		push: (n, content) => void pushes.push(JSON.parse(write(n, content)) as Push),
		isBusy: () => false,
		dismiss: () => {}
	};
	new Delivery(courtroom).add(outlet);
	return pushes;
}

const facts = () => desk.lines.map((line) => (JSON.parse(line) as { fact: string }).fact);

describe('courtrooms that share a record', () => {
	it('[D13] a browser of another process sees what this one recorded', async () => {
		const bus = createLocalBus((error) => expect.unreachable(String(error)));
		const here = await courtroomOf(openDesk(store, bus));
		const there = await courtroomOf(openDesk(store, bus));
		const pushes = watch(there);
		await expect.poll(() => pushes.length).toBe(1);
		await here.run({ type: 'nextStep', input: {} }, regie);
		await expect.poll(() => pushes.at(-1)?.chapters.script?.step).toBe('accueil');
		expect(there.trial).toEqual(here.trial);
		await there.run({ type: 'nextStep', input: {} }, regie);
		await expect.poll(() => here.trial.script.step).toBe(there.trial.script.step);
	});

	it('[K1] a code alone finds the live room that is open, never the closed one it belonged to', async () => {
		expect(desk.courtrooms.findLive(code)).toBeNull();
		const courtroom = await courtroomOf(desk);
		expect(desk.courtrooms.findLive(code)).toBe(courtroom);
		await courtroom.run({ type: 'closeRoom', input: {} }, regie);
		expect(desk.courtrooms.findLive(code)).toBeNull();
		expect(await desk.courtrooms.find(code)).toBe(courtroom);
	});

	it('[D13] a process never reads again what it wrote itself', async () => {
		const courtroom = await courtroomOf(desk);
		const pushes = watch(courtroom);
		const read = vi.spyOn(store, 'read');
		for (let i = 0; i < 3; i++) await courtroom.run({ type: 'nextStep', input: {} }, regie);
		await expect.poll(() => pushes.length).toBeGreaterThan(0);
		await sleep(20);
		expect(read).not.toHaveBeenCalled();
	});
});

describe('a courtroom and its record', () => {
	const entering = (id: string) => ({ id, type: 'admitTablet', input: { tablet: `t-${id}` } });

	it('[G3] what was accepted before a restart and is refused now gets its first answer', async () => {
		const before = await courtroomOf(desk);
		const receipt = vi.spyOn(store, 'receipt');
		expect(await before.run(entering('one'), server)).toEqual({ done: true });
		expect(await before.run({ type: 'lockDoor', input: {} }, regie)).toEqual({ done: true });
		expect(receipt).not.toHaveBeenCalled();
		const after = await courtroomOf(openDesk(store));
		const returned = { type: 'returnTablet', input: { tablet: 't-one' } };
		expect(await after.run(returned, server)).toEqual({ done: true });
		expect(await after.run(entering('two'), server)).toEqual({ refused: 'door-locked' });
		expect(await after.run(entering('one'), server)).toEqual({ done: true });
		expect(after.trial.seats.admitted).toEqual([]);
	});

	it('[G24] an id that was answered gets that answer again, whatever is asked with it', async () => {
		const courtroom = await courtroomOf(desk);
		const id = 'same-id-1';
		expect(await courtroom.run({ id, type: 'nextStep', input: {} }, regie)).toEqual({ done: true });
		const others = [
			{ id, type: 'lockDoor', input: {} },
			{ id, type: 'nextStep', input: {} },
			{ id, type: 'addMinutes', input: { step: 'accueil', minutes: 5 } }
		];
		const again = await courtroomOf(openDesk(store));
		for (const request of others)
			for (const room of [courtroom, again])
				expect(await room.run(request, regie)).toEqual({ done: true });
		expect(courtroom.trial.script.step).toBe('accueil');
		expect(courtroom.trial.door.locked).toBe(false);
		expect(again.trial).toEqual(courtroom.trial);
		expect(again.trial.clock.added).toEqual({});
	});

	it('[G24] a refusal for want of a disk is no answer: the same id is done once the disk is back', async () => {
		const courtroom = await courtroomOf(desk);
		const request = { id: 'same-id-2', type: 'nextStep', input: {} };
		store.broken = true;
		expect(await courtroom.run(request, regie)).toEqual({ refused: 'record-unavailable' });
		store.broken = false;
		expect(await courtroom.run(request, regie)).toEqual({ done: true });
		expect(courtroom.trial.script.step).toBe('accueil');
	});

	it('[G3] a gesture that was already true is kept as answered, and does nothing when it is sent again', async () => {
		const courtroom = await courtroomOf(desk);
		const lock = { id: 'already-locked', type: 'lockDoor', input: {} };
		await courtroom.run({ type: 'lockDoor', input: {} }, regie);
		expect(await courtroom.run(lock, regie)).toEqual({ done: true });
		await courtroom.run({ type: 'unlockDoor', input: {} }, regie);
		const again = await courtroomOf(openDesk(store));
		expect(await again.run(lock, regie)).toEqual({ done: true });
		expect(again.trial.door.locked).toBe(false);
	});

	it('[K5] a disk that refuses during a hearing is told to the log, and the hearing goes on after it', async () => {
		const courtroom = await courtroomOf(desk);
		store.broken = true;
		expect(await courtroom.run({ type: 'nextStep', input: {} }, regie)).toEqual({
			refused: 'record-unavailable'
		});
		expect(facts()).toEqual(['store-unavailable']);
		store.broken = false;
		expect(await courtroom.run({ type: 'nextStep', input: {} }, regie)).toEqual({ done: true });
		expect(courtroom.trial.script.step).toBe('accueil');
	});

	it('[K5] a room that closes is told to the log', async () => {
		const courtroom = await courtroomOf(desk);
		expect(await courtroom.run({ type: 'closeRoom', input: {} }, regie)).toEqual({ done: true });
		expect(facts()).toEqual(['room-closed']);
		expect((await store.room(code))?.closedAt).not.toBeNull();
	});

	it('[Y9] a room closed while the disk refused frees its code by itself, here or after a restart', async () => {
		const closing = { type: 'closeRoom', input: {} };
		const isFree = async () => (await store.room(code))?.closedAt != null;
		vi.spyOn(store, 'close').mockRejectedValue(new StoreUnavailable('full', 'plein'));
		const courtroom = await courtroomOf(desk);
		expect(await courtroom.run(closing, regie)).toEqual({ done: true });
		expect(await isFree()).toBe(false);
		expect(facts().slice(0, 2)).toEqual(['room-closed', 'store-unavailable']);
		vi.restoreAllMocks();
		await expect.poll(isFree, { timeout: 5_000 }).toBe(true);
		expect((await store.room(code))?.closedAt).toBe(courtroom.trial.at);

		const second = await desk.admission.open(opening);
		code = second.code;
		vi.spyOn(store, 'close').mockRejectedValue(new StoreUnavailable('full', 'plein'));
		await (await courtroomOf(desk)).run(closing, regie);
		vi.restoreAllMocks();
		await courtroomOf(openDesk(store));
		expect(await isFree()).toBe(true);
	});
});
