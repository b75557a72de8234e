import { describe, expect, it } from 'vitest';
import { cuesIn, expectOnly, lawOf, lawfulFiles } from '../../support/lawful-case.ts';
import type { About, Broken, Edit } from '../../support/lawful-case.ts';

const sevenMonths = 'dans sept mois';
const sanction: About = { adult: true };
const issue = (text: string): Edit => [
	'decision.md',
	'Une déclaration de culpabilité partielle.',
	text
];
const interview = (text: string): Edit[] => [
	['pieces/01-constat.md', 'titre: Pièce 1', 'titre: Audition de Sacha B.'],
	['pieces/01-constat.md', 'Second paragraphe.', text]
];
const rights =
	'Maître Lenoir est là. Un parent est informé. Le droit de se taire est rappelé. Tout est filmé.';

describe('a minor is judged in two hearings', () => {
	it.each<Broken>([
		[
			'peine-a-l-audience-de-culpabilite',
			'procureur/p',
			[
				[
					'deroule.md',
					'### procureur/p — improvisé\n\n- Ce qui est établi.',
					'### procureur/p — improvisé\n\n- Demande une peine de prison (procureur/p).'
				]
			]
		],
		[
			'peine-a-l-audience-de-culpabilite',
			'issue:',
			[issue('Le tribunal condamne Sacha à une amende.')]
		],
		[
			'peine-a-l-audience-de-culpabilite',
			'si_coupable:',
			[['decision.md', 'Le tribunal ouvre', 'Le tribunal prononce une peine. Le tribunal ouvre']]
		],
		['delai-de-cesure', 'si_coupable:', [['decision.md', sevenMonths, 'dans trois mois']]],
		['delai-de-cesure', 'si_coupable:', [['decision.md', sevenMonths, 'dans 12 mois']]],
		[
			'cesure-absente',
			'si_coupable:',
			[['decision.md', 'une mise à l’épreuve éducative', 'une période']]
		],
		['audience-unique', 'procedure:', [], { procedure: { decides: ['guilt', 'sanction'] } }]
	])('[LI18] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI18] a penalty that is set aside is none, and an adult may be asked for one', () => {
		const none = issue(
			'Aucune peine n’est prononcée. Le parquet ne demande aucune peine. Je demande une audience dans sept mois.'
		);
		expect(lawOf(lawfulFiles([none]))).toEqual([]);
		const asked = issue('Le tribunal condamne Sacha à une amende.');
		expect(lawOf(lawfulFiles([asked], sanction), sanction)).toEqual([]);
	});
});

describe('a report on somebody’s life', () => {
	const bears: Edit = ['pieces/04-rapport.md', 'date: J0', 'date: J0\na_charge: [complicite]'];
	const founds: Edit = ['decision.md', 'pieces: [1, 2]', 'pieces: [1, 4]'];
	const shown: Edit = [
		'deroule.md',
		'### greffier/g — montre 1\n',
		'### greffier/g — montre 4\n\nLa voici.\n\n### greffier/g — montre 1\n'
	];
	it.each<Broken>([
		['rapport-educatif-a-charge', 'a_charge:', [bears]],
		[
			'rapport-educatif-a-charge',
			'id: educateur/e',
			[
				[
					'affaire.md',
					'id: educateur/e\n    camp: auxiliaires',
					'id: educateur/e\n    camp: parquet'
				]
			]
		],
		['rapport-educatif-comme-preuve', 'pieces:', [founds, shown]],
		[
			'rrse-absent',
			'---',
			[['pieces/04-rapport.md', 'auteur: Service éducatif', 'auteur: Un laboratoire']]
		]
	])('[LI19] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI19] it founds a decision that is also on the sanction', () => {
		expect(lawOf(lawfulFiles([founds, shown], sanction), sanction)).toEqual([]);
	});
});

describe('pieces', () => {
	const brought = '### avocat/sacha — verse 3\n\nLa défense verse la pièce 3.\n';
	const answer = '### juge/president\n\nLe parquet a-t-il une observation sur cette pièce ?\n';
	it.each<Broken>([
		[
			'piece-cachee',
			'Cache',
			[['roles/avocat-sacha.md', '## But\n', '## But\n\nCache cette pièce au parquet.\n']]
		],
		[
			'piece-cachee',
			'Ne montre jamais',
			[
				[
					'roles/avocat-sacha.md',
					'## But\n',
					'## But\n\nNe montre jamais cette pièce au procureur.\n'
				]
			]
		],
		[
			'piece-cachee',
			'Ce document',
			[cuesIn('parents', ['avocat/sacha', 'Ce document arrive à l’insu du parquet.'])]
		],
		['piece-jamais-versee', 'apportee_par:', [['deroule.md', ' — verse 3', '']]],
		['piece-non-discutee', '### avocat/sacha — verse 3', [['deroule.md', answer, '']]],
		[
			'piece-apres-debats',
			'### avocat/sacha — verse 3',
			[['deroule.md', brought, ''], cuesIn('plaidoirie', ['avocat/sacha — verse 3', 'La voici.'])]
		]
	])('[LI20] %s at « %s »', (...broken) => expectOnly(broken));

	it.each<Broken>([
		['audition-sans-droits', 'titre:', interview('Le droit de se taire est rappelé.')],
		['audition-sans-droits', 'titre:', interview(rights.replace('Tout est filmé.', ''))],
		// Words that only hold another: volontairement, apparent.
		[
			'audition-sans-droits',
			'titre:',
			interview(rights.replace('Le droit de se taire est rappelé', 'Il est venu volontairement'))
		],
		[
			'audition-sans-droits',
			'titre:',
			interview(rights.replace('Un parent est informé', 'Un motif apparent est noté'))
		],
		[
			'audition-sans-droits',
			'titre:',
			[...interview(rights), ['affaire.md', 'age: 16, place: prevenu', 'age: 15, place: prevenu']]
		]
	])('[LI21] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI21] a hearing by the police that tells its rights is sound', () => {
		expect(lawOf(lawfulFiles(interview(rights)))).toEqual([]);
	});
});
