/** How measures are told on screen. */
import type { Measure, Nature, Unit } from '../../casefile/law/measure.ts';
import type { Adoption } from '../../trial/event.ts';

const unitWords: Record<Unit, readonly [one: string, many: string]> = {
	jours: ['jour', 'jours'],
	mois: ['mois', 'mois'],
	heures: ['heure', 'heures'],
	euros: ['€', '€']
};
export const unitWord = (unit: Unit, quantity = 2): string => unitWords[unit][quantity > 1 ? 1 : 0];

const number = new Intl.NumberFormat('fr-FR');
/** « 6 mois », « 24 mois (2 ans) »: as it is counted, and as it is read. */
export function quantityWords(unit: Unit, quantity: number): string {
	const counted = `${number.format(quantity)}\u00a0${unitWord(unit, quantity)}`;
	if (unit !== 'mois' || quantity < 12 || quantity % 12 > 0) return counted;
	return `${counted} (${quantity / 12}\u00a0${quantity < 24 ? 'an' : 'ans'})`;
}

/** « de 20 à 400 heures » */
export const boundsWords = ({ unit, least, most }: NonNullable<Measure['bounds']>): string =>
	`de ${number.format(least)} à ${quantityWords(unit, most)}`;

/** Thought of in this order: prison last. */
export const groups: { title: string; natures: Nature[] }[] = [
	{ title: 'Jusqu’à la seconde audience', natures: ['provisoire'] },
	{ title: 'D’abord, les réponses éducatives', natures: ['educative'] },
	{ title: 'Sans autre mesure ni peine', natures: ['dispense'] },
	{ title: 'Les peines, si elles sont nécessaires', natures: ['peine', 'complementaire'] }
];

export const adoptionWords: Record<Adoption, { verb: string; meaning: string }> = {
	adopter: { verb: 'Adopter', meaning: 'Cette réponse convient, prise en entier' },
	rejeter: { verb: 'Ne pas adopter', meaning: 'La présidence en proposera une autre' }
};
