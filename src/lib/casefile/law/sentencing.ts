/** What this court may order in this case, with its bounds; and what it may not, with the reason. */
import type { CaseFile, ChargeId, Person } from '../casefile.ts';
import type { Reference } from '../reference.ts';
import type { Barred, Hearing, Measure, Motive } from './measure.ts';
import type { MeasureRule } from './measures.ts';
import { findOffence, incurred } from './offences.ts';

/** All that the tribunal composes its answer from. */
export interface Sentencing {
	measures: Measure[];
	barred: Barred[];
	motives: Motive[];
}

type Case = Pick<CaseFile, 'procedure' | 'people' | 'charges' | 'settled'>;

/** Which hearing this is for the law of sanctions; null where its procedure does not say, or decides none. */
function hearingOf({ procedure }: Pick<CaseFile, 'procedure'>): Hearing | null {
	const { minors, decides } = procedure;
	if (minors === undefined || decides === undefined) return null;
	const punishes = decides.includes('sanction');
	if (minors) return punishes ? 'mineur-sanction' : 'mineur-culpabilite';
	return punishes ? 'majeur' : null;
}

/** What this court may order in this case; null where it orders nothing, or nothing is known of the law. */
export function measuresFor(
	casefile: Case,
	{ measures: table, offences }: Pick<Reference, 'measures' | 'offences'>
): Sentencing | null {
	const hearing = hearingOf(casefile);
	if (!hearing || table.entries.length === 0) return null;
	const ages = agesOf(casefile, hearing);
	const tried = casefile.charges.filter(({ id }) => casefile.settled?.includes(id) ?? true);
	const maxima = tried.map(({ id, offence }) => {
		const law = findOffence(offences, offence);
		const penalty = law && incurred(law, ages.facts);
		return {
			id,
			prison: Math.min(penalty?.prisonMonths ?? 0, longestPrison),
			fine: penalty?.fineEuros ?? 0
		};
	});
	const measures: Measure[] = [];
	const barred: Barred[] = [];
	for (const rule of table.entries) {
		const { id, name, source } = rule;
		if (rule.never?.hearings.includes(hearing))
			barred.push({ id, name, why: rule.never.why, source });
		if (!rule.hearings.includes(hearing)) continue;
		const read = fit(rule, hearing, ages, maxima);
		if (typeof read === 'string') barred.push({ id, name, why: read, source });
		else measures.push(read);
	}
	const used = new Set(measures.flatMap(({ motives }) => motives));
	const motives = new Map(
		table.entries.flatMap((rule) => rule.motives.map((motive) => [motive.id, motive] as const))
	);
	return { measures, barred, motives: [...motives.values()].filter(({ id }) => used.has(id)) };
}

interface Ages {
	facts: number;
	decision: number;
}

/** Of whom nothing is said, the law's mildest age is supposed. */
function agesOf({ people }: Case, hearing: Hearing): Ages {
	const tried: Person | undefined =
		people.find(({ prosecuted }) => prosecuted === 'here') ??
		people.find(({ seat }) => seat?.startsWith('prevenu/'));
	const facts = tried?.age ?? (hearing === 'majeur' ? 18 : 13);
	return { facts, decision: Math.max(facts, tried?.ageAtHearing ?? facts) };
}

/** In months; what is punished with more is no longer judged here. */
const longestPrison = 240;

type Maximum = { id: ChargeId; prison: number; fine: number };

function fit(
	rule: MeasureRule,
	hearing: Hearing,
	ages: Ages,
	maxima: readonly Maximum[]
): Measure | string {
	const isMinor = hearing !== 'majeur';
	const { facts, decision } = rule.ages;
	if (isMinor && facts !== undefined && ages.facts < facts)
		return facts === 13
			? 'Aucune peine avant 13 ans : seulement des mesures éducatives.'
			: `Il faut avoir eu ${facts} ans au moins le jour des faits.`;
	if (isMinor && decision !== undefined && ages.decision < decision)
		return `Il faut ${decision} ans au moins le jour de la décision.`;
	const allowing = maxima.filter(({ prison }) => !rule.prisonIncurred || prison > 0);
	if (allowing.length === 0) return 'Aucun des faits reprochés n’est puni de prison.';
	const bounds = boundsOf(rule, ages, allowing);
	if (typeof bounds === 'string') return bounds;
	const { beside, requires, alone, clashes, cumulation, agreement, always } = rule;
	return {
		id: rule.id,
		nature: rule.nature,
		name: rule.name,
		plain: rule.plain,
		line: rule.line,
		...bounds,
		...(allowing.length < maxima.length && { onlyFor: allowing.map(({ id }) => id) }),
		...(beside && { beside }),
		...(requires && { requires }),
		...(alone && { alone }),
		...(clashes.length > 0 && { clashes }),
		...(cumulation && { cumulation }),
		...(agreement && { agreement }),
		...(always && { always }),
		...(rule.byDefault && { byDefault: true as const }),
		...(rule.special.includes(hearing) && { special: true as const }),
		motives: rule.motives.map(({ id }) => id),
		source: rule.source
	};
}

/** The bounds for this person; the most may depend on the charge. */
function boundsOf(
	{ bounds, untilTwentyOne }: MeasureRule,
	ages: Ages,
	maxima: readonly Maximum[]
): Pick<Measure, 'bounds' | 'mostBy'> | string {
	if (!bounds) return {};
	const { unit, least, step, first } = bounds;
	const down = (most: number) => least + Math.floor((most - least) / step) * step;
	if (typeof bounds.most === 'number') {
		const years = untilTwentyOne ? Math.max(0, 21 - ages.decision) * 12 : Infinity;
		const most = down(Math.min(bounds.most, years));
		return { bounds: { unit, least, most, step, first: Math.min(first, most) } };
	}
	const kind = bounds.most === 'prison' ? 'prison' : 'fine';
	const cap = bounds.cap ?? Infinity;
	const mosts = maxima
		.map(({ id, [kind]: most }) => [id, down(Math.min(most, cap))] as const)
		.filter(([, most]) => most >= least);
	if (mosts.length === 0)
		return kind === 'fine'
			? 'Aucun des faits reprochés n’est puni d’une amende.'
			: 'Aucun des faits reprochés ne le permet.';
	const most = Math.max(...mosts.map(([, it]) => it));
	return {
		bounds: { unit, least, most, step, first: Math.min(first, most) },
		mostBy: Object.fromEntries(mosts)
	};
}
