/** The answer that the magistrate composed for this fiction is one that this court may order. */
import { quote, suggest } from '../finding.ts';
import { findUnlawful, offersFor } from '../law/composition.ts';
import type { Unlawful } from '../law/composition.ts';
import { tellQuantity } from '../law/quantity.ts';
import { refuse } from './law-codes.ts';
import { inDecision } from './law-hearing.ts';
import type { LintRule } from './lint.ts';

/** What is wrong in the whole, and how to mend it. */
const together: Partial<Record<Unlawful, [problem: string, remedy: string]>> = {
	'measures-missing': ['aucune mesure', 'en écrire une au moins'],
	'measure-repeated': ['une mesure est écrite deux fois', 'n’en garder qu’une'],
	'measure-not-alone': [
		'une mesure est écrite sans celle dont elle dépend',
		'écrire les deux : un module va avec sa mesure éducative, un sursis probatoire avec son suivi'
	],
	'measures-clash': ['la loi ne permet pas ces mesures ensemble', 'n’en garder qu’une partie'],
	'measure-compulsory': ['il manque une mesure que la loi impose', 'l’ajouter']
};

export const checkMeasures: LintRule = (manuscript, reference) => {
	const { casefile } = manuscript;
	const { measures: ordered } = casefile.decision.sealed;
	if (!ordered || reference.measures.entries.length === 0) return [];
	const charges = casefile.settled ?? casefile.charges.map(({ id }) => id);
	const offers = offersFor(casefile, charges);
	const alone = ordered.flatMap(({ id, quantity }, index) => {
		const at = inDecision(manuscript, 'mesures', index);
		const offer = offers.find((measure) => measure.id === id);
		if (!offer) {
			const why = casefile.barred?.find((measure) => measure.id === id)?.why;
			const known = offers.map((measure) => measure.id);
			const problem = why ? `${quote(id)} : ${why}` : `mesure ${quote(id)} impossible ici`;
			return refuse('mesure-interdite', at, problem, suggest(id, known));
		}
		const { bounds } = offer;
		const isAmiss = findUnlawful({ measures: [strip(offer)] }, charges, [
			{ id, ...(quantity !== undefined && { quantity }) }
		]);
		if (!isAmiss) return [];
		const remedy = bounds
			? `écrire « quantite » de ${tellQuantity(bounds.unit, bounds.least)} à ${tellQuantity(bounds.unit, bounds.most)}`
			: 'retirer « quantite » : cette mesure n’en a pas';
		return refuse('mesure-interdite', at, `quantité de ${quote(id)} hors de la loi`, remedy);
	});
	if (alone.length > 0) return alone;
	const told = together[findUnlawful(casefile, charges, ordered) ?? 'measure-unknown'];
	return told ? [refuse('mesure-interdite', inDecision(manuscript, 'mesures'), ...told)] : [];
};

/** The measure by itself, so that only its quantity is looked at. */
function strip(measure: ReturnType<typeof offersFor>[number]) {
	const { beside: _, requires: _also, alone: _alone, clashes: _not, ...rest } = measure;
	return rest;
}
