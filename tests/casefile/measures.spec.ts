import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseFile, Person } from '../../src/lib/casefile/casefile.ts';
import { findUnlawful, offersFor } from '../../src/lib/casefile/law/composition.ts';
import { parseMeasures } from '../../src/lib/casefile/law/measures.ts';
import { tellQuantity } from '../../src/lib/casefile/law/quantity.ts';
import { measuresFor } from '../../src/lib/casefile/law/sentencing.ts';
import { checkMeasures } from '../../src/lib/casefile/lint/law-measures.ts';
import type { Manuscript } from '../../src/lib/casefile/lint/lint.ts';
import { bareReference } from '../../src/lib/casefile/reference.ts';
import { atHearing, shippedLaw } from '../support/sentencing.ts';
import { wideCase } from '../support/wide-case.ts';

const text = readFileSync('cases/droit/mesures.yaml', 'utf8');
const at = (age: number, ageAtHearing?: number, offence = 'cp-222-39-al-2') => {
	const charge = { ...wideCase().charges[0], id: 'x', offence } as CaseFile['charges'][number];
	const minors = age < 18;
	return {
		charges: [charge],
		people: [
			{ name: 'A', age, prosecuted: 'here', ...(ageAtHearing && { ageAtHearing }) } as Person
		],
		procedure: {
			...wideCase().procedure,
			minors,
			decides: minors ? (['sanction'] as const) : (['guilt', 'sanction'] as const)
		}
	};
};
const told = (casefile: ReturnType<typeof at>) => {
	const law = measuresFor(casefile, shippedLaw());
	const most = (id: string) => law?.measures.find((it) => it.id === id)?.bounds?.most;
	return { ids: law?.measures.map(({ id }) => id) ?? [], barred: law?.barred ?? [], most };
};

