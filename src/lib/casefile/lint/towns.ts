/** Places are invented: none is a town of France. */
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { townKey } from '../law/communes.ts';
import type { LintRule } from './lint.ts';
import { lineAt, plain, readProse } from './prose.ts';
import type { Writing, ProseKind } from './prose.ts';

const source = 'code officiel géographique (Insee), paquet @etalab/decoupage-administratif';

/** Each of `lieux` is absent from the official list of towns. */
export const checkTowns: LintRule = ({ sheets }, { communes }) => {
	const { header } = sheets;
	return (header?.known.towns ?? []).flatMap((town, index) => {
		// « le lycée des Roselières » : the name is what follows its article.
		const names = [town, town.replace(/^(?:les?|la|l[’'])\s*/iu, '')];
		if (!header || !names.some((name) => communes.has(name))) return [];
		return real(header.file, header.lineOf(['lieux', index]), town);
	});
};

/** « à Orvelle », « vers Orvelle », « la gare d’Orvelle ». */
const before = [
	...['à', 'vers', 'près de', "près d'"],
	...['ville', 'commune', 'village', 'mairie', 'gare', 'rue', 'quartier', 'lycée', 'collège']
		.concat(['commissariat', 'tribunal', 'tribunal judiciaire', 'tribunal pour enfants'])
		.flatMap((word) => [`${word} de`, `${word} d'`])
].map((start) => `[${start[0]}${start[0]?.toUpperCase()}]${start.slice(1)}`);
/** Capitals, joined by hyphens or by small words: « Saint-Laurent-du-Maroni ». */
const word = "\\p{Lu}[\\p{L}']*";
const joint = '-| d[eu] | l[ae]s? |-(?:de|du|des|la|le|les|en|sur|sous|lès)-';
const named = new RegExp(
	`(?<!\\p{L})(?:${before.join('|')}) ?((?:L[ea]s? |L')?${word}(?:(?:${joint})${word})*)`,
	'gu'
);
const fiction: readonly ProseKind[] = [
	...([
		'title',
		'summary',
		'charge',
		'seat',
		'simplification',
		'piece-head',
		'piece',
		'easy'
	] as const),
	...(['description', 'drawing', 'brief', 'task', 'say', 'prompt', 'cue'] as const),
	...(['decision', 'reasons', 'sequel'] as const)
];

/** No text of the fiction speaks of a town of France that the case has not invented. */
export const checkNamedTowns: LintRule = ({ files, casefile, sheets }, { communes }) => {
	if (sheets.header?.lost.has('towns')) return [];
	const invented = new Set((sheets.header?.known.towns ?? []).map(townKey));
	const writers = casefile.exhibits.flatMap(({ paragraphs }) =>
		paragraphs.flatMap(({ from }) => from ?? [])
	);
	const people = new Set(
		[...casefile.people.map(({ name }) => name), ...writers]
			.flatMap((name) => [name, name.split(' ')[0] ?? ''])
			.map(townKey)
	);
	const told = new Set<string>();
	return readProse(files).flatMap((writing): Finding[] => {
		if (!fiction.includes(writing.kind)) return [];
		return namesIn(writing).flatMap(({ name, index }) => {
			const key = townKey(name);
			if (invented.has(key) || people.has(key) || told.has(key) || !communes.has(name)) return [];
			told.add(key);
			return real(writing.file, lineAt(writing, index), name);
		});
	});
};

function namesIn({ text }: Writing): { name: string; index: number }[] {
	return [...plain(text).matchAll(named)].flatMap(({ index, 1: name = '' }) =>
		// What follows the name with a capital may be something else.
		[...new Set([name, name.split(' ')[0] ?? ''])].map((each) => ({ name: each, index }))
	);
}

function real(file: string, line: number, name: string): Finding[] {
	const problem = `« ${name} » est une commune de France`;
	const remedy = 'inventer un nom, l’écrire dans « lieux » et le vérifier';
	return [finding(file, line, problem, remedy, { code: 'lieu-reel', source })];
}
