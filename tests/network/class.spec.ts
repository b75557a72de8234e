/** A class of forty, behind one address, over a Wi-Fi that loses and delays. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { House } from '../support/house.ts';
import { Page } from '../support/page.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';

const file = await shippedCase();
const wifi = { latency: 150, loss: 0.02 };
const size = 40;

let house: House;
beforeAll(async () => {
	house = await House.open();
});
afterAll(() => house.close());

const isHandshake = (request: string) => /^GET \S*EIO=4(?!\S*sid=)/.test(request);

describe('forty tablets', () => {
	it('[U10] {P13} {P6} join over a Wi-Fi that loses and delays, and all come back when it is cut', async ({
		task
	}) => {
		const { regie, code } = await house.room(file, 35, 35);
		const start = performance.now();
		const joining = Array.from({ length: size }, async () => {
			const page = await Page.open(house, code, undefined, wifi);
			return { page, after: performance.now() - start };
		});
		const joined = await Promise.all(joining);
		const pages = joined.map(({ page }) => page);
		const took = joined.map(({ after }) => after).toSorted((a, b) => a - b);
		expect(took.at(-1)).toBeLessThan(20_000);

		for (const page of pages) page.network.cut();
		expect(await regie.run('nextStep', {})).toEqual({ done: true });
		const back = pages.map((page) => page.until(({ view }) => view.script?.step === 'accueil'));
		const times = (await Promise.all(back)).toSorted((a, b) => a - b);
		expect(regie.view.seats?.admitted?.length).toBe(size);
		publish(task, {
			tablettes: size,
			'ms pour entrer (p95)': Math.round(took[37] ?? 0),
			'ms pour revenir (p95)': Math.round(times[37] ?? 0)
		});
		for (const page of pages) await page.close();
	});

	it('[U13] {P6} do not come back in the same instant: each draws its own', async () => {
		const { code } = await house.room(file);
		const pages = [await Page.open(house, code), await Page.open(house, code)];
		const knocks: number[] = [];
		// Half of 300 ms more, then nearly half of it less: who was cut first knocks last.
		for (const [i, drawn] of [0.95, 0.89].entries()) {
			const page = pages[i];
			if (!page) continue;
			page.network.faults.replays = (request) => isHandshake(request) && knocks.push(i) < 0;
			const random = vi.spyOn(Math, 'random').mockReturnValue(drawn);
			page.network.cut();
			await page.until(({ connection }) => connection === 'cut');
			random.mockRestore();
		}
		for (const page of pages) await page.until(({ connection }) => connection === 'joined');
		expect(knocks).toEqual([1, 0]);
		for (const page of pages) await page.close();
	});
});
