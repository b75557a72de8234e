import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCaseFile } from '../../src/lib/casefile/parse.ts';
import { parseProcedure } from '../../src/lib/casefile/procedure-file.ts';
import { longestFile } from '../../src/lib/casefile/limits.ts';
import { minimalFiles, minimalReference } from '../support/minimal-case.ts';
import { minimalProcedureText } from '../support/minimal-script.ts';
import { changed, findingsOf, told } from './broken.ts';

describe('any text', { timeout: 180_000 }, () => {
	const paths = [...minimalFiles().keys()];
	const nasty = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom(...'-#>:[]{}&*!|\'"\n \t`<—,/01a'), maxLength: 200 }),
		fc
			.constantFrom('[', '> ', '- ', '1. ', '{a: ', '<b>', '*_')
			.chain((piece) => fc.integer({ min: 1, max: 9000 }).map((times) => piece.repeat(times)))
	);

	it('[F3] {P24} in any file gives a case or findings, never an exception', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...paths),
				nasty,
				fc.double({ min: 0, max: 1 }),
				(path, text, at) => {
					const files = minimalFiles();
					const whole = files.get(path) ?? '';
					const cut = Number.isNaN(at) ? 0 : Math.floor(at * whole.length);
					files.set(path, whole.slice(0, cut) + text + whole.slice(cut));
					const read = parseCaseFile(files, minimalReference());
					if ('casefile' in read) return true;
					return (
						read.findings.length > 0 &&
						read.findings.every(({ line, problem, remedy }) => line >= 1 && problem && remedy)
					);
				}
			),
			{ numRuns: 100 }
		);
	});

	it('[F3] {P24} instead of a procedure gives findings, never an exception', () => {
		fc.assert(
			fc.property(nasty, (text) => {
				const read = parseProcedure('p.yaml', text + minimalProcedureText());
				return 'procedure' in read || read.findings.length > 0;
			}),
			{ numRuns: 60 }
		);
	});

	it.each([
		[
			'nested brackets',
			'---\nid: ' + '['.repeat(50_000) + '\n---\n',
			/illisible|mal écrit|manquant|retrait/
		],
		['an anchor', '---\nid: &a [*a]\n---\n', /ancres/],
		['thousands of keys', `---\n${'k: 1\n'.repeat(20_000)}---\n`, /plus de 64 ko/],
		['a huge file', `---\nid: a\n---\n${'mot '.repeat(longestFile / 4)}`, /plus de 256 ko/],
		['nested quotations', `---\nid: a\n---\n${'> '.repeat(9_000)}`, /illisible/],
		[
			'a key that shadows a method',
			'---\naxes: { toString: 1, __proto__: 2 }\n---\n',
			/« axes » : liste attendue/
		],
		['no front matter', 'Bonjour', /pas d'en-tête/],
		['an open front matter', '---\nid: a\n', /n'est pas fermé/],
		['a list for a front matter', '---\n- a\n---\n', /sans clés/]
	])('[F3] %s is told quickly', (_, text, says) => {
		const start = performance.now();
		const findings = findingsOf(minimalFiles().set('affaire.md', text)).map(told);
		expect(findings).toContainEqual(expect.stringMatching(says));
		expect(findings.every((each) => each.startsWith('affaire.md'))).toBe(true);
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it('[F3] {P24} a heading of a hundred thousand spaces is told quickly', () => {
		const start = performance.now();
		const files = changed('deroule.md', '### greffier/g', `### greffier/g${' '.repeat(100_000)}x`);
		expect(findingsOf(files).length).toBeGreaterThan(0);
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it.each([
		['deroule.md', '## a\n'],
		['deroule.md', '### juge/president\n'],
		['deroule.md', '## x — après temoins, 1 minute : T\n'],
		['debrief.md', '- 1 : q\n'],
		['decision.md', '- a\n'],
		['roles/greffier-g.md', '- ouverture : a\n'],
		['pieces/02-messages.md', 'a\n\n'],
		['affaire.md', '> a\n']
	])('[F3] {P24} a hundred thousand lines of %s are told quickly, and not all', (file, line) => {
		const start = performance.now();
		const files = minimalFiles();
		const lines = line.repeat(Math.floor((longestFile - 4_000) / line.length));
		files.set(file, `${files.get(file)}\n${lines}`);
		const found = findingsOf(files);
		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThanOrEqual(200);
		expect(performance.now() - start).toBeLessThan(4_000);
	});

	it('[F3] {P24} YAML that unfolds is told quickly, wherever YAML is read', () => {
		const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
		for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi'] as const)
			bomb.push(`${to}: &${to} [${`*${from}, `.repeat(9)}]`);
		const yaml = bomb.join('\n');
		const start = performance.now();
		for (const file of ['affaire.md', 'decision.md', 'pieces/01-constat.md', 'roles/greffier-g.md'])
			expect(findingsOf(minimalFiles().set(file, `---\n${yaml}\n---\nTexte.\n`))).not.toEqual([]);
		expect(parseProcedure('p.yaml', yaml)).toHaveProperty('findings');
		expect(performance.now() - start).toBeLessThan(4_000);
	});

	it('[F3] {P24} an object where a word is due is told in a procedure', () => {
		const text = minimalProcedureText().replace('partie: welcome', 'partie: { toString: 1 }');
		const read = parseProcedure('p.yaml', text);
		expect('findings' in read && read.findings.map(told)).toEqual([
			expect.stringMatching(/« partie » : .* inconnu → choisir parmi : welcome/)
		]);
	});
});
