import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const rules = readFileSync(at('src/lib/trial/RULES.md'), 'utf8');
const written = [...rules.matchAll(/^- \**([A-Z]{1,2}\d+)\b/gm)].map(([, id = '']) => id);
const sections = [...rules.matchAll(/^## ([A-Z]{1,2}) · /gm)].map(([, letter = '']) => letter);

/** The rules that the titles of a file cite: in brackets at the start of a string, or as the `rule` of a table's row. */
const citedBy = (text: string): string[] => [
	...[...text.matchAll(/['"`]((?:\[[A-Z]{1,2}\d+\] ?)+)/g)].flatMap(([, ids = '']) =>
		[...ids.matchAll(/[A-Z]{1,2}\d+/g)].map(([id]) => id)
	),
	...[...text.matchAll(/^\s*rule: '([A-Z]{1,2}\d+)',$/gm)].map(([, id = '']) => id)
];
const cited = readdirSync(at('tests'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.flatMap((name) =>
		citedBy(readFileSync(at(`tests/${name}`), 'utf8')).map((id) => ({ name, id }))
	);

describe('RULES.md', () => {
	it('gives each rule one id, in the section of its letter', () => {
		expect(written.length).toBeGreaterThan(100);
		expect(written.filter((id, i) => written.indexOf(id) !== i)).toEqual([]);
		expect(written.filter((id) => !sections.includes(id.replace(/\d+$/, '')))).toEqual([]);
	});

	it('has a test for every rule', () => {
		expect(written.filter((id) => !cited.some((it) => it.id === id))).toEqual([]);
	});

	it('knows every rule that a test cites', () => {
		expect(cited.filter(({ id }) => !written.includes(id))).toEqual([]);
	});

	it('has a section for every chapter of the trial', () => {
		const chapters = readdirSync(at('src/lib/trial'), { encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => readFileSync(at(`src/lib/trial/${name}`), 'utf8'));
		const letters = chapters.flatMap((text) =>
			[...text.matchAll(/Rules \[([A-Z]{1,2})\]/g)].map(([, letter = '']) => letter)
		);
		expect(letters.length).toBeGreaterThan(12);
		expect(letters.filter((letter) => !sections.includes(letter))).toEqual([]);
	});
});
