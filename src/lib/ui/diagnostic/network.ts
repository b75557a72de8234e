/** What is judged of the road between the tablet and Prétoire. */
import { good, thin, unmeasured, type Finding, type Judges } from './finding.ts';

const tell = (value: number, unit: string): string =>
	`${value.toLocaleString('fr-FR', { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;

const blocked = {
	cut: 'Vérifiez le Wi-Fi de la tablette, puis que Prétoire est ouvert sur la machine qui le porte. Un Wi-Fi « invités » isole souvent les tablettes : prenez celui de l’établissement.',
	down: 'Quelque chose répond à la place de Prétoire que le service est arrêté : relancez Prétoire sur la machine qui le porte.',
	crowded:
		'Beaucoup de tablettes ont mesuré depuis ce réseau : attendez dix minutes, puis refaites la mesure.'
};
/** Nothing upstream explains it: the network went away meanwhile. */
const lost: Finding = {
	state: 'failure',
	found: 'coupé pendant la mesure',
	remedy: blocked.cut
};
const askToAllow = (site: string): string =>
	`Demandez à la personne qui gère le réseau d’autoriser ${site}, toutes les adresses qui commencent ainsi comprises.`;

export const networkJudges: Judges<
	'answer' | 'address' | 'polling' | 'websocket' | 'roundTrip' | 'load'
> = {
	answer: {
		title: 'Prétoire répond',
		fault: 'Prétoire ne répond pas',
		judge: (fact, site) => {
			if (fact === 'ours') return good('sans filtre');
			if (fact === 'filtered' || fact === 'refused')
				return {
					state: 'failure',
					found: 'un filtre a répondu à la place de Prétoire',
					remedy: askToAllow(site)
				};
			const found = {
				cut: 'aucune réponse',
				down: 'service arrêté',
				crowded: 'trop de mesures à la fois'
			}[fact];
			const state = fact === 'crowded' ? 'warning' : 'failure';
			return { state, found, remedy: blocked[fact] };
		}
	},
	address: {
		title: 'Adresse',
		fault: 'Adresse changée en route',
		judge: (fact) => {
			if (!fact) return unmeasured;
			const { seen, asked } = fact;
			if (seen.origin === asked) return good(asked);
			return {
				state: 'failure',
				found: `vous demandez ${asked}, le serveur lit ${seen.origin}`,
				remedy:
					seen.forwarded === 'ignored'
						? 'Le serveur placé devant Prétoire dit bien l’adresse, mais Prétoire ne le croit pas : donnez son adresse IP dans PRETOIRE_TRUSTED_PROXIES.'
						: 'Le serveur placé devant Prétoire change l’adresse : il doit transmettre Host, ou X-Forwarded-Host et X-Forwarded-Proto. Montrez cette ligne à la personne qui l’a installé.'
			};
		}
	},
	polling: {
		title: 'Liaison simple',
		fault: 'Pas de liaison simple',
		judge: (fact, site) => {
			if (fact === 'open') return good('ouverte');
			if (fact === 'crowded' || fact === 'down') return unmeasured;
			if (fact === 'refused')
				return {
					state: 'failure',
					found: 'refusée par Prétoire',
					remedy:
						'Prétoire ne reconnaît pas sa propre adresse : réglez d’abord la ligne « Adresse ».'
				};
			return {
				state: 'failure',
				found: fact === 'cut' ? 'coupée' : 'bloquée par un filtre',
				remedy: fact === 'cut' ? blocked.cut : askToAllow(`${site}/socket.io/`)
			};
		}
	},
	websocket: {
		title: 'Liaison directe (WebSocket)',
		fault: 'Pas de liaison directe (WebSocket)',
		judge: (fact) =>
			fact !== null
				? good('ouverte')
				: {
						state: 'warning',
						found: 'bloquée ou retenue en route',
						remedy:
							'L’audience marche par la liaison simple, un peu moins vive. Pour mieux : demandez à la personne qui gère le réseau de laisser passer WebSocket vers cette adresse, sans le retenir.'
					}
	},
	roundTrip: {
		title: 'Aller-retour',
		fault: 'Aller-retour lent ou coupé',
		judge: (ms) => {
			if (ms === null) return lost;
			const found = `${tell(ms, 'ms')}, au milieu de dix`;
			if (ms <= 250) return good(found);
			return {
				state: ms <= 1_500 ? 'warning' : 'failure',
				found,
				remedy:
					'Le réseau est lent ou très occupé : rapprochez-vous de la borne Wi-Fi, fermez les vidéos et les mises à jour, puis refaites la mesure à l’heure de la séance.'
			};
		}
	},
	load: {
		title: 'Débit',
		fault: 'Débit faible ou coupé',
		judge: (fact) => {
			if (!fact) return lost;
			const rate = (fact.bytes * 8) / fact.ms / 1_000;
			const found = `${tell(rate, 'Mbit/s')}, sur ${Math.round(fact.bytes / 1_000)}${thin}ko`;
			if (rate >= 1) return good(found);
			return {
				state: rate >= 0.1 ? 'warning' : 'failure',
				found,
				remedy:
					'Les tablettes entreront lentement : faites-les entrer par petits groupes, quelques minutes avant, et rapprochez-les de la borne Wi-Fi.'
			};
		}
	}
};
