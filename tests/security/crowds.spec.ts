/** A pupil who tries to keep the others out: phantoms, comings and goings, wrong codes for the whole school. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Crowded, Derivations } from '../../src/lib/server/door/derivations.ts';
import { drawCode } from '../../src/lib/server/door/secret.ts';
import { Bot } from '../support/bot.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { Desk } from './desk.ts';

/** What codes are drawn from. */
const signs = 25;
/** Tries are counted by windows of ten minutes: ten minutes may lie across two. */
const windows = 2;
const file = await shippedCase();

let desk: Desk;
let code: string;
let phrase: string;
let regie: string;
beforeAll(async () => {
	// The test is a proxy: it says which address of the school it is.
	desk = await Desk.open({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
});
beforeEach(async () => {
	desk.forgetTries();
	const size = { file, pupils: 28, tablets: 28, format: '110' } as const;
	const opened = await desk.courthouse.admission.open(size);
	({ code, phrase } = opened);
	regie = `regie-${code}=${opened.token}`;
	expect((await knock('10.0.0.1', '/regie', { cookie: regie })).status).toBe(200);
});
afterAll(() => desk.close());

interface Asked {
	cookie?: string;
	fields?: Record<string, string>;
}
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const knock = (address: string, path: string, asked: Asked = {}, at = code) =>
	desk.knock(`/salle/${at}${path}`, { ...from(address), ...asked });
const post = (address: string, path: string, fields = {}, cookie = '') =>
	knock(address, path, { fields, cookie });
const pupil = (n: number): string => `10.0.${1 + (n >> 8)}.${n & 255}`;

async function courtroom() {
	const found = await desk.courthouse.courtrooms.find(code);
	if (!found) throw new Error('no such room');
	return found;
}
const linkOf = async () => desk.courthouse.admission.link(await courtroom());
/** A tablet that comes in as its page would, and joins. */
async function tablet(address: string): Promise<Bot> {
	const entered = await post(address, '?/entrer');
	expect(entered.status).toBe(303);
	const bot = new Bot(desk.base);
	for (const pair of entered.cookies) {
		const [name = '', value = ''] = pair.split('=');
		bot.cookies.set(name, value);
	}
	return bot.join(code, 'tablette', { transports: ['websocket'] });
}

describe('tablets that are not there', () => {
	it('[A31] {P20} leave their place to who comes, and take none from who is there or seated', async ({
		task
	}) => {
		const room = await courtroom();
		const waiting = await tablet(pupil(1));
		const seated = await tablet(pupil(2));
		expect(await seated.run('takeSeat', { seat: 'greffier/audience' })).toEqual({ done: true });
		const [mine = '', held = ''] = room.trial.seats.admitted;
		seated.leave();
		await expect.poll(() => room.attendance.has(held)).toBe(false);
		let phantoms = 0;
		for (let i = 0; i < 60; i++) if ((await post(pupil(3), '?/entrer')).status === 303) phantoms++;
		expect(phantoms).toBe(60);
		expect(room.trial.seats.admitted).toHaveLength(41);
		const classmates = await Promise.all([4, 5, 6, 7].map((n) => tablet(pupil(n))));
		for (const bot of [waiting, ...classmates]) expect(bot.socket?.connected).toBe(true);
		expect(room.trial.seats.admitted).toHaveLength(41);
		expect(room.trial.seats.admitted.slice(0, 2)).toEqual([mine, held]);
		for (const bot of [waiting, ...classmates]) bot.leave();
		publish(task, { 'tablettes fantômes': phantoms, 'élèves entrés ensuite': 4 });
	});

	it('[A31] forty that are there are a full room: a card still opens its seat', async () => {
		const room = await courtroom();
		const all = await Promise.all(Array.from({ length: 40 }, (_, i) => tablet(pupil(i))));
		expect((await post(pupil(50), '?/entrer')).status).toBe(403);
		const [{ card = '' } = {}] = await desk.courthouse.admission.cards(room);
		expect((await post(pupil(50), '?/carte', { carte: card })).status).toBe(303);
		for (const bot of all) bot.leave();
	});

	it('[A32] come and go so many times by address and room, and write no more facts than that', async () => {
		const room = await courtroom();
		const before = (await desk.courthouse.store.read(room.id, 0)).length;
		const told: Record<number, number> = {};
		for (let i = 0; i < 80; i++) {
			const { status, cookies } = await post(pupil(1), '?/entrer');
			const left = await post(pupil(1), '?/rendre', {}, cookies[0] ?? '');
			for (const it of [status, left.status]) told[it] = (told[it] ?? 0) + 1;
		}
		expect(told[429]).toBeGreaterThanOrEqual(20);
		const facts = (await desk.courthouse.store.read(room.id, 0)).length - before;
		expect(facts).toBeLessThanOrEqual(120);
		// A class behind another address comes in, gives back and comes in again.
		for (let i = 0; i < 35; i++) {
			const { cookies } = await post('192.0.2.1', `?/entrer&lien=${await linkOf()}`);
			const back = `?/rendre&lien=${await linkOf()}`;
			expect((await post('192.0.2.1', back, {}, cookies.join('; '))).status).toBe(303);
			const again = await post('192.0.2.1', `?/entrer&lien=${await linkOf()}`);
			expect(again.status).toBe(303);
		}
		const other = await desk.courthouse.admission.open({
			file,
			pupils: 28,
			tablets: 28,
			format: '110'
		});
		expect((await knock(pupil(1), '?/entrer', { fields: {} }, other.code)).status).toBe(303);
	});

	it('[A32] a locked door costs nothing: those who knocked come in once it opens', async () => {
		const room = await courtroom();
		const adult = { office: 'regie', holder: 'regie' } as const;
		await room.run({ type: 'lockDoor', input: {} }, adult);
		for (let i = 0; i < 130; i++) expect((await post(pupil(1), '?/entrer')).status).toBe(403);
		await room.run({ type: 'unlockDoor', input: {} }, adult);
		expect((await post(pupil(1), '?/entrer')).status).toBe(303);
	});
});

describe('wrong keys', () => {
	it('[A33] {P20} of tablets keep no adult out, nor does anything keep the phrase out', async () => {
		const { admission } = desk.courthouse;
		const room = await courtroom();
		const pass = await admission.invite(room, 'magistrat');
		for (const [path, field] of [
			['?/remplacer', 'code'],
			['/regie?/rejoindre', 'code'],
			['/ecran?/ouvrir', 'cle']
		] as const)
			for (let i = 0; i < 125; i++)
				expect((await post('10.0.0.1', path, { [field]: `AAAA${1000 + i}` })).status).toBe(
					i < 120 ? 403 : 429
				);
		const found = await post('10.0.0.1', '/regie?/retrouver', { phrase });
		expect([found.status, found.cookies.length]).toEqual([303, 1]);
		expect((await post('10.0.0.1', '/magistrat?/rejoindre', { code: pass })).status).toBe(303);
	});

	it('[A33] phrases wait for one another, few at once, and are answered at once beyond', async () => {
		let running = 0;
		let most = 0;
		const queue = new Derivations();
		const derive = async () => {
			most = Math.max(most, ++running);
			await new Promise((done) => setTimeout(done, 5));
			running--;
			return 'hash';
		};
		const asked = Array.from({ length: 100 }, (_, i) =>
			queue.run(`address ${i >> 3}`, derive).catch((error: unknown) => error)
		);
		const told = await Promise.all(asked);
		expect(most).toBe(1);
		expect(told.filter((it) => it === 'hash')).toHaveLength(12);
		expect(told.filter((it) => it instanceof Crowded)).toHaveLength(88);
		// One address alone fills a part of the queue.
		const alone = await Promise.all(
			Array.from({ length: 20 }, () => queue.run('one', derive).catch(() => null))
		);
		expect(alone.filter(Boolean)).toHaveLength(3);
		await expect(queue.run('one', () => Promise.reject(new Error('planted')))).rejects.toThrow();
		expect(await queue.run('one', derive)).toBe('hash');
	});

	it('[A33] a wrong phrase is told so, and a crowd to try again in a moment', async () => {
		const wrong = Array.from({ length: 8 }, (_, i) =>
			post('10.0.0.9', '/regie?/retrouver', { phrase: `un deux trois ${i}` })
		);
		const told = (await Promise.all(wrong)).map(({ status }) => status);
		expect(told.filter((it) => it === 403).length).toBeGreaterThanOrEqual(3);
		expect(told.filter((it) => it === 503).length).toBeGreaterThanOrEqual(1);
		expect((await post('10.0.0.9', '/regie?/retrouver', { phrase })).status).toBe(303);
	});
});

describe('one pupil of the school', () => {
	it('[A34] {P20} who tries codes without end is stopped alone, and its LAN never finds a room', async ({
		task
	}) => {
		const guess = async (address: string): Promise<number> => {
			const drawn = drawCode();
			return drawn === code ? 404 : (await knock(address, '', {}, drawn)).status;
		};
		let told = 0;
		for (let i = 0; i < 200; i++) if ((await guess(pupil(1))) === 404) told++;
		expect(told).toBe(60);
		expect((await knock(pupil(1), '')).status, 'its own right guess').toBe(429);
		expect((await knock(pupil(2), '')).status, 'a classmate types').toBe(200);
		// Each of many addresses, all together.
		for (let i = 0; i < 600; i++) if ((await guess(pupil(3 + (i % 250)))) === 404) told++;
		expect(told).toBeLessThanOrEqual(120);
		const chance = (windows * told) / signs ** 6;
		expect(chance).toBeLessThan(1e-6);
		expect((await knock(pupil(400), `?lien=${await linkOf()}`)).status, 'the drawing').toBe(200);
		publish(task, {
			'essais évalués, tout un réseau local': told,
			'chances sur un milliard en dix minutes, tout un réseau local': chance * 1e9
		});
	});

	it('[A34] who tries replacement codes is stopped alone, and its LAN opens nothing', async ({
		task
	}) => {
		let told = 0;
		const tried = async (address: string) =>
			(await post(address, '?/remplacer', { code: `AAAA${told}` })).status === 403 && told++;
		for (let i = 0; i < 150; i++) await tried(pupil(1));
		expect(told).toBe(120);
		for (let i = 0; i < 500; i++) await tried(pupil(2 + (i % 200)));
		expect(told).toBe(360);
		// Strangers try 600 more; as many codes alive as a class may have, and five for each adult office.
		const all = told + 600;
		const chance = (windows * all * (40 + 3 * 5)) / signs ** 8;
		expect(chance).toBeLessThan(1e-6);
		publish(task, {
			'codes à usage unique essayés, tout un réseau local': told,
			'chances sur un milliard d’ouvrir, tous réseaux et offices ensemble': chance * 1e9
		});
	});

	it('[A34] who opens rooms without end keeps no teacher from opening one', async () => {
		const room = { affaire: 'une-journee-payee', eleves: '28', tablettes: '9', format: '110' };
		const open = async (address: string) =>
			(await desk.knock('/ouvrir', { ...from(address), fields: room })).status;
		const told: number[] = [];
		for (let i = 0; i < 33; i++) told.push(await open(pupil(1)));
		expect(told.filter((it) => it === 200)).toHaveLength(30);
		expect(told.slice(30)).toEqual([429, 429, 429]);
		expect(await open('10.0.0.1')).toBe(200);
	});
});
