/** `cases/droit/glossaire.yaml`: the terms common to all cases. */
import type { Term } from '../casefile.ts';
import { finding } from '../finding.ts';
import { countWords } from '../markdown.ts';
import type { TableReading } from '../reference.ts';
import { record, text } from '../shape.ts';
import { readTable, repeats, trust } from './table.ts';

/** More, and a pupil of 13 reads a lesson instead of a word. */
export const longestDefinition = 25;

const entry = record({ terme: text, definition: text, source: text, confiance: trust });

/** Reads the common glossary, or every line of it that is wrong; never throws. */
export function parseGlossary(file: string, content: string): TableReading<Term> {
	const twice = repeats<Term>(file, ({ term }) => term.toLowerCase());
	return readTable(
		file,
		content,
		'termes',
		entry,
		({ terme, definition }): Term => ({ term: terme, definition }),
		(terms, lineOf) => [
			...twice(terms, lineOf),
			...terms.flatMap(({ term, definition }, index) => {
				const words = countWords(definition);
				if (words <= longestDefinition) return [];
				const problem = `« ${term} » : définition de ${words} mots`;
				return finding(file, lineOf(index), problem, `la ramener à ${longestDefinition}`);
			})
		]
	);
}
