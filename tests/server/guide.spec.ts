import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolder, readLibrary } from '../../src/lib/server/library.ts';
import { readReference } from '../../src/lib/server/reference.ts';
import { told } from '../casefile/broken.ts';

const model = 'docs/modele-affaire';
const guide = readFileSync('cases/README.md', 'utf8');

let shelf = '';
beforeEach(async () => {
	shelf = await mkdtemp(join(tmpdir(), 'pretoire-guide-'));
});
afterEach(() => rm(shelf, { recursive: true }));

describe('the guide for authors', () => {
	it('[F41] its model loads without an error, and the library does not show it', async () => {
		const { reference } = await readReference('cases');
		const read = await readFolder(model, reference);
		expect('findings' in read ? read.findings.map(told) : []).toEqual([]);
		expect(guide).toContain(model);
		expect((await readLibrary('cases')).find('modele-affaire')).toBeUndefined();
	});

	it('[F41] followed from an empty folder, it gives a case that loads', async () => {
		for (const common of ['procedures', 'droit'])
			await cp(join('cases', common), join(shelf, common), { recursive: true });
		await mkdir(join(shelf, 'mon-affaire'));
		await cp(model, join(shelf, 'mon-affaire'), { recursive: true });
		const first = await readLibrary(shelf);
		const codes = first.broken.flatMap(({ findings }) => findings.map(({ code }) => code));
		expect(codes).toContain('nom-du-dossier');
		const path = join(shelf, 'mon-affaire/affaire.md');
		const text = await readFile(path, 'utf8');
		await writeFile(path, text.replace('id: modele-affaire', 'id: mon-affaire'));
		const { broken, cases } = await readLibrary(shelf);
		expect(broken).toEqual([]);
		const [file] = cases;
		expect(file?.id).toBe('mon-affaire');
		expect(file?.exhibits.find(({ media }) => media)?.media?.type).toBe('image/svg+xml');
		expect(file?.debrief?.phases).toHaveLength(6);
	});

	it('[F41] every excerpt it gives is in the model, word for word', () => {
		const excerpts = [...guide.matchAll(/```\w+\n(?:# |<!-- )(\S+\.md)(?: -->)?\n([\s\S]*?)```/g)];
		expect(excerpts.length).toBeGreaterThan(6);
		for (const [, file = '', excerpt = ''] of excerpts) {
			const text = readFileSync(join(model, file), 'utf8');
			for (const line of excerpt.split('\n').filter((each) => each.trim() !== ''))
				expect(text.split('\n'), `${file}: ${line}`).toContain(line);
		}
	});

	it('[F41] names every key of the format', () => {
		const keys = [
			...['header', 'people', 'exhibits', 'decision', 'procedure-file'].flatMap((name) => [
				...readFileSync(`src/lib/casefile/${name}.ts`, 'utf8').matchAll(
					/^\t+([a-z_0-9]+): (?:v\.|slug|text|whole|listOf|oneOf|isoDate|flag|record|holding|formulasShape)/gm
				)
			])
		].flatMap(([, key]) => key ?? []);
		expect(keys.length).toBeGreaterThan(40);
		expect(keys.filter((key) => key !== 'written' && !guide.includes(key))).toEqual([]);
	});
});
