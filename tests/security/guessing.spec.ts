import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Limits } from '../../src/lib/server/door/limits.ts';
import { sourceOf } from '../../src/lib/server/door/network.ts';
import { drawCode, drawPass } from '../../src/lib/server/door/secret.ts';
import { Bot } from '../support/bot.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { Desk, type Knock } from './desk.ts';

/** What codes are drawn from. */
const signs = 25;
/** Tries are counted by windows of ten minutes: ten minutes may lie across two. */
const windows = 2;
const file = await shippedCase();

let desk: Desk;
let code: string;
let regie: string;
beforeAll(async () => {
	desk = await Desk.open();
});
beforeEach(async () => {
	desk.forgetTries();
	for (const { trial, closedAt } of await desk.courthouse.store.rooms())
		if (closedAt === null) await desk.courthouse.store.close(trial, Date.now());
	({ code, regie } = await openRoom());
	// The facilitator's browser, at school.
	expect((await desk.knock(`/salle/${code}/regie`, { cookie: regie })).status).toBe(200);
});
afterAll(() => desk.close());

async function openRoom() {
	const size = { file, pupils: 28, tablets: 28, format: '110' } as const;
	const { code, token } = await desk.courthouse.admission.open(size);
	return { code, regie: `regie-${code}=${token}` };
}
async function courtroom() {
	const found = await desk.courthouse.courtrooms.find(code);
	if (!found) throw new Error('no such room');
	return found;
}
/** One address in each of these many networks: none is the school's. */
const strangers = (count: number) => Array.from({ length: count }, (_, i) => `127.9.${i}.7`);
const wrong = (): string => {
	const drawn = drawCode();
	return drawn === code ? wrong() : drawn;
};
const statusOf = async (path: string, knock?: Knock) => (await desk.knock(path, knock)).status;

/** A thousand guesses in all, many at once, each lying about its address; gives how many were told true or false. */
async function guessCodes(from: readonly string[], all = 1_000): Promise<number> {
	let told = 0;
	for (let tried = 0; tried < all; tried += 50) {
		const guesses = Array.from({ length: 50 }, (_, i) =>
			statusOf(`/salle/${wrong()}`, {
				from: from[(tried + i) % from.length] ?? '',
				headers: { 'x-forwarded-for': `10.${i}.0.1`, forwarded: `for=10.${i}.0.1` }
			})
		);
		for (const status of await Promise.all(guesses)) {
			expect([404, 429]).toContain(status);
			if (status === 404) told++;
		}
	}
	return told;
}

/** A tablet that was never here comes in from this address, by the code typed or by what is read from the screen. */
async function enterFrom(from: string, asked: string): Promise<number[]> {
	const page = await desk.knock(`/salle/${code}${asked}`, { from });
	const cookie = page.cookies.join('; ');
	const form = { from, cookie, fields: {} };
	const entered = await desk.knock(`/salle/${code}?/entrer`, form);
	return [page.status, entered.status];
}

describe('guessing a room’s code', () => {
	it.for([
		['one address', 1],
		['fifty addresses', 50]
	] as const)(
		'[A4] {P20} from %s finds nothing, and the class still comes in',
		async ([, count], { task }) => {
			const from = strangers(count);
			const told = await guessCodes(from);
			expect(told).toBeGreaterThanOrEqual(40);
			const chance = (windows * told) / signs ** 6;
			expect(chance).toBeLessThan(1e-6);
			const [attacker = ''] = from;
			expect(await statusOf(`/salle/${code}`, { from: attacker }), 'a right guess').toBe(429);

			const link = await desk.courthouse.admission.link(await courtroom());
			const [card] = await desk.courthouse.admission.cards(await courtroom());
			expect(await enterFrom(attacker, `?lien=${link}`), 'by the drawing').toEqual([200, 303]);
			expect(await enterFrom(attacker, `?carte=${card?.card}`), 'by a card').toEqual([200, 303]);
			expect(await enterFrom('127.0.0.44', ''), 'typed at school').toEqual([200, 303]);
			publish(task, {
				[`essais évalués, ${count} adresse(s)`]: told,
				[`chances sur un milliard en dix minutes, ${count} adresse(s)`]: chance * 1e9
			});
		}
	);

	it('[A4] however many rooms there are to find, all of them together', async ({ task }) => {
		for (let i = 0; i < 4; i++) await openRoom();
		// The first wrong code costs as if there were one room: it makes the rooms counted.
		await statusOf(`/salle/${wrong()}`, { from: '127.8.0.1' });
		const told = await guessCodes(strangers(50), 200);
		expect(told).toBeGreaterThanOrEqual(10);
		expect((windows * 5 * (told + 1)) / signs ** 6).toBeLessThan(1e-6);
		publish(task, { 'essais évalués, 5 salles ouvertes': told });
	});

	it('[A4] a class that copies one wrong code has guessed once, whoever is seated stays', async () => {
		const typed = wrong();
		for (let pupil = 0; pupil < 150; pupil++)
			expect(await statusOf(`/salle/${typed}`, { from: '127.9.0.7' })).toBe(404);
		const room = await courtroom();
		const token = await desk.courthouse.admission.enter(room);
		await guessCodes(strangers(1), 150);
		const cookie = `tablette-${code}=${token}`;
		expect(await statusOf(`/salle/${code}`, { from: '127.9.0.7', cookie })).toBe(200);
	});

	it('[A4] a picture or a frame on another site neither asks nor counts', async () => {
		const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' };
		for (let i = 0; i < 200; i++)
			expect(await statusOf(`/salle/${wrong()}`, { from: '127.9.0.7', headers })).toBe(404);
		expect(await statusOf(`/salle/${code}`, { from: '127.9.0.7', headers })).toBe(404);
		const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
		expect(await statusOf(`/salle/${code}`, { from: '127.9.0.7', headers: followed })).toBe(200);
	});

	it('[A4] through sockets too, with a key of one’s own invention', async () => {
		const join = async (asked: string): Promise<string> => {
			const bot = new Bot(desk.base);
			bot.cookies.set(`tablette-${asked}`, 'x'.repeat(43));
			const options = { transports: ['websocket'], localAddress: '127.9.0.7', reconnection: false };
			const refused = await bot.join(asked, 'tablette', options).then(
				() => null,
				(error: Error & { data?: { refused: string } }) => error.data?.refused
			);
			bot.leave();
			return refused ?? 'let in';
		};
		expect(await join(code)).toBe('not-admitted');
		for (let i = 0; i < 70; i++) expect(await join(wrong())).toBe('unknown-room');
		expect(await join(code)).toBe('unknown-room');
	});

	it('[A5] who guesses without end leaves no more trace in memory', async () => {
		const limits = new Limits(() => Promise.resolve(1));
		const kept = vi.spyOn(RateLimiterMemory.prototype, 'consume');
		const guess = (i: number) => limits.countCode(sourceOf(`9.${i >> 8}.${i & 255}.1`), `${i}`);
		for (let i = 0; i < 3_000; i++) await guess(i);
		expect(kept.mock.calls.length).toBeLessThan(250);
		kept.mockRestore();
		expect(await limits.mayTry(sourceOf('9.200.0.1'), 'room')).toBe(false);
	});
});

