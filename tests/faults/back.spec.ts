import { expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { planClass } from '../../src/lib/trial/plan.ts';
import type { Bot } from '../support/bot.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import type { Place } from './children/serve.ts';
import { Prey } from './prey.ts';

const file = await shippedCase();

/** When this browser has its whole view again, in ms since `start`. */
async function timeBack({ pushes }: Bot, since: number, start: number): Promise<number> {
	for (let late = 0; late < 60_000; late = performance.now() - start) {
		if (pushes.slice(since).some(({ whole }) => whole)) return performance.now() - start;
		await new Promise((next) => setTimeout(next, 10));
	}
	throw new Error('never back');
}

it('[G20] {P6} killed, gives forty browsers back their seat and step within ten seconds', async ({
	task
}) => {
	const { places } = planClass(file, 35, 35);
	const pupils = Object.entries(places).flatMap(([seat, count]) =>
		Array.from({ length: count }, () => seat as SeatId)
	);
	const prey = await Prey.start();
	await prey.open(pupils, 'plaidoirie');
	// Two more régies than one, as when an adult has three tabs open.
	const [regie, ...others] = prey.room.places;
	if (!regie) throw new Error('no room');
	const all: Place[] = [regie, regie, regie, ...others];
	try {
		const bots = await Promise.all(all.map((place) => prey.join(place)));
		expect(bots).toHaveLength(40);
		const before = bots.map(({ view }) => view);
		const counts = bots.map(({ pushes }) => pushes.length);
		const start = performance.now();
		await prey.kill('SIGKILL');
		await prey.restart();
		const times = await Promise.all(bots.map((bot, n) => timeBack(bot, counts[n] ?? 0, start)));
		for (const [n, { view }] of bots.entries()) {
			expect(view.me).toEqual(before[n]?.me);
			expect(view.script).toEqual(before[n]?.script);
			expect(view.clock).toEqual(before[n]?.clock);
		}
		const p95 = Math.round(times.toSorted((a, b) => a - b)[37] ?? Infinity);
		console.log(`killed and started again: 40 browsers back, p95 ${p95} ms`);
		expect(p95).toBeLessThan(10_000);
		publish(task, { navigateurs: bots.length, 'retour p95, ms': p95 });
		for (const bot of bots) bot.leave();
	} finally {
		await prey.close();
	}
});
