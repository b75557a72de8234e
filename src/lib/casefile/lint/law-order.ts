/** The order of the hearing: CPP 406 to 462 for adults, CJPM L511-1 for minors. */
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import type { Step, StepId } from '../procedure.ts';
import { french } from './french.ts';
import { refuse } from './law-codes.ts';
import type { LawCode } from './law-codes.ts';
import {
	atStep,
	cuesOf,
	cuesRead,
	inDecision,
	inHeader,
	isCivilParty,
	isDefence,
	judgesMinors
} from './law-hearing.ts';
import type { Spoken } from './law-hearing.ts';
import type { LintRule, Manuscript } from './lint.ts';
import { plain } from './prose.ts';

/** Where each step stands by law: a step never follows one of a higher rank. */
const common = { ouverture: 1, interrogatoire: 2, temoins: 3, experts: 3 };
const end = { requisitions: 7, plaidoirie: 8, 'dernier-mot': 9, delibere: 10, decision: 11 };
const adults: Record<StepId, number> = { ...common, personnalite: 3, 'partie-civile': 6, ...end };
const minors: Record<StepId, number> = {
	...common,
	...{ parents: 4, educateur: 5, victime: 6, 'partie-civile': 6 },
	...end
};
/** Nobody may be left out: the court, the prosecution, the defence, the person on trial. */
const needed = ['ouverture', 'interrogatoire', ...Object.keys(end)];
const neededForMinors = ['parents', 'educateur'];

function ranksOf({ casefile }: Manuscript): Record<StepId, number> {
	return judgesMinors(casefile.procedure) ? minors : adults;
}

/** The procedure has the steps that the law orders, in its order. */
export const checkProcedure: LintRule = (manuscript) => {
	const { procedure } = manuscript.casefile;
	const at = inHeader(manuscript, 'procedure');
	const ranks = ranksOf(manuscript);
	const ids = procedure.steps.map(({ id }) => id);
	const wanted = [...needed, ...(judgesMinors(procedure) ? neededForMinors : [])];
	const missing = wanted.filter((id) => !ids.includes(id));
	if (missing.length > 0) {
		const problem = `la procédure ${quote(procedure.id)} n'a pas d'étape ${missing.map(quote).join(', ')}`;
		const remedy = 'choisir une procédure complète : la loi veut entendre chacun';
		return [refuse('etape-obligatoire', at, problem, remedy)];
	}
	let [highest, last] = [0, ''];
	for (const id of ids) {
		const rank = ranks[id] ?? highest;
		if (rank < highest) {
			const problem = `la procédure ${quote(procedure.id)} place ${quote(id)} après ${quote(last)}`;
			const remedy = `placer ${quote(id)} avant : la loi fixe cet ordre`;
			return [refuse('ordre-des-etapes', at, problem, remedy)];
		}
		if (rank > highest) [highest, last] = [rank, id];
	}
	return [];
};

/** What a case adds stands before the prosecution speaks: nothing is examined afterwards. */
export const checkPassages: LintRule = (manuscript) => {
	const ranks = ranksOf(manuscript);
	const { steps } = manuscript.casefile.procedure;
	const closing = steps.findIndex(({ id }) => id === 'requisitions');
	const late = ({ id, part }: Step, index: number) =>
		index > closing &&
		ranks[id] === undefined &&
		['opening', 'debates', 'deliberation'].includes(part);
	return steps.filter(late).map(({ id }) => {
		const remedy =
			'le placer avant « requisitions » : ensuite viennent la défense et le dernier mot';
		const problem = `le passage ${quote(id)} vient après les réquisitions`;
		return refuse('passage-apres-requisitions', atStep(manuscript, id), problem, remedy);
	});
};

