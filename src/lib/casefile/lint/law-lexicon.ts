/** Words that do not belong to the court that sits, or to the law of today: droit.md § 7. */
import { french } from './french.ts';
import type { LawCode } from './law-codes.ts';
import type { ProseKind } from './prose.ts';

export interface Word {
	code: LawCode;
	/** On text with plain spaces and quotes. */
	pattern: RegExp;
	/** Where it is looked for; a place that explains what does not exist here is never one. */
	where: readonly ProseKind[];
	/** Only where a minor is judged. */
	minors?: true;
	/** Allowed before the cour d’assises. */
	assises?: true;
	/** True where a denial changes nothing: the word itself is wrong. */
	always?: true;
	problem: string;
	remedy: string;
}

/** What is said, done or read as the hearing goes. */
const spoken: readonly ProseKind[] = [
	...(['title', 'summary', 'charge', 'seat', 'brief', 'task', 'say', 'prompt', 'cue'] as const),
	...(['decision', 'reasons', 'sequel'] as const)
];
const written: readonly ProseKind[] = ['piece-head', 'piece', 'easy', 'description', 'drawing'];
const both = [...spoken, ...written];
/** What the court or an adult says: a character may be wrong, they may not. */
const official: readonly ProseKind[] = [
	...(['say', 'prompt', 'decision', 'reasons', 'glossary', 'note', 'simplification'] as const)
];
const everywhere: readonly ProseKind[] = [...both, 'glossary', 'note', 'simplification', 'debrief'];

