import { describe, expect, it } from 'vitest';
import { expectOnly, lawOf, lawfulFiles, recast } from '../../support/lawful-case.ts';
import type { Broken, Edit } from '../../support/lawful-case.ts';

const second = recast('assesseur/second', 'tribunal', 'observateur/b', 'salle');
const first = recast('assesseur/premier', 'tribunal', 'observateur/a', 'salle');
const aged = (age: string): Edit => [
	'affaire.md',
	'age: 16, place: prevenu',
	`${age} place: prevenu`
];
const crime: Edit[] = [
	['affaire.md', 'infraction: cp-222-39-al-1', 'infraction: cp-222-35'],
	['affaire.md', 'article: CP 222-39', 'article: CP 222-35'],
	[
		'affaire.md',
		'5 ans d’emprisonnement et 75 000 € d’amende',
		'20 ans de réclusion criminelle et 7 500 000 € d’amende'
	],
	['affaire.md', '2 ans et 6 mois d’emprisonnement', '10 ans de réclusion criminelle']
];
const useOnly: Edit[] = [
	['affaire.md', 'infraction: cp-222-37\n    complicite: true', 'infraction: csp-l3421-1'],
	['affaire.md', 'CP 222-37, 121-6 et 121-7', 'CSP L3421-1'],
	['affaire.md', '10 ans d’emprisonnement et 7 500 000 €', '1 an d’emprisonnement et 3 750 €'],
	['affaire.md', '5 ans d’emprisonnement et 7 500 €', '6 mois d’emprisonnement et 1 875 €'],
	['affaire.md', 'infraction: cp-222-39-al-1', 'infraction: csi-l317-8-categorie-c'],
	['affaire.md', 'article: CP 222-39', 'article: Code de la sécurité intérieure, L. 317-8'],
	['affaire.md', '5 ans d’emprisonnement et 75 000 €', '2 ans d’emprisonnement et 30 000 €'],
	['affaire.md', '2 ans et 6 mois d’emprisonnement', '1 an d’emprisonnement']
];
const adult = { adult: true };

describe('the room', () => {
	it.each<Broken>([
		[
			'temoin-dans-la-salle',
			'id: temoin/t',
			[
				...recast('temoin/t', 'temoins', 'temoin/t', 'salle'),
				['deroule.md', ' — appelle temoin/t', '']
			]
		],
		['pas-un-temoin', 'id: parent/m', recast('parent/m', 'defense', 'parent/m', 'temoins')],
		[
			'pas-un-temoin',
			'id: educateur/e',
			recast('educateur/e', 'auxiliaires', 'educateur/e', 'temoins')
		]
	])('[LI8] %s at « %s »', (...broken) => expectOnly(broken));

	it.each<Broken>([
		['public-chez-les-mineurs', 'id: public/o', recast('observateur/o', 'salle', 'public/o')],
		['public-chez-les-mineurs', 'id: presse/o', recast('observateur/o', 'salle', 'presse/o')],
		['publicite-restreinte', 'procedure:', [], { procedure: { restricted: false } }],
		[
			'classe-au-tribunal',
			'simplifications:',
			[['affaire.md', 'En vrai la salle serait presque vide.', 'Un vrai dossier est plus long.']]
		]
	])('[LI14] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI14] public and press hear an adult', () => {
		const seats = recast('observateur/o', 'salle', 'presse/o');
		expect(lawOf(lawfulFiles(seats, adult), adult)).toEqual([]);
	});
});

