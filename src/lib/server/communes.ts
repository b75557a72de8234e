/** The official list of French towns (code officiel géographique), read from its package when first asked. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { townKey } from '../casefile/law/communes.ts';
import type { Communes } from '../casefile/law/communes.ts';

const require = createRequire(import.meta.url);

let keys: ReadonlySet<string> | undefined;

/** The towns of today, those that merged, and their delegated parts. */
export const officialCommunes: Communes = {
	has: (name) => (keys ??= readKeys()).has(townKey(name))
};

function readKeys(): Set<string> {
	// The file holds an object a line: reading the names alone spares parsing the rest of its 8.6 MB.
	const path = require.resolve('@etalab/decoupage-administratif/data/communes.json');
	const text = readFileSync(path, 'utf8');
	const read = new Set<string>();
	for (const [, name = ''] of text.matchAll(/"nom":"((?:[^"\\]|\\.)*)"/g)) read.add(townKey(name));
	return read;
}
