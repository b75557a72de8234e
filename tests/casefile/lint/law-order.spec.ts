import { describe, expect, it } from 'vitest';
import type { Procedure } from '../../../src/lib/casefile/procedure.ts';
import { cuesIn, expectOnly, lawOf, lawfulFiles, recast } from '../../support/lawful-case.ts';
import type { About, Broken } from '../../support/lawful-case.ts';
import { minimalReference } from '../../support/minimal-case.ts';

const { steps } = minimalReference().procedures.get('minimale') as Procedure;
const step = (id: string) => steps.filter((each) => each.id === id);
const without = (id: string) => steps.filter((each) => each.id !== id);
/** The steps with one moved, or added, before another. */
const placed = (id: string, before: string): About => {
	const others = without(id);
	const at = others.findIndex((each) => each.id === before);
	const one = step(id)[0] ?? { ...step('temoins')[0], id };
	return {
		procedure: { steps: [...others.slice(0, at), one, ...others.slice(at)] as Procedure['steps'] }
	};
};
const civilParty = recast('observateur/o', 'salle', 'partie-civile/v', 'partie-civile');
const prosecution = '### procureur/p — improvisé';
const silence =
	'Vous avez le droit de faire des déclarations, de répondre aux questions ou de vous taire.';

describe('the lawful case', () => {
	it('[LI1] has nothing against it, for a minor and for an adult', () => {
		for (const about of [{}, { adult: true }])
			expect(lawOf(lawfulFiles([], about), about)).toEqual([]);
	});
});

describe('the order of the hearing', () => {
	it.each<Broken>([
		['ordre-des-etapes', 'procedure:', [], placed('plaidoirie', 'requisitions')],
		['ordre-des-etapes', 'procedure:', [], placed('temoins', 'interrogatoire')],
		['ordre-des-etapes', 'procedure:', [], placed('educateur', 'parents')],
		['ordre-des-etapes', 'procedure:', [], placed('dernier-mot', 'plaidoirie')],
		['etape-obligatoire', 'procedure:', [], { procedure: { steps: without('parents') } }],
		['etape-obligatoire', 'procedure:', [], { procedure: { steps: without('plaidoirie') } }],
		['etape-obligatoire', 'procedure:', [], { procedure: { steps: without('dernier-mot') } }],
		['passage-apres-requisitions', '## visite', [], placed('visite', 'plaidoirie')],
		['passage-apres-requisitions', '## visite', [], placed('visite', 'delibere')]
	])('[LI1] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI1] a passage before the prosecution speaks is free', () => {
		for (const before of ['temoins', 'requisitions']) {
			const about = placed('visite', before);
			expect(lawOf(lawfulFiles([], about), about)).toEqual([]);
		}
	});

	it.each<Broken>([
		[
			'parquet-non-entendu',
			'## requisitions',
			[['deroule.md', prosecution, '### juge/president — improvisé']]
		],
		[
			'defense-non-entendue',
			'## plaidoirie',
			[
				[
					'deroule.md',
					'### avocat/sacha — improvisé, montre 3',
					'### juge/president — improvisé, montre 3'
				]
			]
		],
		[
			'defense-avant-parquet',
			'### avocat/sacha',
			[cuesIn('requisitions', ['avocat/sacha', 'Je plaide le doute.'])]
		],
		[
			'partie-civile-apres-parquet',
			'### partie-civile/v',
			[...civilParty, cuesIn('plaidoirie', ['partie-civile/v', 'Je demande réparation.'])]
		]
	])('[LI2] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI2] the prosecution may answer the defence, who then speaks again', () => {
		const reply = cuesIn('dernier-mot', ['procureur/p', 'Une réplique.']);
		expect(lawOf(lawfulFiles([reply]))).toEqual([]);
	});

	it.each<Broken>([
		[
			'dernier-mot',
			'### procureur/p',
			[['deroule.md', '## delibere\n', '### procureur/p\n\nUne dernière chose.\n\n## delibere\n']]
		],
		[
			'dernier-mot',
			'## dernier-mot',
			[
				[
					'deroule.md',
					'### prevenu/sacha — improvisé\n\n- Un mot',
					'### juge/president — improvisé\n\n- Un mot'
				]
			]
		]
	])('[LI3] %s at « %s »', (...broken) => expectOnly(broken));

	it.each<Broken>([
		['delibere-ferme', '### greffier/g', [cuesIn('delibere', ['greffier/g', 'Je compte.'])]],
		['delibere-ferme', '### procureur/p', [cuesIn('delibere', ['procureur/p', 'Je précise.'])]],
		[
			'decision-avant-delibere',
			'### juge/president',
			[cuesIn('dernier-mot', ['juge/president', 'Le tribunal vous déclare coupable.'])]
		],
		[
			'secret-du-delibere',
			'ouverture:',
			[['decision.md', 'Le tribunal a délibéré.', 'Le tribunal a délibéré à l’unanimité.']]
		],
		[
			'secret-du-delibere',
			'Les pièces se complètent',
			[
				[
					'decision.md',
					'Les pièces se complètent.',
					'Les pièces se complètent. Un assesseur a voté non.'
				]
			]
		],
		[
			'secret-du-delibere',
			'qui a voté',
			[['deroule.md', 'Que reste-t-il à savoir ?', 'Au tribunal, qui a voté quoi ?']]
		],
		[
			'secret-du-delibere',
			'ton vote',
			[['roles/assesseur-second.md', '## But\n', '## But\n\nÀ la fin, dis ton vote.\n']]
		],
		['delai-d-appel', 'appel:', [['decision.md', 'pendant dix jours', 'pendant un mois']]]
	])('[LI4] %s at « %s »', (...broken) => expectOnly(broken));
});

