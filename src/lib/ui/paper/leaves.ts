import type { Leaf } from '../../protocol/paper.ts';

/** What each part of the paper hearing is, in the words of whoever prints it. */
export const leafWords: Record<Leaf, string> = {
	affiche: 'Affiche, avec le code',
	cartes: 'Cartes de place',
	conducteur: 'Conducteur et minutes',
	places: 'Fiches des places',
	pieces: 'Pièces du dossier',
	bulletins: 'Bulletins du délibéré',
	decision: 'Décision à lire',
	glossaire: 'Mots du procès',
	aides: 'Qui peut aider'
};