describe('guessing a room’s keys', () => {
	/** Wrong one-use codes, many at once; gives how many were looked at. */
	async function guessKeys(from: readonly string[], all: number): Promise<number> {
		let told = 0;
		for (let tried = 0; tried < all; tried += 50) {
			const guesses = Array.from({ length: 50 }, (_, i) =>
				statusOf(`/salle/${code}?/remplacer`, {
					from: from[(tried + i) % from.length] ?? '',
					fields: { code: drawPass() },
					headers: { 'x-forwarded-for': `10.0.${i}.1` }
				})
			);
			for (const status of await Promise.all(guesses)) {
				expect([403, 429]).toContain(status);
				if (status === 403) told++;
			}
		}
		return told;
	}

	it.for([
		['one address', 1, 300],
		['fifty addresses', 50, 1_000]
	] as const)(
		'[A6] {P20} from %s opens nothing, and the school’s own keys still serve',
		async ([, count, all], { task }) => {
			const room = await courtroom();
			const { admission } = desk.courthouse;
			await admission.enter(room);
			const [tablet = ''] = room.trial.seats.admitted;
			// As many one-use codes as a class of thirty-five and its adults may have alive at once.
			const alive = 40;
			const pass = (await admission.offerReplacement(room, tablet)) ?? '';
			const told = await guessKeys(strangers(count), all);
			expect(told).toBeGreaterThanOrEqual(100);
			const chance = (windows * told * alive) / signs ** 8;
			expect(chance).toBeLessThan(1e-6);
			const replaced = await desk.knock(`/salle/${code}?/remplacer`, {
				from: '127.0.0.44',
				fields: { code: pass }
			});
			expect(replaced.status).toBe(303);
			publish(task, {
				[`codes à usage unique essayés, ${count} adresse(s)`]: told,
				[`chances sur un milliard d’ouvrir, ${count} adresse(s)`]: chance * 1e9
			});
		}
	);

	it('[A6] {P20} cards, phrases and cookies are too long to be guessed at any speed', ({
		task
	}) => {
		const tries = 60_000;
		const seats = 35;
		const chances = {
			card: (tries * seats) / signs ** 10,
			phrase: tries / 2_048 ** 6,
			link: tries / 2 ** 120,
			token: tries / 2 ** 256
		};
		for (const chance of Object.values(chances)) expect(chance).toBeLessThan(1e-6);
		publish(task, {
			'chances sur un milliard pour une carte, à 100 essais par seconde': chances.card * 1e9
		});
	});

	it('[A6] strangers who try access codes do not keep a teacher who had the right one from opening', async () => {
		const asked = await Desk.open({ PRETOIRE_ACCESS_CODE: 'sesame-42' });
		const open = (acces: string, from: string) => {
			const room = { affaire: 'une-journee-payee', eleves: '28', tablettes: '9', format: '110' };
			return asked.knock('/ouvrir', { from, fields: { ...room, acces } });
		};
		expect((await open('sesame-42', '127.0.0.44')).status).toBe(200);
		let told = 0;
		for (let i = 0; i < 700; i++)
			if ((await open(`sesame-${i + 100}`, `127.9.${i % 50}.7`)).status === 403) told++;
		expect(told).toBe(600);
		expect((await open('sesame-42', '127.9.0.7')).status).toBe(429);
		expect((await open('sesame-42', '127.0.0.44')).status).toBe(200);
		await asked.close();
	});
});
