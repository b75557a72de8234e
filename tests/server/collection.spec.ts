import { mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { mostFiles } from '../../src/lib/casefile/limits.ts';
import { Collection } from '../../src/lib/server/collection.ts';
import { readCase, type Checked } from '../../src/lib/server/intake/read-case.ts';
import { unpack } from '../../src/lib/server/intake/archive.ts';
import { limits } from '../../src/lib/server/intake/limits.ts';
import { readFolder, readLibrary, type Library } from '../../src/lib/server/library.ts';
import { referenceFolders } from '../../src/lib/server/reference.ts';
import { ownCase } from '../support/archive.ts';

let shipped: Library;
let data = '';
beforeAll(async () => {
	shipped = await readLibrary('cases');
});
let collection: Collection;
beforeEach(async () => {
	data = await mkdtemp(join(tmpdir(), 'pretoire-own-'));
	collection = await Collection.over(shipped, join(data, 'affaires'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

async function check(archive: Uint8Array): Promise<Checked> {
	const read = await readCase(archive, collection.library.reference);
	if ('findings' in read) throw new Error(JSON.stringify(read.findings));
	return read;
}
const add = async (archive: Uint8Array, to = collection) => to.add(await check(archive));

it('[LO7] a case that is kept is there at once, for every process, and the same after a restart', async () => {
	const other = await Collection.over(shipped, join(data, 'affaires'));
	expect(await add(ownCase())).toBeNull();
	const kept = collection.library.find('mon-affaire');
	expect(kept?.title).toBe('Le sac du couloir');
	expect(collection.isShipped('mon-affaire')).toBe(false);
	expect(other.library.find('mon-affaire')).toBeUndefined();
	expect((await other.refresh()).find('mon-affaire')).toEqual(kept);
	const again = await Collection.over(shipped, join(data, 'affaires'));
	expect(again.library.find('mon-affaire')).toEqual(kept);
	expect(again.library.cases).toHaveLength(shipped.cases.length + 1);
	const ids = again.library.cases.map(({ id }) => id);
	expect(ids).toEqual(ids.toSorted());
	if (process.platform !== 'win32') {
		const { mode } = await stat(join(data, 'affaires', 'mon-affaire', 'affaire.md'));
		expect(mode & 0o777).toBe(0o600);
	}
});

it('[LO7] it replaces neither a case that ships nor a later version, and sets aside what it replaces', async () => {
	expect(await add(ownCase('une-journee-payee'))).toMatch(/livrée avec Prétoire/);
	expect(await add(ownCase('mon-affaire', undefined, 3))).toBeNull();
	expect(await add(ownCase('mon-affaire', undefined, 2))).toMatch(/déjà la version 3/);
	expect(collection.library.find('mon-affaire')?.version).toBe(3);
	expect(await add(ownCase('mon-affaire', undefined, 4))).toBeNull();
	expect(collection.library.find('mon-affaire')?.version).toBe(4);
	const aside = join(data, 'affaires', '.remplacees');
	expect(await readdir(aside)).toEqual(['mon-affaire-3']);
	expect(await readFile(join(aside, 'mon-affaire-3', 'affaire.md'), 'utf8')).toContain(
		'version: 3'
	);
	expect((await readdir(join(data, 'affaires'))).toSorted()).toEqual([
		'.remplacees',
		'mon-affaire'
	]);
});

it('[LO7] added by many at once, it is whole', async () => {
	const versions = [1, 2, 3, 4, 5];
	const archives = versions.map((version) => ownCase('mon-affaire', undefined, version));
	const answers = await Promise.all(archives.map((archive) => add(archive)));
	expect(answers.filter((it) => it === null).length).toBeGreaterThan(0);
	const again = await Collection.over(shipped, join(data, 'affaires'));
	expect(again.library.broken).toEqual([]);
	expect(again.library.find('mon-affaire')?.version).toBe(5);
});

it('[LO7] what is removed while a later version is added is whole, before or after it', async () => {
	await add(ownCase());
	const later = await check(ownCase('mon-affaire', undefined, 2));
	const [added, removed] = await Promise.all([
		collection.add(later),
		collection.remove('mon-affaire')
	]);
	// In the order asked: added, then removed; neither met the other half-way.
	expect([added, removed]).toEqual([null, true]);
	expect(collection.library.find('mon-affaire')).toBeUndefined();
	const aside = join(data, 'affaires', '.remplacees');
	expect((await readdir(aside)).toSorted()).toEqual(['mon-affaire-1', 'mon-affaire-2']);
	expect(await readdir(join(data, 'affaires'))).toEqual(['.remplacees']);
});

it('[LO7] the folders of what is common to all cases are no name of a case', async () => {
	for (const id of referenceFolders) {
		const told = await add(ownCase(id));
		expect(told).toContain('un dossier de Prétoire');
		expect(told).not.toContain('livrée');
	}
});

it('[LO7] an archive as full as one may be is the same case after a restart', async () => {
	const few = await check(ownCase());
	const briefs = [...few.files.keys()].length;
	expect(limits.entries).toBe(mostFiles);
	await add(ownCase());
	const folder = join(data, 'affaires', 'mon-affaire');
	const fill = async (count: number) => {
		for (let n = briefs; n < count; n++) await writeFile(join(folder, 'pieces', `p${n}.svg`), '');
		const read = await readFolder(folder, shipped.reference);
		return 'findings' in read ? read.findings.map(({ code }) => code) : [];
	};
	expect(await fill(mostFiles)).not.toContain('trop-de-fichiers');
	expect(await fill(mostFiles + 1)).toEqual(['trop-de-fichiers']);
});

it('[LO7] what is removed leaves the library, and a link in its folder is not followed', async () => {
	await add(ownCase());
	await symlink(join(data, 'affaires', 'mon-affaire'), join(data, 'affaires', 'lien'));
	expect((await collection.refresh()).find('lien')).toBeUndefined();
	expect(await collection.remove('mon-affaire')).toBe(true);
	expect(collection.library.find('mon-affaire')).toBeUndefined();
	expect(await collection.remove('mon-affaire')).toBe(false);
	expect(await collection.remove('une-journee-payee')).toBe(false);
	expect(await collection.remove('..')).toBe(false);
	expect(collection.library.find('une-journee-payee')).toBeDefined();
});

it('[LO9] a case that was kept goes out as it came in', async () => {
	const archive = ownCase();
	await add(archive);
	const out = await collection.pack('mon-affaire');
	const [before, after] = [await unpack(archive), await unpack(out ?? Buffer.alloc(0))];
	if ('findings' in before || 'findings' in after) throw new Error('refused');
	expect(after.files.size).toBe(before.files.size);
	for (const [path, bytes] of before.files)
		expect(Buffer.compare(after.files.get(path) ?? Buffer.alloc(0), bytes), path).toBe(0);
	expect(await collection.pack('nulle-part')).toBeNull();
});

it('[LO7] what did not move is not read again', async () => {
	await add(ownCase());
	const before = collection.library.find('mon-affaire');
	await utimes(join(data, 'affaires'), new Date(), new Date());
	expect((await collection.refresh()).find('mon-affaire')).toBe(before);
});
