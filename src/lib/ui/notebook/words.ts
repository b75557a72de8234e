/** The French of notebooks. */
import type { Side } from '../../casefile/casefile.ts';
import type { NoteRefusal } from '../../protocol/notebook.ts';
import type { NotebookView } from '../../trial/notebook.ts';
import { sideMarks } from '../kit/sides.ts';
import { tell, type Address, type Sentence } from '../words.ts';

/** Said at the top of every notebook. */
export const warning: Sentence = [
	'Un adulte peut lire : parle du dossier, jamais de toi.',
	'Les élèves savent qu’un adulte peut lire. Vous lisez, vous n’écrivez pas.'
];

/** Who shares the notebook, in a few words; `several`: this browser opens more than one of this kind. */
export function tellNotebook({ kind, title, side }: NotebookView, several = false): string {
	switch (kind) {
		case 'equipe':
			return several && title ? title : 'Mon équipe';
		case 'camp':
			return side ? `Tout le camp : ${sideMarks[side].word.toLowerCase()}` : 'Tout le camp';
		case 'delibere':
			return 'Délibéré';
		case 'note-audience':
			return 'Note d’audience';
		case 'mission':
			return several && title ? title : 'Ma mission';
	}
}

/** The same for an adult, who reads them all. */
export const nameNotebook = (notebook: NotebookView): string =>
	notebook.kind === 'camp' && notebook.side
		? `${sideMarks[notebook.side].word}, tout le camp`
		: tellNotebook(notebook, true);

/** Who reads it, said under its name. */
export const readers: Record<NotebookView['kind'], string> = {
	equipe: 'Ton équipe seule écrit ici.',
	camp: 'Toutes les équipes de ton camp écrivent ici.',
	delibere: 'Le tribunal écrit ensemble : personne ne voit qui a écrit quoi.',
	'note-audience': 'Ce qui se dit à l’audience. Le tribunal la lira pendant le délibéré.',
	mission: 'Ton carnet d’observation.'
};

/** What an empty page says. */
export const invitations: Record<NotebookView['kind'], string> = {
	equipe: 'Écris ici avec ton équipe : ce que vous voulez dire, et les pièces qui le montrent.',
	camp: 'Écrivez ici pour tout le camp : qui dit quoi, et dans quel ordre.',
	delibere: 'Écrivez ici vos raisons, avec des mots simples.',
	'note-audience': 'Écris ce qui se dit. Chaque ligne porte son étape et son heure.',
	mission: 'Note ce que tu vois et ce que tu entends. Pas ce que tu devines.'
};

const refusals: Record<NoteRefusal, Sentence> = {
	'not-yours': ['Ce carnet n’est plus à ta place.', 'Ce carnet n’est pas ouvert à cet appareil.'],
	'read-only': ['Ce carnet ne s’écrit plus. Tu peux encore le lire.', 'Ce carnet ne s’écrit plus.'],
	'too-large': [
		'C’est trop long d’un seul coup. Ajoute-le en plusieurs fois.',
		'C’est trop long d’un seul coup.'
	],
	'too-fast': [
		'Doucement : attends une seconde.',
		'Trop de gestes à la fois : attendez une seconde.'
	],
	full: ['Ce carnet est plein. Efface ce qui ne sert plus, puis écris.', 'Ce carnet est plein.'],
	malformed: [
		'La salle n’a pas compris ce qui vient d’être écrit. Voici le carnet comme elle l’a.',
		'La salle n’a pas compris ce qui vient d’être écrit.'
	],
	muted: [
		'Cette tablette n’écrit plus dans les carnets pendant cinq minutes. Tu peux encore lire. Si tu dois écrire maintenant, dis-le à l’adulte : une autre tablette le peut.',
		'Cet appareil n’écrit plus dans les carnets pendant cinq minutes.'
	],
	unreadable: [
		'Ce carnet ne s’ouvre plus pour le moment. Ce que tu as écrit est gardé sur cette tablette : garde la page. Dis-le à l’adulte et, en attendant, écris sur papier.',
		'Ce carnet ne s’ouvre plus : il est mis de côté quelques minutes, puis réessayé. Les autres carnets et l’audience continuent. En attendant, faites écrire l’équipe sur papier.'
	],
	unavailable: [
		'Les carnets reviennent dans un instant. Ce que tu écris est gardé.',
		'Les carnets reviennent dans un instant.'
	]
};
export const tellNoteRefusal = (reason: NoteRefusal, to: Address = 'tu'): string =>
	tell(refusals[reason], to);

/** Titles to fill in: a plan of plea, or of what a place has to write. */
export const plans: Partial<Record<Side | 'delibere' | 'mission', readonly string[]>> = {
	parquet: [
		'Ce qui est reproché',
		'Ce que montrent les pièces',
		'Ce que dit la loi',
		'Ce que nous demandons au tribunal'
	],
	defense: [
		'Ce que nous reconnaissons, ce que nous contestons',
		'Ce que les pièces montrent, et ce qu’elles ne montrent pas',
		'Qui est la personne que nous défendons',
		'Ce que nous demandons au tribunal'
	],
	'partie-civile': [
		'Ce que la victime a vécu',
		'Ce que montrent les pièces',
		'Ce que nous demandons au tribunal'
	],
	temoins: ['Ce que j’ai vu ou entendu moi-même', 'Ce que je ne sais pas'],
	delibere: [
		'Ce qui est sûr, et par quelle pièce',
		'Ce qui reste douteux',
		'Nos raisons, avec des mots simples'
	],
	mission: ['Ce que je vois', 'Ce que j’entends', 'La question que je garde pour la fin']
};
