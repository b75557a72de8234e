/** Lines that die without a word: a tablet out of reach, asleep, on another access point. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RoomSocket } from '../../src/lib/server/wire/gateway.ts';
import { House } from '../support/house.ts';
import { Page } from '../support/page.ts';
import { Program } from '../support/program.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { watchSockets } from '../support/sockets.ts';

const file = await shippedCase();
const seat = 'greffier/audience';
const sockets: RoomSocket[] = [];

let house: House;
beforeAll(async () => {
	watchSockets((socket) => sockets.push(socket));
	house = await House.open();
});
afterAll(() => house.close());

const socketsOf = (code: string) =>
	sockets.filter(({ data }) => data.courtroom.code === code && data.office === 'tablette');
const aliveIn = (code: string) => socketsOf(code).filter(({ connected }) => connected);
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

async function open() {
	const { regie, code, courtroom } = await house.room(file);
	const page = await Page.open(house, code, seat);
	await vi.waitUntil(() => socketsOf(code)[0]?.conn.transport.name === 'websocket');
	await regie.until((view) => view.seats?.places.some((it) => it.seat === seat && it.taken === 1));
	return { regie, code, courtroom, page };
}

describe.concurrent('a line that is dead, and not known to be', () => {
	it('[U6] {P9} another tab of the tablet takes the seat at once; the dead line is held back, not doubled', async ({
		task
	}) => {
		const { regie, code, courtroom, page } = await open();
		page.network.freeze();
		const tablets = courtroom.trial.seats.admitted;
		const start = performance.now();
		const [, token = ''] = page.network.faults.headers?.cookie?.split('=') ?? [];
		const tab = await house.bot(code, 'tablette', token);
		expect(tab.view.me?.seats.map((it) => it.seat)).toEqual([seat]);
		expect(await tab.run('askFloor', {}, seat)).toEqual({ refused: 'hearing-not-begun' });
		const took = performance.now() - start;
		expect(took).toBeLessThan(1_000);
		expect(courtroom.trial.seats.admitted).toEqual(tablets);
		const place = regie.view.seats?.places.find((it) => it.seat === seat);
		expect(place?.taken).toBe(1);
		expect(aliveIn(code).length, 'the dead one is not known to be').toBe(2);
		let sent = 0;
		aliveIn(code)[0]?.conn.on('packetCreate', () => sent++);
		for (let i = 0; i < 60; i++) {
			const input = { step: 'accueil', minutes: 1 };
			await courtroom.run({ type: 'addMinutes', input }, { office: 'regie', holder: 'regie' });
		}
		expect(sent, 'pushes for nobody').toBeLessThanOrEqual(16);
		publish(task, { 'ms pour reprendre sa place': Math.round(took) });
		tab.leave();
		await page.close();
	});

	it('[U6] {P9} the page itself, awake again, leaves its dead line, and the server closes it at once', async ({
		task
	}) => {
		const { regie, code, page } = await open();
		page.network.freeze();
		await regie.run('nextStep', {});
		await pause(200);
		expect(page.courtroom.view.script?.step).toBeNull();
		page.wake();
		const took = await page.until(({ view }) => view.script?.step === 'accueil', 3_000);
		expect(page.courtroom.seats).toEqual([seat]);
		await vi.waitUntil(() => aliveIn(code).length === 1);
		expect(regie.view.seats?.places.find((it) => it.seat === seat)?.taken).toBe(1);
		publish(task, { 'ms pour quitter une ligne morte': Math.round(took) });
		await page.close();
	});

	it('[U6] {P9} a gesture on a dead line is done once, on another', async () => {
		const { regie, courtroom, page } = await open();
		await regie.run('nextStep', {});
		await page.until(({ view }) => view.script?.step === 'accueil');
		page.network.freeze();
		expect(await page.courtroom.run('askFloor', {})).toEqual({ done: true });
		expect(courtroom.trial.floor.queue).toEqual([seat]);
		await page.close();
	});

	it('[U7] {P9} asleep four times longer than the server waits, a tablet wakes to the exact state within 3 s', async ({
		task
	}) => {
		// 180 s asleep where the server waits for 40: the same with 800 ms.
		const brief = { pingInterval: 400, pingTimeout: 400, upgradeTimeout: 1_000 };
		const short = await House.open({ timing: brief });
		const { regie, code } = await short.room(file);
		const page = await Page.load(short, code);
		page.courtroom.leave();
		const program = 'tests/network/children/tablet.ts';
		const tablet = new Program(program, {}, undefined, [], [page.network.base, code]);
		await tablet.hear(/step none;/);
		await vi.waitUntil(() => page.network.upgrades === 1);
		await pause(200);
		tablet.child.kill('SIGSTOP');
		// Known to be dead, and forgotten: nothing waits for it on the way.
		await pause(3_000);
		await regie.run('nextStep', {});
		await pause(600);
		expect(tablet.said).not.toContain('accueil');
		const start = performance.now();
		tablet.child.kill('SIGCONT');
		await tablet.hear(/step accueil;/, 3_000);
		publish(task, { 'ms au réveil': Math.round(performance.now() - start) });
		await tablet.kill('SIGKILL');
		await page.close();
		await short.close();
	});
});
