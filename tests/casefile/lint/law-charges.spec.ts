import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
	findOffence,
	incurred,
	parseOffences,
	writeMaximum
} from '../../../src/lib/casefile/law/offences.ts';
import type { Offence } from '../../../src/lib/casefile/law/offences.ts';
import { lawCodes } from '../../../src/lib/casefile/lint/law-codes.ts';
import { expectOnly, lawOf, lawfulFiles, shippedOffences } from '../../support/lawful-case.ts';
import type { Broken, Edit } from '../../support/lawful-case.ts';

const table = shippedOffences();
const offence = (id: string): Offence => {
	const found = findOffence(table, id);
	if (!found) throw new Error(`no offence ${id}`);
	return found;
};
const spaced = (text: string) => text.replace(/\u00a0/g, ' ');

describe('the charges', () => {
	const minor = 'maximum_mineur: 5 ans d’emprisonnement et 7 500 € d’amende';
	it.each<Broken>([
		[
			'infraction-inconnue',
			'infraction:',
			[['affaire.md', 'infraction: cp-222-37', 'infraction: cp-222-77']]
		],
		[
			'infraction-inconnue',
			'article:',
			[
				['affaire.md', 'infraction: cp-222-37\n    complicite: true\n    ', ''],
				['affaire.md', 'CP 222-37, 121-6', 'Article 999-1, 121-6']
			]
		],
		[
			'infraction-qui-renvoie',
			'infraction:',
			[['affaire.md', 'infraction: cp-222-37', 'infraction: cp-121-7']]
		],
		['article-different', 'article:', [['affaire.md', 'article: CP 222-39', 'article: CP 222-36']]],
		[
			'article-different',
			'article:',
			[['affaire.md', 'article: CP 222-39', 'article: CP 222-39-1']]
		],
		[
			'complicite-sans-article',
			'article:',
			[['affaire.md', 'CP 222-37, 121-6 et 121-7', 'CP 222-37 et 121-7']]
		],
		[
			'maximum-majeur',
			'maximum_majeur:',
			[['affaire.md', '10 ans d’emprisonnement', '7 ans d’emprisonnement']]
		],
		['maximum-majeur', 'maximum_majeur:', [['affaire.md', '7 500 000 €', '750 000 €']]],
		[
			'maximum-mineur',
			'maximum_mineur:',
			[['affaire.md', minor, minor.replace('5 ans', '10 ans')]]
		],
		[
			'maximum-mineur',
			'maximum_mineur:',
			[['affaire.md', minor, minor.replace('7 500', '37 500')]]
		],
		['maximum-mineur', 'maximum_mineur:', [['affaire.md', minor, 'maximum_mineur: cinq ans']]]
	])('[LI25] %s at « %s »', (...broken) => expectOnly(broken));

	it.each<Edit>([
		['affaire.md', minor, `${minor} (aucune peine à cette audience)`],
		['affaire.md', minor, minor.replace('5 ans', '60 mois')],
		['affaire.md', '2 ans et 6 mois d’emprisonnement', '2 ans et demi d’emprisonnement'],
		['affaire.md', 'article: CP 222-39', 'article: Code pénal, article 222-39, alinéa 1'],
		['affaire.md', 'CP 222-37, 121-6 et 121-7', 'Code pénal, articles 121-6, 121-7 et 222-37']
	])('[LI25] %s: « %s » may be written « %s »', (...edit) =>
		expect(lawOf(lawfulFiles([edit]))).toEqual([])
	);

	it('[LI25] under 13 no penalty is written, whatever the court', () => {
		const child: Edit = ['affaire.md', 'age: 16, place: prevenu', 'age: 12, place: prevenu'];
		const about = { procedure: { court: 'Juge des enfants', minors: true } };
		const codes = lawOf(lawfulFiles([child], about), about).map(({ code }) => code);
		expect(codes).toEqual(['maximum-mineur', 'maximum-mineur']);
	});
});

describe('dates', () => {
	const valid: Edit = [
		'affaire.md',
		'droit_valable_jusqu_au: 2027-11-23',
		'droit_valable_jusqu_au: 2026-11-20'
	];
	it.each<Broken>([
		['droit-perime', 'droit_valable_jusqu_au:', [valid]],
		[
			'droit-trop-ancien',
			'droit_verifie_le:',
			[['affaire.md', 'droit_verifie_le: 2026-11-23', 'droit_verifie_le: 2025-11-23']]
		],
		['procedure-trop-ancienne', 'procedure:', [], { procedure: { checkedOn: '2025-11-23' } }],
		[
			'tableau-trop-ancien',
			'prevention:',
			[
				['affaire.md', 'droit_verifie_le: 2026-11-23', 'droit_verifie_le: 2027-11-23'],
				['affaire.md', 'droit_valable_jusqu_au: 2027-11-23', 'droit_valable_jusqu_au: 2028-11-23']
			],
			{ procedure: { checkedOn: '2027-11-23' }, today: '2027-11-24' }
		]
	])('[LI26] %s at « %s » is a warning', (...broken) => {
		expectOnly(broken);
		const [, , edits, about] = broken;
		expect(lawOf(lawfulFiles(edits, about), about)[0]?.severity).toBe('warning');
	});

	it('[LI26] a check holds for one year to the day', () => {
		const about = { today: '2027-11-23' };
		expect(lawOf(lawfulFiles([], about), about)).toEqual([]);
	});
});

