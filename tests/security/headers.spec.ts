import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolVersion } from '../../src/lib/protocol/version.ts';
import { publish } from '../support/promise.ts';
import { ask, exchange, statusOf } from './raw.ts';
import { faultsOf } from './headers.ts';
import { HonestClass, Target } from './target.ts';

let target: Target;
let room: HonestClass;
beforeAll(async () => {
	target = await Target.open({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
	room = await HonestClass.open(target);
	for (const office of ['magistrat', 'ecran'])
		await room.regie.post(`/salle/${room.code}/regie?/${office}`);
});
afterAll(async () => {
	room.leave();
	await target.close();
});

/** The site over HTTPS, as its proxy says; what a browser then sends. */
const schemes = {
	http: {},
	https: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'salle.test' }
};

/** What stands for each part of an address that the routes leave open. */
const parts = (): Record<string, string> => ({ code: room.code, id: '1', piece: '1' });

/** Every address of src/routes, so that a new one cannot be forgotten. */
const listAddresses = () => addressesOf('src/routes/**/{+page,+server,+page.server}.{svelte,ts}');

function addressesOf(pattern: string): string[] {
	const files = globSync(pattern);
	return [...new Set(files.map((file) => `/${relative('src/routes', dirname(file))}`))]
		.filter((path) => path !== '/.')
		.map((path) =>
			path.replace(/\[(\w+)\]/g, (_, name: string) => {
				const part = parts()[name];
				if (!part) throw new Error(`say in this test what stands for [${name}] in ${path}`);
				return part;
			})
		);
}

/** Every file that the build gives to browsers. */
function listFiles(): string[] {
	const build = process.env.BUILD_DIR ?? 'build';
	const [, stamp = ''] =
		/'\.\/(\w+)\/handler/.exec(readFileSync(join(build, 'handler.js'), 'utf8')) ?? [];
	const client = join(build, stamp, 'client');
	return readdirSync(client, { recursive: true, withFileTypes: true })
		.filter((it) => it.isFile() && !/\.(br|gz)$/.test(it.name))
		.map((it) => `/${relative(client, join(it.parentPath, it.name))}`);
}

/** Asks, and says what is wrong with the answer. */
async function check(path: string, init: RequestInit = {}, wanted?: number): Promise<Response> {
	let last = new Response();
	for (const [scheme, forwarded] of Object.entries(schemes)) {
		const headers = { ...forwarded, ...(init.headers as Record<string, string>) };
		last = await fetch(target.base + path, { redirect: 'manual', ...init, headers });
		const told = `${scheme} ${init.method ?? 'GET'} ${path} ${last.status}`;
		answers++;
		expect.soft(faultsOf(last.headers, scheme === 'https'), told).toEqual([]);
		if (wanted) expect.soft(last.status, told).toBe(wanted);
	}
	return last;
}
let answers = 0;

describe('every answer carries its protections', () => {
	it('[A22] every route, as anybody, by every method, its errors included', async ({ task }) => {
		const addresses = listAddresses();
		expect(addresses.length).toBeGreaterThan(12);
		const browsers = { nobody: '', regie: room.regie.cookie(), pupil: room.pupil.cookie() };
		const own = { origin: target.base };
		for (const path of addresses) {
			for (const cookie of Object.values(browsers))
				for (const accept of ['text/html', 'application/json'])
					await check(path, { headers: { cookie, accept } });
			await check(`${path}/__data.json`.replace('//', '/'));
			for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])
				await check(path, { method, headers: own });
			await check(path, { method: 'POST' }, 403);
			for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json'])
				await check(path, {
					method: 'POST',
					body: 'x=1',
					headers: { ...own, 'content-type': type }
				});
		}
		publish(task, { routes: addresses.length, réponses: answers });
	});

	it('[A22] what is nowhere, what is refused, what is too long', async () => {
		await check('/nulle-part', {}, 404);
		for (const path of [
			'/salle/222222',
			'/salle/-',
			'/salle/222222/dit',
			'/_app/immutable/none.js'
		])
			await check(path, {}, 404);
		for (const path of ['/aide/', '//', '/%ff', '/_app/env.js', '/_app/remote/x/y', '/salle/%00'])
			await check(path);
		await check(`/salle/${room.code}?/constructor`, {
			method: 'POST',
			headers: { origin: target.base }
		});
		await check(`/salle/${room.code}/dit?office=regie`, { headers: { accept: 'text/html' } }, 403);
		const body = 'x'.repeat(100_000);
		await check('/ouvrir', { method: 'POST', body, headers: { origin: target.base } });
	});

	it('[A22] every file of the build, whole, by parts, unchanged or packed', async () => {
		const files = listFiles();
		expect(files.length).toBeGreaterThan(30);
		let etag = '';
		for (const path of files) {
			const { headers } = await check(path, { headers: { 'accept-encoding': 'identity' } }, 200);
			etag = headers.get('etag') ?? etag;
			if (path.includes('/immutable/'))
				expect(headers.get('cache-control'), path).toBe('public,max-age=31536000,immutable');
		}
		const file = files.find((path) => path.endsWith('.js')) ?? '';
		await check(file, { headers: { range: 'bytes=0-9' } }, 206);
		await check(file, { headers: { range: 'bytes=999999999-' } }, 416);
		await check(file, { headers: { 'accept-encoding': 'br' } });
		await check(file, { method: 'HEAD' });
		const seen = (await check(file)).headers.get('etag') ?? '';
		await check(file, { headers: { 'if-none-match': seen } }, 304);
	});

	it('[A22] every answer of the sockets, refusals included', async () => {
		const path = '/socket.io/?EIO=4&transport=polling';
		const origin = { origin: target.base };
		const headers = { 'x-pretoire': 'tablette', cookie: room.pupil.cookie() };
		await check(path, { headers: {} }, 403);
		await check(path, { headers: { ...headers, origin: 'http://evil.test' } }, 403);
		await check('/socket.io/?EIO=3&transport=polling', { headers }, 400);
		await check('/socket.io/?EIO=4&transport=x', { headers }, 400);
		await check(`${path}&sid=x`, { headers }, 403);
		await check(path, { method: 'POST', headers: { ...headers, ...origin }, body: '2' });
		await check('/socket.io/socket.io.js', { headers });
		for (const method of ['OPTIONS', 'PUT', 'DELETE']) await check(path, { method, headers });
		const opened = await check(path, { headers }, 200);
		const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string };
		const session = `${target.base}${path}&sid=${sid}`;
		const auth = { code: room.code, office: 'tablette', protocol: protocolVersion };
		const https = { ...headers, ...schemes.https, origin: 'https://salle.test' };
		const post = async (body: string) => {
			const answer = await fetch(session, { method: 'POST', headers: https, body });
			expect(faultsOf(answer.headers, true), body.slice(0, 9)).toEqual([]);
		};
		await post(`40${JSON.stringify(auth)}`);
		const polled = await fetch(session, { headers: https });
		expect(faultsOf(polled.headers, true)).toEqual([]);
		expect(polled.headers.get('cache-control')).toBe('no-store');
		await polled.text();
		await post('2');
		await post('x'.repeat(70_000));
	});

	it('[A22] what Node itself refuses says nothing of what runs here', async () => {
		const { base } = target;
		const wrong = [
			'GET / HTTP/1.1\r\n\r\n',
			'X\r\n\r\n',
			`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`
		];
		for (const bytes of wrong) {
			const answer = await exchange(base, bytes);
			expect(statusOf(answer), bytes.slice(0, 20)).toBeGreaterThanOrEqual(400);
			expect(answer).not.toMatch(/^(server|x-powered-by):|node|svelte|socket\.io/im);
		}
		const upgrade = [
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='
		];
		const refused = await ask(base, 'GET /socket.io/?EIO=4&transport=websocket', upgrade);
		expect(refused).not.toMatch(/^(server|x-powered-by):|svelte/im);
	});

	it('[A22] data and pages are kept by no cache', async () => {
		for (const path of listAddresses()) {
			const answer = await fetch(target.base + path, {
				headers: { cookie: room.regie.cookie() },
				redirect: 'manual'
			});
			expect(answer.headers.get('cache-control') ?? '', path).toMatch(/no-store/);
		}
	});
});

