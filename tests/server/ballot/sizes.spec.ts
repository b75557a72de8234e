import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/lib/casefile/casefile.ts';
import type { Courtroom } from '../../../src/lib/client/courtroom.svelte.ts';
import { Slips } from '../../../src/lib/client/slips.svelte.ts';
import type { Choice } from '../../../src/lib/trial/event.ts';
import type { Bot } from '../../support/bot.ts';
import { House } from '../../support/house.ts';
import { publish } from '../../support/promise.ts';
import { shippedCase } from '../../support/shipped-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const file = await shippedCase();
const charge = file.charges[0]?.id ?? '';
const tribunal: SeatId[] = ['juge/president', 'assesseur/premier', 'assesseur/second'];
const wire = { transports: ['websocket'] };

/** The length of every packet on this browser's line from now on, in its order. */
function weigh(bot: Bot): string[] {
	const lengths: string[] = [];
	const { engine } = bot.socket?.io ?? {};
	const note = (way: string) => (packet: { type: string; data?: unknown }) => {
		// Who came in before is told to adults four times a second, with a count of its own: no slip makes it.
		const text = String(packet.data).replace(/"n":\d+/, '"n":0');
		if (packet.type === 'message' && !text.includes('"chapters":{"presence"'))
			lengths.push(`${way} ${text.length}`);
	};
	engine?.on('packet', note('heard'));
	engine?.on('packetCreate', note('sent'));
	return lengths;
}

/** An id is as long as a page's. */
let sent = 0;
/** A page's own slips, on this browser's line. */
const slipsOf = (bot: Bot): Slips =>
	new Slips(
		{
			connection: 'joined',
			get view() {
				return bot.view;
			},
			run: (type: 'castSlip', input: { charge: string; choice: Choice }, seat: SeatId) =>
				bot.send({ id: String(++sent).padStart(32, '0'), type, seat, input })
		} as unknown as Courtroom,
		{ read: () => null, keep: () => {} }
	);

/** One délibéré where everybody answers this, then that: what passed on each line before it closes. */
async function deliberate(first: Choice, then: Choice) {
	const { regie, code } = await house.room(file);
	const members: Bot[] = [];
	for (const seat of tribunal) members.push(await house.tablet(code, seat, wire));
	const magistrat = await house.office(code, 'magistrat');
	const others = [
		regie,
		await house.office(code, 'ecran'),
		magistrat,
		await house.tablet(code, 'greffier/audience', wire)
	];
	for (const step of ['ouverture', 'delibere']) await regie.run('jumpToStep', { step });
	await regie.run('openBallot', { charge });
	for (const bot of [...members, ...others])
		await bot.until(({ script }) => script?.step === 'delibere');
	for (const bot of members) await bot.until(({ ballot }) => ballot?.open === charge);
	// Until everybody's arrival was told.
	await new Promise((quiet) => setTimeout(quiet, 300));
	const lengths = [...members, ...others].map(weigh);
	for (const [turn, choice] of [first, then].entries())
		for (const [i, seat] of tribunal.entries()) {
			const bot = members[i];
			if (!bot) continue;
			const slips = slipsOf(bot);
			slips.choose(seat, choice);
			await expect.poll(() => slips.receiptOf(seat)).toMatch(/^[A-Y3-9]{8}$/);
			const answered = turn === 0 ? i + 1 : 3;
			for (const watcher of [...members, regie, magistrat])
				await watcher.until(({ ballot }) => ballot?.answered === answered);
		}
	await new Promise((quiet) => setTimeout(quiet, 100));
	const heard = lengths.map((it) => [...it]);
	for (const bot of [...members, ...others]) bot.leave();
	return heard;
}

describe('the length of what passes on a line', () => {
	it('[B23] {P17} tells no choice: the slip, its receipt and every push weigh the same', async ({
		task
	}) => {
		const guilty = await deliberate('coupable', 'coupable');
		const relaxed = await deliberate('relaxe', 'relaxe');
		const changed = await deliberate('relaxe', 'coupable');
		expect(guilty.flat().filter((it) => it.startsWith('sent')).length).toBeGreaterThanOrEqual(3);
		expect(relaxed).toEqual(guilty);
		expect(changed).toEqual(guilty);
		publish(task, { 'paquets pesés': 3 * guilty.flat().length });
	});
});
