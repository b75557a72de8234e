import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../src/lib/server/config.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
	'dependencies' | 'devDependencies',
	Record<string, string>
>;
const lines = (text: string) =>
	text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));

interface Step {
	name: string;
	said: string;
}

/** The stages of the Dockerfile, one step an instruction. */
const stages = lines(read('Dockerfile'))
	.join('\n')
	.replaceAll(/\\\n\s*/g, '')
	.split(/^(?=FROM )/m)
	.map((stage) =>
		stage
			.trim()
			.split('\n')
			.map((line): Step => {
				const [, name = '', said = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
				return { name, said };
			})
	);
const [building = [], serving = []] = stages;
const said = (stage: readonly Step[], name: string) =>
	stage.filter((step) => step.name === name).map((step) => step.said);
const environment = Object.fromEntries(
	[
		...said(serving, 'ENV')
			.join(' ')
			.matchAll(/(\w+)=(\S+)/g)
	].map(([, name, value]) => [name, value])
) as Record<string, string>;

/** What a COPY takes: from the project, or from the stage before. */
const copies = (stage: readonly Step[], fromStage: boolean): string[] =>
	said(stage, 'COPY')
		.filter((copy) => copy.startsWith('--from=') === fromStage)
		.flatMap((copy) =>
			copy
				.split(/\s+/)
				.filter((word) => !word.startsWith('--'))
				.slice(0, -1)
		)
		.map((path) => path.replace(/^\/app\//, ''));

/** Every source that these need when they run, and every package. */
function follow(entries: readonly string[]): { files: Set<string>; packages: Set<string> } {
	const files = new Set<string>();
	const packages = new Set<string>();
	const waiting = [...entries];
	for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
		if (files.has(file)) continue;
		files.add(file);
		const imports = read(file).matchAll(
			/^\s*(?:import|export)\s(?!type\b)[^'";]*from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gm
		);
		for (const [, one, two, three] of imports) {
			const target = one ?? two ?? three ?? '';
			if (target.startsWith('.')) waiting.push(relative(root, join(root, dirname(file), target)));
			else if (!target.startsWith('node:'))
				packages.add(/^(@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? target);
		}
	}
	return { files, packages };
}

describe('the image', () => {
	it('[Z16] is made from the very Node that this project pins', () => {
		expect(stages).toHaveLength(2);
		const bases = stages.flatMap((stage) => said(stage, 'FROM'));
		for (const base of bases)
			expect(base).toMatch(
				new RegExp(`^node:${manifest.devDependencies.node}-[a-z]+-slim( AS \\w+)?$`)
			);
		expect(said(building, 'RUN')[0]).toBe('npm ci');
	});

	it('[Z16] copies what exists, and what its context lets in', () => {
		const [everything, ...allowed] = lines(read('.dockerignore'));
		expect(everything).toBe('*');
		const context = allowed.map((line) => line.slice(1));
		for (const path of context) expect(existsSync(join(root, path)), path).toBe(true);
		const taken = [...copies(building, false), ...copies(serving, false)].map((path) =>
			path.replace(/^\.\//, '')
		);
		expect(taken).toContain('package-lock.json');
		for (const path of taken) {
			expect(existsSync(join(root, path)), path).toBe(true);
			expect(context).toContain(path.split('/')[0]);
		}
		const built = ['package.json', 'node_modules', 'build', ...copies(building, false)];
		for (const path of copies(serving, true)) expect(built).toContain(path);
	});

	it('[Z16] holds every source and every package that the server and its commands run', () => {
		const { files, packages } = follow([
			'src/server.ts',
			'src/lib/server/store/sqlite-worker.ts',
			'src/lib/server/archive/night-worker.ts',
			'src/lib/server/intake/intake-worker.ts',
			'src/lib/server/notes/note-worker.ts',
			'bin/pretoire.ts'
		]);
		expect(files.size).toBeGreaterThan(30);
		const held = [...copies(serving, false), ...copies(serving, true)];
		for (const file of files)
			expect(
				held.some((path) => file === path || file.startsWith(`${path}/`)),
				file
			).toBe(true);
		expect([...packages].filter((name) => !(name in manifest.dependencies))).toEqual([]);
	});

	it('[Z16] serves as a plain user, with settings that are good, and no secret', () => {
		expect(said(serving, 'USER')).toEqual(['node']);
		const names = serving.map(({ name }) => name);
		expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'));
		expect(names.indexOf('USER')).toBeLessThan(names.indexOf('CMD'));
		const { PRETOIRE_DATA_DIR, HOST, PORT } = environment;
		expect(parseConfig({ PRETOIRE_DATA_DIR, HOST, PORT })).toMatchObject({
			config: { dataDirectory: '/data', host: '0.0.0.0', port: 3000 }
		});
		expect(said(serving, 'VOLUME')).toEqual([PRETOIRE_DATA_DIR]);
		expect(said(serving, 'EXPOSE')).toEqual([PORT]);
		expect(JSON.parse(said(serving, 'CMD')[0] ?? '')).toEqual(['node', 'src/server.ts']);
		expect(stages.flat().filter(({ name }) => name === 'ARG')).toEqual([]);
		expect(Object.keys(environment).join()).not.toMatch(/secret|token|key|pass|code/i);
		// The site is built where it is served from.
		expect(said(building, 'RUN').join()).toContain(`BUILD_DIR=${environment.BUILD_DIR} `);
	});

	it('[Z16] finds by itself whether it is well', async () => {
		const [, command = ''] = /CMD (\[.*\])$/.exec(said(serving, 'HEALTHCHECK')[0] ?? '') ?? [];
		const [node, ...args] = JSON.parse(command) as string[];
		expect(node).toBe('node');
		let status = 200;
		let asked = '';
		const server = createServer((request, response) => {
			asked = request.url ?? '';
			response.writeHead(status).end();
		});
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
		const PORT = String((server.address() as AddressInfo).port);
		const check = () =>
			new Promise((ended) => spawn(process.execPath, args, { env: { PORT } }).on('close', ended));
		expect(await check()).toBe(0);
		expect(asked).toBe('/healthz');
		status = 503;
		expect(await check()).toBe(1);
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
		expect(await check()).toBe(1);
	});

	it('[Z16] is started on a tree nobody writes, without a privilege, its data in a volume', () => {
		const { services, volumes } = parse(read('compose.yaml')) as {
			services: { pretoire: Record<string, unknown> };
			volumes: object;
		};
		expect(services.pretoire).toMatchObject({
			build: '.',
			ports: [`3000:${environment.PORT}`],
			volumes: [`pretoire:${environment.PRETOIRE_DATA_DIR}`],
			read_only: true,
			tmpfs: ['/tmp'],
			cap_drop: ['ALL'],
			security_opt: ['no-new-privileges:true']
		});
		expect(volumes).toEqual({ pretoire: null });
	});
});
