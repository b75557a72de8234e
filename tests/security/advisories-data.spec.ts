import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask, statusOf } from './raw.ts';
import { HonestClass, Target } from './target.ts';

let target: Target;
let room: HonestClass;
beforeAll(async () => {
	target = await Target.open();
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
const action = ['Accept: application/json', 'X-SvelteKit-Action: true'];
const post = (path: string, body: string, ...headers: string[]) => {
	const length = `Content-Length: ${Buffer.byteLength(body)}`;
	return ask(target.base, `POST ${path}`, ['Origin: http://salle.test', length, ...headers], body);
};
const root = join(import.meta.dirname, '../..');
const sources = globSync('src/**/*.{ts,svelte}', { cwd: root });
const sourceOf = (path: string) => readFileSync(join(root, path), 'utf8');

describe('devalue', () => {
	it('[A20] GHSA-g2pg, GHSA-vw5p, GHSA-33hq, GHSA-77vg: no text of a browser is parsed by it', async () => {
		expect(sources.filter((path) => /from 'devalue'|\$app\/server/.test(sourceOf(path)))).toEqual(
			[]
		);
		const hostile = [
			'[["Array",4294967295,0]]',
			'[{"__proto__":1},2]',
			'[["Map",' + '1,1,'.repeat(5_000) + '1]]',
			'[["ArrayBuffer","' + 'A'.repeat(20_000) + '"],["Uint8Array",0]]',
			'[["Date",""],["RegExp","("],["BigInt","x"]]',
			'[' + '[1],'.repeat(9_000) + '0]'
		];
		for (const text of hostile) {
			const body = `code=${encodeURIComponent(text)}&affaire=${encodeURIComponent(text)}`;
			for (const [path, type] of [
				['/ouvrir', 'application/x-www-form-urlencoded'],
				['/ouvrir', 'application/json'],
				['/', 'application/x-www-form-urlencoded'],
				[`/salle/${room.code}?/carte`, 'text/plain']
			] as const) {
				const answer = await post(path, body, `Content-Type: ${type}`, ...action);
				expect(statusOf(answer), `${path} ${text.slice(0, 20)}`).toBeGreaterThanOrEqual(200);
				expect(statusOf(answer), `${path} ${text.slice(0, 20)}`).toBeLessThan(500);
			}
			const query = `x-sveltekit-invalidated=${encodeURIComponent(text).slice(0, 6_000)}`;
			expect(statusOf(await ask(target.base, `GET /ouvrir/__data.json?${query}`))).toBeLessThan(
				500
			);
		}
	});

	it('[A20] a form with fields that no page has is refused, and what it holds is not echoed', async () => {
		const fields = [
			'__proto__=1',
			'constructor=1',
			'toString=x',
			'then=1',
			'eleves=__proto__',
			'x=%00'
		];
		for (const field of fields) {
			for (const headers of [[], action]) {
				const answer = await post('/ouvrir', field, form, ...headers);
				expect(statusOf(answer), field).toBeLessThan(500);
				expect(answer, field).not.toContain('regie-');
			}
		}
		const mark = 'B0UNDARY';
		const file = `--${mark}\r\nContent-Disposition: form-data; name="affaire"; filename="x.svg"\r\nContent-Type: image/svg+xml\r\n\r\n<svg onload=alert(1)>\r\n--${mark}--\r\n`;
		const type = `Content-Type: multipart/form-data; boundary=${mark}`;
		for (const headers of [[], action]) {
			const answer = await post(
				'/ouvrir',
				file,
				type,
				`Content-Length: ${file.length}`,
				...headers
			);
			expect(statusOf(answer)).toBeLessThan(500);
			expect(answer).not.toContain('onload');
		}
	});
});

describe('kysely and SQLite', () => {
	it('[A20] CVE-2026-32763, CVE-2026-33468, CVE-2026-44635: no text of a browser becomes SQL', async () => {
		const store = sources.filter((path) => path.startsWith('src/lib/server/store/'));
		expect(store.length).toBeGreaterThan(5);
		// A path inside JSON is where they enter, and raw text, which eslint refuses (tests/layers.spec.ts).
		expect(
			store.filter((path) => /'->>?'|\.\$?(key|at)\(|json_extract/.test(sourceOf(path)))
		).toEqual([]);
		const hostile = [
			"' OR 1=1--",
			"'; drop table events;--",
			'"$.x"',
			'\u0000',
			"$[0]' --",
			'%',
			'_'.repeat(6)
		];
		for (const text of hostile) {
			const typed = encodeURIComponent(text);
			for (const path of [`/salle/${typed}`, `/salle/${room.code}/pieces/${typed}`])
				expect([403, 404], path).toContain(statusOf(await ask(target.base, `GET ${path}`)));
			for (const [name, field] of [
				['carte', 'carte'],
				['remplacer', 'code']
			])
				expect(
					await post(`/salle/${room.code}?/${name}`, `${field}=${typed}`, form, ...action)
				).toContain('"status":403');
			expect(await room.regie.run('showExhibit', { exhibit: text })).toHaveProperty('refused');
			const frame = { id: 'same-id-for-all', type: text, input: {} };
			expect(await room.regie.send(frame)).toHaveProperty('refused');
		}
	});
});

describe('valibot', () => {
	it('[A20] CVE-2025-66020: nothing asks whether a text is an emoji', () => {
		expect(sources.filter((path) => /\bemoji\(|EMOJI_REGEX/.test(sourceOf(path)))).toEqual([]);
	});
});
