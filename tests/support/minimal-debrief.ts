/** The debrief of the minimal case. */
import { canary } from './canary.ts';

const minutes = {
	ressenti: 3,
	bascules: 4,
	'points-de-vue': 5,
	'vrai-faux': 5,
	'et-si': 5,
	aides: 3
};

/** `debrief.md`. */
export function minimalDebriefText(): string {
	const phases = Object.entries(minutes).map(
		([id, length]) => `## ${id} — ${length} minutes

> Nous en sommes à ${id}. ${canary(`debrief ${id}`)}

- Qui veut répondre ?
- Et vous ?
${id === 'vrai-faux' ? claims : ''}`
	);
	const questions = [1, 2, 3, 4, 5, 6].map((axis) => `- ${axis} : Que dire de l’axe ${axis} ?`);
	return `${phases.join('\n')}
## axes

${questions.join('\n')}
`;
}

const claims = ['un', 'deux', 'trois']
	.map(
		(name, index) => `
### ${index === 0 ? 'vrai' : 'faux'} : « L’affirmation ${name}. »

La réponse ${name}. ${canary(`reponse ${name}`)}
Source : Observatoire ${name}, vérifié le 2026-11-23
`
	)
	.join('');
