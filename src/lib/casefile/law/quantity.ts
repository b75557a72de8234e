import type { Unit } from './measure.ts';

const words: Record<Unit, readonly [one: string, many: string]> = {
	jours: ['jour', 'jours'],
	mois: ['mois', 'mois'],
	heures: ['heure', 'heures'],
	euros: ['€', '€']
};

/** « 70 heures », « 2 ans », « 1 500 € »: a quantity as it is read and written. */
export function tellQuantity(unit: Unit, quantity: number): string {
	if (unit === 'mois' && quantity >= 12) {
		const years = Math.floor(quantity / 12);
		const rest = quantity % 12;
		return `${years}\u00a0${years > 1 ? 'ans' : 'an'}${rest ? ` et ${rest}\u00a0mois` : ''}`;
	}
	const digits = String(quantity).replace(/\B(?=(\d{3})+$)/g, '\u202f');
	return `${digits}\u00a0${words[unit][quantity > 1 ? 1 : 0]}`;
}
