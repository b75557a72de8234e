import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Reply } from '../../src/lib/protocol/wire.ts';
import type { Actor } from '../../src/lib/trial/actor.ts';
import { commandNames, type CommandName } from '../../src/lib/trial/commands.ts';
import type { Bot } from '../support/bot.ts';
import { House } from '../support/house.ts';
import { publish } from '../support/promise.ts';
import { shapeless } from './books.ts';
import { expectedOf, verdictOf } from './grid.ts';
import { inputFor } from './inputs.ts';
import { momentNames, moments, parties } from './moments.ts';
import { leaveExtract, seedRoom } from './rooms.ts';

let house: House;
beforeAll(async () => {
	house = await House.open();
});
afterAll(() => house.close());

/** Nobody speaks as the server from the wire, and a browser the room does not know gets no socket. */
const speaking = Object.entries(parties).filter(
	([party]) => !['server', 'stranger'].includes(party)
);
const reasonOf = (reply: Reply): string => ('refused' in reply ? reply.refused : 'accepted');

/** What this browser was told that it may run, as itself or as its seat. */
const toldTo = ({ view }: Bot, seat?: SeatId): readonly CommandName[] =>
	(seat ? view.may?.seats[seat] : view.may?.self) ?? [];

/** Tries every command at once, without a shape, so that nothing happens. */
async function tryAll(
	bot: Bot,
	seat?: SeatId,
	names: readonly CommandName[] = commandNames
): Promise<[CommandName, string][]> {
	const replies = names.map(async (type): Promise<[CommandName, string]> => {
		const frame = { type, input: shapeless, ...(seat && { seat }) };
		return [type, reasonOf(await bot.send(frame))];
	});
	return Promise.all(replies);
}

describe('who may do what, over the wire', () => {
	it('[A1] every command, every party, every moment: answered as the view had said, nothing written', async ({
		task
	}) => {
		let tried = 0;
		const faults: string[] = [];
		for (const [rank, moment] of momentNames.entries()) {
			const room = await seedRoom(house, moments[moment], Object.values(parties));
			// One moment in three each: a browser may ask so much, and no more.
			const third = commandNames.filter((_, i) => i % 3 === rank % 3);
			const before = await room.count();
			const tries = speaking.map(async ([party, actor]) => {
				const bot = await room.join(actor);
				const told = toldTo(bot, actor.seat);
				for (const [name, answer] of await tryAll(bot, actor.seat)) {
					const verdict = verdictOf(answer);
					const expected = expectedOf(moment, party, name);
					tried++;
					if (verdict !== expected || (verdict === 'yes') !== told.includes(name))
						faults.push(`${moment}, ${party}, ${name}: ${answer}, listed ${told.includes(name)}`);
				}
				// A seat that this browser does not hold, a seat of no role, the server's own voice.
				const stolen: SeatId = actor.seat === 'juge/president' ? 'greffier/g' : 'juge/president';
				if (['tablet', 'screen', 'facilitator', 'procureur/p'].includes(party))
					for (const [name, answer] of await tryAll(bot, stolen, third)) {
						tried++;
						if (answer !== 'not-yours') faults.push(`${moment}, ${party} as ${stolen}, ${name}`);
					}
				bot.leave();
			});
			await Promise.all(tries);
			if ((await room.count()) !== before) faults.push(`${moment}: something was written`);
		}
		expect(faults).toEqual([]);
		publish(task, { essais: tried, 'classes d’état': momentNames.length });
	});

	it('[A1] what is listed is done, for each party that ever may', async ({ task }) => {
		const faults: string[] = [];
		let done = 0;
		for (const [party, actor] of speaking)
			for (const name of commandNames) {
				if (momentNames.every((it) => expectedOf(it, party, name) !== 'yes')) continue;
				const found = inputFor(party, actor, name);
				if (!found) faults.push(`${party}, ${name}: never exercised`);
				if (!found) continue;
				const { moment, input } = found;
				const room = await seedRoom(house, moments[moment], [actor]);
				const before = await room.count();
				const bot = await room.join(actor);
				const { seat } = actor;
				if (name === 'proposeExtract' && seat) await leaveExtract(house, room, seat, input);
				const reply = await bot.send({ type: name, input, ...(seat && { seat }) });
				if (!('done' in reply) || (await room.count()) === before)
					faults.push(`${moment}, ${party}, ${name}: ${reasonOf(reply)}`);
				done++;
				bot.leave();
			}
		expect(faults).toEqual([]);
		expect(done).toBeGreaterThan(150);
		publish(task, { 'droits exercés': done });
	});

	it('[A3] nobody is the server, the screen has no hand, and a stranger no socket', async () => {
		const { shown } = moments;
		const room = await seedRoom(house, shown, Object.values(parties));
		await expect(room.join(parties['stranger'] as Actor)).rejects.toThrow('refused');
		for (const office of ['system', 'juge', '__proto__', null])
			await expect(
				house.bot(room.code, office as never, 'x'.repeat(43), { transports: ['websocket'] })
			).rejects.toThrow('refused');
		const screen = await room.join(parties['screen'] as Actor);
		expect(screen.view.may).toEqual({ self: [], seats: {} });
		// What a frame says of its own author is no part of a frame.
		const tablet = await room.join(parties['tablet'] as Actor);
		for (const forged of [
			{ office: 'regie' },
			{ holder: 'regie' },
			{ actor: { office: 'system' } }
		])
			expect(await tablet.send({ type: 'nextStep', input: {}, ...forged })).toEqual({
				refused: 'malformed'
			});
	});
});
