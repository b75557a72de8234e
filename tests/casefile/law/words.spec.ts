import { describe, expect, it } from 'vitest';
import { longestDefinition, parseGlossary } from '../../../src/lib/casefile/law/glossary.ts';
import { digits, parseHelplines } from '../../../src/lib/casefile/law/helplines.ts';
import { parseWords } from '../../../src/lib/casefile/law/words.ts';
import { plain } from '../../../src/lib/casefile/lint/prose.ts';
import { countWords } from '../../../src/lib/casefile/markdown.ts';
import type { TableReading } from '../../../src/lib/casefile/reference.ts';
import { read } from '../../support/playable-case.ts';

const told = <T>(reading: TableReading<T>): string[] =>
	'findings' in reading
		? reading.findings.map(({ line, problem }) => plain(`${line} ${problem}`))
		: [];

const term = (name: string, definition = 'Un mot.') =>
	`  - { terme: ${name}, definition: ${definition}, source: projet, confiance: CG }\n`;
const glossary = (...terms: string[]) =>
	parseGlossary('glossaire.yaml', `verifie_le: 2026-11-23\ntermes:\n${terms.join('')}`);

const word = (mots: string, more = '') =>
	parseWords(
		'mots.yaml',
		`verifie_le: 2026-11-23
mots:
  - id: essai
    famille: mot-stigmatisant
    mots: ${mots}
    raison: Parce que.
    ecrire: autre chose
    source: projet
    confiance: P
${more}`
	);

describe('the tables that ship', () => {
	it('[LI59] say what they refuse and why, once each', () => {
		const { entries, checkedOn } = read('mots.yaml', parseWords);
		expect(checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
		expect(entries.length).toBeGreaterThan(20);
		for (const { reason, instead, source } of entries)
			expect([reason, instead, source].every((text) => text.length > 3)).toBe(true);
		// Neither what is harmless nor what is advised is refused by the same line.
		for (const { id, pattern, instead } of entries)
			expect([...instead.matchAll(pattern)].map(String), id).toEqual([]);
	});

	it('[LI59] define every word of justice in 25 words at most', () => {
		const { entries } = read('glossaire.yaml', parseGlossary);
		expect(entries.length).toBeGreaterThanOrEqual(60);
		for (const { term: name, definition } of entries)
			expect(countWords(definition), name).toBeLessThanOrEqual(longestDefinition);
		const names = entries.map((each) => each.term);
		for (const needed of ['prévenu', 'relaxe', 'césure', 'RRSE', 'sursis probatoire', 'témoin'])
			expect(names).toContain(needed);
	});

	it('[LI59] give numbers that dial', () => {
		for (const { number, dial, elsewhere } of read('aides.yaml', parseHelplines).entries) {
			expect(digits(number)).toBe(dial);
			expect(dial).toMatch(/^\d{2,10}$/);
			if (elsewhere) expect(digits(elsewhere)).toMatch(/^(\+33|0)\d{9}$/);
		}
	});
});

describe('a table that is wrong', () => {
	it('[LI59] is told line by line', () => {
		expect(told(glossary(term('appel'), term('Appel')))).toEqual([
			expect.stringContaining('4 « appel » écrit deux fois')
		]);
		const long = Array.from({ length: 26 }, () => 'mot').join(' ');
		expect(told(glossary(term('appel', long)))).toEqual([
			expect.stringContaining('définition de 26 mots')
		]);
		expect(told(glossary(term('appel').replace('CG', 'sûr')))).toHaveLength(1);
		expect(told(word('["*"]'))).toEqual([expect.stringContaining('refuse tout')]);
		expect(told(word('[essai]', '    gravite: faible\n'))).toHaveLength(1);
		const line = '  - { numero: "119", nom: n, quoi: q, quand: j, source: s, confiance: V';
		const lines = (...more: string[]) =>
			parseHelplines('aides.yaml', `verifie_le: 2026-11-23\nnumeros:\n${more.join('')}`);
		for (const month of ['"2025-13"', '2025'])
			expect(lines(`${line}, lu_le: ${month} }\n`)).toMatchObject({
				findings: [{ line: 3, code: 'mois-mal-ecrit' }]
			});
		expect(told(lines(`${line} }\n`, `${line} }\n`))).toHaveLength(1);
		expect(told(lines(`${line} }\n`))).toEqual([]);
	});

	it('[LI59] never throws', () => {
		for (const text of ['', '&a [*a]', 'mots: 3', '\u0000', 'verifie_le: 2026-11-23\nmots: []\n'])
			for (const parse of [parseWords, parseGlossary, parseHelplines])
				expect(parse('x.yaml', text)).toHaveProperty('findings');
	});
});
