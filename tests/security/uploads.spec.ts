/** What somebody may do with the page that takes a case, beyond bringing one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draftCookieName } from '../../src/lib/server/door/cookie.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
	desk = await Desk.open();
});
afterAll(() => desk.close());

const fields = { affaire: ':apportee', eleves: '24', tablettes: '0', format: '110' };
const bring = async (own: string, former: string | null = null) => {
	const casefile = await shippedCase();
	const checked = { casefile, warnings: [], files: new Map([['affaire.md', Buffer.from('x')]]) };
	return desk.courthouse.drafts.keep(checked, { own, network: '127.0.0' }, former);
};
const open = (token: string | null) =>
	desk.knock('/ouvrir', { fields, cookie: `${draftCookieName(false)}=${token ?? ''}` });
const countRooms = async () => (await desk.courthouse.store.rooms()).length;

it('[LO15] {P24} ten openings at once of one draft are one room, whose régie each is given', async () => {
	const before = await countRooms();
	const token = await bring('127.0.0');
	const answers = await Promise.all(Array.from({ length: 10 }, () => open(token)));
	expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
	const keys = answers.map(({ cookies }) => cookies.find((it) => it.startsWith('regie-')));
	expect(new Set(keys).size).toBe(1);
	expect(keys[0]).toBeDefined();
	expect(await countRooms()).toBe(before + 1);
	expect((await open(token)).status).toBe(400);
	expect(await countRooms()).toBe(before + 1);
});

it('[LO6] {P24} a neighbour who brings as many as it can leaves the draft of another where it is', async () => {
	const mine = await bring('127.0.0');
	const theirs: (string | null)[] = [];
	for (let n = 0; n < 30; n++) theirs.push(await bring('127.0.0'));
	expect(theirs.at(-1)).toBeNull();
	expect((await open(mine)).status).toBe(200);
});

it('[LO14] {P24} a form that may hold an archive is counted before its code is read', async () => {
	const guarded = await Desk.open({ PRETOIRE_ACCESS_CODE: 'sesame-42' });
	const boundary = '----WebKitFormBoundaryAAAAAAAA';
	const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
	const statuses: number[] = [];
	for (let n = 0; n < 125; n++)
		statuses.push((await guarded.knock('/ouvrir', { fields, headers })).status);
	expect(statuses.slice(0, 120)).not.toContain(429);
	expect(statuses.slice(120)).toEqual(Array<number>(5).fill(429));
	// Whoever only opens a room, in a short form, is not kept out by it.
	const order = { ...fields, affaire: 'une-journee-payee', acces: 'sesame-42' };
	expect((await guarded.knock('/ouvrir', { fields: order })).status).toBe(200);
	await guarded.close();
});
