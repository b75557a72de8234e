import type { Helpline } from '$lib/casefile/law/helplines.ts';

const month = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** « vérifié en novembre 2025 »; after six months the adults are asked to check again. */
export function tellChecked({ checkedOn }: Pick<Helpline, 'checkedOn'>, stale: boolean): string {
	if (!checkedOn) return 'à revérifier';
	const read = new Date(`${checkedOn}-01T00:00:00Z`);
	return `vérifié en ${month.format(read)}${stale ? ', à revérifier' : ''}`;
}
