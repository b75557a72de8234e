import { request as knock } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolVersion } from '../../src/lib/protocol/version.ts';
import { publish } from '../support/promise.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { Desk } from './desk.ts';

type Headers = Record<string, string | string[]>;
let desk: Desk;
let code: string;
/** Cookies of a régie and of a tablet: what a browser would add to a request that another site makes. */
let cookie: string;
let other: string;
beforeAll(async () => {
	desk = await Desk.open();
	const { admission, courtrooms } = desk.courthouse;
	const opened = await admission.open({
		file: await shippedCase(),
		pupils: 28,
		tablets: 28,
		format: '110'
	});
	({ code } = opened);
	const room = await courtrooms.find(code);
	if (!room) throw new Error('no such room');
	cookie = `tablette-${code}=${await admission.enter(room)}`;
	other = `tablette-${code}=${await admission.enter(room)}; regie-${code}=${opened.token}`;
});
afterAll(() => desk.close());

/** One request, byte for byte: 101 for an upgrade that was let through, 0 for one that was dropped. */
function send(
	path: string,
	headers: Headers,
	{ method = 'GET', body = '' }: { method?: string; body?: string } = {}
): Promise<{ status: number; text: string; allowed: unknown }> {
	return new Promise((told) => {
		const request = knock(desk.base + path, { method, headers, agent: false }, (response) => {
			let text = '';
			response.on('data', (chunk) => (text += String(chunk)));
			response.on('end', () =>
				told({
					status: response.statusCode ?? 0,
					text,
					allowed: response.headers['access-control-allow-origin']
				})
			);
		});
		request.on('upgrade', (_, socket) => {
			socket.destroy();
			told({ status: 101, text: '', allowed: undefined });
		});
		request.on('error', () => told({ status: 0, text: '', allowed: undefined })).end(body);
	});
}

const polling = '/socket.io/?EIO=4&transport=polling';
const websocket = '/socket.io/?EIO=4&transport=websocket';
const ours = { 'x-pretoire': 'tablette' };
const upgrading = {
	connection: 'Upgrade',
	upgrade: 'websocket',
	'sec-websocket-version': '13',
	'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ=='
};
/** Every origin that is not ours, with what a browser says of it where it says something. */
const foreign = (): [how: string, headers: Headers][] => {
	const { port } = new URL(desk.base);
	return [
		['absent', {}],
		['empty', { origin: '' }],
		['null', { origin: 'null' }],
		['another site', { origin: 'http://evil.test' }],
		['another port', { origin: `http://127.0.0.1:${Number(port) + 1}` }],
		['no port', { origin: 'http://127.0.0.1' }],
		['another scheme', { origin: desk.base.replace('http:', 'https:') }],
		['another name of this machine', { origin: `http://localhost:${port}` }],
		['a sub-domain', { origin: `http://a.127.0.0.1:${port}` }],
		['our name as a prefix', { origin: `${desk.base}.evil.test` }],
		['our name as a user', { origin: `${desk.base}@evil.test` }],
		['a trailing slash', { origin: `${desk.base}/` }],
		['ours, then another', { origin: `${desk.base}, http://evil.test` }],
		['vouched by itself', { origin: 'http://evil.test', 'x-forwarded-host': 'evil.test' }],
		['an extension', { origin: 'chrome-extension://abcdef' }],
		['a file', { origin: 'file://' }]
	];
};
const sites = ['cross-site', 'same-site', 'none', 'nonsense'];

