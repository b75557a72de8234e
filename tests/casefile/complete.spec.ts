import { describe, expect, it } from 'vitest';
import { minimalCase, minimalFiles } from '../support/minimal-case.ts';
import { expectOnly, findingsOf, type Variant } from './broken.ts';

const affaire = 'affaire.md';
const decision = 'decision.md';
const brief = 'roles/greffier-g.md';

const variants: Variant[] = [
	{
		rule: 'F36',
		what: 'no date to check the law again',
		file: affaire,
		from: 'droit_valable_jusqu_au: 2027-11-23\n',
		to: '',
		line: 'id: minimale',
		says: /« droit_valable_jusqu_au » absente/,
		code: 'validite-absente'
	},
	{
		rule: 'F36',
		what: 'a charge that names no offence',
		file: affaire,
		from: '    infraction: cp-222-37\n',
		to: '',
		line: 'id: complicite',
		says: /« infraction » absente → nommer une ligne/,
		code: 'infraction-absente'
	},
	{
		rule: 'F36',
		what: 'no calendar',
		file: affaire,
		from: 'calendrier: { j0: mardi, audience: J+61 }\n',
		to: '',
		line: 'id: minimale',
		says: /« calendrier » absente/,
		code: 'calendrier-absent'
	},
	{
		rule: 'F36',
		what: 'no invented place',
		file: affaire,
		from: 'lieux: [Orvelle]\n',
		to: '',
		line: 'id: minimale',
		says: /« lieux » absente/,
		code: 'lieux-absents'
	},
	{
		rule: 'F36',
		what: 'no other decision',
		file: decision,
		from: 'autre_issue: Une relaxe',
		to: '# Une relaxe',
		line: 'issue:',
		says: /« autre_issue » absente/,
		code: 'autre-issue-absente'
	},
	{
		rule: 'F36',
		what: 'a piece without its easy version',
		file: 'pieces/01-constat.md',
		from: '## Version facile\n\nPlus simple.\n\nLe second.\n',
		to: '',
		line: '---',
		says: /version facile absente/,
		code: 'version-facile-absente'
	},
	{
		rule: 'F27',
		what: 'a person whose seat is none',
		file: affaire,
		from: 'place: parent/m, lien',
		to: 'place: parent/n, lien',
		line: 'Camille B.',
		says: /place « parent\/n » inconnue → écrire « parent\/m »/,
		code: 'place-inconnue'
	},
	{
		rule: 'F27',
		what: 'two people of one name',
		file: affaire,
		from: 'nom: Camille B.',
		to: 'nom: Sacha B.',
		line: 'age: 45',
		says: /« Sacha B\. » écrit deux fois dans « personnes »/,
		code: 'nom-en-double'
	},
	{
		rule: 'F27',
		what: 'an unknown tie',
		file: affaire,
		from: 'lien: parent',
		to: 'lien: parents',
		line: 'Camille B.',
		says: /« parents » inconnu → écrire « parent »/,
		code: 'mot-inconnu'
	},
	{
		rule: 'F27',
		what: 'a day of the hearing that is none',
		file: affaire,
		from: 'audience: J+61',
		to: 'audience: dans deux mois',
		line: 'calendrier',
		says: /« dans deux mois » n'est pas un jour → l'écrire J\+61/,
		code: 'jour-mal-ecrit'
	},
	{
		rule: 'F27',
		what: 'a level that is none',
		file: affaire,
		from: 'niveau: collège',
		to: 'niveau: primaire',
		line: 'niveau',
		says: /« primaire » inconnu/,
		code: 'mot-inconnu'
	},
	{
		rule: 'F28',
		what: 'charges established before, where guilt is decided',
		file: affaire,
		from: 'personnes:',
		to: 'culpabilite_declaree: [recel]\npersonnes:',
		line: 'culpabilite_declaree',
		says: /cette audience décide de la culpabilité/,
		code: 'culpabilite-declaree-en-trop'
	},
	{
		rule: 'F28',
		what: 'measures where no sanction is decided',
		file: decision,
		from: 'pieces: [1, 2]',
		to: 'pieces: [1, 2]\nmesures: [{ id: amende, quantite: 100 }]',
		line: 'mesures',
		says: /ne décide pas de la sanction/,
		code: 'mesures-en-trop'
	},
	{
		rule: 'F29',
		what: 'a task for a step that is none',
		file: brief,
		from: '- requisitions : Note',
		to: '- requisition : Note',
		line: '- requisition :',
		says: /étape inconnue : « requisition » → écrire « requisitions »/,
		code: 'etape-inconnue'
	},
	{
		rule: 'F29',
		what: 'a task without a step',
		file: brief,
		from: '- requisitions : Note',
		to: '- Note',
		line: '- Note',
		says: /tâche mal écrite/,
		code: 'tache-mal-ecrite'
	},
	{
		rule: 'F29',
		what: 'two tasks for one step',
		file: brief,
		from: '- requisitions : Note',
		to: '- ouverture : Note',
		line: '- ouverture : Note',
		says: /deux tâches pour l'étape « ouverture »/,
		code: 'tache-en-double'
	},
	{
		rule: 'F4',
		what: 'a misspelt title in the decision',
		file: decision,
		from: '## Suite',
		to: '## Suites',
		line: '## Suites',
		says: /rubrique « Suites » inconnue → écrire « Suite »/,
		code: 'rubrique-inconnue'
	}
];

describe('what a complete case has', () => {
	it.each(variants)('[$rule] $what: one finding, on its line', expectOnly);

	it('[F36] is a warning where it is absent, and the case loads', () => {
		const files = minimalFiles();
		files.delete('debrief.md');
		expect(findingsOf(files)).toEqual([
			expect.objectContaining({ code: 'debrief-absent', severity: 'warning', file: 'debrief.md' })
		]);
	});

	it('[F27] [F29] is read: people, dates, tasks, what followed', () => {
		const file = minimalCase();
		expect(file.people[1]).toEqual({
			name: 'Camille B.',
			age: 45,
			seat: 'parent/m',
			tie: 'parent'
		});
		expect(file.people[0]).toMatchObject({ prosecuted: 'here' });
		expect(file.lawValidUntil).toBe('2027-11-23');
		expect(file.charges.map(({ offence }) => offence)).toEqual(['cp-222-37', 'cp-222-39-al-1']);
		expect(file.briefs[0]?.tasks).toMatchObject({ requisitions: 'Note une demande.' });
		expect(file.decision.other).toContain('Une relaxe');
		expect(file.decision.sequel).toMatch(/^<p>Sacha a trouvé/);
		expect(file.decision.sealed.reasons).not.toContain('Sacha a trouvé');
		for (const key of ['towns', 'calendar', 'complicity', 'law'])
			expect(file).not.toHaveProperty(key);
	});

	it('[F29] does not count tasks as words to read', () => {
		const [one] = minimalCase().briefs;
		const files = minimalFiles();
		const long = (files.get('roles/juge-president.md') ?? '').replace(
			'Note une',
			`${'mot '.repeat(200)}une`
		);
		files.set('roles/juge-president.md', long);
		expect(findingsOf(files)).toEqual([]);
		expect(one?.words).toBeLessThan(60);
	});
});
