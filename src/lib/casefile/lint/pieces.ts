/** The pieces of a case: enough of them, for and against, of several kinds. */
import { files as named } from '../sheets.ts';
import { tellCraft } from './craft-codes.ts';
import type { LintRule, Manuscript } from './lint.ts';

const fewest = 8;
const most = 10;

/** A class reads eight to ten pieces. */
export const checkPieceCount: LintRule = ({ casefile: { exhibits } }) => {
	if (exhibits.length >= fewest && exhibits.length <= most) return [];
	const problem = `${exhibits.length} pièces`;
	const remedy = `en écrire de ${fewest} à ${most}`;
	return tellCraft('nombre-de-pieces', named.header, 1, problem, remedy);
};

/** Where guilt is decided, each charge is discussed: a piece for it, and one against. */
export const checkBothSides: LintRule = (manuscript) => {
	const { sheets, casefile } = manuscript;
	if (!decidesGuilt(manuscript)) return [];
	return casefile.charges.flatMap(({ id }, index) => {
		const line = sheets.header?.lineOf(['prevention', index]) ?? 1;
		const tell = (code: 'sans-piece-a-charge' | 'sans-piece-a-decharge', key: string) =>
			tellCraft(
				code,
				named.header,
				line,
				`aucune pièce ne ${key === 'a_charge' ? 'soutient' : 'fragilise'} le chef « ${id} »`,
				`écrire « ${key}: [${id}] » dans une pièce qui le fait`
			);
		return [
			...(casefile.exhibits.some(({ incriminates }) => incriminates?.includes(id))
				? []
				: tell('sans-piece-a-charge', 'a_charge')),
			...(casefile.exhibits.some(({ exonerates }) => exonerates?.includes(id))
				? []
				: tell('sans-piece-a-decharge', 'a_decharge'))
		];
	});
};

/** At a hearing on the sanction, the pieces report the months of trial: what went well, what did not. */
export const checkBalance: LintRule = (manuscript) => {
	const { sheets, casefile } = manuscript;
	const told = casefile.exhibits.flatMap(({ balance }) => balance ?? []);
	if (decidesGuilt(manuscript)) {
		const stray = sheets.exhibits.find(({ value }) => value?.balance !== undefined);
		if (!stray || casefile.procedure.decides?.includes('sanction')) return [];
		const problem = 'un bilan alors que la mise à l’épreuve n’a pas commencé';
		const line = stray.lineOf(['bilan']);
		return tellCraft('bilan-hors-sanction', stray.file, line, problem, 'retirer « bilan »');
	}
	const line = sheets.header?.lineOf(['procedure']) ?? 1;
	const remedy = (word: string) => `écrire « bilan: ${word} » dans une pièce qui le montre`;
	return [
		...(told.includes('favorable')
			? []
			: tellCraft(
					'bilan-sans-favorable',
					named.header,
					line,
					'aucune pièce ne dit ce qui s’est bien passé depuis la première audience',
					remedy('favorable')
				)),
		...(told.some((each) => each !== 'favorable')
			? []
			: tellCraft(
					'bilan-sans-reserve',
					named.header,
					line,
					'aucune pièce ne dit ce qui s’est mal passé depuis la première audience',
					remedy('defavorable')
				))
	];
};

/** Documents look like documents: a plan that is drawn, a thread of messages. */
export const checkKinds: LintRule = ({ casefile: { exhibits } }) => {
	const drawn = exhibits.some(({ media }) => media?.type === 'image/svg+xml');
	const talk = exhibits.some(({ kind }) => kind === 'conversation');
	const plan = 'joindre un plan ou un croquis à une pièce : « image: 08-plan.svg »';
	const thread = 'écrire une pièce « nature: conversation »';
	return [
		...(drawn ? [] : tellCraft('sans-plan-dessine', named.header, 1, 'aucun plan dessiné', plan)),
		...(talk ? [] : tellCraft('sans-conversation', named.header, 1, 'aucune conversation', thread))
	];
};

/** Who may help, as the texts of a case call them. */
const helper =
	/infirm|médecin|éducat|assistant\p{L}* soci|travailleu\p{L}* soci|service social|enquêt\p{L}* social|psycholog|\bCPE\b|professeur|enseignant|apprentissage|entraîn|animat|proviseur|principal|direction|pompier|secours|voisin|protection judiciaire|consultation|addictolog|maison des adolescents/iu;

/** Somebody could help: a parent, an educator, or a piece written by an adult whose work it is. */
export const checkHelper: LintRule = ({ sheets, casefile: { seats, exhibits, people } }) => {
	if (seats.some(({ role }) => role === 'educateur' || role === 'parent')) return [];
	if (people.some(({ tie }) => tie === 'parent')) return [];
	if (exhibits.some(({ author, title }) => helper.test(`${author} ${title}`))) return [];
	const line = sheets.header?.lineOf(['places']) ?? 1;
	const problem = 'aucun adulte qui peut aider';
	const remedy = 'ajouter un parent, un éducateur, ou une pièce de l’infirmerie, d’un professeur…';
	return tellCraft('sans-adulte-aidant', named.header, line, problem, remedy);
};

function decidesGuilt({ casefile }: Manuscript): boolean {
	return (casefile.procedure.decides ?? ['guilt']).includes('guilt');
}
