/** Schemas of front matters. Their messages are written by `slip`. */
import * as v from 'valibot';
import { finding, nearest, quote, suggest } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Page } from './page.ts';
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

/** What a front matter gave: its value when all of it is right, else the keys that are. */
interface Shaped<T> {
	value: T | undefined;
	known: Partial<T>;
	/** Keys that are badly written, or absent and due. */
	wrong: ReadonlySet<string> | 'all';
	findings: Finding[];
}

/** Reads the front matter of a page; what its badly written entries hide is not told again. */
export function readHead<S extends v.GenericSchema<unknown, object>>(
	schema: S,
	{
		file,
		data,
		lineOf,
		findings,
		lost
	}: Pick<Page, 'file' | 'data' | 'lineOf' | 'findings' | 'lost'>
): Shaped<v.InferOutput<S>> {
	const read = readShape(schema, data, file, lineOf, lost);
	if (read.value !== undefined && lost.length === 0) {
		return { value: read.value, known: read.value, wrong: new Set(), findings: [...findings] };
	}
	const wrong = new Set([...read.wrong, ...lost.map(([key]) => key)].map(String));
	const isAllLost = lost.some(({ length }) => length === 0);
	const known = isAllLost ? [] : Object.entries(read.output).filter(([key]) => !wrong.has(key));
	return {
		value: undefined,
		known: Object.fromEntries(known) as Partial<v.InferOutput<S>>,
		wrong: isAllLost ? 'all' : wrong,
		findings: [...findings, ...read.findings]
	};
}

/** Reads raw data through a schema, or says every line that is wrong. */
export function readShape<S extends v.GenericSchema>(
	schema: S,
	data: unknown,
	file: string,
	lineOf: LineOf,
	lost: readonly Path[] = []
): ShapeReading<v.InferOutput<S>> {
	const result = v.safeParse(schema, data);
	const output = (result.output ?? {}) as object;
	if (result.success) return { value: result.output, output, wrong: [], findings: [] };
	const unknown = result.issues.filter(isUnknownKey);
	const issues = result.issues.filter(
		(issue) => !isMissingKey(issue) || !unknown.some((each) => isSlipFor(each, issue))
	);
	const told = issues.filter((issue) => !lost.some((path) => isUnder(path, pathOf(issue))));
	return {
		value: undefined,
		output,
		wrong: result.issues.flatMap((issue) => pathOf(issue)[0] ?? []),
		findings: told.map((issue) => explain(issue, file, lineOf))
	};
}

interface ShapeReading<T> {
	value: T | undefined;
	/** Right or wrong, as far as it was read. */
	output: object;
	/** Keys that have a finding. */
	wrong: (string | number)[];
	findings: Finding[];
}

function isUnder(lost: Path, path: Path): boolean {
	return lost.every((segment, index) => path[index] === segment);
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
	if (written.slice(0, -1).join('/') !== wanted.slice(0, -1).join('/')) return false;
	// « titre "Une journée : la suite" »: the key has lost its colon.
	const [word = ''] = String(written.at(-1)).split(/[\s"]/);
	return nearest(word, [String(wanted.at(-1))]) !== undefined;
}

/** True of a day that exists, written year-month-day. */
export function isInCalendar(date: string): boolean {
	const time = Date.parse(`${date}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