describe('the judges', () => {
	it.each<Broken>([
		['composition-du-tribunal-pour-enfants', 'places:', second],
		['composition-du-tribunal-pour-enfants', 'places:', late('assesseur/second', 1)],
		['nombre-impair', 'places:', second, adult],
		['nombre-impair', 'places:', late('assesseur/second', 1), adult],
		['trois-juges', 'places:', [...first, ...second], adult],
		[
			'juge-d-instruction',
			'id: assesseur/premier',
			[['affaire.md', 'nom: Place assesseur/premier', 'nom: Juge d’instruction']]
		]
	])('[LI12] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI12] one judge is enough for what incurs five years at most', () => {
		const short: Edit[] = [
			['affaire.md', 'infraction: cp-222-37\n    complicite: true', 'infraction: csp-l3421-1'],
			['affaire.md', 'CP 222-37, 121-6 et 121-7', 'CSP L3421-1'],
			['affaire.md', '10 ans d’emprisonnement et 7 500 000 €', '1 an d’emprisonnement et 3 750 €'],
			['affaire.md', '5 ans d’emprisonnement et 7 500 €', '6 mois d’emprisonnement et 1 875 €']
		];
		expect(lawOf(lawfulFiles([...first, ...second, ...short], adult), adult)).toEqual([]);
	});

	it.each<Broken>([
		['crime-hors-des-assises', 'infraction: cp-222-35', crime, adult],
		['crime-hors-des-assises', 'infraction: cp-222-35', crime]
	])('[LI13] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI13] a child who is not on trial changes nothing to the age of who is', () => {
		const bystander: Edit = [
			'affaire.md',
			'personnes:\n',
			'personnes:\n  - { nom: Lou P., age: 12 }\n'
		];
		expectOnly(['crime-hors-des-assises', 'infraction: cp-222-35', [...crime, bystander]]);
	});

	it('[LI13] the crime of a minor under 16 is for the tribunal pour enfants', () => {
		const young = aged('age: 15,');
		expect(lawOf(lawfulFiles([...crime, young]))).toEqual([]);
	});
});

describe('the person on trial', () => {
	it.each<Broken>([
		['majeur-chez-les-mineurs', 'Sacha B.', [aged('age: 18,')]],
		[
			'majeur-chez-les-mineurs',
			'Morgan',
			[
				[
					'affaire.md',
					'personnes:\n',
					'personnes:\n  - { nom: Morgan T., age: 19, poursuite: ici }\n'
				]
			]
		],
		[
			'mineur-chez-les-majeurs',
			'Sacha B.',
			[['affaire.md', 'age: 19, place: prevenu', 'age: 17, place: prevenu']],
			adult
		],
		['avant-13-ans', 'Sacha B.', [aged('age: 12,'), ...noPenalty()]],
		['age-du-prevenu-absent', 'id: prevenu/sacha', [aged('')]]
	])('[LI15] %s at « %s »', (...broken) => expectOnly(broken));

	it.each<Broken>([['trois-ans-encourus', 'prevention:', useOnly]])(
		'[LI16] %s at « %s »',
		(...broken) => expectOnly(broken)
	);

	it.each<Broken>([
		[
			'mineur-sans-avocat',
			'places:',
			recast('avocat/sacha', 'defense', 'avocat/sacha', 'auxiliaires')
		],
		['mineur-sans-parent', 'places:', late('parent/m', 3)],
		[
			'mineur-sans-parent',
			'places:',
			[
				...recast('parent/m', 'defense', 'observateur/m', 'salle'),
				['affaire.md', ', place: parent/m', '']
			]
		],
		[
			'mineur-sans-educateur',
			'places:',
			[
				...recast('educateur/e', 'auxiliaires', 'observateur/e', 'salle'),
				['pieces/04-rapport.md', 'educateur/e', 'observateur/e']
			]
		]
	])('[LI17] %s at « %s »', (...broken) => expectOnly(broken));
});

/** Under 13, the maximum of a minor says that no penalty exists. */
function noPenalty(): Edit[] {
	return [
		[
			'affaire.md',
			'maximum_mineur: 5 ans d’emprisonnement et 7 500 € d’amende',
			'maximum_mineur: aucune peine'
		],
		[
			'affaire.md',
			'maximum_mineur: 2 ans et 6 mois d’emprisonnement et 7 500 € d’amende',
			'maximum_mineur: Aucune peine'
		]
	];
}

/** A seat that opens in larger classes only. */
function late(seat: string, team: number): Edit[] {
	const line = `a_la_barre: Voix ${seat}\n    equipe: ${team}\n    ouvre_a: `;
	return [['affaire.md', `${line}12`, `${line}20`]];
}
