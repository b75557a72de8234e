/** The procedure of the minimal case, and its script. */
import { canary } from './canary.ts';

// [step, part, minutes in 110, in 55, in 2 × 55, protected]
const steps: [string, string, number, number, number, number?][] = [
	['accueil', 'welcome', 6, 2, 6],
	['t0', 'welcome', 4, 4, 4],
	['dossier', 'reading', 10, 0, 13],
	['ouverture', 'opening', 4, 2, 5],
	['interrogatoire', 'debates', 10, 6, 12],
	['temoins', 'debates', 6, 3, 7],
	['parents', 'debates', 3, 2, 4],
	['educateur', 'debates', 3, 2, 4],
	['requisitions', 'debates', 5, 3, 5, 3],
	['plaidoirie', 'debates', 6, 3, 5, 3],
	['dernier-mot', 'debates', 2, 1, 2],
	['delibere', 'deliberation', 8, 4, 6],
	['decision', 'decision', 4, 2, 3],
	['sortie-de-role', 'role-exit', 4, 1, 2],
	['debrief', 'debrief', 25, 15, 25],
	['t1', 'closing', 4, 4, 4],
	['ressources', 'closing', 6, 1, 3]
];

const cues: Record<string, string> = {
	ouverture: `
### juge/president

L'audience est ouverte. Il est reproché à Sacha une complicité (CP 222-37, 121-6 et 121-7) et une offre (CP 222-39). ${canary('ouverture.1')}

Vous avez le droit de faire des déclarations, de répondre aux questions ou de vous taire.

### greffier/g — montre 1

Voici la première pièce. ${canary('ouverture.2')}
`,
	interrogatoire: `
### juge/president — improvisé

- Que s'est-il passé ? ${canary('interrogatoire.1')}
- Qui vous a écrit ?

### prevenu/sacha — improvisé

- Raconte la matinée. ${canary('interrogatoire.2')}

### greffier/g — montre 2

Voici les messages. ${canary('interrogatoire.3')}
`,
	temoins: `
### huissier/h — appelle temoin/t

Le témoin peut entrer. ${canary('temoins.1')}

### temoin/t

J'ai vu quelqu'un qui attendait. ${canary('temoins.2')}
`,
	educateur: `
### avocat/sacha — verse 3

La défense verse la pièce 3.

### juge/president

Le parquet a-t-il une observation sur cette pièce ?
`,
	requisitions: `
### procureur/p — improvisé

- Ce qui est établi. ${canary('requisitions.1')}
- Ce qui reste discuté.
`,
	plaidoirie: `
### avocat/sacha — improvisé, montre 3

- Ce qui n'est pas prouvé. ${canary('plaidoirie.1')}
`,
	'dernier-mot': `
### prevenu/sacha — improvisé

- Un mot, ou rien. ${canary('dernier-mot.1')}
`
};

/** `procedures/minimale.yaml`. */
export function minimalProcedureText(): string {
	return `id: minimale
juridiction: Tribunal pour enfants
audience: Audience d'essai
restreinte: true
verifie_le: 2026-11-23
etapes:
${steps
	.map(
		([id, part, long, short, twice, turn]) => `  - id: ${id}
    titre: Étape ${id}
    partie: ${part}
    minutes: { "110": ${long}, "55": ${short}, "2x55": ${twice} }
${turn ? `    protege: ${turn}\n` : ''}${id === 'educateur' ? '    pause_apres: true\n' : ''}    droit:
      - texte: Note de droit de l'étape.
        source: CJPM L511-1
`
	)
	.join('')}formules:
  coupable: 'Le tribunal déclare {personne} coupable : {faits}.'
  relaxe: 'Le tribunal relaxe {personne} : {faits}.'
  sur_une_piece: 'Il se fonde sur la pièce {piece}.'
  sur_des_pieces: 'Il se fonde sur les pièces {pieces} et {derniere}.'
`;
}

/** `deroule.md`. */
export function minimalScriptText(): string {
	return steps.map(([id]) => section(id)).join('\n');
}

function section(step: string): string {
	return `## ${step}

> Nous en sommes à l'étape ${step}.

- Qui veut parler ?
- Que dit le dossier ?
- Que reste-t-il à savoir ?
${cues[step] ?? ''}`;
}
