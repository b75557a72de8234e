import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findUncoded, listCodes } from './codes.ts';

const page = readFileSync('cases/CODES.md', 'utf8');
const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` +\| (.+?) +\|$/gm)];
const written = rows.map(([, code = '']) => code);

describe('the codes of findings', () => {
	it('[F35] are all in cases/CODES.md, once, and no other is', () => {
		expect(new Set(written).size).toBe(written.length);
		expect(written.sort()).toEqual([...listCodes().every].sort());
	});

	it('[F35] are in every message of a schema: none is a bare sentence, none is left to the library', () => {
		expect(findUncoded("v.string('mois attendu')")).toEqual(['v.string']);
		expect(findUncoded("v.regex(/^a$/, 'mois attendu → (2025-11)')")).toEqual(['v.regex']);
		expect(findUncoded("v.union([oneOf(['a']), whole(1, 2)])")).toEqual(['v.union']);
		expect(findUncoded("v.union([text, flag], slip('x-y', 'mal écrit', 'mieux'))")).toEqual([]);
		expect(findUncoded("v.check((it) => it > 0, ({ input }) => slip('x', input, 'y z'))")).toEqual(
			[]
		);
		expect(findUncoded('v.pipe(v.array(v.unknown(), wrong), v.trim())')).toEqual([]);
		const uncoded = globSync('src/lib/casefile/**/*.ts').flatMap((path) =>
			findUncoded(readFileSync(path, 'utf8')).map((call) => `${path}: ${call}`)
		);
		expect(uncoded).toEqual([]);
	});

	it('[F35] each say something to an author', () => {
		expect(rows.filter(([, , said = '']) => said.length < 5)).toEqual([]);
		expect(listCodes().form.size).toBeGreaterThan(90);
	});
});
