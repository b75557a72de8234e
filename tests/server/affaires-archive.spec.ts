import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesOf, ownCase } from '../support/archive.ts';
import { House } from '../support/house.ts';
import { Program } from '../support/program.ts';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'pretoire-archives-'));
	await writeFile(join(folder, 'bonne.zip'), ownCase());
	const broken = ownCase('x', (path, text) =>
		path === 'decision.md' ? text.replace(/^issue:/m, 'isue:') : text
	);
	await writeFile(join(folder, 'cassee.zip'), broken);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...asked: string[]) {
	const env = { PRETOIRE_DATA_DIR: join(folder, 'data'), INIT_CWD: folder };
	const program = new Program('bin/affaires.ts', env, undefined, [], asked);
	return { code: await program.ended, said: program.said };
}

it('[LO13] an archive is checked, added to an instance that runs, and removed', async () => {
	const house = await House.open({ directory: join(folder, 'data') });
	const isThere = async () =>
		(await house.courthouse.collection.refresh()).find('mon-affaire') !== undefined;
	const sound = await run('verifier', 'bonne.zip');
	expect([sound.code, sound.said.includes('Dossier complet.')]).toEqual([0, true]);
	const broken = await run('ajouter', 'cassee.zip');
	expect(broken.said).toMatch(/cassee\.zip\/decision\.md:\d+ .*écrire «\sissue\s»/);
	expect([broken.code, await isThere()]).toEqual([1, false]);
	const told = JSON.parse((await run('verifier', 'cassee.zip', '--json')).said) as {
		cases: unknown[];
		findings: { file: string }[];
	};
	expect(told.cases).toEqual([]);
	expect(told.findings[0]?.file).toBe('cassee.zip/decision.md');
	expect([(await run('ajouter', 'bonne.zip')).code, await isThere()]).toEqual([0, true]);
	expect([(await run('retirer', 'mon-affaire')).code, await isThere()]).toEqual([0, false]);
	expect((await run('ajouter')).code).toBe(2);
	for (const [path, content] of filesOf('le-sac-du-couloir')) {
		await mkdir(dirname(join(folder, 'le-sac-du-couloir', path)), { recursive: true });
		await writeFile(join(folder, 'le-sac-du-couloir', path), content);
	}
	// From where the person is, as an archive: npm runs it at the root of the project.
	const beside = await run('verifier', 'le-sac-du-couloir');
	expect([beside.code, beside.said.includes('Dossier complet.')]).toEqual([0, true]);
	await rm(join(folder, 'le-sac-du-couloir', 'decision.md'));
	expect((await run('verifier', 'le-sac-du-couloir')).said).toMatch(
		/^le-sac-du-couloir\/decision\.md:1 /m
	);
	await house.close();
});
