import { describe, expect, it } from 'vitest';
import { parseProcedure } from '../../src/lib/casefile/procedure-file.ts';
import { minimalProcedureText } from '../support/minimal-script.ts';
import { told } from './broken.ts';

function findingsOf(from: string, to: string): string[] {
	const text = minimalProcedureText();
	if (!text.includes(from)) throw new Error(`« ${from} » is not in the procedure`);
	const read = parseProcedure('p.yaml', text.replace(from, to));
	return 'findings' in read ? read.findings.map((each) => `${each.line} ${told(each)}`) : [];
}

describe('a procedure', () => {
	it('[F18] is dated data: steps, minutes, law with its sources', () => {
		const read = parseProcedure('p.yaml', minimalProcedureText());
		if ('findings' in read) throw new Error('findings');
		expect(read.procedure).toMatchObject({ restricted: true, checkedOn: '2026-11-23' });
		expect(read.procedure.steps).toHaveLength(17);
		expect(read.procedure.steps.find(({ id }) => id === 'requisitions')).toEqual({
			id: 'requisitions',
			title: 'Étape requisitions',
			part: 'debates',
			minutes: { '110': 5, '55': 3, '2x55': 5 },
			protectedMinutes: 3,
			law: [{ text: "Note de droit de l'étape.", source: 'CJPM L511-1' }]
		});
		expect(read.procedure.steps.filter(({ breakAfter }) => breakAfter)).toHaveLength(1);
	});

	it('[F18] fills its session exactly, and keeps the minutes of the debrief', () => {
		expect(findingsOf('"110": 25, "55": 15', '"110": 25, "55": 14')).toEqual([
			'6 p.yaml: 54 minutes prévues au format « 55 » → en répartir 55',
			'6 p.yaml: 14 minutes de débrief au format « 55 » → en garder au moins 15'
		]);
	});

	it('[F18] stops half-way, once, between two sessions', () => {
		expect(findingsOf('    pause_apres: true\n', '')).toEqual([
			expect.stringContaining('0 étapes avec « pause_apres »')
		]);
		expect(findingsOf('    protege: 3\n', '    protege: 3\n    pause_apres: true\n')).toEqual([
			expect.stringContaining('2 étapes avec « pause_apres »')
		]);
		expect(findingsOf('"2x55": 7', '"2x55": 6')).toEqual([
			expect.stringContaining('109 minutes prévues'),
			expect.stringContaining('54 minutes avant la pause au format « 2x55 »')
		]);
	});

	it('[F19] keeps its parts in order', () => {
		expect(findingsOf('partie: opening', 'partie: closing')).toEqual([
			expect.stringContaining("partie « debates » après « closing » → suivre l'ordre : welcome")
		]);
	});

	it('[F19] names its steps once', () => {
		expect(findingsOf('id: parents', 'id: temoins')).toEqual([
			expect.stringContaining('étape « temoins » écrite deux fois')
		]);
	});

	it('[F4] names the key that was meant, on its line', () => {
		expect(findingsOf('    partie: welcome', '    parti: welcome')).toEqual([
			'9 p.yaml: « parti » : clé inconnue → écrire « partie »'
		]);
		expect(findingsOf('"2x55": 6', '"2*55": 6')).toEqual([
			'10 p.yaml: « 2*55 » : clé inconnue → écrire « 2x55 »'
		]);
	});

	it('[F20] dates its check against the texts', () => {
		expect(findingsOf('verifie_le: 2026-11-23', 'verifie_le: hier')).toEqual([
			expect.stringMatching(/^5 .*« hier » n'est pas une date/)
		]);
	});

	it('[F40] says who speaks, what must be said, whom it judges and what it decides', () => {
		const said =
			'    a_dire:\n      - { id: silence, texte: Vous taire., contient: [vous taire], source: CPP 406 }\n';
		const text = minimalProcedureText()
			.replace(
				'restreinte: true',
				'restreinte: true\nmineurs: false\ntranche: [sanction, culpabilite]'
			)
			.replace(
				'    partie: opening\n',
				`    partie: opening\n    parole: [juge, prevenu]\n${said}`
			);
		const read = parseProcedure('p.yaml', text);
		if ('findings' in read) throw new Error(read.findings.map(told).join());
		expect(read.procedure).toMatchObject({ minors: false, decides: ['sanction', 'guilt'] });
		const opening = read.procedure.steps.find(({ part }) => part === 'opening');
		expect(opening?.speakers).toEqual(['juge', 'prevenu']);
		expect(opening?.mustSay).toEqual([
			{ id: 'silence', text: 'Vous taire.', holds: ['vous taire'], source: 'CPP 406' }
		]);
		expect(read.procedure.steps[0]).not.toHaveProperty('speakers');
	});

	it('[F40] names known roles and known decisions', () => {
		expect(findingsOf('partie: opening', 'partie: opening\n    parole: [jugge]')).toEqual([
			expect.stringContaining('« jugge » inconnu → écrire « juge »')
		]);
		expect(findingsOf('restreinte: true', 'restreinte: true\ntranche: [peine]')).toEqual([
			expect.stringContaining('« peine » inconnu')
		]);
	});
});
