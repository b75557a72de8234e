/** What stands between a school and the server: proxies that strip, keep, repeat and cut. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { forSchools } from '../../src/lib/server/wire/sockets.ts';
import type { Faults } from '../support/bad-network.ts';
import { House } from '../support/house.ts';
import { Page } from '../support/page.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';

const file = await shippedCase();
const seat: SeatId = 'greffier/audience';
const stripped = { upgrade: null, connection: 'keep-alive' };
/** A tenth of the real delays: the server asks after 2 s whether a line lives, a proxy cuts after 3 s. */
const timing = { pingInterval: 2_000, pingTimeout: 2_000, upgradeTimeout: 1_000 };
const idleCut = 3_000;

let house: House;
/** With the real delays: it would know a dead line after 40 s. */
let patient: House;
const pages: Page[] = [];
beforeAll(async () => {
	house = await House.open({ timing });
	patient = await House.open();
});
afterAll(async () => {
	for (const page of pages) await page.close();
	await house.close();
	await patient.close();
});

/** A room of its own, its facilitator beside the server, and a clerk behind this network. */
async function open(faults: Faults, by = house) {
	const { regie, code, courtroom } = await by.room(file);
	await regie.run('nextStep', {});
	const page = await Page.open(by, code, seat, faults);
	pages.push(page);
	return { regie, courtroom, page };
}
type Opened = Awaited<ReturnType<typeof open>>;

/** A view reaches the page, its gesture reaches the room, and is counted once. */
async function works({ regie, courtroom, page }: Opened): Promise<void> {
	await regie.run('addMinutes', { step: 'accueil', minutes: 1 });
	const { added } = courtroom.trial.clock;
	await page.until(({ view }) => view.clock?.added['accueil'] === added['accueil']);
	expect(await page.courtroom.run('askFloor', {})).toEqual({ done: true });
	expect(courtroom.trial.floor.queue).toEqual([seat]);
	await page.until(({ view }) => view.floor?.ranks?.[seat] === 1);
	expect(await page.courtroom.run('withdrawFloor', {})).toEqual({ done: true });
}

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));
const isHandshake = (request: string) => /^GET \S*EIO=4(?!\S*sid=)/.test(request);

describe.concurrent('a proxy', () => {
	it('[U1] {P12} that takes Upgrade out leaves polling, and everything works at once', async () => {
		const room = await open({ headers: stripped });
		expect(room.page.network.upgrades).toBe(0);
		await works(room);
		await pause(2 * timing.upgradeTimeout);
		await works(room);
		expect(room.page.network.upgrades).toBe(0);
	});

	it('[U1] {P11} that keeps what has no end never opens a WebSocket: polling stays', async () => {
		const room = await open({ buffers: true });
		await works(room);
		await pause(2 * timing.upgradeTimeout);
		expect(room.page.network.upgrades).toBe(1);
		await works(room);
	});

	it('[U2] {P11} that opens a WebSocket and then keeps it is left for polling, within 12 s', async ({
		task
	}) => {
		const room = await open({}, patient);
		const { page, regie } = room;
		await works(room);
		// What comes before is let through: the trap closes once the browser trusts it.
		page.network.faults.passes = (frame) => frame === '3probe';
		const start = performance.now();
		expect(await page.courtroom.run('askFloor', {})).toEqual({ done: true });
		await regie.run('nextStep', {});
		await pause(100);
		await page.until(({ view }) => view.script?.step === regie.view.script?.step);
		const took = performance.now() - start;
		expect(took).toBeLessThan(12_000);
		expect(room.courtroom.trial.floor.queue).toEqual([seat]);
		publish(task, { 'ms pour quitter un WebSocket muet': Math.round(took) });
	});

	it('[U2] {P11} that keeps a WebSocket from the start is noticed even by a page that only looks', async () => {
		const { regie, code } = await patient.room(file);
		let kept = 0;
		const passes = (frame: string) => frame === '3probe' || ++kept < 0;
		const page = await Page.open(patient, code, undefined, { passes });
		while (kept === 0) {
			await regie.run('addMinutes', { step: 'accueil', minutes: 1 });
			await pause(100);
		}
		await regie.run('nextStep', {});
		await page.until(({ view }) => view.script?.step === 'accueil', 12_000);
		await pause(1_000);
		expect(page.network.upgrades).toBe(1);
		regie.leave();
		await page.close();
	});

	it('[U3] {P11} {P3} that asks again costs one reconnection at most, and counts no gesture twice', async ({
		task
	}) => {
		const room = await open({ headers: stripped });
		const { page } = room;
		const kinds: [string, (request: string) => boolean, boolean][] = [
			['the poll', (it) => it.startsWith('GET ') && it.includes('sid='), false],
			['the gesture', (it) => it.startsWith('POST ') && it.includes('42'), false],
			['the handshake', isHandshake, true],
			['the entry', (it) => it.startsWith('POST ') && it.includes('\r\n\r\n40'), true]
		];
		const asked = kinds.flatMap((kind) => [0, 60].map((later) => ({ kind, later })));
		for (const { kind, later } of asked) {
			const [name, isAsked, isNewLine] = kind;
			const seen = { handshakes: 0, repeated: 0 };
			page.network.faults.replayAfter = later;
			page.network.faults.replays = (request) => {
				if (isHandshake(request)) seen.handshakes++;
				return isAsked(request) && seen.repeated++ === 0;
			};
			if (isNewLine) page.network.cut();
			await works(room);
			await pause(300);
			expect(seen.repeated, name).toBeGreaterThan(0);
			expect(seen.handshakes, name).toBeLessThanOrEqual(isNewLine ? 2 : 1);
			await page.until(({ connection }) => connection === 'joined');
		}
		publish(task, { 'requêtes rejouées': asked.length });
	});

	it('[U4] {P10} that cuts what is silent for 30 s cuts nothing: the server speaks every 20 s', async ({
		task
	}) => {
		const rooms = [await open({ idleCut }), await open({ idleCut, headers: stripped })];
		let handshakes = 0;
		for (const { page } of rooms)
			page.network.faults.replays = (it) => isHandshake(it) && ++handshakes < 0;
		const silences = 2;
		for (let silence = 0; silence < silences; silence++) {
			await pause(idleCut + 500);
			for (const room of rooms) await works(room);
		}
		expect(handshakes, 'lines that were cut').toBe(0);
		publish(task, { 'silences traversés': silences * rooms.length });
	});

	it('[U4] {P10} as it is set for schools, the server speaks in time', () => {
		expect(forSchools.pingInterval).toBeLessThan(30_000);
	});

	it('[U4] {P10} that cuts sooner than the server speaks costs a reconnection, and no gesture', async () => {
		const slow = await House.open({ timing: { ...timing, pingInterval: 10_000 } });
		const room = await open({ idleCut: 400 }, slow);
		let handshakes = 0;
		room.page.network.faults.replays = (it) => isHandshake(it) && ++handshakes < 0;
		for (let minutes = 1; minutes <= 4; minutes++) {
			await pause(380 + 15 * minutes);
			await works(room);
		}
		expect(handshakes).toBeGreaterThan(0);
		await room.page.close();
		await slow.close();
	});

	it('[U5] that another origin stands behind is refused with a sentence, and asked no more', async () => {
		const { code } = await house.room(file);
		const page = await Page.load(house, code, { headers: { host: 'interne:8080' } });
		pages.push(page);
		await page.until(({ connection }) => connection === 'refused');
		expect(page.courtroom.refused).toBe('forbidden');
		const { made } = page.network;
		await pause(3_500);
		page.wake();
		await pause(200);
		expect(page.network.made).toBe(made);
	});
});
