import { describe, expect, it } from 'vitest';
import { cuesIn, expectOnly, lawOf, lawfulFiles, recast } from '../../support/lawful-case.ts';
import type { Broken, Edit } from '../../support/lawful-case.ts';

const asking = 'Jurez de dire toute la vérité, rien que la vérité.';
const witness = 'age: 40, place: temoin/t, lien: aucun';
const is = (to: string): Edit => ['affaire.md', witness, `${to} }\n  - { nom: Noa S.`];
const asked = (step: string, seat: string): Edit =>
	cuesIn(step, ['juge/president', asking], [seat, 'Oui.']);
const civilParty = recast('observateur/o', 'salle', 'partie-civile/v', 'partie-civile');
const unsworn: Edit[] = [
	['deroule.md', asking, 'Vous parlez sans prêter serment.'],
	['deroule.md', 'Je le jure.', 'Bien.']
];

describe('who does not swear', () => {
	it.each<Broken>([
		['serment-du-prevenu', '### juge/president', [asked('interrogatoire', 'prevenu/sacha')]],
		[
			'serment-du-prevenu',
			'### prevenu/sacha',
			[cuesIn('parents', ['prevenu/sacha', 'Je le jure, je dis la vérité.'])]
		],
		[
			'serment-du-prevenu',
			'Tu prêtes serment',
			[['roles/prevenu-sacha.md', '## But\n', '## But\n\nTu prêtes serment.\n']]
		],
		['serment-avant-16-ans', '### juge/president', [is('age: 15, place: temoin/t, lien: aucun')]],
		['serment-d-un-proche', '### juge/president', [is('age: 40, place: temoin/t, lien: famille')]],
		['serment-d-un-proche', '### juge/president', [is('age: 40, place: temoin/t, lien: conjoint')]],
		['serment-d-un-proche', '### juge/president', [asked('parents', 'parent/m')]],
		[
			'serment-de-la-partie-civile',
			'### juge/president',
			[...civilParty, asked('educateur', 'partie-civile/v')]
		],
		['serment-sans-temoin', '### juge/president', [asked('educateur', 'educateur/e')]],
		[
			'serment-sans-temoin',
			'### juge/president',
			[
				is('age: 40, place: temoin/t, lien: aucun, poursuite: ailleurs'),
				['deroule.md', asking, `Vous êtes entendu à titre de simple renseignement. ${asking}`]
			]
		]
	])('[LI9] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI9] words that set the oath aside are no oath', () => {
		for (const words of [
			'Vous parlez sans prêter serment.',
			'Vous ne prêtez pas serment.',
			'On ne vous demande pas de prêter serment.'
		])
			expect(
				lawOf(lawfulFiles([cuesIn('parents', ['juge/president', words], ['parent/m', 'Oui.'])]))
			).toEqual([]);
	});

	it.each([15, 16])('[LI9] [LI10] at %i the witness swears or not, as the law says', (age) => {
		const aged = is(`age: ${age}, place: temoin/t, lien: aucun`);
		const codes = (edits: Edit[]) => lawOf(lawfulFiles(edits)).map(({ code }) => code);
		expect(codes([aged])).toEqual(age < 16 ? ['serment-avant-16-ans'] : []);
		expect(codes([aged, ...unsworn])).toEqual(age < 16 ? [] : ['temoin-sans-serment']);
	});
});

describe('who swears', () => {
	it.each<Broken>([
		['temoin-sans-serment', '### temoin/t', unsworn],
		['formule-du-serment', '### temoin/t', [['deroule.md', asking, 'Levez la main droite.']]],
		['temoin-inconnu', 'id: temoin/t', [['affaire.md', ', place: temoin/t, lien: aucun', '']]]
	])('[LI10] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI10] an expert swears otherwise', () => {
		const expert: Edit[] = recast('temoin/t', 'temoins', 'expert/t');
		const named: Edit = ['affaire.md', 'place: temoin/t', 'place: expert/t'];
		const script = lawfulFiles([...expert, named]);
		script.set('deroule.md', (script.get('deroule.md') ?? '').replaceAll('temoin/t', 'expert/t'));
		expect(lawOf(script)).toEqual([]);
	});

	it.each<Broken>([
		[
			'simple-renseignement',
			'### temoin/t',
			[is('age: 40, place: temoin/t, lien: aucun, poursuite: ailleurs'), ...unsworn]
		]
	])('[LI11] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI11] an adult tried apart is heard for information', () => {
		const told: Edit = ['deroule.md', asking, 'Vous êtes entendu à titre de simple renseignement.'];
		const apart = is('age: 40, place: temoin/t, lien: aucun, poursuite: ailleurs');
		expect(lawOf(lawfulFiles([apart, told, ['deroule.md', 'Je le jure.', 'Bien.']]))).toEqual([]);
	});
});
