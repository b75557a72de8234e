import { describe, expect, it } from 'vitest';
import type { LawCode } from '../../../src/lib/casefile/lint/law-codes.ts';
import { cuesIn, expectOnly, lawOf, lawfulFiles } from '../../support/lawful-case.ts';
import type { Broken, Edit } from '../../support/lawful-case.ts';

const said = (text: string): Edit => cuesIn('parents', ['juge/president', text]);
const brief = (text: string): Edit => ['roles/procureur-p.md', '## But\n', `## But\n\n${text}\n`];
const piece = (text: string): Edit => ['pieces/01-constat.md', 'Second paragraphe.', text];
const codesOf = (edits: Edit[], about = {}) =>
	lawOf(lawfulFiles(edits, about), about).map(({ code }) => code);
type Said = [code: LawCode, text: string];

describe('words of another court', () => {
	it.each<Said>([
		['formule-des-assises', 'Jurez de parler sans haine et sans crainte.'],
		['serment-religieux', 'Que Dieu me vienne en aide.'],
		['serment-religieux', 'Posez la main sur la Bible.'],
		['jury', 'Le jury se retire.'],
		['jury', 'Les jurés vous écoutent.'],
		['marteau', 'La présidence frappe avec son marteau.'],
		['objection', 'Objection ! Cette question est orientée.'],
		['votre-honneur', 'Oui, votre Honneur.'],
		['plaider-coupable', 'Plaidez-vous coupable ?'],
		['plaider-coupable', 'Êtes-vous coupable ou non coupable ?'],
		['accuse', 'L’accusé peut s’asseoir.'],
		['accuse', 'Accusée, levez-vous.'],
		['accuse', 'Il est sur le banc des accusés.'],
		['acquitte', 'Vous serez acquittée.'],
		['acquitte', 'La défense demande l’acquittement.'],
		['verdict', 'Voici le verdict.'],
		['juge-d-instruction', 'Le juge d’instruction préside aujourd’hui.'],
		['costume-d-ailleurs', 'Les robes rouges entrent, puis la robe rouge du président.'],
		['preuve-surprise', 'Nous avons un témoin surprise.'],
		['audience-filmee', 'La presse peut filmer l’audience.']
	])('[LI22] %s: %s', (code, text) => {
		expect(codesOf([said(text)])).toEqual([code]);
		expect(lawOf(lawfulFiles([said(text)]))[0]?.file).toBe('deroule.md');
	});

	it.each<Broken>([
		['accuse', 'Un accusé', [piece('Un accusé attend.')]],
		['verdict', 'titre:', [['affaire.md', "L'affaire minimale", 'Un verdict attendu']]],
		['avocat-de-la-victime', 'Le procureur', [brief('Le procureur est l’avocat de la victime.')]],
		['jury', 'le jury', [['roles/procureur-p.md', 'Que savez-vous ?', 'Que dira le jury ?']]],
		['verdict', 'verdict', [['deroule.md', 'Qui veut parler ?', 'Quel verdict ?']]],
		[
			'acquitte',
			'issue:',
			[['decision.md', 'Une relaxe pour le tout', 'Sacha est acquittée de tout']]
		]
	])('[LI22] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI22] points at its own line of a longer paragraph', () => {
		const text = 'Le tribunal vous entend.\nPuis le verdict viendra.';
		const files = lawfulFiles([said(text)]);
		const [found] = lawOf(files);
		expect(files.get('deroule.md')?.split('\n')[(found?.line ?? 0) - 1]).toBe(
			'Puis le verdict viendra.'
		);
	});

	it('[LI22] the cour d’assises keeps its own', () => {
		const about = { adult: true, procedure: { court: 'Cour d’assises' } };
		expect(codesOf([said('Accusé, levez-vous. Le jury a rendu son verdict.')], about)).toEqual([]);
	});
});

describe('words of another time', () => {
	it.each<Said>([
		['mot-aboli', 'Vous recevez un rappel à la loi.'],
		['mot-aboli', 'Une admonestation suffit.'],
		['mot-aboli', 'Le tribunal ordonne la liberté surveillée.'],
		['mot-aboli', 'C’est l’ordonnance de 1945.'],
		['mot-aboli', 'Un sursis avec mise à l’épreuve est possible.'],
		['mot-aboli', 'Le TGI est loin.'],
		['excuse-de-minorite', 'L’excuse de minorité est levée parce que c’est grave.'],
		['amende-forfaitaire-d-un-mineur', 'Une amende forfaitaire suffisait.'],
		['crpc-d-un-mineur', 'Une CRPC est proposée.'],
		['comparution-immediate-d-un-mineur', 'Vous passez en comparution immédiate.'],
		['peine-automatique', 'La peine minimale est d’un an.']
	])('[LI23] %s: %s', (code, text) => expect(codesOf([said(text)])).toEqual([code]));

	it.each<Broken>([
		[
			'amende-forfaitaire-perimee',
			'simplifications:',
			[
				[
					'affaire.md',
					'En vrai la salle serait presque vide.',
					'En vrai une amende forfaitaire de 200 € sans salle.'
				]
			]
		],
		[
			'usage-depenalise',
			'definition:',
			[
				[
					'affaire.md',
					'Le tribunal ne déclare pas coupable.',
					'Comme si le cannabis est légal ici.'
				]
			]
		]
	])('[LI23] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI23] an adult may be told of a fine or of a fast trial', () => {
		const words = 'Une amende forfaitaire de 500 € ou une comparution immédiate étaient possibles.';
		expect(codesOf([said(words)], { adult: true })).toEqual([]);
	});
});

describe('words that are free', () => {
	it.each([
		'Il n’y a pas de jury ici, ni de marteau.',
		'Pourquoi n’y a-t-il pas de jury ?',
		'Aucun verdict : une décision.',
		'La défense n’a pas d’objection.',
		'Le jury n’existe pas devant ce tribunal.',
		'Sacha n’est pas accusé, mais poursuivi.',
		'Tu as accusé Charlie par peur. Je ne veux accuser personne.',
		'L’accusé de réception est au dossier.',
		'Sa mère a acquitté la facture. Elle s’est acquittée de sa dette.',
		'Je le promets sur mon honneur. Vous attestez sur votre honneur.',
		'Aucune peine n’est automatique.',
		'Il est interdit de filmer l’audience.',
		'L’usage n’est pas autorisé.',
		'Le juge d’instruction a demandé une analyse.',
		'Personne ne peut filmer, enregistrer ou publier son identité.',
		'Elles sont assises. Le sort est juré d’avance.'
	])('[LI24] « %s »', (text) => expect(codesOf([said(text)])).toEqual([]));

	it.each<Edit>([
		[
			'affaire.md',
			'En vrai la salle serait presque vide.',
			'La salle n’a ni jury ni accusé. Aux assises un jury rend un verdict.'
		],
		[
			'affaire.md',
			'terme: relaxe\n    definition: Le',
			'terme: accusé\n    definition: Personne jugée aux assises, par un jury. Le'
		],
		['affaire.md', 'sources: [CJPM]', 'sources: [CJPM sur la comparution immédiate et la CRPC]']
	])('[LI24] %s may explain what does not exist here', (...edit) =>
		expect(codesOf([edit])).toEqual([])
	);
});
