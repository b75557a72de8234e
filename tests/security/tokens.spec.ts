import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Admission } from '../../src/lib/server/door/admission.ts';
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import { offices, type Office } from '../../src/lib/trial/actor.ts';
import { publish } from '../support/promise.ts';
import { Desk } from './desk.ts';
import { joinWith, lastIn, openKeyring, refusalOf, type Keyring } from './keyring.ts';

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

const join = (cookie: string, office: Office) => refusalOf(desk, room, office, cookie);
const joined = (office: Office, token: string) =>
	joinWith(desk, room, office, `${office}-${room.code}=${token}`);
const post = (action: string, cookie: string, fields: Record<string, string> = {}) =>
	desk.knock(`/salle/${room.code}${action}`, { cookie, fields });

describe('a token', () => {
	it('[A7] opens its own room, as its own office, and nothing else', async () => {
		const other = await openKeyring(desk);
		for (const office of offices)
			for (const held of offices) {
				const right = office === held;
				const mine = `${office}-${room.code}=${tokens[held]}`;
				expect(await join(mine, office), `${held} as ${office}`).toBe(
					right ? null : 'not-admitted'
				);
				const stolen = `${office}-${room.code}=${other.tokens[held]}`;
				expect(await join(stolen, office), `${held} of another room`).toBe('not-admitted');
			}
		const elsewhere = `regie-${other.room.code}=${tokens.regie}`;
		const invited = { cookie: elsewhere, fields: { office: 'magistrat' } };
		expect((await desk.knock(`/salle/${other.room.code}/regie?/inviter`, invited)).status).toBe(
			403
		);
		// A secret of another kind is no cookie.
		const pass = await admission.invite(room, 'magistrat');
		for (const secret of [pass, phrase, tokens.magistrat.toUpperCase(), `${tokens.magistrat}A`])
			expect(await admission.whoIs(room, 'magistrat', secret)).toBeNull();
	});

	it('[A7] of a tablet that went, was put out or was replaced is dead for ever', async () => {
		const regie = await joined('regie', tokens.regie);
		const dead: string[] = [];
		for (const leave of ['rendre', 'dismiss', 'replace'] as const) {
			const token = (await admission.enter(room)) ?? '';
			const holder = lastIn(room);
			const bot = await joined('tablette', token);
			if (leave === 'rendre') await post('?/rendre', `tablette-${room.code}=${token}`);
			if (leave === 'dismiss') await regie.run('dismissTablet', { tablet: holder });
			if (leave === 'replace') {
				const code = (await admission.offerReplacement(room, holder)) ?? '';
				expect((await post('?/remplacer', '', { code })).status).toBe(303);
			}
			await expect.poll(() => bot.socket?.connected, { timeout: 1_000 }).toBe(false);
			dead.push(token);
		}
		for (const token of dead)
			expect(await join(`tablette-${room.code}=${token}`, 'tablette')).toBe('not-admitted');
		regie.leave();
	});

	it('[A8] tossed beside another of its name opens nothing, in whatever order or clothes', async () => {
		const name = `regie-${room.code}`;
		const planted = randomBytes(32).toString('base64url');
		const own = `${name}=${tokens.regie}`;
		const pairs = [
			`${own}; ${name}=${planted}`,
			`${name}=${planted}; ${own}`,
			`${own}; ${own}`,
			`${own};${name}=`,
			`${name}="${tokens.regie}"`,
			`${name}=${tokens.regie}%20`,
			`__Host-${own}`,
			`__Secure-${own}`,
			`${own.toUpperCase()}`,
			`x=${own}`
		];
		for (const cookie of pairs) {
			expect(await join(cookie, 'regie'), cookie).toBe('not-admitted');
			expect((await post('/regie?/cle-ecran', cookie)).status, cookie).toBe(403);
		}
		expect(await join(`tablette-${room.code}=${planted}; ${own}`, 'regie')).toBeNull();
		expect((await post('/regie?/cle-ecran', own)).status).toBe(200);
	});

	it('[A8] over https is read under its __Host- name alone', async () => {
		const secure = await Desk.open({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
		const { room, tokens } = await openKeyring(secure);
		const origin = secure.base.replace('http:', 'https:');
		const headers = { 'x-forwarded-proto': 'https', origin };
		const ask = (cookie: string) =>
			secure.knock(`/salle/${room.code}/regie?/cle-ecran`, { cookie, fields: {}, headers });
		expect((await ask(`regie-${room.code}=${tokens.regie}`)).status).toBe(403);
		expect((await ask(`__Host-regie-${room.code}=${tokens.regie}`)).status).toBe(200);
		await secure.close();
	});

	it('[A8] planted by somebody else is never adopted: who comes in gets a new one', async () => {
		const planted = randomBytes(32).toString('base64url');
		const cookie = `tablette-${room.code}=${planted}`;
		const entered = await post('?/entrer', cookie);
		const [given = ''] = entered.cookies;
		expect(given).toMatch(new RegExp(`^tablette-${room.code}=[\\w-]{43}$`));
		expect(given).not.toBe(cookie);
		expect(await join(cookie, 'tablette')).toBe('not-admitted');
		const first = await post('/regie?/retrouver', cookie, { phrase });
		const second = await post('/regie?/retrouver', cookie, { phrase });
		expect(
			new Set([...first.cookies, ...second.cookies, `regie-${room.code}=${tokens.regie}`]).size
		).toBe(3);
	});
});

describe('a replacement code', () => {
	const offer = async (): Promise<{ code: string; token: string; holder: string }> => {
		const token = (await admission.enter(room)) ?? '';
		const holder = lastIn(room);
		return { code: (await admission.offerReplacement(room, holder)) ?? '', token, holder };
	};
	const use = (code: string) => post('?/remplacer', '', { code });

	it('[A9] {P21} serves once, then to nobody, and puts the old tablet out within a second', async ({
		task
	}) => {
		const { code, token } = await offer();
		const old = await joined('tablette', token);
		await old.run('takeSeat', { seat: 'greffier/audience' });
		const start = performance.now();
		const [given = ''] = (await use(code)).cookies;
		while (old.socket?.connected) await new Promise((next) => setTimeout(next, 2));
		const cut = performance.now() - start;
		expect(cut).toBeLessThan(1_000);
		expect((await use(code)).status).toBe(403);
		expect(given).not.toContain(token);
		const fresh = await joined('tablette', given.split('=')[1] ?? '');
		expect(fresh.view.me?.seats[0]?.seat).toBe('greffier/audience');
		fresh.leave();
		publish(task, { 'ancienne tablette coupée en ms': cut });
	});

	it('[A9] {P21} used in several tabs at once has one winner', async ({ task }) => {
		const rounds = 20;
		for (let round = 0; round < rounds; round++) {
			const { code } = await offer();
			const before = room.trial.seats.admitted.length;
			const answers = await Promise.all(Array.from({ length: 5 }, () => use(code)));
			expect(answers.map(({ status }) => status).sort()).toEqual([303, 403, 403, 403, 403]);
			expect(room.trial.seats.admitted).toHaveLength(before);
		}
		publish(task, { 'codes disputés par cinq onglets': rounds });
	});

	it('[A9] {P21} is worth nothing after a quarter of an hour, elsewhere, as another key, or after its twin', async () => {
		const { code, holder } = await offer();
		const { store, courtrooms } = desk.courthouse;
		const late = new Admission(store, courtrooms, () => Date.now() + 15 * 60_000 + 1);
		expect(await late.replace(room, code)).toBeNull();
		const other = await openKeyring(desk);
		expect(await admission.replace(other.room, code)).toBeNull();
		for (const office of offices) expect(await admission.accept(room, office, code)).toBeNull();
		const twin = (await admission.offerReplacement(room, holder)) ?? '';
		expect((await use(code)).status).toBe(303);
		expect((await use(twin)).status).toBe(403);
		expect(room.trial.seats.admitted).not.toContain(holder);
	});
});
