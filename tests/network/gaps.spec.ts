/** Pushes that get lost on their way: the browser notices, and asks for the whole view. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomSocket } from '../../src/lib/server/wire/gateway.ts';
import { chanceFrom } from '../support/chance.ts';
import { House } from '../support/house.ts';
import { Page } from '../support/page.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { watchSockets } from '../support/sockets.ts';

const file = await shippedCase();
const adult = { office: 'regie', holder: 'regie' } as const;
const seeds = process.env.GRAINE ? [Number(process.env.GRAINE)] : [1, 2, 3, 4, 5];

let house: House;
/** When each socket asked for a whole view, by room. */
const asked = new Map<string, number[]>();
beforeAll(async () => {
	watchSockets(listen);
	house = await House.open();
});
afterAll(() => house.close());

function listen(socket: RoomSocket): void {
	const { code } = socket.data.courtroom;
	const times = asked.get(code) ?? [];
	asked.set(code, times);
	socket.on('snapshot', () => times.push(performance.now()));
}

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

describe.concurrent('a push lost on its way', () => {
	it.for(seeds)(
		'[U9] {P15} is noticed at the next one: the whole view is asked, once in two seconds (GRAINE=%i)',
		async (seed, { task }) => {
			const { regie, code, courtroom } = await house.room(file);
			const page = await Page.open(house, code, 'greffier/audience');
			await page.until(() => page.network.upgrades > 0);
			await pause(300);
			const chance = chanceFrom(seed);
			let lost = 0;
			const move = async () => {
				const minutes = Math.floor(chance() * 20) + 1;
				const input = { step: 'accueil', minutes };
				await courtroom.run({ type: 'addMinutes', input }, adult);
			};
			page.network.faults.passes = (frame) => {
				const loses = frame.startsWith('42["view"') && chance() < 0.3;
				if (loses) lost++;
				return !loses;
			};
			for (let i = 0; i < 40; i++) {
				await move();
				await pause(120 * chance());
			}
			delete page.network.faults.passes;
			await pause(100);
			await move();
			const { added } = courtroom.trial.clock;
			await page.until(({ view }) => view.clock?.added['accueil'] === added['accueil']);
			const times = asked.get(code) ?? [];
			expect(lost).toBeGreaterThan(0);
			expect(times.length, 'the gap was seen').toBeGreaterThan(0);
			const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
			expect(Math.min(...waits, 2_000), 'ms between two').toBeGreaterThan(1_500);

			// Healed: nothing is asked any more, and the page sees what a page just loaded sees.
			await pause(2_100);
			const count = times.length;
			for (let i = 0; i < 5; i++) await move();
			await pause(300);
			expect(times.length).toBe(count);
			await regie.run('nextStep', {});
			await page.until(({ view }) => view.script?.step === 'accueil');
			page.wake();
			const before = page.courtroom.view;
			await page.until(({ view }) => view !== before);
			expect(page.courtroom.view).toEqual(before);
			publish(task, { graines: 1 });
			await page.close();
			regie.leave();
		}
	);
});