describe('what is said, and by whom', () => {
	it.each<Broken>([
		['droit-de-se-taire', '## ouverture', [['deroule.md', silence, 'Avez-vous compris ?']]],
		[
			'droit-de-se-taire',
			'## ouverture',
			[['deroule.md', silence, 'Vous avez le droit de vous taire.']]
		],
		[
			'droit-de-se-taire-tardif',
			'### avocat/sacha',
			[cuesIn('ouverture', ['avocat/sacha', 'Je soulève une nullité.'])]
		],
		[
			'droit-de-se-taire-tardif',
			'### juge/president',
			[cuesIn('ouverture', ['juge/president', 'Reconnaissez-vous les faits ?'])]
		],
		[
			'droit-de-se-taire-tardif',
			'### juge/president — improvisé',
			[['deroule.md', silence, 'Commençons.'], cuesIn('temoins', ['juge/president', silence])]
		]
	])('[LI5] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI5] identity may be asked, and answered, before the right to silence', () => {
		const identity = cuesIn(
			'ouverture',
			['juge/president', 'Votre nom ?'],
			['prevenu/sacha', 'Sacha B.']
		);
		expect(lawOf(lawfulFiles([identity]))).toEqual([]);
	});

	const saying = (id: string, holds: string[], at: string): About => ({
		procedure: {
			steps: steps.map((each) =>
				each.id === at
					? { ...each, mustSay: [{ id, text: 'Ainsi.', holds, source: 'CPP 460' }] }
					: each
			)
		}
	});
	it.each<Broken>([
		[
			'formule-absente',
			'## dernier-mot',
			[],
			saying('dernier-mot', ['la parole en dernier'], 'dernier-mot')
		],
		[
			'droit-de-se-taire',
			'## ouverture',
			[],
			saying('droit-de-se-taire', ['vous pouvez vous taire'], 'ouverture')
		],
		[
			'parole-hors-de-son-tour',
			'### huissier/h',
			[cuesIn('parents', ['huissier/h', 'Je parle.'])],
			{
				procedure: {
					steps: steps.map((each) =>
						each.id === 'parents' ? { ...each, speakers: ['juge', 'parent'] } : each
					)
				}
			}
		],
		[
			'prevention-non-lue',
			'## ouverture',
			[['deroule.md', 'Il est reproché à Sacha', 'Nous parlerons de Sacha :']]
		]
	])('[LI6] %s at « %s »', (...broken) => expectOnly(broken));

	it('[LI6] a formula that is said, or read with the decision, is not asked again', () => {
		for (const about of [
			saying('reproche', ['Il est reproché'], 'ouverture'),
			saying('appel', ['dix jours'], 'decision')
		])
			expect(lawOf(lawfulFiles([], about), about)).toEqual([]);
	});

	it.each<Broken>([
		[
			'president-interroge-d-abord',
			'### procureur/p',
			[cuesIn('interrogatoire', ['procureur/p', 'Pourquoi ?'])]
		],
		[
			'president-interroge-d-abord',
			'### assesseur/premier',
			[cuesIn('interrogatoire', ['assesseur/premier', 'Pourquoi ?'])]
		],
		[
			'temoin-questionne-avant-de-deposer',
			'### avocat/sacha',
			[['deroule.md', '### temoin/t\n', '### avocat/sacha\n\nOù étiez-vous ?\n\n### temoin/t\n']]
		]
	])('[LI7] %s at « %s »', (...broken) => expectOnly(broken));
});