describe('a page that runs scripts', () => {
	it('[A22] names them with a nonce drawn for it alone', async () => {
		const draw = async (path: string) => {
			const answer = await fetch(target.base + path, { headers: { cookie: room.regie.cookie() } });
			const text = await answer.text();
			const policy = answer.headers.get('content-security-policy') ?? '';
			const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
			for (const [, attributes = ''] of text.matchAll(/<script\b([^>]*)>/g))
				if (!/\ssrc="\/[\w.-]+"/.test(attributes))
					expect.soft(attributes, path).toContain(`nonce="${nonce}"`);
			expect.soft(text, path).not.toMatch(/<[^>]+ style="|<[^>]+ on\w+="/);
			return nonce;
		};
		// A page without scripts (/aide) gets none: what it runs is allowed by its hash.
		const mute = globSync('src/routes/**/+page.ts').filter((path) =>
			readFileSync(path, 'utf8').includes('csr = false')
		);
		const pages = addressesOf('src/routes/**/+page.svelte').filter(
			(path) => !mute.some((it) => it === `src/routes${path}/+page.ts`)
		);
		expect(pages.length).toBeGreaterThan(7);
		for (const path of pages) {
			const nonces = [await draw(path), await draw(path)];
			expect.soft(nonces[0]?.length, path).toBeGreaterThan(15);
			expect.soft(nonces[0], path).not.toBe(nonces[1]);
		}
	});
});