describe('the table of offences', () => {
	it('[LI27] says of each offence its article, its penalties, its judges, its source and its trust', () => {
		expect(table.checkedOn).toBe('2026-11-23');
		expect(table.entries.length).toBeGreaterThanOrEqual(50);
		for (const each of table.entries.filter(({ refers }) => !refers)) {
			expect(each.prisonMonths, each.id).toBeGreaterThan(0);
			expect(each.bench === 'assises', each.id).toBe(each.crime);
			if (each.crime) continue;
			expect(each.bench, each.id).toBe(each.prisonMonths > 60 ? 'three judges' : 'one judge');
			expect(each.fineEuros, each.id).toBeGreaterThan(0);
		}
		expect(offence('csp-l3421-1')).toMatchObject({
			trust: 'V-2023',
			prisonMonths: 12,
			fineEuros: 3750
		});
		expect(offence('cr-l235-3')).toMatchObject({ trust: 'V-1' });
	});

	const entry = `verifie_le: 2026-11-23
infractions:
  - { id: cp-1, article: CP 222-37, libelle: Un, mots_simples: Un, nature: délit, prison: 12, amende: 1, formation: juge unique, source: CP, confiance: V }
`;
	it.each([
		['nature: délit', 'nature: faute', 3],
		['prison: 12', 'prison: toujours', 3],
		['article: CP 222-37', 'article: 222-37', 3],
		['confiance: V', 'confiance: sûr', 3],
		['id: cp-1', 'id: cp-1, de: cp-9', 3],
		['verifie_le: 2026-11-23', 'verifie_le: hier', 1],
		['infractions:', 'infraction:', 2]
	])('[LI27] « %s » written « %s » is told on line %i', (from, to, line) => {
		expect(parseOffences('t.yaml', entry)).toHaveProperty('table');
		const read = parseOffences('t.yaml', entry.replace(from, to));
		expect('findings' in read && read.findings.map((each) => each.line)).toContain(line);
	});

	it('[LI27] whatever the file holds, reading it never throws', () => {
		for (const text of ['', '&a [*a]', 'infractions: 3', '\u0000', entry.replace('12', '1e999')])
			expect(parseOffences('t.yaml', text)).toHaveProperty('findings');
		const broken = { toString: () => '', split: null } as unknown as string;
		expect(parseOffences('t.yaml', broken)).toMatchObject({ findings: [{ line: 1 }] });
	});

	it('[LI27] an offence written twice is told', () => {
		const twice = entry + entry.split('\n').slice(2).join('\n');
		const read = parseOffences('t.yaml', twice);
		expect('findings' in read && read.findings.map(({ code }) => code)).toEqual([
			'infraction-en-double'
		]);
	});

	it.each([
		['csp-l3421-1', 18, '1 an d’emprisonnement et 3 750 € d’amende'],
		['csp-l3421-1', 15, '6 mois d’emprisonnement et 1 875 € d’amende'],
		['cp-222-39-al-1', 17, '2 ans et 6 mois d’emprisonnement et 7 500 € d’amende'],
		['cp-222-39-al-2', 13, '5 ans d’emprisonnement et 7 500 € d’amende'],
		['cp-222-37', 18, '10 ans d’emprisonnement et 7 500 000 € d’amende'],
		['cp-222-37', 17, '5 ans d’emprisonnement et 7 500 € d’amende'],
		['cp-222-37', 12, 'aucune peine'],
		['cr-l235-1', 17, '1 an et 6 mois d’emprisonnement et 4 500 € d’amende'],
		['cp-222-34', 18, 'réclusion criminelle à perpétuité et 7 500 000 € d’amende'],
		['cp-222-34', 15, '20 ans de réclusion criminelle et 7 500 € d’amende'],
		['cp-222-37-1-15-ans', 18, '15 ans de réclusion criminelle']
	])('[LI28] %s at %i: %s', (id, age, sentence) => {
		expect(spaced(writeMaximum(offence(id), age)[0])).toBe(sentence);
	});

	it('[LI28] a minor incurs half, a fine of 7 500 € at most, and nothing under 13', () => {
		for (const each of table.entries.filter(({ refers }) => !refers)) {
			expect(incurred(each, 12)).toBeNull();
			const half = incurred(each, 13);
			expect(half?.prisonMonths).toBe(Math.min(240, each.prisonMonths / 2));
			expect(half?.fineEuros ?? 0).toBeLessThanOrEqual(7500);
			expect(half).toEqual(incurred(each, 17));
		}
	});
});

describe('the codes', () => {
	it('[LI29] each has a broken case of its own', () => {
		const folder = new URL('.', import.meta.url);
		const corpus = readdirSync(folder)
			.filter((name) => name.startsWith('law-'))
			.concat('../measures.spec.ts')
			.map((name) => readFileSync(new URL(name, folder), 'utf8'))
			.join('');
		expect(lawCodes.length).toBeGreaterThan(80);
		expect(lawCodes.filter((code) => !corpus.includes(`'${code}'`))).toEqual([]);
	});
});
