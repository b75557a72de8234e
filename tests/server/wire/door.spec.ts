import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bot } from '../../support/bot.ts';
import { House } from '../../support/house.ts';
import { shippedCase } from '../../support/shipped-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const file = await shippedCase();
const refusal = (attempt: Promise<unknown>) =>
	attempt.then(
		() => null,
		(error: Error & { data?: { refused: string } }) => error.data?.refused ?? error.message
	);

describe('the door', () => {
	it('[G7] lets in no socket without the room’s cookie, nor with another office’s', async () => {
		const { regie, code } = await house.room(file);
		const stranger = new Bot(house.base);
		expect(await refusal(stranger.join(code, 'tablette'))).toBe('not-admitted');
		const tablet = await house.tablet(code);
		const [token = ''] = [...tablet.cookies.values()];
		expect(await refusal(house.bot(code, 'regie', token))).toBe('not-admitted');
		const other = await house.room(file);
		expect(await refusal(house.bot(other.code, 'tablette', token))).toBe('not-admitted');
		expect(await refusal(stranger.join('ACDEFG', 'tablette'))).toBe('unknown-room');
		regie.leave();
	});

	it('[G7] refuses a cookie that is there twice', async () => {
		const { code } = await house.room(file);
		const tablet = await house.tablet(code);
		const [[name = '', token = ''] = []] = [...tablet.cookies];
		const tossed = new Bot(house.base);
		tossed.cookies.set(name, `${token}; ${name}=${'x'.repeat(43)}`);
		expect(await refusal(tossed.join(code, 'tablette'))).toBe('not-admitted');
	});

	it('[G8] tells a tab of an older version to reload', async () => {
		const { code } = await house.room(file);
		const tablet = await house.tablet(code);
		const old = new Bot(house.base);
		old.cookies = tablet.cookies;
		const auth = { code, office: 'tablette', protocol: 0 };
		expect(await refusal(old.join(code, 'tablette', { auth }))).toBe('old-protocol');
	});

	it('[G9] a sid serves only with the cookies of its handshake', async () => {
		const { code } = await house.room(file);
		const tablet = await house.tablet(code, undefined, { transports: ['polling'] });
		const sid = tablet.socket?.io.engine.id ?? '';
		const url = `${house.base}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
		const thief = { 'x-pretoire': 'tablette', origin: house.base };
		const told = vi.spyOn(house.courthouse.log, 'info');
		const stolen = await fetch(url, { headers: thief });
		expect(stolen.status).toBe(403);
		expect(told).toHaveBeenLastCalledWith({ fact: 'sid-refused' });
		const pushed = await fetch(url, { method: 'POST', body: '42["snapshot"]', headers: thief });
		expect(pushed.status).toBe(403);
		const upgrade = await new Promise<string>((answer) => {
			const socket = new WebSocket(url.replace('http', 'ws').replace('polling', 'websocket'));
			socket.onopen = () => answer('open');
			socket.onerror = () => answer('dropped');
		});
		expect(upgrade).toBe('dropped');
		// Engine.IO reads the last of two: neither order may open.
		for (const twice of [`sid=x&sid=${sid}`, `sid=${sid}&sid=x`]) {
			const smuggled = url.replace(`sid=${sid}`, twice);
			expect((await fetch(smuggled, { headers: thief })).status).toBe(403);
			const sent = await fetch(smuggled, {
				method: 'POST',
				body: '42["snapshot"]',
				headers: thief
			});
			expect(sent.status).toBe(403);
		}
		expect(tablet.socket?.connected).toBe(true);
	});

	it.each([
		['another origin', { 'x-pretoire': 'tablette', origin: 'http://evil.test' }],
		['null', { 'x-pretoire': 'tablette', origin: 'null' }],
		['another port', { 'x-pretoire': 'tablette', origin: 'http://127.0.0.1:1' }],
		['no header of ours', {}],
		['another site', { 'x-pretoire': 'tablette', 'sec-fetch-site': 'cross-site' }],
		['a sub-domain', { 'x-pretoire': 'tablette', 'sec-fetch-site': 'same-site' }]
	])('[G10] refuses a handshake from %s', async (_, headers) => {
		const response = await fetch(`${house.base}/socket.io/?EIO=4&transport=polling`, { headers });
		expect(response.status).toBe(403);
	});

	it('[G11] a replaced tablet is out at once, its seats follow, the code serves once', async () => {
		const { regie, code, courtroom } = await house.room(file);
		const { admission } = house.courthouse;
		const tablet = await house.tablet(code, 'assesseur/premier');
		await tablet.until((view) => view.me?.seats.length === 1);
		const pass = (await admission.offerReplacement(courtroom, tablet.view.me?.holder ?? '')) ?? '';
		const [one, two] = await Promise.all([
			admission.replace(courtroom, pass),
			admission.replace(courtroom, pass)
		]);
		expect([one, two].filter((token) => token !== null)).toHaveLength(1);
		const fresh = await house.bot(code, 'tablette', one ?? two ?? '');
		expect(fresh.view.me?.seats[0]?.seat).toBe('assesseur/premier');
		await expect.poll(() => tablet.socket?.connected).toBe(false);
		expect(await refusal(house.bot(code, 'tablette', [...tablet.cookies.values()][0] ?? ''))).toBe(
			'not-admitted'
		);
		regie.leave();
	});

	it('[G12] a card seats its bearer, is revoked with its generation, and waits where the seat is held', async () => {
		const { regie, courtroom } = await house.room(file);
		const { admission } = house.courthouse;
		const cardOf = async (seat: string) =>
			(await admission.cards(courtroom)).find((it) => it.seat === seat)?.card ?? '';
		const card = await cardOf('procureur/mineurs');
		const seat = await admission.readCard(courtroom, card.toLowerCase());
		expect(seat).toBe('procureur/mineurs');
		const first = await admission.presentCard(courtroom, 'procureur/mineurs', null);
		const second = await admission.presentCard(courtroom, 'procureur/mineurs', null);
		expect(first).toHaveProperty('token');
		expect(second).toHaveProperty('token');
		expect(courtroom.trial.seats.holders['procureur/mineurs']).toHaveLength(1);
		expect(courtroom.trial.seats.asks).toHaveLength(1);
		await regie.run('revokeCard', { seat: 'procureur/mineurs' });
		expect(await admission.readCard(courtroom, card)).toBeNull();
		expect(await cardOf('procureur/mineurs')).not.toBe(card);
	});

	it('[G13] a locked door admits nobody new, and those inside stay', async () => {
		const { regie, code, courtroom } = await house.room(file);
		const inside = await house.tablet(code, 'greffier/audience');
		await regie.run('lockDoor', {});
		expect(await house.courthouse.admission.enter(courtroom)).toBeNull();
		expect(inside.socket?.connected).toBe(true);
		await regie.run('unlockDoor', {});
		expect(await house.courthouse.admission.enter(courtroom)).not.toBeNull();
	});

	it('[G14] the recovery phrase brings a lost régie back, accents and case forgiven', async () => {
		const { admission } = house.courthouse;
		const { code, phrase } = await admission.open({ file, pupils: 28, tablets: 10, format: '110' });
		const courtroom = await house.courtroom(code);
		const plain = phrase.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
		expect(await admission.recover(courtroom, ` ${plain.replaceAll(' ', '  ')} `)).not.toBeNull();
		expect(await admission.recover(courtroom, phrase.split(' ').reverse().join(' '))).toBeNull();
		expect(await admission.recover(courtroom, '')).toBeNull();
	});
});
