import { describe, expect, it } from 'vitest';
import { readForm } from '../../src/lib/casefile/parse.ts';
import { parseProcedure } from '../../src/lib/casefile/procedure-file.ts';
import { bareReference } from '../../src/lib/casefile/reference.ts';
import { minimalFiles, readingDay } from '../support/minimal-case.ts';
import { minimalProcedureText } from '../support/minimal-script.ts';
import { told } from './broken.ts';

const onSanction = minimalProcedureText().replace(
	'restreinte: true',
	'restreinte: true\nmineurs: true\ntranche: [sanction]'
);

function read(change: (files: Map<string, string>) => void) {
	const parsed = parseProcedure('minimale.yaml', onSanction);
	if ('findings' in parsed) throw new Error(parsed.findings.map(told).join('\n'));
	const files = minimalFiles();
	change(files);
	return readForm(files, bareReference(readingDay, new Map([['minimale', parsed.procedure]])));
}

const edit = (files: Map<string, string>, file: string, from: string, to: string) =>
	files.set(file, (files.get(file) ?? '').replace(from, to));
const settle = (files: Map<string, string>) =>
	edit(files, 'affaire.md', 'personnes:', 'culpabilite_declaree: [recel]\npersonnes:');

describe('a hearing on the sanction', () => {
	it('[F28] starts from what was established, and says what is ordered', () => {
		const parsed = read((files) => {
			settle(files);
			edit(
				files,
				'decision.md',
				'pieces: [1, 2]',
				'pieces: [1, 2]\nmesures:\n  - id: mesure-educative\n  - { id: amende, quantite: 100 }'
			);
			edit(files, 'pieces/04-rapport.md', 'titre:', 'bilan: favorable\ntitre:');
		});
		if ('findings' in parsed) throw new Error(parsed.findings.map(told).join('\n'));
		const { casefile } = parsed.manuscript;
		expect(parsed.warnings).toEqual([]);
		expect(casefile.settled).toEqual(['recel']);
		expect(casefile.decision.sealed.measures).toEqual([
			{ id: 'mesure-educative' },
			{ id: 'amende', quantity: 100 }
		]);
		expect(casefile.exhibits[3]?.balance).toBe('favorable');
		expect(casefile.procedure).toMatchObject({ minors: true, decides: ['sanction'] });
	});

	it('[F28] cannot do without what was established, and tells that measures are missing', () => {
		const parsed = read(() => {});
		expect('findings' in parsed && parsed.findings.map(({ code }) => code)).toEqual([
			'culpabilite-declaree-absente',
			'mesures-absentes'
		]);
	});

	it('[F28] names charges of the case', () => {
		const parsed = read((files) => {
			settle(files);
			edit(files, 'affaire.md', '[recel]', '[recelle]');
		});
		expect('findings' in parsed && parsed.findings.map(told)).toContainEqual(
			expect.stringContaining('chef « recelle » inconnu → écrire « recel »')
		);
	});
});
