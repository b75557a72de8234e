/** The French of the debrief: its six phases, and what commits to the decision kept closed. */
import type { DebriefPhaseId } from '../../casefile/debrief-sheet.ts';
import type { View } from '../../trial/view.ts';
import { tellPieces as tellThese } from '../screen/words.ts';

export type Opened = NonNullable<NonNullable<View['sealed']>['opened']>;
type Seal = NonNullable<View['sealed']>['seal'];

/** What each phase is called on the screen. */
export const phaseTitles: Record<DebriefPhaseId, string> = {
	ressenti: 'Ce que j’ai ressenti dans mon rôle',
	bascules: 'Les moments où tout bascule',
	'points-de-vue': 'Les points de vue',
	'vrai-faux': 'Vrai, ou idée reçue ?',
	'et-si': 'Et si… ?',
	aides: 'Qui peut aider ?'
};

/** In the régie, where six stand in a row. */
export const phaseNames: Record<DebriefPhaseId, string> = {
	ressenti: 'Ressenti',
	bascules: 'Bascules',
	'points-de-vue': 'Points de vue',
	'vrai-faux': 'Vrai ou faux',
	'et-si': 'Et si…',
	aides: 'Aides'
};

/** « 3F2A 9C01 77AB 10CD »: the beginning of a digest, as one compares it. */
export const tellDigest = (digest: string): string =>
	(digest.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join(' ');

/** What was found as it was opened. */
export function tellCheck(check: Opened['check'], digest: string | undefined): string {
	if (check === 'intact')
		return `Scellée avant l’audience, et intacte : ${tellDigest(digest ?? '')}.`;
	if (check === 'altered')
		return 'Attention : ce texte n’est pas celui qui a été scellé avant l’audience. Son empreinte est différente.';
	return check === 'lost'
		? 'Le texte scellé n’a pas été retrouvé. Voici la décision prévue par l’affaire.'
		: '';
}

/** Whose decision it is. */
export function nameSealed(
	seal: Seal | undefined,
	opened: Pick<Opened, 'check'> | null | undefined,
	reviewed: boolean
): string {
	const isOwn = seal?.by === 'magistrate' && opened?.check !== 'lost';
	if (isOwn) return 'Le magistrat de cette audience';
	return reviewed ? 'La décision d’un magistrat' : 'Une décision possible';
}

/** « pièces 1, 2 et 5 », « pièce 4 » */
export function tellPieces(numbers: readonly string[]): string {
	const last = numbers.at(-1) ?? '';
	if (numbers.length < 2) return `pièce ${last}`;
	return `pièces ${numbers.slice(0, -1).join(', ')} et ${last}`;
}

/** What the two found themselves on, and what the room never debated: one sentence each. */
export function tellDifferences({ exhibits }: Pick<Opened, 'exhibits'>): string[] {
	const { both, tribunal, magistrate, undebated } = exhibits;
	const debated = magistrate.filter((id) => !undebated.includes(id));
	return [
		...(both.length > 0 ? [`Les deux s’appuient sur ${tellThese(both)}.`] : []),
		...(tribunal.length > 0 ? [`Votre tribunal seul cite ${tellThese(tribunal)}.`] : []),
		...(debated.length > 0 ? [`L’autre décision seule cite ${tellThese(debated)}.`] : []),
		...(undebated.length > 0
			? [`Jamais débattu dans cette audience : ${tellPieces(undebated)}.`]
			: [])
	];
}
