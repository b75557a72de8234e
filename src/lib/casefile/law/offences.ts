/** `cases/droit/infractions.yaml`: the offences a case may charge, and what the law provides for them. */
import * as v from 'valibot';
import { finding, inOrder, quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { plainLines } from '../page.ts';
import type { Table, TableReading } from '../reference.ts';
import { isoDate, listOf, oneOf, readShape, record, slip, slug, text, whole } from '../shape.ts';
import { readYaml } from '../yaml.ts';
import type { LineOf } from '../yaml.ts';
import { trust } from './table.ts';
import type { Trust } from './table.ts';

/** One offence, or an offence that refers to another for its penalties (attempt, complicity). */
export interface Offence {
	id: string;
	/** « CP 222-39 » */
	article: string;
	paragraph?: number;
	/** The offence that this one aggravates. */
	aggravates?: string;
	label: string;
	plain: string;
	crime: boolean;
	/** Incurred by an adult who is no repeat offender; Infinity for life. */
	prisonMonths: number;
	/** Null where the article names none. */
	fineEuros: number | null;
	/** Who judges an adult. */
	bench: 'one judge' | 'three judges' | 'assises';
	source: string;
	trust: Trust;
	note?: string;
	/** True where the penalties are those of the offence attempted or helped: it is cited, this is not. */
	refers: boolean;
}

const natures = ['délit', 'crime'] as const;
const benches = {
	'juge unique': 'one judge',
	'trois juges': 'three judges',
	'cour d’assises': 'assises'
} as const;
const life = 'perpétuité';

const article = v.pipe(
	text,
	v.regex(/^(?:CP|CSP|CR|CSI) L?\d[\d-]*$/, ({ input }) =>
		slip('article-mal-ecrit', `${quote(input)} mal écrit`, 'écrire « CP 222-37 »')
	)
);
const prisonExpected = slip(
	'nombre-attendu',
	'durée de prison mal écrite',
	'écrire un nombre de mois, de 1 à 360, ou perpétuité'
);
const told = { source: text, confiance: trust };

const tableShape = record({
	verifie_le: isoDate,
	infractions: listOf(
		record({
			id: slug,
			article,
			alinea: v.optional(whole(1, 20)),
			de: v.optional(slug),
			libelle: text,
			mots_simples: text,
			nature: oneOf(natures),
			prison: v.union([v.literal(life), whole(1, 360)], prisonExpected),
			amende: v.optional(whole(1, 10_000_000)),
			formation: oneOf(Object.keys(benches) as (keyof typeof benches)[]),
			...told,
			note: v.optional(text)
		})
	),
	renvois: v.optional(listOf(record({ id: slug, article, texte: text, ...told })))
});

/** Reads the table of offences, or every line of it that is wrong; never throws. */
export function parseOffences(file: string, content: string): TableReading<Offence> {
	try {
		const yaml = readYaml(file, plainLines(content).join('\n'), 1);
		return Array.isArray(yaml) ? { findings: yaml } : read(file, yaml);
	} catch {
		return { findings: [finding(file, 1, 'fichier illisible', 'l’écrire plus simplement')] };
	}
}

function read(
	file: string,
	{ data, lineOf }: { data: unknown; lineOf: LineOf }
): TableReading<Offence> {
	const { value, findings } = readShape(tableShape, data, file, lineOf);
	if (!value) return { findings: inOrder(findings) };
	const entries = [
		...value.infractions.map((line): Offence => ({
			id: line.id,
			article: line.article,
			...(line.alinea && { paragraph: line.alinea }),
			...(line.de && { aggravates: line.de }),
			label: line.libelle,
			plain: line.mots_simples,
			crime: line.nature === 'crime',
			prisonMonths: line.prison === life ? Infinity : line.prison,
			fineEuros: line.amende ?? null,
			bench: benches[line.formation],
			source: line.source,
			trust: line.confiance,
			...(line.note && { note: line.note }),
			refers: false
		})),
		...(value.renvois ?? []).map((line): Offence => ({
			id: line.id,
			article: line.article,
			label: line.texte,
			plain: line.texte,
			crime: false,
			prisonMonths: 0,
			fineEuros: null,
			bench: 'one judge',
			source: line.source,
			trust: line.confiance,
			refers: true
		}))
	];
	const wrong = checkEntries(file, value.infractions, entries, lineOf);
	if (wrong.length > 0) return { findings: inOrder(wrong) };
	return { table: { checkedOn: value.verifie_le, entries } };
}

function checkEntries(
	file: string,
	lines: readonly { id: string; de?: string | undefined }[],
	entries: readonly Offence[],
	lineOf: LineOf
): Finding[] {
	const ids = entries.map(({ id }) => id);
	return lines.flatMap(({ id, de }, index) => {
		const found: Finding[] = [];
		if (ids.indexOf(id) !== index) {
			const line = lineOf(['infractions', index, 'id']);
			const code = 'infraction-en-double';
			found.push(
				finding(file, line, `${quote(id)} écrit deux fois`, 'n’en garder qu’un', { code })
			);
		}
		if (de !== undefined && !ids.includes(de)) {
			const line = lineOf(['infractions', index, 'de']);
			const remedy = 'écrire l’identifiant de l’infraction aggravée';
			const code = 'infraction-inconnue';
			found.push(finding(file, line, `${quote(de)} absente du tableau`, remedy, { code }));
		}
		return found;
	});
}

/** The offence of this name, if the table holds it. */
export function findOffence(table: Table<Offence>, id: string | undefined): Offence | undefined {
	return table.entries.find((each) => each.id === id);
}

/** What somebody of this age on the day of the facts incurs; null under 13, where no penalty exists. */
export function incurred(
	offence: Offence,
	age: number
): Pick<Offence, 'prisonMonths' | 'fineEuros'> | null {
	if (age < 13) return null;
	if (age >= 18) return { prisonMonths: offence.prisonMonths, fineEuros: offence.fineEuros };
	const { prisonMonths, fineEuros } = offence;
	return {
		// CJPM L121-5: instead of life, twenty years at most.
		prisonMonths: prisonMonths === Infinity ? 240 : prisonMonths / 2,
		fineEuros: fineEuros === null ? null : Math.min(7500, fineEuros / 2)
	};
}

/** Every way to write what is incurred at this age, the preferred one first: « 2 ans et 6 mois », « 2 ans et demi »… */
export function writeMaximum(offence: Offence, age: number): [string, ...string[]] {
	const penalty = incurred(offence, age);
	if (!penalty) return ['aucune peine'];
	const { prisonMonths, fineEuros } = penalty;
	const kind = offence.crime ? 'de réclusion criminelle' : 'd’emprisonnement';
	const euros = String(fineEuros).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
	const fine = fineEuros === null ? '' : ` et ${euros}\u00a0€ d’amende`;
	if (prisonMonths === Infinity) return [`réclusion criminelle à perpétuité${fine}`];
	const [first, ...others] = writeDuration(prisonMonths);
	const whole = (duration: string) => `${duration} ${kind}${fine}`;
	return [whole(first), ...others.map(whole)];
}

/** « 2 ans et 6 mois », « 2 ans et demi », « 30 mois » */
function writeDuration(months: number): [string, ...string[]] {
	const [years, rest] = [Math.floor(months / 12), months % 12];
	const inMonths = `${months} mois`;
	if (years === 0) return [inMonths];
	const inYears = `${years} an${years > 1 ? 's' : ''}`;
	if (rest === 0) return [inYears, inMonths];
	const half = rest === 6 ? [`${inYears} et demi`] : [];
	return [`${inYears} et ${rest} mois`, ...half, inMonths];
}
