import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/lib/casefile/law/words.ts';
import type { Edit } from '../../support/lawful-case.ts';
import {
	decidesSanction,
	expectFlaw,
	playableFiles,
	qualityOf,
	rows,
	sanction
} from '../../support/playable-case.ts';

/** Adds a sentence to the first paragraph of a piece, or to an aim. */
const inPiece = (sentence: string): Edit[] => [
	['pieces/05-lettre.md', 'Personne ne sait ce qui se passe ensuite.', sentence]
];
const inBrief = (sentence: string): Edit[] => [
	['roles/avocat-sacha.md', 'Tenir sa place.', `Tenir sa place. ${sentence}`]
];
const calendar: Edit = ['affaire.md', 'audience: J+61', 'audience: J+6'];

describe('what a class may read', () => {
	it('[LI50] has nothing against the playable case', () => {
		expect(qualityOf(playableFiles())).toEqual([]);
	});

	it.each(
		rows([
			['quantite-ou-prix', '12 g', inPiece('Le sac contient 12 g de produit.')],
			['quantite-ou-prix', 'deux grammes', inBrief('Il y avait deux grammes.')],
			['quantite-ou-prix', '1,5 kg', inPiece('On trouve 1,5 kg dans le sac.')],
			['quantite-ou-prix', '50 €', inPiece('Sacha vend le sachet 50 €.')],
			['quantite-ou-prix', '200 euros', inPiece('On promet 200 euros par jour à Sacha.')],
			['quantite-ou-prix', 'dose', inBrief('Demande la dose.')],
			['mode-d-emploi', 'rouler un joint', inPiece('Sacha sait rouler un joint.')],
			['mode-d-emploi', 'cachette', inPiece('La cachette est dans la cour.')],
			['mode-d-emploi', 'cocaïne', inPiece('C’est de la cocaïne.')],
			['mode-d-emploi', 'éviter la fouille', inBrief('Sacha voulait éviter la fouille.')],
			['marque-reelle', 'Snapchat', inPiece('Le message est sur Snapchat.')],
			['marque-reelle', 'sur Signal', inPiece('Le message est sur Signal.')],
			['marque-reelle', 'iPhone', inPiece('Sacha a un iPhone.')],
			['mot-stigmatisant', 'dealer', inBrief('Montre que Sacha est un dealer.')],
			['mot-stigmatisant', 'drogués', inPiece('Des drogués passent.')],
			['mot-stigmatisant', 'la cité', inPiece('Sacha vient de la cité.')],
			['mot-stigmatisant', 'le coupable', inBrief('Qui est le coupable ?')],
			['mot-stigmatisant', 'chouf', inPiece('Sacha fait le chouf.')],
			['origine-ou-religion', 'maghrébine', inPiece('Une personne maghrébine passe.')],
			['banalisation', 'un joint', inPiece('Sacha fume un joint.')],
			['banalisation', 'Tout le monde fume', inPiece('« Tout le monde fume », dit Sacha.')],
			['peur', 'finir en prison', inBrief('Dis à Sacha : tu vas finir en prison.')]
		])
	)('[LI50] %s: « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI50] tells the line of the word, and what to write instead', () => {
		const spread = 'Le début est calme.\nLa suite aussi.\nPuis vient un dealer.';
		const [found] = qualityOf(playableFiles(inPiece(spread)));
		expect(found).toMatchObject({ code: 'mot-stigmatisant', line: 11, severity: 'error' });
		expect(found?.remedy).toContain('personne poursuivie');
	});

	it('[LI50] lets through what only looks alike', () => {
		const harmless = [
			'Sacha a 16 ans, arrive à 16 h 40 et reste 2 heures.',
			'La facture est de 80 €. L’amende peut aller jusqu’à 7 500 €.',
			'Une note est jointe. Le conjoint de Camille vient.',
			'La pièce citée, l’article 222-37 et la cité scolaire.',
			'Le programme a coupé la parole. Un roulement, 10 kilomètres, un signal.',
			'La personne est déclarée coupable ou relaxée. Un accord est signé.',
			'C’est l’héroïne du livre. Sacha range le gain chiffré de la tombola.'
		];
		for (const sentence of harmless)
			expect(qualityOf(playableFiles(inPiece(sentence))), sentence).toEqual([]);
	});

	it('[LI50] lets a word through where the table says so: a maximum, an idea to discuss', () => {
		const files = playableFiles();
		const debrief = files.get('debrief.md') ?? '';
		const claim = debrief.replace(/^### faux : .*$/m, '### faux : « Tout le monde fume. »');
		expect(claim).not.toBe(debrief);
		expect(qualityOf(files.set('debrief.md', claim))).toEqual([]);
	});

	it('[LI50] reads a table without regular expressions: its signs are only themselves', () => {
		expect('a+b (c)'.match(compile(['a+b (c)']))).toEqual(['a+b (c)']);
		expect('aab'.search(compile(['a+b']))).toBe(-1);
		expect('Gramme, grammes, programme'.match(compile(['gramme*']))).toEqual(['Gramme', 'grammes']);
		expect('snap Snap SNAP'.match(compile(['Snap']))).toEqual(['Snap', 'SNAP']);
	});

	it.each(
		rows([
			['lien', 'www.exemple', inPiece('Écris sur www.exemple.fr.')],
			['lien', 'https:', inBrief('Va sur https://exemple.test.')],
			['lien', 'vendu.com', inPiece('C’est sur vendu.com.')]
		])
	)('[LI52] %s: « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it.each(
		rows([
			['lieu-reel', 'lieux:', [['affaire.md', 'lieux: [Orvelle]', 'lieux: [Les Étangs]']]],
			['lieu-reel', 'lieux:', [['affaire.md', 'lieux: [Orvelle]', 'lieux: [Saint Denis]']]],
			['lieu-reel', 'à Montreuil', inPiece('Sacha vit à Montreuil.')],
			['lieu-reel', 'Saint-Laurent', inPiece('Le lycée de Saint-Laurent-du-Maroni est fermé.')],
			['lieu-reel', 'Lille', inBrief('Sacha part vers Lille.')],
			['lieu-reel', 'Loos', [['pieces/plan.svg', 'Orvelle', 'Gare de Loos']]]
		])
	)('[LI53] %s: « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI53] takes nobody for a town', () => {
		const edits = inPiece('J’écris à Sacha, à Maître Lenoir et à Camille. Puis à J0, à Orvelle.');
		expect(qualityOf(playableFiles(edits))).toEqual([]);
	});

	it.each(
		rows([
			['prenom', 'Kevin B.', [['affaire.md', 'Camille B., age: 45', 'Kevin B., age: 45']]],
			['prenom', 'Kevin Petit', [['affaire.md', 'Camille B., age: 45', 'Kevin Petit, age: 45']]],
			['prenom', 'Inès V.', inPiece('Inès V. passe. Puis Inès V. parle.')],
			['prenom', 'Léa T.', [['pieces/06-lettre.md', 'Une personne', 'Léa T., voisine']]]
		])
	)('[LI54] %s: « %s », once', (_code, _line, flawed) => expectFlaw(flawed));
});

describe('days and ages', () => {
	it.each(
		rows([
			['jour-de-semaine', 'mercredi, J0', inPiece('Le mercredi, J0, Sacha attend.')],
			['jour-de-semaine', 'J+1 (jeudi)', inPiece('À J+1 (jeudi), Sacha rentre.')],
			[
				'jour-de-semaine',
				'dimanche J-1',
				[['pieces/05-lettre.md', 'date: J+5', 'date: dimanche J-1']]
			]
		])
	)('[LI55] %s: « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI55] agrees with the calendar, before and after J0', () => {
		const right = 'Mardi, J0. Lundi J-1. J+1, mercredi. J-9 (un dimanche). J+61, un dimanche.';
		expect(qualityOf(playableFiles(inPiece(right)))).toEqual([]);
	});

	it.each(
		rows([
			['piece-apres-l-audience', 'date: J+7', [calendar, ['pieces/08-plan.md', 'J+8', 'J+6']]],
			[
				'messages-en-desordre',
				'numero: 2',
				[['pieces/02-messages.md', 'Sacha, 18 h 02 : Second', 'Sacha, 17 h 40 : Second']]
			],
			[
				'messages-en-desordre',
				'numero: 2',
				[['pieces/02-messages.md', 'Sacha, 18 h 02 : Second', 'Sacha, J-1, 19 h 00 : Second']]
			],
			['heure-impossible', '25 h 10', inPiece('Il est 25 h 10.')],
			['date-reelle', '12 mars', inPiece('C’était le 12 mars.')],
			['date-reelle', '03/04/2026', inPiece('C’était le 03/04/2026.')]
		])
	)('[LI56] %s: « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI56] follows a thread past midnight, and lets a law keep its date', () => {
		const night: Edit[] = [
			['pieces/02-messages.md', 'Sacha, 18 h 02 : Second', 'Sacha, 00 h 10 : Second'],
			...inPiece('La loi du 29 juillet 1881 le dit. En juin, Sacha travaille 35 h.')
		];
		expect(qualityOf(playableFiles(night))).toEqual([]);
	});

	it.each(
		rows([
			['age', 'Sacha B., 15 ans', inPiece('Sacha B., 15 ans, attend.')],
			['age', 'Sacha avait alors 14 ans', inBrief('Sacha avait alors 14 ans.')],
			[
				'age',
				'Camille B., 54 ans',
				[['pieces/07-lettre.md', 'Une personne', 'Camille B., 54 ans']]
			],
			['age', 'ai 12 ans', [['deroule.md', "J'ai vu quelqu'un", "J'ai 12 ans. J'ai vu quelqu'un"]]]
		])
	)('[LI57] %s: « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI57] lets a year pass before the hearing', () => {
		const older: Edit = ['deroule.md', "J'ai vu quelqu'un", "J'ai 16 ans. J'ai vu quelqu'un"];
		const today = inPiece('Sacha, 16 ans, attend. Sacha B. a 17 ans aujourd’hui.');
		expect(qualityOf(playableFiles([older, ...today]))).toEqual([]);
		const late = inPiece('Sacha B., 17 ans, travaille.');
		expect(qualityOf(playableFiles([...sanction, ...late]), decidesSanction)).toEqual([]);
	});
});

describe('help numbers', () => {
	it.each(
		rows([
			['numero-inconnu', '3020', inPiece('Tu peux écrire au 3020.')],
			['numero-inconnu', '06 12 34 56 78', inPiece('Mon numéro : 06 12 34 56 78.')],
			['numero-inconnu', '116 000', inBrief('Cite le 116 000.')],
			['numero-inconnu', 'appeler le 116', inBrief('Tu peux appeler le 116, jour et nuit.')]
		])
	)('[LI58] %s: « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI58] knows those of the table, from overseas too, and no other figure for a number', () => {
		const known =
			'Appelle le 15 ou le 112. 0 800 23 13 13, 116 006, +33 1 80 52 33 76 ou 119. Le casier 114, ' +
			'articles L3421-1 et 121-3, 3 750 € d’amende, 3000 élèves, appelle à 18 h.';
		expect(qualityOf(playableFiles(inPiece(known)))).toEqual([]);
	});
});

it('[LI50] reads hostile texts in bounded time', () => {
	const hostile = [
		'à A',
		"à A'",
		'à A-de-',
		'1 ',
		'1 000 ',
		'J+1 (',
		'lundi, ',
		'de la ',
		'0 8',
		'appelle le 1, '
	];
	for (const part of hostile) {
		const files = playableFiles();
		const script = files.get('deroule.md') ?? '';
		const long = part.repeat(Math.floor(100_000 / part.length));
		files.set(
			'deroule.md',
			script.replace('Le témoin peut entrer.', () => `Le témoin. ${long}`)
		);
		const start = performance.now();
		qualityOf(files);
		expect(performance.now() - start, part).toBeLessThan(5_000);
	}
});
