/** What is judged of the tablet itself. */
import { good, thin, unmeasured, type Judges } from './finding.ts';

export const tabletJudges: Judges<'browser' | 'storage' | 'clock' | 'screen' | 'awake'> = {
	browser: {
		title: 'Navigateur',
		fault: 'Navigateur à mettre à jour',
		judge: ({ recent }) =>
			recent
				? good('assez récent')
				: {
						state: 'failure',
						found: 'trop ancien',
						remedy:
							'Mettez le navigateur ou la tablette à jour : il faut Safari 15.6, Chrome 109, Edge 109 ou Firefox 121, ou plus récent.'
					}
	},
	storage: {
		title: 'Cookies et mémoire',
		fault: 'Cookies ou mémoire bloqués',
		judge: (fact) => {
			if (!fact) return unmeasured;
			if (!fact.cookies && fact.allowed)
				return {
					state: 'failure',
					found: 'cookies perdus en route',
					remedy:
						'La tablette garde les cookies, mais ils ne reviennent pas au serveur : la personne qui gère le réseau doit laisser passer les en-têtes Cookie et Set-Cookie de cette adresse.',
					blames: 'network'
				};
			if (!fact.cookies)
				return {
					state: 'failure',
					found: 'cookies refusés',
					remedy:
						'Autorisez les cookies pour cette adresse dans les réglages du navigateur : sans eux, la tablette oublie sa place. Prétoire n’en pose qu’un par salle, et aucun ne suit personne.'
				};
			if (!fact.local)
				return {
					state: 'warning',
					found: 'mémoire du navigateur refusée',
					remedy:
						'L’audience marche, mais le confort de lecture et une réponse en cours ne survivent pas à une page rechargée. Quittez la navigation privée, ou autorisez le stockage pour cette adresse.'
				};
			return good('acceptés');
		}
	},
	clock: {
		title: 'Horloge',
		fault: 'Horloge mal réglée',
		judge: (gap) => {
			if (gap === null) return unmeasured;
			const seconds = Math.round(Math.abs(gap) / 1000);
			if (seconds <= 60) return good(seconds < 2 ? 'à l’heure' : `à ${seconds}${thin}s près`);
			return {
				state: 'warning',
				found: `${gap > 0 ? 'en retard' : 'en avance'} de ${tellLong(seconds)}`,
				remedy:
					'Prétoire compte le temps à l’heure du serveur : l’audience n’en souffre pas. Mettez pourtant la tablette à l’heure automatique : au-delà, les sites en https peuvent se fermer.'
			};
		}
	},
	screen: {
		title: 'Écran',
		fault: 'Écran trop petit',
		judge: ({ width, height, zoom }) => {
			const enlarged = zoom === 100 ? '' : `, agrandi à ${zoom}${thin}%`;
			const found = `${width} × ${height}${enlarged}`;
			if (width < 320)
				return {
					state: 'failure',
					found,
					remedy: 'Réduisez l’agrandissement du navigateur : il faut au moins 320 points de large.'
				};
			if (width < 600)
				return {
					state: 'note',
					found,
					remedy:
						'Une place y tient tout entière. Pour la régie et l’écran de salle, prenez plus grand.'
				};
			return good(found);
		}
	},
	awake: {
		title: 'Mise en veille',
		judge: ({ secure, lock }) =>
			secure && lock
				? good('écran gardé allumé')
				: {
						state: 'note',
						found: secure ? 'non réglable par la page' : 'adresse en http://',
						remedy: secure
							? 'Ce navigateur ne laisse pas une page garder l’écran allumé : réglez la mise en veille de la tablette sur « jamais », au moins pour la machine de l’écran de salle.'
							: 'En http://, une page ne peut pas garder l’écran allumé, et qui écoute le réseau peut lire ce qui passe. Réglez la mise en veille sur « jamais » ; pour un usage durable, passez en https://.'
					}
	}
};

function tellLong(seconds: number): string {
	if (seconds < 120) return `${seconds}${thin}s`;
	const minutes = Math.round(seconds / 60);
	return minutes < 120 ? `${minutes}${thin}min` : `${Math.round(minutes / 60)}${thin}h`;
}
