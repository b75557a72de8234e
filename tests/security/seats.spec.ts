import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Admission } from '../../src/lib/server/door/admission.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import type { Office } from '../../src/lib/trial/actor.ts';
import { commandNames } from '../../src/lib/trial/commands.ts';
import type { Bot } from '../support/bot.ts';
import { Desk } from './desk.ts';
import { joinWith, lastIn, openKeyring, type Keyring } from './keyring.ts';

let desk: Desk;
let admission: Admission;
let room: Courtroom;
let phrase: string;
/** One token for each office of the room. */
let tokens: Keyring['tokens'];
beforeAll(async () => {
	desk = await Desk.open();
	({ admission } = desk.courthouse);
});
beforeEach(async () => {
	({ room, tokens, phrase } = await openKeyring(desk));
});
afterAll(() => desk.close());

const joined = (office: Office, token: string) =>
	joinWith(desk, room, office, `${office}-${room.code}=${token}`);
const post = (action: string, cookie: string, fields: Record<string, string> = {}) =>
	desk.knock(`/salle/${room.code}${action}`, { cookie, fields });

describe('a seat', () => {
	it('[A10] disputed by twelve tablets at once is held by as many as it has places', async () => {
		const seats: SeatId[] = ['assesseur/premier', 'procureur/mineurs', 'greffier/audience'];
		for (const seat of seats) {
			const bots: Bot[] = [];
			for (let i = 0; i < 12; i++)
				bots.push(await joined('tablette', (await admission.enter(room)) ?? ''));
			const places = room.trial.seats.plan.places[seat] ?? 0;
			expect(places, seat).toBeGreaterThan(0);
			const asked = bots.map((bot) => bot.send({ type: 'takeSeat', input: { seat } }));
			const done = (await Promise.all(asked)).filter((reply) => 'done' in reply);
			expect(done, seat).toHaveLength(places);
			expect(new Set(room.trial.seats.holders[seat]).size, seat).toBe(places);
			for (const bot of bots) bot.leave();
		}
	});

	it('[A10] is not opened by a card once it is revoked', async () => {
		const cards = () => admission.cards(room);
		const [{ seat = 'juge/president', card = '' } = {}] = await cards();
		const regie = await joined('regie', tokens.regie);
		await regie.run('revokeCard', { seat });
		expect((await post('?/carte', '', { carte: card })).status).toBe(403);
		const fresh = (await cards()).find((it) => it.seat === seat)?.card ?? '';
		expect((await post('?/carte', '', { carte: fresh })).status).toBe(303);
		regie.leave();
	});
});

describe('a closed room', () => {
	it('[A11] is opened by no code, card or invitation; the phrase gives it back to be read', async () => {
		const [{ card = '' } = {}] = await admission.cards(room);
		const invitation = await admission.invite(room, 'magistrat');
		const code = (await admission.offerReplacement(room, lastIn(room))) ?? '';
		const regie = await joined('regie', tokens.regie);
		expect(await regie.run('closeRoom', {})).toEqual({ done: true });
		regie.leave();
		expect((await post('?/entrer', '')).status).toBe(403);
		expect((await post('?/carte', '', { carte: card })).status).toBe(403);
		expect((await post('?/remplacer', '', { code })).status).toBe(403);
		expect((await post('/magistrat?/rejoindre', '', { code: invitation })).status).toBe(403);
		const found = await post('/regie?/retrouver', '', { phrase });
		expect(found.status).toBe(303);
		const reader = await joined('regie', found.cookies[0]?.split('=')[1] ?? '');
		expect(reader.view.may).toEqual({ self: [], seats: {} });
		for (const type of commandNames)
			expect(await reader.send({ type, input: {} })).toMatchObject({
				refused: expect.stringMatching(/^(room-closed|not-yours)$/) as string
			});
		reader.leave();
	});
});
