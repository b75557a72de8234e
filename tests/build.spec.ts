import { appendFile, cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Program } from './support/program.ts';

const project = join(import.meta.dirname, '..');
const copied = ['bin', 'cases', 'src', 'static', 'package.json', 'package-lock.json'];
const configured = ['svelte.config.js', 'vite.config.ts', 'tsconfig.json'];
const programs: Program[] = [];
const made = mkdtemp(join(tmpdir(), 'pretoire-build-'));

afterAll(async () => {
	await Promise.all(programs.map((program) => program.kill('SIGKILL')));
	await rm(await made, { recursive: true, force: true });
});

describe('the build', () => {
	it('[R6] is made once for two starts at once, then only when the sources change, beside the one that is served', async () => {
		const root = await made;
		for (const name of [...copied, ...configured])
			await cp(join(project, name), join(root, name), { recursive: true });
		// Fewer pages build faster.
		for (const page of ['salle', 'galerie', 'ouvrir'])
			await rm(join(root, 'src/routes', page), { recursive: true, force: true });
		await symlink(join(project, 'node_modules'), join(root, 'node_modules'));
		await mkdir(join(root, '.svelte-kit'));
		const start = (name: string) => {
			const env = { PORT: '0', HOST: '127.0.0.1', PRETOIRE_DATA_DIR: join(root, name) };
			const program = new Program('bin/start.ts', env, root);
			programs.push(program);
			return program;
		};

		const [first, second] = [start('a'), start('b')];
		const bases = await Promise.all([first.base(120_000), second.base(120_000)]);
		for (const base of bases) expect((await fetch(`${base}/`)).status).toBe(200);
		const builds = [first, second].filter(({ said }) => said.includes('Construction du site'));
		expect(builds).toHaveLength(1);

		const again = start('a');
		await again.base();
		expect(again.said).not.toContain('Construction');

		await appendFile(join(root, 'src/app.html'), '<!-- -->\n');
		const changed = start('c');
		await changed.base(120_000);
		expect(changed.said).toContain('Construction');
		// The first still serves its own: a page it had not loaded yet, and every file of it.
		const [base] = bases;
		const page = await (await fetch(`${base}/aide`)).text();
		const assets = [...page.matchAll(/"(?:\.\.?)?\/(_app\/immutable\/[^"]+)"/g)];
		expect(assets.length).toBeGreaterThan(0);
		for (const [, asset] of assets)
			expect((await fetch(`${base}/${asset}`)).status, asset).toBe(200);
		const kept = await readdir(join(root, 'build'), { withFileTypes: true });
		expect(kept.filter((entry) => entry.isDirectory())).toHaveLength(2);
	}, 240_000);
});
