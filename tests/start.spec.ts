import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prepareBuild } from '../bin/build.ts';
import { enter, openRoom } from './support/bot.ts';
import { Program } from './support/program.ts';

let folder = '';
let programs: Program[] = [];
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'pretoire-start-'));
});
afterEach(async () => {
	await Promise.all(programs.map((program) => program.kill('SIGKILL')));
	programs = [];
	await rm(folder, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}, root?: string): Program {
	const settings = {
		PORT: '0',
		HOST: '127.0.0.1',
		PRETOIRE_DATA_DIR: join(folder, 'data'),
		...env
	};
	const program = new Program('bin/start.ts', settings, root);
	programs.push(program);
	return program;
}

describe('npm start, before it opens', () => {
	it('[R1] tells every wrong setting at once', async () => {
		const program = start({ PORT: 'quatre', PRETOIRE_DATADIR: '/tmp' });
		expect(await program.ended).toBe(1);
		expect(program.said).toContain('PORT : il faut un nombre entier');
		expect(program.said).toContain('Vouliez-vous dire PRETOIRE_DATA_DIR ?');
		expect(program.said).not.toMatch(/^\s+at /m);
	});

	it('[R1] names a taken port and one that is free', async () => {
		const other = createServer();
		await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
		const { port } = other.address() as AddressInfo;
		const program = start({ PORT: String(port) });
		expect(await program.ended).toBe(1);
		expect(program.said).toContain(`Le port ${port} est déjà pris`);
		expect(program.said).toMatch(/PORT=\d+ npm start/);
		expect(program.said).not.toContain(`PORT=${port} npm`);
		expect(program.said).not.toMatch(/^\s+at |Construction/m);
		await new Promise((closed) => other.close(closed));
	});

	it('[R1] names an address this machine does not have', async () => {
		const program = start({ HOST: '192.0.2.77' });
		expect(await program.ended).toBe(1);
		expect(program.said).toContain('HOST=192.0.2.77');
		expect(program.said).not.toMatch(/^\s+at |Construction/m);
	});

	it('[R1] names a folder where it cannot write', async () => {
		const file = join(folder, 'un-fichier');
		await writeFile(file, '');
		// A folder that takes no other, whoever asks, is on Linux alone.
		for (const place of [
			join(file, 'data'),
			...(existsSync('/proc/self') ? ['/proc/x/data'] : [])
		]) {
			const program = start({ PRETOIRE_DATA_DIR: place });
			expect(await program.ended, place).toBe(1);
			expect(program.said).toContain(`Impossible d’écrire dans « ${place} »`);
			expect(program.said).toContain('PRETOIRE_DATA_DIR');
			expect(program.said).not.toMatch(/^\s+at |Construction/m);
		}
	});
});

describe('npm start, once open', () => {
	beforeAll(() => prepareBuild(() => {}), 180_000);

	it('[R2] says where it is, and answers there: pages, health, sockets', async () => {
		const program = start();
		const base = await program.base();
		await program.hear(/Prétoire est ouvert/);
		expect(program.said).toContain('le réserve à cette machine');
		expect((await fetch(`${base}/healthz`)).status).toBe(200);
		expect(await (await fetch(`${base}/healthz/ready`)).text()).toBe('prêt\n');
		expect(await (await fetch(base)).text()).toContain('<html lang="fr">');
		const handshake = await fetch(`${base}/socket.io/?EIO=4&transport=polling`, {
			headers: { 'x-pretoire': 'tablette' }
		});
		expect(await handshake.text()).toMatch(/^0\{"sid"/);
	});

	it('[R3] believes no forwarded header but a trusted proxy’s', async () => {
		const forged = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ailleurs.test' };
		const isSecure = async (program: Program) => {
			const answer = await fetch(`${await program.base()}/healthz`, { headers: forged });
			return answer.headers.has('strict-transport-security');
		};
		expect(await isSecure(start())).toBe(false);
		expect(await isSecure(start({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' }))).toBe(true);
		const program = start();
		const base = await program.base();
		const post = await fetch(`${base}/ouvrir`, {
			method: 'POST',
			body: new URLSearchParams(),
			headers: { ...forged, origin: 'https://ailleurs.test' }
		});
		expect(post.status).toBe(403);
	});

	it('[R4] survives a stray stream error, and ends on a failure at start', async () => {
		// A served build of its own, from which a file goes missing.
		const build = join(folder, 'build');
		const [, stamp = ''] =
			/'\.\/(\w+)\/handler/.exec(await readFile('build/handler.js', 'utf8')) ?? [];
		await cp(join('build', stamp), build, { recursive: true });
		await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
		const env = { PORT: '0', HOST: '127.0.0.1', PRETOIRE_DATA_DIR: folder, BUILD_DIR: build };
		const program = new Program('src/server.ts', env);
		programs.push(program);
		const base = await program.base();
		const entry = 'client/_app/immutable/entry';
		const [script = ''] = (await readdir(join(build, entry))).filter((it) => it.endsWith('.js'));
		await rm(join(build, entry, script));
		const asked = fetch(`${base}/_app/immutable/entry/${script}`, {
			signal: AbortSignal.timeout(2_000),
			headers: { 'accept-encoding': 'identity' }
		});
		await program.hear(/"fact":"unexpected".*ENOENT/);
		await asked.catch(() => {});
		expect((await fetch(`${base}/healthz`)).status).toBe(200);

		await rm(join(build, 'server'), { recursive: true });
		const second = new Program('src/server.ts', env);
		programs.push(second);
		expect(await second.ended).toBe(1);
	});

	it('[R5] ends in order on SIGTERM, and the last fact is there the next time', async () => {
		const first = start();
		const { regie, code } = await openRoom(await first.base());
		(await enter(await first.base(), code)).leave();
		const told = new Promise((heard) => regie.socket?.once('restarting', heard as () => void));
		expect(await regie.run('lockDoor', {})).toEqual({ done: true });
		const asked = performance.now();
		expect(await first.kill('SIGTERM')).toBe(0);
		expect(performance.now() - asked).toBeLessThan(10_000);
		await told;
		regie.leave();
		expect(first.said).toContain('"fact":"stopped"');

		const second = start();
		const base = await second.base();
		await expect(enter(base, code)).rejects.toMatchObject({ data: { refused: 'not-admitted' } });
		expect(
			(await fetch(`${base}/salle/${code}`, { headers: { accept: 'text/html' } })).status
		).toBe(200);
	});

	it('[R5] ends when the npm that started it is gone', async () => {
		const parent = join(folder, 'npm.mjs');
		const child = JSON.stringify(join(process.cwd(), 'bin/start.ts'));
		await writeFile(
			parent,
			`import { spawn } from 'node:child_process'; spawn(process.execPath, [${child}], { stdio: 'inherit' }); setInterval(() => {}, 1000);`
		);
		const npm = new Program(
			'npm.mjs',
			{
				PORT: '0',
				HOST: '127.0.0.1',
				PRETOIRE_DATA_DIR: join(folder, 'data'),
				npm_lifecycle_event: 'start'
			},
			folder
		);
		programs.push(npm);
		await npm.hear(/Prétoire est ouvert/);
		npm.child.kill('SIGKILL');
		await npm.ended;
		expect(npm.said).toContain('"fact":"stopped"');
	});
});
