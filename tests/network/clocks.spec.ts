/** The server's date jumps, stops, is set back: neither the order nor a speaking time knows. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { House } from '../support/house.ts';
import { shippedCase } from '../support/shipped-case.ts';

const file = await shippedCase();
const adult = { office: 'regie', holder: 'regie' } as const;
const hour = 3_600_000;
const clock = { wall: Date.now, steady: performance.now.bind(performance) };

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await house.close();
});

const jump = (ms: number) => vi.spyOn(Date, 'now').mockImplementation(() => clock.wall() + ms);
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

/** A room in its first step, and what a test asks of it. */
async function open() {
	const { code, token } = await house.courthouse.admission.open({
		file,
		pupils: 28,
		tablets: 28,
		format: '110'
	});
	const run = async (type: string, input: object = {}) =>
		expect(await (await house.courtroom(code)).run({ type, input }, adult)).toEqual({ done: true });
	await run('nextStep');
	return { code, token, run };
}
type Opened = Awaited<ReturnType<typeof open>>;

/** Somebody speaks while `meanwhile` happens: what was counted, and what really passed. */
async function speak({ code, run }: Opened, meanwhile: () => unknown) {
	const spoken = async () => (await house.courtroom(code)).trial.floor.spoken.auxiliaires ?? 0;
	const before = await spoken();
	const start = clock.steady();
	await run('giveFloor', { seat: 'greffier/audience' });
	await pause(150);
	await meanwhile();
	await pause(150);
	await run('takeFloor');
	return { counted: (await spoken()) - before, passed: clock.steady() - start };
}

async function datesOf(code: string): Promise<number[]> {
	const facts = await house.courthouse.store.read((await house.courtroom(code)).id, 0);
	return facts.map(({ event }) => (event as { at: number }).at);
}

it.each([
	['two hours forward', 2 * hour],
	['two hours back', -2 * hour],
	['a day back', -24 * hour]
])('[U11] {P7} set %s, counts what was really spoken, in order', async (_, ms) => {
	const room = await open();
	const regie = await house.bot(room.code, 'regie', room.token);
	const { counted, passed } = await speak(room, () => jump(ms));
	expect(counted).toBeGreaterThanOrEqual(295);
	expect(counted).toBeLessThanOrEqual(passed + 5);
	const dates = await datesOf(room.code);
	expect(dates).toEqual(dates.toSorted((a, b) => a - b));
	const told = regie.pushes.map(({ now }) => now);
	expect(Math.max(...told) - Math.min(...told)).toBeLessThanOrEqual(passed + hour / 60);
	regie.leave();
});

it('[U11] {P7} a machine that stops, its lid shut, counts nothing of its sleep', async () => {
	const room = await open();
	const { counted, passed } = await speak(room, async () => {
		const asleep = performance.now();
		vi.spyOn(performance, 'now').mockImplementation(() => asleep);
		await pause(400);
		const slept = clock.steady() - asleep;
		vi.spyOn(performance, 'now').mockImplementation(() => clock.steady() - slept);
		jump(10 * 60_000);
	});
	expect(counted).toBeGreaterThanOrEqual(295);
	expect(counted).toBeLessThanOrEqual(passed - 390);
});

it('[U11] {P7} started again on a date set back, goes on from the last fact', async () => {
	const room = await open();
	await speak(room, () => {});
	const before = (await datesOf(room.code)).at(-1) ?? 0;
	await house.stop();
	jump(-2 * hour);
	house = await House.open({ directory: house.directory });
	const { counted, passed } = await speak(room, () => {});
	expect(counted).toBeGreaterThanOrEqual(295);
	expect(counted).toBeLessThanOrEqual(passed + 5);
	const dates = await datesOf(room.code);
	expect(dates).toEqual(dates.toSorted((a, b) => a - b));
	const regie = await house.bot(room.code, 'regie', room.token);
	expect(regie.pushes[0]?.now).toBeGreaterThan(before + counted);
	regie.leave();
});