const words: readonly Word[] = [
	{
		code: 'formule-des-assises',
		pattern: /sans haine et sans crainte|sans haine ni crainte/gi,
		where: both,
		assises: true,
		always: true,
		problem: 'cette formule du serment est celle des assises',
		remedy: 'écrire « dire toute la vérité, rien que la vérité »'
	},
	{
		code: 'serment-religieux',
		pattern: /que dieu (?:me|vous|te) vienne en aide|\b(?:sur|main sur) la bible\b/gi,
		where: spoken,
		problem: 'aucun serment n’est religieux',
		remedy: 'main droite levée, et « Je le jure. »'
	},
	{
		code: 'jury',
		pattern: /\bjurys?\b|\bjurés\b|\b(?:une?|chaque|autre|premier) jurée?\b/gi,
		where: both,
		assises: true,
		problem: 'il n’y a pas de jury devant ce tribunal',
		remedy: 'écrire « le tribunal » ou « les assesseurs »'
	},
	{
		code: 'marteau',
		pattern: /\bmarteaux?\b/gi,
		where: spoken,
		problem: 'aucun juge français n’a de marteau',
		remedy: 'faire demander le silence par la présidence ou par l’huissier'
	},
	{
		code: 'objection',
		pattern: /\bobjections?\b/gi,
		where: spoken,
		problem: 'on ne fait pas d’objection dans un tribunal français',
		remedy: 'écrire « Je demande la parole » ou « une observation »'
	},
	{
		code: 'votre-honneur',
		pattern: /(?<!\bsur )\bvotre honneur\b/gi,
		where: both,
		always: true,
		problem: '« Votre Honneur » n’existe pas en France',
		remedy: 'écrire « Madame la présidente » ou « Monsieur le président »'
	},
	{
		code: 'plaider-coupable',
		pattern:
			/\bplaid(?:er|ez|e|ons|ent|é)(?:-vous)?[ -](?:non[ -])?coupables?\b|\bcoupable ou non[ -]coupable\b/gi,
		where: spoken,
		problem: 'personne ne plaide coupable à cette audience',
		remedy: 'écrire « Reconnaissez-vous les faits ? »'
	},
	{
		code: 'accuse',
		pattern:
			/(?:\b(?:les|des|aux?|un|une|cet|cette|deux|banc d'|box d')\s*|\b[ld]')accusée?s?\b(?! de réception)|(?:^|[.!?«]\s*)accusée?,? levez/gim,
		where: both,
		assises: true,
		problem: '« accusé » se dit devant les assises',
		remedy: 'écrire « prévenu » ou « la personne poursuivie »'
	},
	{
		code: 'acquitte',
		pattern:
			/(?<!\b[sm]'(?:est )?)\bacquitt(?:ée?s?|er|ements?|ez|ent)\b(?!.{0,30}\b(?:factures?|dettes?|sommes?|loyers?|amendes?|frais|droits|montants?|tâches?|missions?)\b)/gi,
		where: both,
		assises: true,
		problem: '« acquitté » se dit devant les assises',
		remedy: 'écrire « relaxé » ou « la relaxe »'
	},
	{
		code: 'verdict',
		pattern: /\bverdicts?\b/gi,
		where: both,
		assises: true,
		problem: '« verdict » se dit devant les assises',
		remedy: 'écrire « la décision » ou « le jugement »'
	},
	{
		code: 'avocat-de-la-victime',
		pattern:
			/\b(?:procureure?|parquet|substitut)\b[^.!?\n]{0,20}(?:avocate? d(?:e la|es) victimes?|(?:défend|représente) l(?:a|es) victimes?)/gi,
		where: both,
		problem: 'le procureur ne défend pas la victime',
		remedy: 'écrire « il représente la société » : la victime a son avocat'
	},
	{
		code: 'juge-d-instruction',
		pattern: /\bjuge d'instruction\b[^.!?\n]{0,30}\b(?:préside|siège|condamne)\b/gi,
		where: spoken,
		problem: 'le juge d’instruction ne siège pas au procès',
		remedy: 'écrire « la présidence » : il a instruit avant, il ne juge pas'
	},
	{
		code: 'mot-aboli',
		pattern:
			/\brappel à la loi\b|\badmonest\w+|\bliberté surveillée\b|\bordonnance (?:de |du 2 février )(?:19)?45\b|\bsursis avec mise à l'épreuve\b|\btgi\b|\btribunal de grande instance\b/gi,
		where: [...both, 'debrief', 'note'],
		always: true,
		problem: 'ces mots ne sont plus ceux de la loi',
		remedy:
			'avertissement pénal probatoire, avertissement judiciaire, mesure éducative judiciaire, CJPM, sursis probatoire ou tribunal judiciaire'
	},
	{
		code: 'amende-forfaitaire-perimee',
		pattern:
			/amende forfaitaire[^.!?\n]{0,60}\b(?:150|200|450) ?(?:€|euros)|\b(?:150|200|450) ?(?:€|euros)[^.!?\n]{0,30}amende forfaitaire/gi,
		where: everywhere,
		always: true,
		problem: 'ce montant de l’amende forfaitaire est ancien',
		remedy:
			'500 € depuis le 20 août 2026 (400 € minorée, 1 000 € majorée), pour un majeur seulement'
	},
	{
		code: 'amende-forfaitaire-d-un-mineur',
		pattern: /\bamende forfaitaire\b/gi,
		where: both,
		minors: true,
		problem: 'l’amende forfaitaire n’existe pas pour un mineur',
		remedy: 'la retirer : le parquet choisit une réponse éducative, ou saisit un juge'
	},
	{
		code: 'crpc-d-un-mineur',
		pattern: /\bcrpc\b|\bcomparution sur reconnaissance préalable\b|\bplaider-coupable\b/gi,
		where: both,
		minors: true,
		problem: 'cette procédure est interdite pour un mineur',
		remedy: 'la retirer : un mineur passe devant un juge des enfants ou un tribunal pour enfants'
	},
	{
		code: 'comparution-immediate-d-un-mineur',
		pattern: /\bcomparution immédiate\b/gi,
		where: both,
		minors: true,
		problem: 'la comparution immédiate est interdite pour un mineur',
		remedy: 'écrire une convocation, de dix jours à trois mois avant l’audience'
	},
	{
		code: 'excuse-de-minorite',
		pattern: /\bexcuse (?:atténuante )?de minorité\b/gi,
		where: everywhere,
		always: true,
		problem: 'la diminution de peine d’un mineur est la règle, pas une excuse',
		remedy: 'écrire « la peine encourue par un mineur est réduite de moitié »'
	},
	{
		code: 'usage-depenalise',
		pattern:
			/(?:cannabis|usage|petite quantité)(?![^.!?\n]{0,30}\b(?:pas|jamais|ni|non)\b[^.!?\n]{0,12}(?:dépén|légal|autor|perm))[^.!?\n]{0,30}\b(?:dépénalisée?|légale?|autorisée?|permise?|n'est pas un délit)\b/gi,
		where: official,
		problem: 'l’usage reste un délit, même en petite quantité',
		remedy: 'écrire que l’usage est puni par la loi, avec des réponses graduées'
	},
	{
		code: 'peine-automatique',
		pattern: /\bpeines? (?:automatiques?|minimales?|planchers?)\b/gi,
		where: [...official, 'cue'],
		problem: 'aucune peine n’est automatique ni minimale',
		remedy: 'écrire que le tribunal tient compte des faits et de la personne'
	},
	{
		code: 'preuve-surprise',
		pattern: /\b(?:preuves?|témoins?|pièces?) (?:surprises?|de dernière minute|mystères?)\b/gi,
		where: spoken,
		problem: 'aucune preuve ne surgit à l’audience',
		remedy: 'la verser aux débats avant les réquisitions : chacun la lit et y répond'
	},
	{
		code: 'costume-d-ailleurs',
		pattern: /\bperruques?\b|\brobes? rouges?\b|\btoges? blanches?\b/gi,
		where: spoken,
		problem: 'ce costume n’est pas celui de ce tribunal',
		remedy: 'écrire « robe noire »'
	},
	{
		code: 'audience-filmee',
		pattern:
			/\b(?:filme|filmez|filmer|enregistre|enregistrez|photographie|photographiez|photographier) (?:l'audience|les débats|le tribunal|la salle|le procès)/gi,
		where: spoken,
		problem: 'une audience ne se filme, ne s’enregistre et ne se photographie pas',
		remedy: 'faire prendre des notes ou dessiner'
	}
];

/** Each word, with the edges of French words. */
export const lexicon: readonly Word[] = words.map((word) => ({
	...word,
	pattern: french(word.pattern)
}));

/** What would betray a judge’s vote, looked for in the decision and in what is said of it. */
export const votes = french(
	/\bà l'unanimité\b|\b(?:une|deux|trois) voix contre\b|\bà la majorité des voix\b|\b(?:a|ont|avez|as) voté\b|\bpar (?:deux|trois) voix\b/gi
);

/** What would make a pupil tell how they judged. */
export const betrayals = french(
	/\b(?:dis|dites|annonce[rz]?|révèle[rz]?|raconte[rz]?) (?:\S{1,20} ){0,2}votes?\b|\bqui a voté\b/gi
);
