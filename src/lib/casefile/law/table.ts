/** What every file of `cases/droit` has in common: a date, and entries that say where they come from. */
import type * as v from 'valibot';
import { finding, inOrder } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { plainLines } from '../page.ts';
import type { TableReading } from '../reference.ts';
import { isoDate, listOf, oneOf, readShape, record } from '../shape.ts';
import { readYaml } from '../yaml.ts';
import type { LineOf } from '../yaml.ts';

/** How far an entry may be trusted: read in the law in force, in that of 2023, in one recent source; known, to be checked before printing; or a choice of the project’s own. */
const trusts = ['V', 'V-2023', 'V-1', 'CG', 'P'] as const;
export type Trust = (typeof trusts)[number];

export const trust = oneOf(trusts);

/** Reads `verifie_le` and a list of entries under their key; never throws. */
export function readTable<S extends v.GenericSchema, T>(
	file: string,
	content: string,
	key: string,
	entry: S,
	toEntry: (read: v.InferOutput<S>) => T,
	check: (entries: readonly T[], lineOf: (index: number) => number) => Finding[] = () => []
): TableReading<T> {
	try {
		const yaml = readYaml(file, plainLines(content).join('\n'), 1);
		if (Array.isArray(yaml)) return { findings: yaml };
		return read(file, yaml, key, entry, toEntry, check);
	} catch {
		return { findings: [finding(file, 1, 'fichier illisible', 'l’écrire plus simplement')] };
	}
}

function read<S extends v.GenericSchema, T>(
	file: string,
	{ data, lineOf }: { data: unknown; lineOf: LineOf },
	key: string,
	entry: S,
	toEntry: (read: v.InferOutput<S>) => T,
	check: (entries: readonly T[], lineOf: (index: number) => number) => Finding[]
): TableReading<T> {
	const shape = record({ verifie_le: isoDate, [key]: listOf(entry) });
	const { value, findings } = readShape(shape, data, file, lineOf);
	if (!value) return { findings: inOrder(findings) };
	const { verifie_le: checkedOn, [key]: list } = value as Record<string, unknown>;
	const entries = (list as v.InferOutput<S>[]).map(toEntry);
	const problems = check(entries, (index) => lineOf([key, index]));
	return problems.length > 0
		? { findings: inOrder(problems) }
		: { table: { checkedOn: String(checkedOn), entries } };
}

/** One finding for each entry that says again what an earlier one said. */
export function repeats<T>(
	file: string,
	nameOf: (entry: T) => string
): (entries: readonly T[], lineOf: (index: number) => number) => Finding[] {
	return (entries, lineOf) => {
		const names = entries.map(nameOf);
		return names.flatMap((name, index) =>
			names.indexOf(name) === index
				? []
				: finding(file, lineOf(index), `« ${name} » écrit deux fois`, 'n’en garder qu’un')
		);
	};
}
