import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Program } from '../support/program.ts';

const source = join(import.meta.dirname, '../../bin/preflight.cjs');
let root = '';
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'pretoire-preflight-'));
	await cp(source, join(root, 'bin/preflight.cjs'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, text = '{}'): Promise<void> {
	await mkdir(join(root, path, '..'), { recursive: true });
	await writeFile(join(root, path), text);
}
const install = async (...names: string[]) => {
	for (const name of names) await put(`node_modules/${name}/package.json`);
};

/** Runs it as if this Node were of another version. */
async function judge(version: string): Promise<{ code: number | null; said: string }> {
	const versions = `{ value: { ...process.versions, node: '${version}' } }`;
	await put('as.cjs', `Object.defineProperty(process, 'versions', ${versions});`);
	const program = new Program('bin/preflight.cjs', {}, root, ['--require', join(root, 'as.cjs')]);
	return { code: await program.ended, said: program.said };
}

describe('before npm start', () => {
	it('[R10] says to install when nothing is', async () => {
		const { code, said } = await judge('20.11.0');
		expect(code).toBe(1);
		expect(said).toMatch(/Lancez : npm ci$/m);
	});

	it('[R10] says what was left out when tools are missing', async () => {
		await install('svelte', 'node');
		const { code, said } = await judge('20.11.0');
		expect(code).toBe(1);
		expect(said).toContain('npm ci --include=dev');
	});

	it('[R10] says that install scripts were ignored when our Node is missing', async () => {
		await install('vite', '@sveltejs/kit', 'node');
		const { code, said } = await judge('18.20.0');
		expect(code).toBe(1);
		expect(said).toContain('npm ci --ignore-scripts=false');
	});

	it('[R10] says to go through npm when an old Node runs it directly', async () => {
		await install('vite', '@sveltejs/kit', 'node');
		await put('node_modules/node/bin/node', '');
		const { code, said } = await judge('24.20.9');
		expect(code).toBe(1);
		expect(said).toContain('Node 24.20.9 ; il faut Node 24.21.0');
	});

	it('[R10] lets pass what is complete, our Node or a newer one of the machine', async () => {
		await install('vite', '@sveltejs/kit', 'node');
		for (const version of ['24.21.0', '24.22.1', '26.0.0'])
			expect(await judge(version)).toEqual({ code: 0, said: '' });
	});
});
