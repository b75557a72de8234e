/** Schemas of front matters. Their messages are written by `slip`. */
import * as v from 'valibot';
import { finding, nearest, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import type { LineOf, Path } from './yaml.ts';

const mostUnknownKeys = 20;

/** The message of a schema: a stable code, what is wrong, how to mend it. */
export function slip(code: string, problem: string, remedy: string): string {
	// A sign that no quoted text holds: `quote` takes it out.
	return [code, problem, remedy].join('\u0001');
}

/** A YAML object that has these keys and no other. */
export function record<const E extends v.ObjectEntries>(entries: E) {
	const known = Object.keys(entries);
	return v.pipe(
		v.looseObject(
			entries,
			slip('cles-attendues', 'des clés sont attendues', 'écrire une clé par ligne')
		),
		v.rawCheck(({ dataset, addIssue }) => {
			if (typeof dataset.value !== 'object' || dataset.value === null) return;
			const input = dataset.value as Record<string, unknown>;
			const unknown = Object.keys(input).filter((key) => !known.includes(key));
			for (const key of unknown.slice(0, mostUnknownKeys)) {
				addIssue({
					message: slip('cle-inconnue', 'clé inconnue', suggest(key, known)),
					path: [{ type: 'object', origin: 'key', input, key, value: input[key] }]
				});
			}
		}),
		v.transform((read) => read as v.InferOutput<v.ObjectSchema<E, undefined>>)
	);
}

const textExpected = slip(
	'texte-attendu',
	'texte attendu',
	'écrire un texte, entre guillemets s’il commence par un chiffre ou contient « : »'
);

export const text = v.pipe(v.string(textExpected), v.trim(), v.nonEmpty(textExpected));

/** An id is a folder's name, and part of a seat's. */
const longestSlug = 64;

export const slug = v.pipe(
	v.string(textExpected),
	v.check(
		// A name that every object has would pass for an answer already given.
		(id) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= longestSlug && !(id in {}),
		({ input }) =>
			slip(
				'identifiant-mal-ecrit',
				`${quote(input)} mal écrit`,
				`minuscules sans accent, chiffres et tirets seulement, ${longestSlug} signes au plus`
			)
	)
);

export const flag = v.boolean(
	slip('oui-ou-non-attendu', 'oui ou non attendu', 'écrire true ou false')
);

export const isoDate = v.pipe(
	v.string(textExpected),
	v.check(
		(date) => /^\d{4}-\d\d-\d\d$/.test(date) && isInCalendar(date),
		({ input }) =>
			slip(
				'date-mal-ecrite',
				`${quote(input)} n’est pas une date`,
				'l’écrire année-mois-jour : 2026-11-23'
			)
	)
);

/** A whole number between two bounds, both included. */
export function whole(least: number, most: number) {
	const message = slip(
		'nombre-attendu',
		`nombre attendu de ${least} à ${most}`,
		'écrire un nombre entier, sans guillemets'
	);
	return v.pipe(
		v.number(message),
		v.integer(message),
		v.minValue(least, message),
		v.maxValue(most, message)
	);
}

/** One word among those of the format. */
export function oneOf<const W extends readonly string[]>(words: W) {
	return v.picklist(words, ({ input }) =>
		slip(
			'mot-inconnu',
			`${quote(input)} inconnu`,
			suggest(typeof input === 'string' ? input : '', words)
		)
	);
}

/** A list of at least one element. */
export function listOf<const S extends v.GenericSchema>(item: S) {
	const message = slip(
		'liste-attendue',
		'liste attendue',
		'un élément par ligne, chacun précédé de « - »'
	);
	return v.pipe(v.array(item, message), v.minLength(1, message));
}

/** Reads raw data through a schema, or says every line that is wrong. */
export function readShape<S extends v.GenericSchema>(
	schema: S,
	data: unknown,
	file: string,
	lineOf: LineOf
): { value: v.InferOutput<S> | undefined; findings: Finding[] } {
	const result = v.safeParse(schema, data);
	if (result.success) return { value: result.output, findings: [] };
	const unknown = result.issues.filter(isUnknownKey);
	const issues = result.issues.filter(
		(issue) => !isMissingKey(issue) || !unknown.some((each) => isSlipFor(each, issue))
	);
	return { value: undefined, findings: issues.map((issue) => explain(issue, file, lineOf)) };
}

function explain(issue: v.BaseIssue<unknown>, file: string, lineOf: LineOf): Finding {
	const path = pathOf(issue);
	const line = lineOf(path);
	if (isMissingKey(issue)) {
		const key = String(path.at(-1));
		const remedy = `ajouter ${quote(`${key}: …`)}`;
		return finding(file, line, `clé ${quote(key)} absente`, remedy, { code: 'cle-absente' });
	}
	const [code = '', problem = 'valeur imprévue', remedy = 'vérifier la valeur'] =
		issue.message.split('\u0001');
	return finding(file, line, `${nameOf(path)}${problem}`, remedy, { code });
}

function pathOf(issue: v.BaseIssue<unknown>): Path {
	return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

function nameOf(path: Path): string {
	const last = path.at(-1);
	if (last === undefined) return '';
	if (typeof last === 'string') return `${quote(last)} : `;
	return `${quote(path.at(-2))}, élément ${last + 1} : `;
}

function isMissingKey(issue: v.BaseIssue<unknown>): boolean {
	return issue.type === 'loose_object' && issue.expected?.startsWith('"') === true;
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
	return issue.type === 'raw_check' && issue.message.startsWith('cle-inconnue');
}

/** A misspelt key is one mistake, not an unknown key and a missing one. */
function isSlipFor(unknown: v.BaseIssue<unknown>, missing: v.BaseIssue<unknown>): boolean {
	const [written, wanted] = [pathOf(unknown), pathOf(missing)];
	return (
		written.slice(0, -1).join('/') === wanted.slice(0, -1).join('/') &&
		nearest(String(written.at(-1)), [String(wanted.at(-1))]) !== undefined
	);
}

/** True of a day that exists, written year-month-day. */
export function isInCalendar(date: string): boolean {
	const time = Date.parse(`${date}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