describe('another origin', () => {
	it('[A12] {P22} opens no WebSocket and sends nothing by polling, cookie or not', async ({
		task
	}) => {
		let refused = 0;
		for (const [how, headers] of foreign()) {
			const upgrade = await send(websocket, { ...upgrading, ...headers, cookie });
			expect.soft(upgrade.status, `upgrade, ${how}`).toBe(403);
			const pushed = await send(
				polling,
				{ ...ours, ...headers, cookie },
				{ method: 'POST', body: '40' }
			);
			expect.soft(pushed.status, `polling POST, ${how}`).toBe(403);
			refused += 2;
			// A GET of our own pages carries no Origin on plain http; it carries a header that no other site may set.
			if (!['absent', 'empty'].includes(how)) {
				const asked = await send(polling, { ...ours, ...headers, cookie });
				expect.soft(asked.status, `polling GET, ${how}`).toBe(403);
				refused++;
			}
			const bare = await send(polling, { ...headers, cookie });
			expect.soft(bare.status, `polling GET without our header, ${how}`).toBe(403);
			refused++;
		}
		for (const site of sites) {
			const headers = { ...ours, 'sec-fetch-site': site, origin: desk.base, cookie };
			expect.soft((await send(polling, headers)).status, site).toBe(403);
			expect.soft((await send(polling, headers, { method: 'POST' })).status, site).toBe(403);
			refused += 2;
		}
		const own = { ...ours, origin: desk.base, cookie };
		expect((await send(polling, own)).status).toBe(200);
		expect((await send(websocket, { ...upgrading, origin: desk.base, cookie })).status).toBe(101);
		publish(task, { 'connexions refusées à un autre site': refused });
	});

	it('[A12] {P22} posts no form, whatever it calls its content', async ({ task }) => {
		let refused = 0;
		const contents: Headers[] = [
			{},
			{ 'content-type': 'text/plain' },
			{ 'content-type': 'application/x-www-form-urlencoded' },
			{ 'content-type': 'multipart/form-data; boundary=x' },
			{ 'content-type': 'application/json' }
		];
		const form = `/salle/${code}/regie?/inviter`;
		const posted = { method: 'POST', body: 'office=magistrat' };
		for (const [how, headers] of foreign())
			for (const content of contents) {
				const told = `${how}, ${content['content-type'] ?? 'no type'}`;
				const answer = await send(form, { ...headers, ...content, cookie: other }, posted);
				expect.soft(answer.status, told).toBe(403);
				refused++;
			}
		for (const site of sites)
			for (const content of contents) {
				const headers = { ...content, 'sec-fetch-site': site, origin: desk.base, cookie: other };
				expect.soft((await send(form, headers, posted)).status, site).toBe(403);
				refused++;
			}
		const [, , encoded] = contents;
		const own = { ...encoded, origin: desk.base, cookie: other };
		expect((await send(form, own, posted)).status).toBe(200);
		publish(task, { 'formulaires refusés à un autre site': refused });
	});

	it('[A12] gets leave to read nothing, even when it asks first', async () => {
		for (const path of [polling, `/salle/${code}`, '/salle/inconnue']) {
			const asked = await send(
				path,
				{
					origin: 'http://evil.test',
					'access-control-request-method': 'GET',
					'access-control-request-headers': 'x-pretoire'
				},
				{ method: 'OPTIONS' }
			);
			expect(asked.allowed, path).toBeUndefined();
			expect((await send(path, { ...ours, origin: 'http://evil.test' })).allowed).toBeUndefined();
		}
	});
});

describe('a stolen sid', () => {
	/** A tablet in the room by polling alone: its sid. */
	async function victim(): Promise<string> {
		const own = { ...ours, origin: desk.base, cookie };
		const opened = await send(polling, own);
		const { sid } = JSON.parse(opened.text.slice(1)) as { sid: string };
		const auth = { code, office: 'tablette', protocol: protocolVersion };
		const body = `40${JSON.stringify(auth)}`;
		expect((await send(`${polling}&sid=${sid}`, own, { method: 'POST', body })).status).toBe(200);
		return sid;
	}

	it('[A13] {P23} is refused to every other cookie jar, on GET, POST and upgrade', async ({
		task
	}) => {
		const sid = await victim();
		const [name = '', token = ''] = cookie.split('=');
		const jars: [how: string, cookie: string | null][] = [
			['none', null],
			['empty', ''],
			['another tablet of the room, and the régie', other],
			['the token of another name', `regie-${code}=${token}`],
			['the name with another token', `${name}=${'x'.repeat(43)}`],
			['the token cut short', cookie.slice(0, -1)],
			['the name in capitals', `${name.toUpperCase()}=${token}`],
			['the token tossed', `${name}=${token}x; ${name}=${'x'.repeat(43)}`]
		];
		const asked = [sid, `x&sid=${sid}`, `${sid}&sid=x`, `${sid}&sid=${sid}`];
		let refused = 0;
		for (const [how, jar] of jars)
			for (const it of asked) {
				const headers = { ...ours, origin: desk.base, ...(jar !== null && { cookie: jar }) };
				const url = `${polling}&sid=${it}`;
				const body = '42["snapshot"]';
				const upgrade = { ...headers, ...upgrading };
				expect.soft((await send(url, headers)).status, `GET, ${how}`).toBe(403);
				expect.soft((await send(url, headers, { method: 'POST', body })).status, how).toBe(403);
				expect
					.soft((await send(`${websocket}&sid=${it}`, upgrade)).status, `upgrade, ${how}`)
					.toBe(403);
				refused += 3;
			}
		// Its owner has missed nothing: the session is whole, and its view still waits.
		const own = await send(`${polling}&sid=${sid}`, { ...ours, origin: desk.base, cookie });
		expect([own.status, own.text.includes('40{"sid"')]).toEqual([200, true]);
		publish(task, { 'emprunts de session refusés': refused });
	});
});
