/** A pupil who calls is answered: every number cited is in `cases/droit/aides.yaml`. */
import { finding } from '../finding.ts';
import { digits } from '../law/helplines.ts';
import type { LintRule } from './lint.ts';
import { lineAt, plain, readProse } from './prose.ts';

/** Numbers that can be nothing else: ten digits, +33, 116 xxx, 0 800…, and four digits from 3000 to 3999. */
const long =
	/(?<![\p{L}\d+,.-])(?:\+33 ?\d(?: ?\d{2}){4}|0 ?8\d\d(?: ?\d{2,3}){2,3}|0[1-9](?:[ .]?\d{2}){4}|116 ?\d{3}|3\d{3})(?![\d-]| ?(?:€|euros|élèves|mots|m\b|km|personnes))/gu;
/** Two or three digits, only where the text says to call. */
const short =
	/(?:appel\p{L}*|compos\p{L}*|joindre|numéros?|SMS)(?: (?:le|au|aux|les|par|SMS|vite|tout de suite|d'abord))* :? ?((?:1\d{1,2})(?:(?:, | ou | et | ou le | et le |, le )1\d{1,2})*)(?!\d| ?(?:h\b|ans|jours|fois|mots|minutes|mètres|élèves))/giu;

/** Help numbers cited anywhere are those of the table. */
export const checkHelpNumbers: LintRule = ({ files }, { helplines }) => {
	if (helplines.entries.length === 0) return [];
	const known = new Set(
		helplines.entries.flatMap(({ dial, elsewhere }) => [dial, digits(elsewhere ?? '')])
	);
	return readProse(files).flatMap((writing) => {
		const text = plain(writing.text);
		const cited = [
			...[...text.matchAll(long)].map(({ index, 0: said }) => ({ index, said })),
			...[...text.matchAll(short)].flatMap(({ index, 1: list = '' }) =>
				(list.match(/\d+/g) ?? []).map((said) => ({ index, said }))
			)
		];
		return cited.flatMap(({ index, said }) => {
			if (known.has(digits(said))) return [];
			const problem = `le numéro « ${said.trim()} » n’est pas de ceux d’aides.yaml`;
			const remedy = `citer un de ceux-là : ${helplines.entries.map(({ number }) => number).join(', ')}`;
			const about = { code: 'numero-inconnu', source: 'cases/droit/aides.yaml' };
			return finding(writing.file, lineAt(writing, index), problem, remedy, about);
		});
	});
};
