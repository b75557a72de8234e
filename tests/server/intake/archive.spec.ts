import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../../src/lib/server/intake/archive.ts';
import { limits } from '../../../src/lib/server/intake/limits.ts';
import { pack } from '../../../src/lib/server/intake/pack.ts';
import { publish } from '../../support/promise.ts';
import { zip } from '../../support/zip.ts';
import { attacks, header, prose } from './attacks.ts';

async function refusalOf(archive: Uint8Array): Promise<string> {
	const read = await unpack(archive);
	return 'findings' in read
		? read.findings.map((it) => `${it.file}: ${it.problem}`).join('\n')
		: 'read';
}

describe('an archive', () => {
	it('[LO2] {P24} CVE-2018-1002200 and its kind: what an attacker writes is refused, each with its sentence', async ({
		task
	}) => {
		let slowest = 0;
		for (const [name, [make, told]] of Object.entries(attacks)) {
			const archive = make();
			const started = performance.now();
			const refusal = await refusalOf(archive);
			slowest = Math.max(slowest, performance.now() - started);
			expect(refusal, name).toMatch(told);
			expect(refusal, name).not.toBe('read');
		}
		publish(task, {
			'archives hostiles': Object.keys(attacks).length,
			'ms par archive au pire': Math.ceil(slowest)
		});
	});

	it('[LO2] {P24} tens of thousands of entries are refused from the end record alone', async () => {
		const archive = zip([header], { entries: 0xfffe });
		expect(await refusalOf(archive)).toMatch(/^\.: 65534 fichiers/);
		const many = zip(Array.from({ length: 30_000 }, (_, n) => ({ name: `${n}.md`, method: 0 })));
		const before = process.memoryUsage().rss;
		const started = process.cpuUsage();
		expect(await refusalOf(many)).toMatch(/30000 fichiers/);
		expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
		expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
	});

	it('[LO2] {P24} an archive over its limit is refused unread', async () => {
		expect(await refusalOf(Buffer.alloc(limits.archive + 1))).toMatch(/archive de 3,1 Mo/);
	});

	it('[LO1] reads one folder or none, and leaves what systems add', async () => {
		const files = { 'affaire.md': 'é', 'pieces/01-a.md': 'b', 'roles/c.md': 'c' };
		for (const folder of ['', 'Mon affaire/', 'mon-affaire/']) {
			const members = Object.entries(files).map(([path, content]) => ({
				name: folder + path,
				content
			}));
			const left = [
				'__MACOSX/._x',
				`${folder}.DS_Store`,
				`${folder}pieces/Thumbs.db`,
				`${folder}pieces/`
			];
			const read = await unpack(zip([...members, ...left.map((name) => ({ name, method: 0 }))]));
			if ('findings' in read) throw new Error(JSON.stringify(read.findings));
			const texts = [...read.files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]);
			expect(Object.fromEntries(texts)).toEqual(files);
		}
	});

	it('[LO1] reads what the zip of a system makes, data descriptors included', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'pretoire-zip-'));
		try {
			await writeFile(join(folder, 'affaire.md'), prose(5000));
			const python =
				"import zipfile,sys\nz=zipfile.ZipFile(open('x.zip','wb'),'w',zipfile.ZIP_DEFLATED)\nz.write('affaire.md','dossier/affaire.md')\nz.close()";
			try {
				execFileSync('python3', ['-c', python], { cwd: folder });
			} catch {
				return;
			}
			const read = await unpack(await readFile(join(folder, 'x.zip')));
			expect('files' in read && [...read.files.keys()]).toEqual(['affaire.md']);
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	it('[LO1] what was packed comes back byte by byte, and packs the same again', async () => {
		const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
		await fc.assert(
			fc.asyncProperty(
				fc.dictionary(
					name.map((it) => `pieces/${it}.png`),
					fc.uint8Array({ maxLength: 500 }).filter((it) => it[0] !== 0x50 && it[0] !== 0x37),
					{ minKeys: 1, maxKeys: 8 }
				),
				async (made) => {
					const files = new Map(Object.entries(made));
					const archive = await pack('a', files);
					const read = await unpack(archive);
					if ('findings' in read) throw new Error(JSON.stringify(read.findings));
					const plain = (it: ReadonlyMap<string, Uint8Array>) =>
						[...it].map(([path, bytes]) => [path, [...bytes]]).toSorted();
					expect(plain(read.files)).toEqual(plain(files));
					expect((await pack('a', files)).equals(archive)).toBe(true);
				}
			),
			{ numRuns: 60 }
		);
	});

	it('[LO2] {P24} any bytes are files or findings, never a throw', async ({ task }) => {
		const sound = zip([header, { name: 'a/pieces/01-b.md', content: prose(400) }]);
		let tried = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 6 }),
				fc.nat(sound.length),
				async (changes, cut) => {
					const bytes = Buffer.from(tried++ % 3 ? sound : sound.subarray(0, cut));
					for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
					const read = await unpack(bytes);
					expect('files' in read || read.findings.length > 0).toBe(true);
				}
			),
			{ numRuns: 600 }
		);
		publish(task, { graines: tried });
	});
});
