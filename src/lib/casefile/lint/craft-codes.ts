/** The stable codes of what makes a case hard to play, each with its weight and where it comes from. */
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';

const grid = 'grille de qualité d’une affaire';

const codes = {
	'nombre-de-pieces': { severity: 'warning', source: grid },
	'lecture-difficile': { severity: 'warning', source: 'LIX, Björnsson 1968 : 40 au plus' },
	'version-facile-difficile': { severity: 'warning', source: 'LIX, Björnsson 1968' },
	'sans-piece-a-charge': { severity: 'warning', source: `${grid} ; CPP 427` },
	'sans-piece-a-decharge': { severity: 'warning', source: `${grid} ; CPP 427` },
	'bilan-sans-favorable': { severity: 'warning', source: `${grid} ; CJPM L521-24` },
	'bilan-sans-reserve': { severity: 'warning', source: `${grid} ; CJPM L521-24` },
	'bilan-hors-sanction': { severity: 'warning', source: `${grid} ; CJPM L521-7` },
	'sans-plan-dessine': { severity: 'warning', source: grid },
	'sans-conversation': { severity: 'warning', source: grid },
	'sans-adulte-aidant': { severity: 'warning', source: grid },
	'rien-a-faire': { severity: 'warning', source: 'chacun a quelque chose à faire à chaque étape' },
	'attente-trop-longue': { severity: 'warning', source: 'pas plus de 4 minutes sans rien faire' }
} as const satisfies Record<string, { severity: Finding['severity']; source: string }>;

/** Tells a finding of craft, with the weight of its code. */
export function tellCraft(
	code: keyof typeof codes,
	file: string,
	line: number,
	problem: string,
	remedy: string
): Finding[] {
	return [finding(file, line, problem, remedy, { code, ...codes[code] })];
}
