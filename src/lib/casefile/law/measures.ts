/** `cases/droit/mesures.yaml`: what a court may order, and what it may not. */
import * as v from 'valibot';
import { finding, inOrder, quote, suggest } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { plainLines } from '../page.ts';
import type { TableReading } from '../reference.ts';
import {
	flag,
	isoDate,
	listOf,
	oneOf,
	readShape,
	record,
	slip,
	slug,
	text,
	whole
} from '../shape.ts';
import { readYaml } from '../yaml.ts';
import type { LineOf } from '../yaml.ts';
import { hearings, natures, units } from './measure.ts';
import type { Hearing, Motive, Nature, Unit } from './measure.ts';
import { trust } from './table.ts';
import type { Trust } from './table.ts';

/** One measure, as the law knows it for all cases. */
export interface MeasureRule {
	id: string;
	nature: Nature;
	/** Where it may be ordered; nowhere, for what is listed only to say why it is not. */
	hearings: readonly Hearing[];
	/** Where it is shown as barred, and why. */
	never?: { hearings: readonly Hearing[]; why: string };
	name: string;
	plain: string;
	/** As it is read: {personne}, {quantite}. */
	line: string;
	bounds?: {
		unit: Unit;
		least: number;
		/** A number, or what the charge incurs. */
		most: number | 'prison' | 'amende';
		cap?: number;
		step: number;
		first: number;
	};
	/** Ends on a twenty-first birthday at the latest. */
	untilTwentyOne: boolean;
	/** Only for a charge punished with prison. */
	prisonIncurred: boolean;
	/** Least ages, on the day of the facts and on that of the decision. */
	ages: { facts?: number; decision?: number };
	/** Only beside one of these. */
	beside?: readonly string[];
	/** Only with all of these. */
	requires?: readonly string[];
	/** Excludes all others but these, and why. */
	alone?: { but: readonly string[]; why: string };
	clashes: readonly { ids: readonly string[]; why: string }[];
	/** What it may come with, in a sentence for a pupil. */
	cumulation?: string;
	/** What was asked of the person at the hearing. */
	agreement?: string;
	/** Always ordered, and why. */
	always?: string;
	/** Ordered where the tribunal composes nothing by itself. */
	byDefault: boolean;
	/** Where it asks for reasons of its own. */
	special: readonly Hearing[];
	motives: readonly Motive[];
	source: string;
	trust: Trust;
}

const hearingList = listOf(oneOf(hearings));
const motiveShape = record({ id: slug, texte: text, pour: listOf(oneOf(natures)) });
const boundShape = record({
	unite: oneOf(units),
	au_moins: whole(1, 10_000_000),
	au_plus: v.union(
		[oneOf(['prison', 'amende']), whole(1, 10_000_000)],
		slip('nombre-attendu', 'quantité mal écrite', 'écrire un nombre entier, prison ou amende')
	),
	plafond: v.optional(whole(1, 10_000_000)),
	pas: v.optional(whole(1, 10_000), 1),
	d_abord: v.optional(whole(1, 10_000_000))
});
const measureShape = record({
	id: slug,
	nature: oneOf(natures),
	pour: hearingList,
	nom: text,
	simple: text,
	dispositif: text,
	borne: v.optional(boundShape),
	jusqu_a_21_ans: v.optional(flag, false),
	prison_encourue: v.optional(flag, false),
	ages: v.optional(
		record({ faits: v.optional(whole(10, 18)), decision: v.optional(whole(10, 21)) }),
		{}
	),
	avec: v.optional(listOf(slug)),
	exige: v.optional(listOf(slug)),
	seule: v.optional(text),
	seule_sauf: v.optional(listOf(slug)),
	exclut: v.optional(listOf(record({ mesures: listOf(slug), pourquoi: text }))),
	cumul: v.optional(text),
	accord: v.optional(text),
	obligatoire: v.optional(text),
	d_office: v.optional(flag, false),
	motivation_speciale: v.optional(hearingList),
	source: text,
	confiance: trust
});
const neverShape = record({
	id: slug,
	pour: hearingList,
	nom: text,
	pourquoi: text,
	source: text
});
const tableShape = record({
	verifie_le: isoDate,
	motifs: listOf(motiveShape),
	mesures: listOf(measureShape),
	jamais: listOf(neverShape)
});
type Written = v.InferOutput<typeof tableShape>;

