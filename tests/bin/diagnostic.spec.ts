import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../bin/pretoire/diagnostic.ts';
import type { Finding } from '../../bin/pretoire/finding.ts';
import {
	examineBackups,
	examineDisk,
	judgeDisk,
	judgeVersions
} from '../../bin/pretoire/machine.ts';
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts';
import { expectRemedy, stateOf } from './remedy.ts';

let door: FrontDoor;
let folder = '';
let closing: (() => unknown)[] = [];
beforeAll(async () => {
	door = await openFrontDoor();
	folder = await mkdtemp(join(tmpdir(), 'pretoire-diagnostic-'));
});
afterEach(async () => {
	for (const close of closing) await close();
	closing = [];
});
afterAll(async () => {
	await door.close();
	await rm(folder, { recursive: true, force: true });
});

describe('npm run pretoire -- diagnostic, as a command', () => {
	/** With settings of its own, as npm would start it. */
	async function start(...args: string[]): Promise<{ code: number; said: string }> {
		const env = { ...process.env, PRETOIRE_DATA_DIR: join(folder, 'data'), PORT: '1' };
		const program = spawn(process.execPath, ['bin/pretoire.ts', 'diagnostic', ...args], { env });
		closing.push(() => program.kill('SIGKILL'));
		let said = '';
		program.stdout.on('data', (text) => (said += String(text)));
		const [code] = (await once(program, 'close')) as [number];
		return { code, said };
	}

	it('[Z20] says one line for each thing, and that all is well', async () => {
		const { code, said } = await start(door.base, '--attente', '1');
		expect(code, said).toBe(0);
		const lines = said.trim().split('\n');
		expect(lines.pop()).toBe('Tout va bien.');
		expect(lines.map((line) => /^✔ (.+?) : ./.exec(line)?.[1])).toEqual([
			'Node',
			'SQLite',
			'Écriture',
			'Disque',
			'Dossier des données',
			'Dernière sauvegarde',
			'Serveur',
			'Registre',
			'Adresse',
			'En-têtes transmis',
			'Horloge',
			'Liaison',
			'Retenue',
			'Silence d’une requête',
			'Silence d’une liaison'
		]);
	});

	it('[Z20] fails when something does, for a program too', async () => {
		const { code, said } = await start('--json');
		expect(code).toBe(1);
		const { address, findings } = JSON.parse(said) as {
			address: string;
			findings: Finding[];
		};
		expect(address).toBe('http://127.0.0.1:1');
		const server = findings.find(({ check }) => check === 'Serveur');
		expectRemedy(server, 'failure', /aucune réponse.*npm start/);
	});

	it('[Z20] refuses an address with a path, and options that make no sense', async () => {
		const { code, said } = await start(`${door.base}/pretoire/`);
		expect(code).toBe(1);
		expect(said).toMatch(/✘ Adresse : .* a un chemin → .*sous-domaine/);
		for (const seconds of ['longtemps', '101'])
			await expect(run([door.base, '--attente', seconds])).rejects.toThrow(
				`« ${seconds} » ne va pas : --attente`
			);
	});
});

describe('the machine', () => {
	it('[Z20] has a folder where it may write, on a disk with room, its own', async () => {
		const file = join(folder, 'un-fichier');
		await writeFile(file, '');
		const nowhere = examineDisk(file)[0];
		expectRemedy(nowhere, 'failure', /impossible.*PRETOIRE_DATA_DIR/);
		expect(examineDisk(join(folder, 'a', 'venir')).map(stateOf)).toEqual(['good', 'good', 'good']);
		const system = 0xef53;
		expectRemedy(judgeDisk({ free: 50e6, system }, 'data')[0], 'failure', /Libérez/);
		expectRemedy(judgeDisk({ free: 500e6, system }, 'data')[0], 'warning', /Libérez/);
		expect(judgeDisk({ free: 5e9, system }, 'data').map(stateOf)).toEqual(['good', 'good']);
	});

	it.runIf(process.platform === 'linux')(
		'[Z20] keeps its data off a network disk, however the kernel signs its number',
		() => {
			for (const system of [0x6969, 0xff534d42, 0xff534d42 | 0, 0x65735546])
				expectRemedy(judgeDisk({ free: 5e9, system }, 'data')[1], 'failure', /réseau.*DATA_DIR/);
		}
	);

	it('[Z20] has versions that do not damage files', () => {
		expect(judgeVersions(process.versions).map(stateOf)).toEqual(['good', 'good']);
		const old = judgeVersions({ node: '22.20.0', sqlite: '3.51.2' });
		expectRemedy(old[0], 'failure', /22\.20\.0.*npm ci/);
		expectRemedy(old[1], 'failure', /3\.51\.2.*npm ci/);
		expect(judgeVersions({ node: '24.20.9', sqlite: '3.51.3' }).map(stateOf)).toEqual([
			'failure',
			'good'
		]);
	});

	it('[Z20] has a backup, and a recent one', async () => {
		const data = await mkdtemp(join(folder, 'sauvegarde-'));
		const now = new Date(2026, 10, 23, 12).getTime();
		expect(examineBackups(data, now)).toMatchObject({
			state: 'good',
			found: expect.stringContaining('encore')
		});
		await writeFile(join(data, 'pretoire.db'), '');
		expectRemedy(examineBackups(data, now), 'warning', /aucune.*sauvegarder/);
		await mkdir(join(data, 'sauvegardes'));
		const expectAge = async (name: string, state: string, words: string) => {
			await writeFile(join(data, 'sauvegardes', `pretoire-${name}.db`), '');
			const finding = examineBackups(data, now);
			expect(finding, name).toMatchObject({ state, found: expect.stringContaining(words) });
		};
		await expectAge('2026-11-10-020000', 'failure', '13 j');
		await expectAge('2026-11-20-020000', 'warning', '3 j');
		await expectAge('2026-11-23-020000', 'good', '10 h');
	});
});
