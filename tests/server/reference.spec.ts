import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readForm } from '../../src/lib/casefile/parse.ts';
import { readLibrary } from '../../src/lib/server/library.ts';
import { readReference } from '../../src/lib/server/reference.ts';
import { minimalFiles, minimalReference } from '../support/minimal-case.ts';

let shelf = '';
beforeEach(async () => {
	shelf = await mkdtemp(join(tmpdir(), 'pretoire-reference-'));
	for (const common of ['procedures', 'droit'])
		await cp(join('cases', common), join(shelf, common), { recursive: true });
});
afterEach(() => rm(shelf, { recursive: true }));

const tables = ['offences', 'measures', 'glossary', 'words', 'helplines'] as const;

describe('what is true of every case', () => {
	it('[F38] is read from dated tables, on a day that is told', async () => {
		const { reference, broken } = await readReference(shelf, '2026-11-24');
		expect(broken).toEqual([]);
		expect(reference.today).toBe('2026-11-24');
		for (const name of tables) {
			expect(reference[name].entries.length, name).toBeGreaterThan(5);
			expect(reference[name].checkedOn, name).toMatch(/^2026-/);
		}
		expect((await readReference(shelf)).reference.today).toMatch(/^\d{4}-\d\d-\d\d$/);
	});

	it('[F38] told where it cannot be read, and left empty', async () => {
		await writeFile(join(shelf, 'droit/glossaire.yaml'), 'verifie_le: hier\n');
		await writeFile(join(shelf, 'droit/mots.yaml'), Uint8Array.of(0xe9));
		const { reference, broken } = await readReference(shelf);
		expect(broken.map(({ id }) => id).sort()).toEqual(['droit/glossaire', 'droit/mots']);
		expect(broken.flatMap(({ findings }) => findings.map(({ file }) => file))).toContain(
			'droit/glossaire.yaml'
		);
		expect(reference.glossary.entries).toEqual([]);
		expect(reference.offences.entries.length).toBeGreaterThan(5);
		// Folders of tables are no cases.
		expect((await readLibrary(shelf)).broken.map(({ id }) => id).sort()).toEqual([
			'droit/glossaire',
			'droit/mots'
		]);
	});

	it('[F38] a case’s own term stands over the shared one', () => {
		const shared = [
			{ term: 'Relaxe', definition: 'Définition commune.' },
			{ term: 'délibéré', definition: 'Le tribunal se retire.' }
		];
		const reference = {
			...minimalReference(),
			glossary: { checkedOn: '2026-11-23', entries: shared }
		};
		const read = readForm(minimalFiles(), reference);
		const { glossary } = 'manuscript' in read ? read.manuscript.casefile : { glossary: [] };
		expect(glossary).toEqual([
			{ term: 'relaxe', definition: 'Le tribunal ne déclare pas coupable.' },
			{ term: 'délibéré', definition: 'Le tribunal se retire.' }
		]);
	});
});