/** Reads the table, or says every line of it that is wrong; never throws. */
export function parseMeasures(file: string, content: string): TableReading<MeasureRule> {
	try {
		const yaml = readYaml(file, plainLines(content).join('\n'), 1);
		if (Array.isArray(yaml)) return { findings: yaml };
		const { value, findings } = readShape(tableShape, yaml.data, file, yaml.lineOf);
		if (!value) return { findings: inOrder(findings) };
		const problems = check(file, value, yaml.lineOf);
		if (problems.length > 0) return { findings: inOrder(problems) };
		const entries = [
			...value.mesures.map((line) => toRule(line, value.motifs)),
			...value.jamais.map(toNever)
		];
		return { table: { checkedOn: value.verifie_le, entries } };
	} catch {
		return { findings: [finding(file, 1, 'fichier illisible', 'l’écrire plus simplement')] };
	}
}

function toRule(line: Written['mesures'][number], motives: Written['motifs']): MeasureRule {
	const { borne: bound, ages } = line;
	return {
		id: line.id,
		nature: line.nature,
		hearings: line.pour,
		name: line.nom,
		plain: line.simple,
		line: line.dispositif,
		...(bound && {
			bounds: {
				unit: bound.unite,
				least: bound.au_moins,
				most: bound.au_plus,
				...(bound.plafond !== undefined && { cap: bound.plafond }),
				step: bound.pas,
				first: bound.d_abord ?? bound.au_moins
			}
		}),
		untilTwentyOne: line.jusqu_a_21_ans,
		prisonIncurred: line.prison_encourue,
		ages: {
			...(ages.faits !== undefined && { facts: ages.faits }),
			...(ages.decision !== undefined && { decision: ages.decision })
		},
		...(line.avec && { beside: line.avec }),
		...(line.exige && { requires: line.exige }),
		...(line.seule && { alone: { but: line.seule_sauf ?? [], why: line.seule } }),
		clashes: (line.exclut ?? []).map(({ mesures, pourquoi }) => ({ ids: mesures, why: pourquoi })),
		...(line.cumul && { cumulation: line.cumul }),
		...(line.accord && { agreement: line.accord }),
		...(line.obligatoire && { always: line.obligatoire }),
		byDefault: line.d_office || line.obligatoire !== undefined,
		special: line.motivation_speciale ?? [],
		motives: motives
			.filter(({ pour }) => pour.includes(line.nature))
			.map(({ id, texte }) => ({ id, text: texte })),
		source: line.source,
		trust: line.confiance
	};
}

const toNever = (line: Written['jamais'][number]): MeasureRule => ({
	id: line.id,
	nature: 'peine',
	hearings: [],
	never: { hearings: line.pour, why: line.pourquoi },
	name: line.nom,
	plain: line.pourquoi,
	line: '',
	untilTwentyOne: false,
	prisonIncurred: false,
	ages: {},
	clashes: [],
	byDefault: false,
	special: [],
	motives: [],
	source: line.source,
	trust: 'V'
});

/** Each id once, each id named known, {quantite} where and only where there is a bound, a reason for each nature. */
function check(file: string, { motifs, mesures, jamais }: Written, lineOf: LineOf): Finding[] {
	const found: Finding[] = [];
	const ids = [...mesures, ...jamais].map(({ id }) => id);
	const say = (path: (string | number)[], problem: string, remedy: string) =>
		found.push(finding(file, lineOf(path), problem, remedy, { code: 'mesures-mal-ecrites' }));
	ids.forEach((id, index) => {
		if (ids.indexOf(id) === index) return;
		const at = index - mesures.length;
		const path = at < 0 ? ['mesures', index, 'id'] : ['jamais', at, 'id'];
		say(path, `${quote(id)} écrite deux fois`, 'n’en garder qu’une');
	});
	mesures.forEach((line, index) => {
		const named = [
			...(line.avec ?? []),
			...(line.exige ?? []),
			...(line.seule_sauf ?? []),
			...(line.exclut ?? []).flatMap((each) => each.mesures)
		];
		for (const id of named)
			if (!ids.includes(id))
				say(['mesures', index], `mesure ${quote(id)} inconnue`, suggest(id, ids));
		if (line.dispositif.includes('{quantite}') !== (line.borne !== undefined))
			say(['mesures', index, 'dispositif'], 'quantité et borne vont ensemble', 'écrire les deux');
		if (!motifs.some(({ pour }) => pour.includes(line.nature)))
			say(['mesures', index], `aucun motif pour ${quote(line.nature)}`, 'en écrire un');
	});
	return found;
}