describe('the table of measures', () => {
	it('[SA1] ships without a fault, dated and sourced', () => {
		const read = parseMeasures('mesures.yaml', text);
		if ('findings' in read) throw new Error(JSON.stringify(read.findings));
		expect(read.table.checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
		expect(read.table.entries.length).toBeGreaterThan(35);
		for (const { source, plain, trust } of read.table.entries) {
			expect(source).toMatch(/CJPM|CP/);
			expect(plain.length).toBeGreaterThan(10);
			expect(['V', 'V-2023', 'V-1', 'CG']).toContain(trust);
		}
	});

	it('[SA1] says every line that is wrong, and never throws', () => {
		const wrong = (from: string, to: string) => {
			const read = parseMeasures('mesures.yaml', text.replace(from, to));
			return 'findings' in read ? read.findings.map(({ line }) => line > 1) : [];
		};
		expect(wrong('nature: provisoire', 'nature: douce')).toEqual([true]);
		expect(wrong('avec: [mesure-educative-provisoire]', 'avec: [mesure]')).toEqual([true]);
		expect(wrong('id: expertise', 'id: investigation-educative')).toEqual([true]);
		expect(wrong('fixée dans {quantite}', 'fixée plus tard')).toEqual([true]);
		for (const [from, to, code] of [
			['id: droits-civiques', 'id: jours-amende', 'mesures-mal-ecrites'],
			['id: expertise', 'id: investigation-educative', 'mesures-mal-ecrites'],
			['au_plus: prison', 'au_plus: beaucoup', 'nombre-attendu']
		] as const) {
			const spoilt = text.replace(from, to);
			const read = parseMeasures('mesures.yaml', spoilt);
			const at = text.slice(0, text.indexOf(from)).split('\n').length;
			expect('findings' in read && read.findings, from).toMatchObject([{ line: at, code }]);
		}
		fc.assert(
			fc.property(fc.string(), fc.nat(text.length), (junk, cut) => {
				parseMeasures('mesures.yaml', junk);
				parseMeasures('mesures.yaml', text.slice(0, cut) + junk + text.slice(cut));
			}),
			{ numRuns: 10 }
		);
	});

	it('[SA1] halves a minor’s penalties, caps their fines, and keeps all penalties from who is under 13', () => {
		const adult = told(at(19));
		expect([adult.most('prison'), adult.most('amende')]).toEqual([120, 75_000]);
		expect(adult.ids).not.toContain('mesure-educative-judiciaire');
		const minor = told(at(17));
		expect([minor.most('prison'), minor.most('amende')]).toEqual([60, 7500]);
		const use = told(at(15, 15, 'csp-l3421-1'));
		expect([use.most('prison'), use.most('amende')]).toEqual([6, 1875]);
		const child = told(at(12));
		expect(child.ids).toContain('module-reparation');
		for (const id of ['amende', 'stage', 'prison', 'travail-interet-general', 'confiscation']) {
			expect(child.ids).not.toContain(id);
			expect(child.barred.find((it) => it.id === id)?.why).toContain('13 ans');
		}
		expect(told(at(10)).ids).not.toContain('couvre-feu');
	});

	it('[SA1] opens community work at sixteen, and ends an educational measure at twenty-one', () => {
		expect(told(at(15)).ids).not.toContain('travail-interet-general');
		expect(told(at(15)).barred.map(({ id }) => id)).toContain('travail-interet-general');
		expect(told(at(15, 16)).ids).toContain('travail-interet-general');
		expect(told(at(15)).most('mesure-educative-judiciaire')).toBe(60);
		expect(told(at(17, 18)).most('mesure-educative-judiciaire')).toBe(36);
	});

	it('[SA1] orders nothing where the procedure does not say that it does', () => {
		const { minors: _, decides: _d, ...silent } = at(16).procedure;
		expect(measuresFor({ ...at(16), procedure: silent }, shippedLaw())).toBe(null);
		expect(measuresFor(at(16), bareReference('2026-11-23', new Map()))).toBe(null);
	});

	it('writes quantities as they are said', () => {
		expect(tellQuantity('mois', 1)).toBe('1\u00a0mois');
		expect(tellQuantity('mois', 18)).toBe('1\u00a0an et 6\u00a0mois');
		expect(tellQuantity('heures', 70)).toBe('70\u00a0heures');
		expect(tellQuantity('euros', 7500)).toBe('7\u202f500\u00a0€');
	});

	it('[SA3] allows what it offers, at either bound, and nothing beyond', () => {
		const file = atHearing(wideCase(), { minors: false, decides: ['sanction'], age: 20 });
		for (const { id, bounds } of offersFor(file, ['recel']).filter((it) => !it.beside)) {
			const at = (quantity?: number) =>
				findUnlawful(file, ['recel'], [{ id, ...(quantity !== undefined && { quantity }) }]);
			if (!bounds) expect(at(), id).toBe(null);
			else if (id !== 'prison-sursis-probatoire') {
				expect([at(bounds.least), at(bounds.most)], id).toEqual([null, null]);
				expect(at(bounds.least - 1), id).toBe('quantity-out-of-bounds');
				expect(at(bounds.most + bounds.step), id).toBe('quantity-out-of-bounds');
			}
		}
	});
});

describe('the magistrate’s own answer', () => {
	const reference = { ...bareReference('2026-11-23', new Map()), ...shippedLaw() };
	const lint = (measures: NonNullable<CaseFile['decision']['sealed']['measures']>) => {
		const file = atHearing(wideCase(), { minors: true, decides: ['guilt', 'sanction'], age: 15 });
		const sealed = { ...file.decision.sealed, measures };
		const casefile = { ...file, decision: { ...file.decision, sealed } };
		const manuscript = { casefile, sheets: {}, files: new Map() } as unknown as Manuscript;
		return checkMeasures(manuscript, reference);
	};

	it('is one that this court may order', () => {
		expect(lint([{ id: 'mesure-educative-judiciaire', quantity: 12 }])).toEqual([]);
		for (const measures of [
			[{ id: 'mesure-educative' }],
			[{ id: 'travail-interet-general', quantity: 70 }],
			[{ id: 'mesure-educative-judiciaire', quantity: 80 }],
			[{ id: 'confiscation', quantity: 2 }],
			[{ id: 'module-sante' }],
			[{ id: 'reussite-educative' }, { id: 'mesure-educative-judiciaire', quantity: 12 }]
		]) {
			const found = lint(measures);
			expect(found.map(({ code }) => code)).toEqual(['mesure-interdite']);
			expect(found[0]?.source).toContain('CJPM');
		}
		expect(lint([{ id: 'travail-interet-general', quantity: 70 }])[0]?.problem).toContain('16');
	});
});
