import { beforeEach, describe, expect, it } from 'vitest';
import { cookieName } from '../../src/lib/server/door/cookie.ts';
import { StoreUnavailable, type Append, type Key } from '../../src/lib/server/store/store.ts';
import {
	dropCookie,
	findRoom,
	giveCookie,
	orUnavailable
} from '../../src/lib/server/door/visit.ts';
import {
	load as loadTablet,
	actions as tablet
} from '../../src/routes/salle/[code]/+page.server.ts';
import { actions as magistrat } from '../../src/routes/salle/[code]/magistrat/+page.server.ts';
import { actions as ecran } from '../../src/routes/salle/[code]/ecran/+page.server.ts';
import {
	load as loadRegie,
	actions as regie
} from '../../src/routes/salle/[code]/regie/+page.server.ts';
import { load as loadCards } from '../../src/routes/salle/[code]/regie/cartes/+page.server.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { wideCase } from '../support/wide-case.ts';
import { ask, openDesk } from './front.ts';

/** A disk without room: all is read, nothing is written. */
class FullStore extends MemoryStore {
	full = false;
	#refuse(): void {
		if (this.full) throw new StoreUnavailable('full', 'Le disque est plein.');
	}
	override async append(append: Append) {
		this.#refuse();
		return super.append(append);
	}
	override async addKey(key: Key) {
		this.#refuse();
		return super.addKey(key);
	}
	override async takeKey(hash: string, now: number) {
		this.#refuse();
		return super.takeKey(hash, now);
	}
}

let store: FullStore;
let desk: ReturnType<typeof openDesk>;
let code: string;
let phrase: string;
let keys: string;
let card: string;
let passes: Record<'magistrat' | 'ecran' | 'regie' | 'tablette', string>;
let holder: string;

beforeEach(async () => {
	store = new FullStore();
	desk = openDesk(store);
	const { admission } = desk;
	const opened = await admission.open({
		file: wideCase(),
		pupils: 28,
		tablets: 28,
		format: '110'
	});
	({ code, phrase } = opened);
	const courtroom = await desk.courtrooms.find(code);
	if (!courtroom) throw new Error('no such room');
	const entered = (await admission.enter(courtroom)) ?? '';
	holder = courtroom.trial.seats.admitted[0] ?? '';
	keys = `regie-${code}=${opened.token}; tablette-${code}=${entered}`;
	card = (await admission.cards(courtroom))[0]?.card ?? '';
	passes = {
		magistrat: await admission.invite(courtroom, 'magistrat'),
		ecran: await admission.invite(courtroom, 'ecran'),
		regie: await admission.invite(courtroom, 'regie'),
		tablette: (await admission.offerReplacement(courtroom, holder)) ?? ''
	};
});

type Door = (event: never) => unknown;
const answerOf = async (
	door: Door | undefined,
	cookie: string,
	fields?: Record<string, string>
) => {
	const asked = { params: { code }, cookie, ...(fields && { fields }) };
	try {
		return (await door?.(ask(desk, asked).event)) ?? null;
	} catch (thrown) {
		return thrown;
	}
};
const unavailable = { status: 503 };

describe('a disk that refuses, seen from the doors', () => {
	const posts = (): [string, Door | undefined, string, Record<string, string>][] => [
		['entrer', tablet.entrer, '', {}],
		['carte', tablet.carte, '', { carte: card }],
		['regie retrouver', regie.retrouver, '', { phrase }],
		['regie rejoindre', regie.rejoindre, '', { code: passes.regie }],
		['inviter', regie.inviter, keys, { office: 'magistrat' }],
		['remplacer une tablette', regie.remplacer, keys, { tablette: holder }],
		['rendre', tablet.rendre, keys, {}],
		['remplacer', tablet.remplacer, '', { code: passes.tablette }],
		['cle-ecran', regie['cle-ecran'], keys, {}],
		['ecran', regie.ecran, keys, {}],
		['magistrat', regie.magistrat, keys, {}],
		['magistrat rejoindre', magistrat.rejoindre, '', { code: passes.magistrat }],
		['ecran ouvrir', ecran.ouvrir, '', { cle: passes.ecran }]
	];

	it('[D7] every form says 503 while nothing is written, and works once it is mended', async () => {
		for (const [name, door, cookie, fields] of posts()) {
			store.full = true;
			expect(await answerOf(door, cookie, fields), name).toMatchObject(unavailable);
			store.full = false;
			// A tablet given back could not be replaced: mended, it is another that goes.
			const answer = await answerOf(door, name === 'rendre' ? '' : cookie, fields);
			expect(answer, name).not.toMatchObject(unavailable);
			expect(answer, name).not.toHaveProperty('data.problem');
		}
		expect(desk.lines.join()).toContain('store-unavailable');
	});

	it('[D7] every page says 503 while nothing is read', async () => {
		const loads: Door[] = [loadTablet, loadRegie, loadCards];
		for (const load of loads) {
			store.broken = true;
			expect(await answerOf(load, keys)).toMatchObject(unavailable);
			store.broken = false;
			expect(await answerOf(load, keys)).toHaveProperty('code', code);
		}
	});

	it('[D7] only the disk is excused: another fault stays one', async () => {
		const { event } = ask(desk, { params: { code } });
		const fault = new TypeError('a fault of ours');
		await expect(orUnavailable(event, Promise.reject(fault))).rejects.toBe(fault);
		await expect(findRoom(event)).resolves.toHaveProperty('code', code);
	});
});

describe('the cookie of a room', () => {
	const told = (origin: string) => {
		const { event, set } = ask(desk, { path: origin });
		giveCookie(event, { code: 'ACDEFG' }, 'regie', 'token');
		dropCookie(event, { code: 'ACDEFG' }, 'regie');
		return set;
	};

	it('[G7] over https is named __Host- and Secure, given and taken back alike', () => {
		expect(cookieName('tablette', 'ACDEFG', true)).toBe('__Host-tablette-ACDEFG');
		const [given, dropped] = told('https://salle.test/');
		expect(given).toEqual([
			'__Host-regie-ACDEFG',
			'token',
			expect.objectContaining({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' })
		]);
		expect(given?.[2]).not.toHaveProperty('domain');
		expect(dropped).toEqual(['__Host-regie-ACDEFG', '', { secure: true, path: '/' }]);
	});

	it('[G7] over plain http has neither, or the browser would drop it', () => {
		expect(cookieName('tablette', 'ACDEFG', false)).toBe('tablette-ACDEFG');
		const [given] = told('http://192.168.1.20:3000/');
		expect(given?.[0]).toBe('regie-ACDEFG');
		expect(given?.[2]).toMatchObject({ secure: false, httpOnly: true });
	});
});
