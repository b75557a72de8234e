import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { readLibrary } from '../../src/lib/server/library.ts';
import { minimalCase, minimalFiles } from '../support/minimal-case.ts';
import { minimalProcedureText } from '../support/minimal-script.ts';
import { told } from '../casefile/broken.ts';

let folder = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'pretoire-cases-'));
	await write('procedures/minimale.yaml', minimalProcedureText());
	await writeCase('minimale');
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
	await mkdir(dirname(join(folder, path)), { recursive: true });
	await writeFile(join(folder, path), content);
}

async function writeCase(id: string): Promise<void> {
	for (const [path, text] of minimalFiles()) {
		await write(`${id}/${path}`, text.replace('id: minimale', `id: ${id}`));
	}
}

/** The errors of a case; how well the smallest one plays is not looked at here. */
async function brokenOf(id: string): Promise<string[]> {
	const { broken } = await readLibrary(folder);
	return broken
		.filter((each) => each.id === id)
		.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error').map(told));
}

describe('the library', () => {
	it('[F21] reads the cases of a folder', async () => {
		await writeCase('autre');
		const library = await readLibrary(folder);
		expect(library.broken).toEqual([]);
		expect(library.cases.map(({ id }) => id)).toEqual(['autre', 'minimale']);
		expect(library.find('minimale')).toEqual(minimalCase());
		expect(library.find('absente')).toBeUndefined();
	});

	it('[F21] keeps the others when a case is broken', async () => {
		await writeCase('autre');
		await write('autre/decision.md', 'sans en-tête');
		await mkdir(join(folder, 'vide'));
		const library = await readLibrary(folder);
		expect(library.cases.map(({ id }) => id)).toEqual(['minimale']);
		expect(library.broken.map(({ id }) => id)).toEqual(['autre', 'vide']);
		expect(await brokenOf('autre')).toEqual([expect.stringMatching(/^autre\/decision.md: /)]);
		expect(await brokenOf('vide')).toHaveLength(3);
	});

	it('[F21] does not follow symbolic links', async () => {
		const outside = await mkdtemp(join(tmpdir(), 'pretoire-outside-'));
		await symlink(join(folder, 'minimale'), join(folder, 'copie'));
		expect((await readLibrary(folder)).cases).toHaveLength(1);

		await writeFile(join(outside, 'secret.md'), minimalFiles().get('decision.md') ?? '');
		await rm(join(folder, 'minimale/decision.md'));
		await symlink(join(outside, 'secret.md'), join(folder, 'minimale/decision.md'));
		expect(await brokenOf('minimale')).toEqual([
			'minimale/decision.md: lien symbolique → copier le fichier à sa place'
		]);
		await rm(outside, { recursive: true });
	});

	it('[F21] wants a case in the folder of its name', async () => {
		await write(
			'minimale/affaire.md',
			(minimalFiles().get('affaire.md') ?? '').replace('minimale', 'x')
		);
		expect(await brokenOf('minimale')).toEqual([
			"minimale/affaire.md: l'identifiant « x » n'est pas le nom « minimale » → écrire « id: minimale », ou renommer"
		]);
	});

	it('[F21] tells a broken procedure, and the cases that follow it', async () => {
		await write('procedures/minimale.yaml', minimalProcedureText().replace('"110": 6', '"110": 7'));
		expect(await brokenOf('procedures/minimale')).toEqual([
			'procedures/minimale.yaml: 111 minutes prévues au format « 110 » → en répartir 110'
		]);
		expect(await brokenOf('minimale')).toEqual([
			expect.stringContaining('procédure « minimale » absente ou en erreur')
		]);
	});

	it('[F21] leaves no file aside in silence, save what systems leave behind', async () => {
		await write('minimale/.DS_Store', '');
		await write('minimale/pieces/04-rapport.md~', '');
		await write('LISEZMOI.md', 'Un mot.');
		expect((await readLibrary(folder)).broken).toEqual([]);
		await write('minimale/pieces/05-plan.txt', 'Un plan.');
		await write('minimale/roles/notes/a.md', 'Une note.');
		await write('minimale/roles/latin.md', Uint8Array.of(0xe9, 0x74, 0xe9));
		await write('minimale/roles/long.md', 'a'.repeat(257 * 1024));
		expect(await brokenOf('minimale')).toEqual([
			expect.stringMatching(/^minimale\/roles\/latin.md: fichier qui n'est pas en UTF-8/),
			expect.stringMatching(/^minimale\/roles\/long.md: fichier de plus de 256 ko/),
			expect.stringMatching(/^minimale\/roles\/notes: fichier inattendu/),
			expect.stringMatching(/^minimale\/pieces\/05-plan.txt: fichier inattendu/)
		]);
	});

	it('[F21] says that a folder cannot be read', async () => {
		const library = await readLibrary(join(folder, 'absent'));
		expect(library.cases).toEqual([]);
		expect(library.broken[0]?.findings.map(told)).toEqual([
			'.: dossier des affaires illisible → vérifier le chemin et les droits de lecture'
		]);
	});

	it('[F21] finds nothing to mend in the cases that ship', async () => {
		const library = await readLibrary(join(import.meta.dirname, '../../cases'));
		expect(library.broken.flatMap(({ findings }) => findings.map(told))).toEqual([]);
		expect(library.find('une-journee-payee')?.exhibits).toHaveLength(10);
	});
});

describe('npm run affaires -- verifier', { timeout: 30_000 }, () => {
	function run(...args: string[]): Promise<{ code: number; out: string }> {
		const bin = join(import.meta.dirname, '../../bin/affaires.ts');
		return new Promise((done) => {
			// As npm says it to whoever types the command in this folder.
			const env = { ...process.env, INIT_CWD: folder };
			execFile(process.execPath, [bin, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
				const code = error ? Number(error.code) : 0;
				done({ code, out: (stdout + stderr).replace(/\u00a0/g, ' ').replace(/’/g, "'") });
			});
		});
	}

	it('[F22] says that a case is complete, and that no magistrate has read it', async () => {
		const asked = await run('verifier', folder);
		expect(asked.code).toBe(0);
		expect(asked.out).toMatch(
			/^minimale {2}« L'affaire minimale » : à relire par un magistrat\nDossier complet\.$/m
		);
		expect(asked.out).not.toContain('erreur');
		expect(await run('verifier', join(folder, 'minimale'))).toEqual(asked);
		const text = minimalFiles().get('affaire.md') ?? '';
		await write('minimale/affaire.md', text.replace('relu_par:', 'relu_par: une magistrate'));
		const read = await run('verifier', folder);
		expect(read).toMatchObject({ code: 0, out: expect.stringMatching(/Dossier complet\.\n$/) });
		expect(read.out).not.toContain('à relire par un magistrat');
	});

	it('[F22] gives each line to mend, and fails', async () => {
		const text = minimalFiles().get('affaire.md') ?? '';
		await write('minimale/affaire.md', text.replace('niveau:', 'nivo:'));
		const read = await run('verifier', folder);
		expect(read.code).toBe(1);
		expect(read.out.split('\n').filter((line) => line.includes('erreur'))).toEqual([
			'minimale/affaire.md:5  erreur [cle-inconnue] « nivo » : clé inconnue → écrire « niveau »',
			'Une erreur.'
		]);
		const { code, out } = await run('verifier', folder, '--json');
		expect(code).toBe(1);
		const { cases, findings } = JSON.parse(out);
		expect(cases).toEqual([]);
		expect(findings.filter((each: Finding) => each.severity === 'error')).toEqual([
			{
				code: 'cle-inconnue',
				severity: 'error',
				file: 'minimale/affaire.md',
				line: 5,
				problem: '« nivo » : clé inconnue',
				remedy: 'écrire « niveau »'
			}
		]);
	});

	it('[F35] tells what the author should look at, and does not fail', async () => {
		await rm(join(folder, 'minimale/debrief.md'));
		const { code, out } = await run('verifier', folder);
		expect(code).toBe(0);
		expect(out).toMatch(
			/^minimale\/debrief\.md:1 {2}à revoir \[debrief-absent\] fichier absent → /m
		);
		const { findings } = JSON.parse((await run('verifier', folder, '--json')).out);
		expect(findings).toContainEqual(
			expect.objectContaining({ code: 'debrief-absent', severity: 'warning' })
		);
	});

	it('[F22] recalls its usage, and fails on an empty folder', async () => {
		expect((await run('verifie')).out).toContain('Usage : npm run affaires -- verifier');
		expect((await run('verifie')).code).toBe(2);
		expect((await run('verifier', folder, '--toto')).code).toBe(2);
		await rm(join(folder, 'minimale'), { recursive: true });
		expect(await run('verifier', folder)).toEqual({
			code: 1,
			out: 'Aucune affaire dans ce dossier.\n'
		});
	});
});
