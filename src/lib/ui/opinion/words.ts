/** The French of the class's own voice: what is asked, what may be answered, what is told of the answers. */
import type { Charge } from '../../casefile/casefile.ts';
import type { PollAnswer } from '../../trial/poll.ts';
import type { View } from '../../trial/view.ts';

type Opinion = NonNullable<View['opinion']>;
export type Result = Opinion['results'][number];
export type Open = NonNullable<Opinion['open']>;
type Poll = Pick<Result, 'kind' | 'charge' | 'moment'>;

export const answerWords: Record<PollAnswer, string> = {
	oui: 'Oui',
	non: 'Non',
	nsp: 'Je ne sais pas'
};

/** The share of each answer that may be given, in their order. */
export const sharesOf = ({ shares }: Pick<Result, 'shares'>) =>
	(['oui', 'non', 'nsp'] as const).flatMap((answer) => {
		const share = shares[answer];
		return share === undefined ? [] : [{ answer, share }];
	});

export const exercise = 'C’est un exercice : dans un vrai tribunal, le public ne vote pas.';

export const nameKind = ({ kind }: Pick<Poll, 'kind'>): string =>
	kind === 'avis' ? 'L’avis de la classe' : 'Le baromètre de la classe';

/** « premier moment »: which of the three. */
const nameMoment = ({ moment }: Pick<Poll, 'moment'>): string =>
	['premier moment', 'deuxième moment', 'troisième moment'][(moment ?? 1) - 1] ?? '';

/** What it is about: the words of the charge, the sanction, or which moment. */
export function nameSubject(poll: Poll, charges: readonly Charge[]): string {
	if (poll.kind === 'barometre') return nameMoment(poll);
	return charges.find(({ id }) => id === poll.charge)?.label ?? 'la réponse du tribunal';
}

/** The question itself, to a class or to one pupil. */
export function tellQuestion({ kind, charge }: Poll, whom: 'toi' | 'vous' = 'toi'): string {
	const you = whom === 'toi' ? 'toi' : 'vous';
	if (kind === 'barometre')
		return `À ce stade, les faits ${whom === 'toi' ? 'te' : 'vous'} semblent-ils prouvés ?`;
	return charge
		? `Pour ${you}, ces faits sont-ils établis ?`
		: `Pour ${you}, une réponse éducative suffit-elle ?`;
}

/** « 12 réponses sur 18 attendues » */
export const tellProgress = ({ answered, expected }: { answered: number; expected: number }) =>
	`${answered} ${answered > 1 ? 'réponses' : 'réponse'} sur ${expected} attendues`;

/** « Oui : 6. Non : 4. En tout, 10 réponses. » */
export function tellTotals(answers: readonly PollAnswer[], totals: Record<PollAnswer, number>) {
	const all = answers.reduce((sum, answer) => sum + (totals[answer] || 0), 0);
	const each = answers.map((answer) => `${answerWords[answer]} : ${totals[answer] || 0}.`);
	return `${each.join(' ')} En tout, ${all} ${all > 1 ? 'réponses' : 'réponse'}.`;
}

/** Where figures stand alone. */
export const about = '(environ)';

/** « environ 6 sur 10 »; true of every count that is so rounded, and of a small class in words alone. */
export function tellShare(share: number, of: Result['of']): string {
	if (of === 2) return ['moins d’un tiers', 'une partie', 'plus des deux tiers'][share] ?? '';
	if (share === 0) return `moins de 1 sur ${of}`;
	return share === of ? `plus de ${of - 1} sur ${of}` : `environ ${share} sur ${of}`;
}

/** « 6/10 »: the same, for a room. */
export function tellBriefly(share: number, of: Result['of']): string {
	if (of === 2) return ['< 1/3', 'une partie', '> 2/3'][share] ?? '';
	if (share === 0) return `< 1/${of}`;
	return share === of ? `> ${of - 1}/${of}` : `${share}/${of}`;
}

/** From how many answers, and counted how. */
export const tellBasis = ({ atLeast, paper }: Result): string =>
	`${atLeast} réponses au moins${paper ? ', comptées sur papier' : ''}. Chiffres arrondis.`;
