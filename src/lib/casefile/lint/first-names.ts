/** Anybody may play anybody: first names say neither girl, nor boy. */
import { files as named } from '../sheets.ts';
import { finding } from '../finding.ts';
import type { LintRule } from './lint.ts';
import { lineAt, plain, readProse } from './prose.ts';

/** Borne by girls and by boys, spelt the same way. */
const either = new Set(
	(
		'Alex Alix Andrea Andréa Andy Ange Angel Ariel Cameron Camille Céleste Charlie Charly Claude Dany ' +
		'Dominique Eden Gaby Jackie Jessie Jessy Kelly Kim Lee Leslie Loan Loïs Lou Louison Maé Maxime Mika Morgan ' +
		'Nikita Noa Nour Robin Sacha Sam Sandy Sasha Sidney Swan Swann Val Yaël Yannick'
	).split(' ')
);

/** « Alix B. » : how the cases write somebody. */
const person = /(?<![\p{L}.-])(\p{Lu}[\p{Ll}]+(?:-\p{Lu}[\p{Ll}]+)?) \p{Lu}\.(?![\p{L}\d])/gu;
/** « Alix B. », « Alix Berger », « Alix ». */
const fullName = /^(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?: (\p{Lu}[\p{L}.-]*))?$/u;
/** Capital words before an initial that name nobody. */
const things = new Set(
	'Code Article Pièce Annexe Groupe Bâtiment Salle Classe Maître Madame Monsieur Mme Docteur Zone Escalier'.split(
		' '
	)
);

/** Every first name, of `personnes` and of the texts, is borne by both; each is told once. */
export const checkFirstNames: LintRule = ({ sheets, casefile, files }) => {
	const { header } = sheets;
	const told = new Set<string>();
	const tell = (name: string, file: string, line: number) => {
		if (name === '' || either.has(name) || things.has(name) || told.has(name)) return [];
		told.add(name);
		const problem = `le prénom « ${name} » n’est pas de ceux que tout élève peut jouer`;
		const remedy = 'choisir un prénom épicène : Alix, Camille, Charlie, Lou, Morgan, Noa, Sacha…';
		const source = 'charte des contenus : sans stigmatiser';
		return finding(file, line, problem, remedy, { code: 'prenom', severity: 'warning', source });
	};
	const people = casefile.people.flatMap(({ name, age, seat }, index) => {
		const [, first = '', rest] = fullName.exec(name) ?? [];
		// « Orion »: a name alone, of nobody seated, is a pseudonym.
		if (rest === undefined && age === undefined && seat === undefined) return [];
		return tell(first, named.header, header?.lineOf(['personnes', index, 'nom']) ?? 1);
	});
	const written = readProse(files).flatMap((writing) =>
		writing.kind === 'source'
			? []
			: [...plain(writing.text).matchAll(person)].flatMap(({ index, 1: name = '' }) =>
					tell(name, writing.file, lineAt(writing, index))
				)
	);
	return [...people, ...written];
};
