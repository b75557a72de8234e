import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/lib/casefile/finding.ts';
import { parseCaseFile } from '../../src/lib/casefile/parse.ts';
import { readSoundYaml } from '../../src/lib/casefile/yaml.ts';
import { readLibrary } from '../../src/lib/server/library.ts';
import type { Library } from '../../src/lib/server/library.ts';

const id = 'le-sac-du-couloir';
let library: Library;
beforeAll(async () => {
	library = await readLibrary('cases');
});

/** A case that ships: nothing is to be told of it. */
function shippedFiles(): Map<string, string | Uint8Array> {
	const sources = [...(library.sources(id) ?? [])];
	return new Map(
		sources.map(([file, bytes]) => [
			file,
			file.endsWith('.md') ? new TextDecoder().decode(bytes) : bytes
		])
	);
}

function textOf(files: ReadonlyMap<string, string | Uint8Array>, file: string): string {
	const text = files.get(file);
	if (typeof text !== 'string') throw new Error(`no text in ${file}`);
	return text;
}

function findingsOf(files: ReadonlyMap<string, string | Uint8Array>): Finding[] {
	const read = parseCaseFile(files, library.reference);
	return 'findings' in read ? read.findings : read.warnings;
}

const told = ({ file, code }: Finding): string => `${file} ${code}`;

/** The shipped case with these texts replaced; a text that is not there is a mistake of the test. */
function spoil(edits: readonly [file: string, from: string | RegExp, to: string][]) {
	const files = shippedFiles();
	for (const [file, from, to] of edits) {
		const text = textOf(files, file);
		const spoilt = text.replace(from, to);
		if (spoilt === text) throw new Error(`${file} does not hold ${String(from)}`);
		files.set(file, spoilt);
	}
	return files;
}

describe('mistakes of several sorts', { timeout: 60_000 }, () => {
	it('[F42] [F43] one in each of several files, of form, of law and of content: all are told at once, and none is invented', () => {
		expect(findingsOf(shippedFiles())).toEqual([]);
		const files = spoil([
			// A colon without quotes, and below it a key that does not exist: both in the head.
			['affaire.md', /^titre: .*$/m, 'titre: Le sac : une affaire\nimportance: 3'],
			// An indent, in a piece whose body holds a word that is refused.
			['pieces/01-perquisition.md', /^date: /m, '  date: '],
			['pieces/01-perquisition.md', 'Nous ouvrons le sac', 'Ce toxico ouvre le sac'],
			['pieces/02-photographie.md', /^titre: "?/m, 'titre: "'],
			// An article that is not the offence's, and words of another court.
			['affaire.md', /^( +)article: .*$/m, '$1article: CP 121-3'],
			['deroule.md', /^### juge\/president\n/m, '### juge/president\n\nVotre Honneur.\n']
		]);
		files.delete('roles/huissier-audience.md');
		expect(findingsOf(files).map(told)).toEqual([
			'affaire.md yaml-deux-points',
			'affaire.md cle-inconnue',
			'affaire.md article-different',
			'affaire.md fiche-absente',
			'deroule.md votre-honneur',
			'pieces/01-perquisition.md yaml-retrait',
			'pieces/01-perquisition.md mot-stigmatisant',
			'pieces/02-photographie.md yaml-guillemet-ouvert'
		]);
	});
});

describe('a block of YAML with mistakes', { timeout: 120_000 }, () => {
	it.each([
		['a colon', 'titre: Une journée : la suite', 1, 'yaml-deux-points'],
		['an indent', 'numero: 1\n  titre: X\nnature: lettre', 2, 'yaml-retrait'],
		['an indent after quotes', 'numero: "1"\n  titre: X', 2, 'yaml-retrait'],
		['an item to the left', 'places:\n  - id: x\n  camp: y\n  - id: z', 3, 'yaml-retrait'],
		['an item to the right', 'places:\n  - id: x\n     camp: y', 3, 'yaml-retrait'],
		['a first key to the right', ' numero: 1\ntitre: X', 1, 'yaml-retrait'],
		['a tab', 'places:\n  - id: x\n\tcamp: y', 3, 'yaml-tabulation'],
		['a quote left open', 'titre: "Le sac\nnature: lettre', 1, 'yaml-guillemet-ouvert'],
		['an inner quote', "titre: 'Le sac d'Alix'", 1, 'yaml-guillemet-interne'],
		['a key twice', 'titre: a\ntitre: b', 2, 'yaml-cle-en-double'],
		['a key twice in an item', 'places:\n  - id: a\n    id: b', 3, 'yaml-cle-en-double'],
		['no colon', 'numero: 1\ntitre Une journée\nnature: lettre', 2, 'yaml-sans-deux-points'],
		['a bracket left open', 'premiers: [a, b\nnature: lettre', 1, 'yaml-crochet'],
		['a reserved sign', 'titre: @sac', 1, 'yaml-signe-reserve'],
		['an anchor', 'titre: *sac\nnumero: 2', 1, 'yaml-illisible']
	])('[F43] %s: its own code, on its line', (_, text, line, code) => {
		const read = readSoundYaml('a.md', text, 1);
		const findings = Array.isArray(read) ? read : read.findings;
		expect(findings.map((each) => [each.line, each.code])).toEqual([[line, code]]);
	});

	it('[F43] keeps the entries around, on their lines, and tells each mistake', () => {
		const text =
			'numero: 1\ntitre: Un : deux\nplaces:\n  - id: a\n  - id: "b\n  - id: c\nnature: lettre';
		const read = readSoundYaml('a.md', text, 2);
		if (Array.isArray(read)) throw new Error('nothing was read');
		expect(read.data).toEqual({
			numero: 1,
			titre: null,
			places: [{ id: 'a' }, null, { id: 'c' }],
			nature: 'lettre'
		});
		expect(read.findings.map(({ line, code }) => [line, code])).toEqual([
			[3, 'yaml-deux-points'],
			[6, 'yaml-guillemet-ouvert']
		]);
		expect([read.lineOf(['nature']), read.lineOf(['places', 2])]).toEqual([8, 7]);
	});

	const spoiling: [string, (line: string) => string][] = [
		['a colon', (line) => `${line.replace(/["']/g, '')} : encore`],
		['a quote', (line) => line.replace(/: ["']?/, ': "').replace(/["']$/, '')],
		['a tab', (line) => `\t${line.trimStart()}`],
		['twice', (line) => `${line}\n${line}`]
	];

	it('[F42] [F43] one line spoilt anywhere in a front matter of a sound case is one finding, there', () => {
		const files = shippedFiles();
		const places = [...files].flatMap(([file, text]) => {
			if (typeof text !== 'string' || !text.startsWith('---')) return [];
			const lines = text.split('\n');
			return lines
				.slice(0, lines.indexOf('---', 1))
				.flatMap((line, index) =>
					/^ *[a-z_]+: ["']?\p{L}[^[{]*$/u.test(line) ? [{ file, index }] : []
				);
		});
		expect(places.length).toBeGreaterThan(100);
		fc.assert(
			fc.property(
				fc.constantFrom(...places),
				fc.constantFrom(...spoiling),
				({ file, index }, [, change]) => {
					const lines = textOf(files, file).split('\n');
					lines[index] = change(lines[index] ?? '');
					const spoilt = new Map(files).set(file, lines.join('\n'));
					const found = findingsOf(spoilt);
					expect(found.map(told)).toEqual([expect.stringMatching(`^${file} yaml-`)]);
					expect(Math.abs((found[0]?.line ?? 0) - index - 1)).toBeLessThanOrEqual(1);
				}
			),
			{ numRuns: 12 }
		);
	});
});
