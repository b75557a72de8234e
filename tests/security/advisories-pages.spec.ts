import { readFileSync, globSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, exchange, statusOf } from './raw.ts';
import { HonestClass, Target } from './target.ts';

let target: Target;
let room: HonestClass;
beforeAll(async () => {
	target = await Target.open({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
	room = await HonestClass.open(target);
});
afterEach(async () => {
	target.expectUnharmed();
	await room.play();
});
afterAll(async () => {
	room.leave();
	await target.close();
});

const form = 'Content-Type: application/x-www-form-urlencoded';
const own = 'Origin: http://salle.test';
const order = 'affaire=une-journee-payee&eleves=20&tablettes=20&format=55';
/** A body in chunks, so that nothing says its length. */
const chunked = (body: string): string =>
	(body.match(/[^]{1,8000}/g) ?? [])
		.map((it) => `${it.length.toString(16)}\r\n${it}\r\n`)
		.join('') + '0\r\n\r\n';
const post = (path: string, body: string, ...headers: string[]) =>
	ask(target.base, `POST ${path}`, [own, ...headers], body);
const sources = globSync('src/**/*.{ts,svelte,js}', { cwd: join(import.meta.dirname, '../..') });
const sourceOf = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

describe('adapter-node', () => {
	it('[A20] GHSA-2crg-3p73-43xp: a body in chunks has the limit of the others', async () => {
		const transfer = 'Transfer-Encoding: chunked';
		const opens = (body: string) => post('/ouvrir', chunked(body), form, transfer);
		expect(await opens(order)).toContain('regie-');
		const long = await opens(`${order}&de=${'x'.repeat(200_000)}`);
		expect(long).toMatch(/"status":4\d\d/);
		expect(long).not.toContain('regie-');
		const said = await post('/ouvrir', order, form, 'Content-Length: 99999999');
		expect(said).not.toContain('regie-');
		const left = await target.leftBy(() => opens(`de=${'x'.repeat(10_000_000)}`));
		expect(left).toBeLessThan(8);
	});

	it('[A20] kit#2532: an address that is none is answered', async () => {
		const addresses = [
			...['//', '///', '//a@b', '/\\', '/%', '/%ff', '/%00', '/..%2f..%2fetc/passwd', '/%2e%2e/'],
			...['*', 'http://[/', 'http://', '/?%', '/salle/%', '/salle/%00/regie', '/_app/%', '/a\\b'],
			...['/_app/immutable/../../../package.json', '/_app//immutable/%2e%2e/%2e%2e/x', '/;a=b']
		];
		for (const address of addresses)
			for (const method of ['GET', 'HEAD', 'OPTIONS', 'TRACE']) {
				const answer = await ask(target.base, `${method} ${address}`);
				expect(statusOf(answer), `${method} ${address}`).toBeGreaterThanOrEqual(200);
				expect(statusOf(answer), `${method} ${address}`).toBeLessThan(500);
				expect(answer, address).not.toContain('devDependencies');
			}
	});

	it('[A20] kit#1523: a body that stops half-way ends its own request', async () => {
		for (let i = 0; i < 40; i++) {
			const socket = connect(target.port, '127.0.0.1');
			socket.on('error', () => {});
			const length = i % 2 ? 'Content-Length: 5000' : 'Transfer-Encoding: chunked';
			const path = i % 3 ? '/ouvrir' : `/salle/${room.code}?/carte`;
			const head = [`POST ${path} HTTP/1.1`, 'Host: salle.test', own, form, length, '', ''];
			await new Promise((sent) => socket.write(head.join('\r\n') + '5\r\nabcde', sent));
			if (i % 4) await new Promise((soon) => setTimeout(soon, 2));
			if (i % 5) socket.resetAndDestroy();
			else socket.destroy();
		}
	});

	it('[A20] adapter-node 5.5.1 and 5.5.3: a host or a scheme that is none is refused', async () => {
		const hosts = ['a b', 'evil.test/x', 'a@b', '[', 'x:99999', '\t', 'é', 'a#b', 'a\\b', '%00'];
		for (const host of hosts) {
			for (const name of ['Host', 'X-Forwarded-Host']) {
				const lines = ['GET / HTTP/1.1', `${name}: ${host}`];
				if (name !== 'Host') lines.push('Host: salle.test');
				const answer = await exchange(
					target.base,
					[...lines, 'Connection: close', '', ''].join('\r\n')
				);
				expect(answer, `${name}: ${host}`).not.toMatch(/^HTTP\/1\.1 5|evil\.test/);
			}
		}
		for (const proto of ['javascript:', 'http:evil.test', 'ftp', '%', 'https, http', 'https:'])
			expect(statusOf(await ask(target.base, 'GET /', [`X-Forwarded-Proto: ${proto}`]))).toBe(200);
		const twice = ['X-Forwarded-For: a', 'X-Forwarded-For: b', 'X-Forwarded-For: ,,'];
		expect(statusOf(await ask(target.base, `GET /salle/${room.code}`, twice))).toBe(200);
	});
});

describe('@sveltejs/kit', () => {
	it('[A20] CVE-2026-22803 (GHSA-j2f3), GHSA-hgv7: there is no remote function to call', async () => {
		expect(sources.filter((path) => path.includes('.remote.'))).toEqual([]);
		expect(sourceOf('svelte.config.js')).not.toContain('experimental');
		// A form of remote functions that claims four gigabytes.
		const claim = Buffer.from([0, 255, 255, 255, 255, 255, 255, 0, 0]).toString('latin1');
		const left = await target.leftBy(async () => {
			for (const path of ['/_app/remote/x/y', '/_app/remote/x/y?payload=W10', '/ouvrir', '/'])
				expect(
					statusOf(
						await post(
							path,
							claim,
							'Content-Type: application/x-sveltekit-formdata',
							`Content-Length: 9`
						)
					)
				).toBeGreaterThanOrEqual(400);
		});
		expect(left).toBeLessThan(8);
	});

	it('[A20] GHSA-j62c-4x62-9r35: nothing is prerendered, and no Host makes the process ask anybody', async () => {
		expect(
			sources.filter((path) => /\bprerender\s*=\s*(true|'auto')/.test(sourceOf(path)))
		).toEqual([]);
		let asked = 0;
		const elsewhere = createServer((_, response) => response.end(String(++asked)));
		await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready));
		const host = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
		const paths = [
			'/',
			'/ouvrir',
			'/aide',
			`/salle/${room.code}`,
			`/salle/${room.code}/regie`,
			'/x'
		];
		for (const path of [...paths, `http://${host}/`, `//${host}/`])
			for (const headers of [[], [`X-Forwarded-Host: ${host}`], ['X-Forwarded-Proto: https']])
				await exchange(
					target.base,
					[`GET ${path} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close', '', ''].join(
						'\r\n'
					)
				);
		expect(asked).toBe(0);
		elsewhere.close();
	});

	it('[A20] GHSA-3f6h-2hrp-w5wx: no address that was asked for becomes one to go to', async () => {
		expect(sourceOf('src/hooks.server.ts')).not.toContain('redirect');
		const code = room.code;
		const asked = [
			...['//evil.test/', '/\\evil.test/', '//evil.test/%2e%2e/', '/aide/', '/aide//', '//aide/'],
			...['/%0d%0aX-Planted:%20yes/', `/salle/${code}/`, `/salle/${code}/regie/cartes`],
			...[`/salle/${code.toLowerCase()}/regie/cartes`, '/salle/%0d%0aX-Planted:1/regie/cartes'],
			`/salle/${code}/regie/cartes/?x=//evil.test`
		];
		for (const path of asked) {
			const answer = await ask(target.base, `GET ${path}`);
			expect(statusOf(answer), path).toBeLessThan(500);
			expect(answer, path).not.toMatch(/^x-planted/im);
			const [, where] = /^location: *(.*)\r$/im.exec(answer) ?? [];
			if (where) expect(where, path).toMatch(/^\/[a-z]/);
		}
		const typed = ['//evil.test', 'A\r\nX-Planted: 1', 'https://evil.test', '\u2028AAAAAA'];
		for (const it of typed) {
			const body = `code=${encodeURIComponent(it)}`;
			const answer = await post('/', body, form, `Content-Length: ${body.length}`);
			expect(answer).not.toMatch(/^(x-planted|location)/im);
		}
	});

	it('[A20] CVE-2023-29003 (GHSA-5p75), CVE-2023-29008 (GHSA-gv7g): a form of another site is refused', async () => {
		const length = `Content-Length: ${order.length}`;
		for (const type of [
			'text/plain',
			'TEXT/PLAIN',
			'Application/X-WWW-Form-URLencoded',
			'x; text/plain',
			''
		])
			for (const from of ['Origin: http://evil.test', 'Origin: null', 'X-None: 1']) {
				const headers = [from, length, ...(type ? [`Content-Type: ${type}`] : [])];
				const answer = await ask(target.base, 'POST /ouvrir', headers, order);
				expect(statusOf(answer), `${type}, ${from}`).toBe(403);
			}
	});
});
