/** The words of the opening page. */
import type { Format } from '../../casefile/procedure.ts';

/** What each format means for the one who chooses. */
export const formatWords: Record<Format, { title: string; means: string }> = {
	'110': {
		title: '110 minutes d’affilée',
		means: 'Deux heures de cours. L’audience entière, et 25 minutes de retour.'
	},
	'55': {
		title: '55 minutes',
		means: 'Le dossier est lu avant. L’audience va plus vite ; 15 minutes de retour.'
	},
	'2x55': {
		title: 'Deux fois 55 minutes',
		means: 'Une pause au milieu, le même jour ou un autre. Tout reste en place.'
	}
};

/** The six axes a case may work on. */
export const axisWords: Record<number, string> = {
	1: 'savoir dire non',
	2: 'un avenir à soi',
	3: 'le moment de bascule',
	4: 'familles et voisins',
	5: 'ce que dit la loi',
	6: 'la demande'
};

/** « 110, 55 ou 2 × 55 minutes »: what each format lasts, debrief included. */
export const tellMinutes = (minutes: Record<Format, number>): string =>
	`${minutes['110']}, ${minutes['55']} ou 2 × ${Math.ceil(minutes['2x55'] / 2)} minutes`;

/** `most`: « 6 Mo ». */
export const tooHeavy = (most: string): string =>
	`Ce fichier est trop lourd : une affaire pèse ${most} au plus, images et sons compris.`;
export const lost = 'Le serveur n’a pas répondu. Vérifiez le réseau, puis recommencez.';