/** The civil party, then the prosecution, then the defence, and the last word to the person on trial. */
export const checkClosing: LintRule = (manuscript) => {
	const cues = cuesOf(manuscript);
	const ranks = ranksOf(manuscript);
	const found: Finding[] = [];
	const tell = (code: LawCode, at: Spoken['at'], problem: string, remedy: string) =>
		found.push(refuse(code, at, problem, remedy));
	const prosecution = cues.findLastIndex(
		({ step, seat }) => step === 'requisitions' && seat.role === 'procureur'
	);
	const { procedure, seats } = manuscript.casefile;
	const has = (id: StepId) => procedure.steps.some((step) => step.id === id);
	if (prosecution < 0 && has('requisitions')) {
		const remedy = 'donner une réplique au procureur dans cette étape, même « — improvisé »';
		const at = atStep(manuscript, 'requisitions');
		tell('parquet-non-entendu', at, 'le procureur ne parle pas aux réquisitions', remedy);
	}
	if (
		has('plaidoirie') &&
		(seats.some(isDefence) || !judgesMinors(procedure)) &&
		!cues.some(({ step, seat }) => step === 'plaidoirie' && isDefence(seat))
	) {
		const remedy = 'donner une réplique à l’avocat de la défense dans cette étape';
		const at = atStep(manuscript, 'plaidoirie');
		tell('defense-non-entendue', at, 'la défense ne plaide pas', remedy);
	}
	const early = cues
		.slice(0, Math.max(0, prosecution))
		.find(({ step, seat }) => step === 'requisitions' && isDefence(seat));
	if (early) {
		const remedy = 'la placer dans « plaidoirie », après le procureur';
		tell('defense-avant-parquet', early.at, 'la défense plaide avant les réquisitions', remedy);
	}
	for (const { step, seat, at, part } of cues) {
		if (part !== 'debates' || !isCivilParty(seat) || (ranks[step] ?? 0) < end.requisitions)
			continue;
		const remedy = 'la faire parler avant le procureur';
		tell('partie-civile-apres-parquet', at, 'la partie civile parle après le parquet', remedy);
	}
	const last = cues.findLast(
		({ part, seat }) =>
			part === 'debates' &&
			!['juge', 'assesseur'].includes(seat.role) &&
			!['greffier', 'huissier'].includes(seat.role)
	);
	if (last && last.seat.role !== 'prevenu' && !isDefence(last.seat)) {
		const problem = `${quote(last.seat.id)} a la parole en dernier`;
		const remedy = 'finir les débats par une réplique de la personne poursuivie ou de son avocat';
		tell('dernier-mot', last.at, problem, remedy);
	} else if (has('dernier-mot')) {
		const spoken = cues.filter(({ step }) => step === 'dernier-mot').map(({ seat }) => seat);
		const silent = seats.filter(
			({ id, role }) => role === 'prevenu' && !spoken.some((seat) => seat.id === id)
		);
		if (silent.length > 0 && !spoken.some(isDefence)) {
			const problem = `la parole n'est pas donnée en dernier à ${silent.map(({ id }) => quote(id)).join(', ')}`;
			const remedy = 'lui écrire une réplique dans cette étape, ou à son avocat';
			tell('dernier-mot', atStep(manuscript, 'dernier-mot'), problem, remedy);
		}
	}
	return found;
};

const decides = french(/\ble tribunal (?:(?:vous|la|le) )?(?:déclare|relaxe|condamne|prononce)\b/i);

/** Only the tribunal deliberates, and nothing is decided before. */
export const checkDeliberation: LintRule = (manuscript) => {
	const found: Finding[] = [];
	for (const { part, seat, at, text } of cuesRead(manuscript)) {
		if (part === 'deliberation' && seat.side !== 'tribunal' && seat.role !== 'huissier') {
			const problem = `${quote(seat.id)} parle pendant le délibéré`;
			const remedy = 'retirer cette réplique : seuls les juges délibèrent';
			found.push(refuse('delibere-ferme', at, problem, remedy));
		}
		const before = part === 'opening' || part === 'debates' || part === 'deliberation';
		if (before && seat.side === 'tribunal' && decides.test(text)) {
			const remedy = 'garder la décision pour l’étape « decision », après le délibéré';
			found.push(
				refuse('decision-avant-delibere', at, 'décision annoncée avant le délibéré', remedy)
			);
		}
	}
	return found;
};

/** An appeal takes ten days. */
export const checkAppeal: LintRule = (manuscript) => {
	const { appeal } = manuscript.casefile.decision;
	if (/\b(?:dix|10) jours\b/i.test(plain(appeal))) return [];
	const remedy = 'écrire « dans un délai de dix jours »';
	const at = inDecision(manuscript, 'appel');
	return [refuse('delai-d-appel', at, 'le délai d’appel n’est pas dit', remedy)];
};
