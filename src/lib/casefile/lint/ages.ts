/** An age written beside a name is the one that `personnes` gives. */
import type { Person } from '../casefile.ts';
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import type { LintRule } from './lint.ts';
import { lineAt, plain, readProse } from './prose.ts';
import type { Writing } from './prose.ts';

/** « , 15 ans », « a 15 ans », « avait alors 15 ans », « est âgé de 15 ans ». */
const afterName =
	/^(?:,| \(|,? (?:a|avait|aura|est|était|âgée? de)(?: alors| déjà| bien)?(?: âgée? de)?) ?(\d{1,2}) ans/u;
const ownAge = /(?<![\p{L}])[Jj]'(?:ai|avais) (\d{1,2}) ans/gu;
/** Somebody may have had a birthday between the facts and the hearing. */
const atHearing = /^[^.]{0,30}(?:aujourd'hui|maintenant|depuis)/u;

interface Told {
	person: Person;
	age: number;
	index: number;
	rest: string;
}

/** Ages in the texts agree with the list of people. */
export const checkToldAges: LintRule = ({ casefile, files }) => {
	const people = casefile.people.filter(({ age }) => age !== undefined);
	if (people.length === 0) return [];
	const named = people.map((person) => ({ person, forms: formsOf(person, people) }));
	// Months have passed since the facts where guilt is already settled.
	const isLate = !(casefile.procedure.decides ?? ['guilt']).includes('guilt');
	return readProse(files).flatMap((writing) =>
		[...besideNames(writing, named), ...ofSpeaker(writing, people)].flatMap((told) =>
			compare(writing, told, isLate)
		)
	);
};

/** « Alix B. », and « Alix » where nobody else is called so. */
function formsOf({ name }: Person, people: readonly Person[]): string[] {
	const first = name.split(' ')[0] ?? name;
	const alone = people.filter((each) => each.name.split(' ')[0] === first).length === 1;
	return alone && first !== name ? [name, first] : [name];
}

function besideNames(
	writing: Writing,
	named: readonly { person: Person; forms: string[] }[]
): Told[] {
	const text = plain(writing.text);
	return named.flatMap(({ person, forms }) =>
		forms.flatMap((form) => {
			const told: Told[] = [];
			const name = plain(form);
			for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
				const rest = text.slice(at + name.length, at + name.length + 90);
				const [said = '', age] = afterName.exec(rest) ?? [];
				if (age === undefined) continue;
				told.push({ person, age: Number(age), index: at, rest: rest.slice(said.length) });
			}
			return told;
		})
	);
}

/** « J’ai 15 ans », said by a seat whose person is known. */
function ofSpeaker(writing: Writing, people: readonly Person[]): Told[] {
	const person = people.find(({ seat }) => seat !== undefined && seat === writing.seat);
	if (writing.kind !== 'cue' || !person) return [];
	const text = plain(writing.text);
	return [...text.matchAll(ownAge)].map(({ index, 0: said, 1: age }) => ({
		person,
		age: Number(age),
		index,
		rest: text.slice(index + said.length, index + said.length + 60)
	}));
}

function compare(writing: Writing, { person, age, index, rest }: Told, isLate: boolean): Finding[] {
	const known = person.age ?? age;
	// At the hearing one is as old, or a year older.
	const isLater = isLate || writing.kind === 'cue' || atHearing.test(rest);
	if (age === known || (isLater && age === known + 1)) return [];
	const problem = `${person.name} a ici ${age} ans, et ${known} dans « personnes »`;
	const about = { code: 'age', source: 'charte des contenus : une chronologie sans faute' };
	const remedy = 'écrire le même âge, celui du jour des faits';
	return [finding(writing.file, lineAt(writing, index), problem, remedy, about)];
}
