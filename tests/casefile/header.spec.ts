import { describe, expect, it } from 'vitest';
import { minimalCase, minimalFiles } from '../support/minimal-case.ts';
import { expectOnly, findingsOf } from './broken.ts';
import type { Variant } from './broken.ts';

const variants: Variant[] = [
	{
		rule: 'F4',
		what: 'a misspelt key of the header',
		file: 'affaire.md',
		from: 'niveau:',
		to: 'nivo:',
		line: 'nivo:',
		says: /« nivo » : clé inconnue → écrire « niveau »/
	},
	{
		rule: 'F4',
		what: 'a misspelt key of a seat',
		file: 'affaire.md',
		from: '    camp: parquet',
		to: '    cam: parquet',
		line: 'cam: parquet',
		says: /« cam » : clé inconnue → écrire « camp »/
	},
	{
		rule: 'F1',
		what: 'an absent key',
		file: 'affaire.md',
		from: '    nom: Place greffier/g\n',
		to: '',
		line: 'id: greffier/g',
		says: /clé « nom » absente → ajouter « nom: … »/
	},
	{
		rule: 'F1',
		what: 'a value that holds a colon',
		file: 'affaire.md',
		from: "titre: L'affaire minimale",
		to: 'titre: Sacha : une affaire',
		line: 'titre: Sacha',
		says: /contient « : » → mettre toute la valeur entre guillemets/
	},
	{
		rule: 'F26',
		what: 'a note on the law for a step that is none',
		file: 'affaire.md',
		from: 'prevention:',
		to: 'droit:\n  - { etape: openning, texte: Une note., source: CP 1 }\nprevention:',
		line: 'openning',
		says: /étape « openning » inconnue → /
	},
	...['constructor', `c${'o'.repeat(64)}`, 'Vol'].map((id): Variant => ({
		rule: 'F4',
		what: `a charge called « ${id.slice(0, 20)} »`,
		file: 'affaire.md',
		from: 'prevention:\n',
		to: `prevention:\n  - id: ${id}\n    libelle: vol\n    mots_simples: x\n    article: x\n    maximum_majeur: x\n    maximum_mineur: x\n    elements: [x]\n`,
		line: `id: ${id}`,
		says: /mal écrit → minuscules sans accent, chiffres et tirets seulement, 64 signes/
	})),
	{
		rule: 'F6',
		what: 'an unknown role',
		file: 'affaire.md',
		from: 'id: educateur/e',
		to: 'id: educatrice/e',
		line: 'educatrice/e',
		says: /rôle « educatrice » inconnu → écrire « educateur »/
	},
	{
		rule: 'F6',
		what: 'two seats of one name',
		file: 'affaire.md',
		from: 'id: observateur/o2',
		to: 'id: observateur/o',
		line: 'id: observateur/o',
		says: /« observateur\/o » écrit deux fois/
	},
	{
		rule: 'F6',
		what: 'two charges of one name',
		file: 'affaire.md',
		from: 'id: recel',
		to: 'id: complicite',
		line: 'id: complicite',
		says: /« complicite » écrit deux fois dans « prevention »/
	},
	{
		rule: 'F7',
		what: 'a clerk among the judges',
		file: 'affaire.md',
		from: 'camp: auxiliaires\n    nom: Place greffier/g',
		to: 'camp: tribunal\n    nom: Place greffier/g',
		line: 'camp: tribunal',
		says: /« greffier\/g » ne peut pas être du camp « tribunal »/
	},
	{
		rule: 'F7',
		what: 'a judge who is two',
		file: 'affaire.md',
		from: 'a_la_barre: Voix assesseur/second\n    equipe: 1',
		to: 'a_la_barre: Voix assesseur/second\n    equipe: 2',
		line: 'equipe: 2',
		says: /équipe de 2 dans le tribunal → écrire 1/
	},
	{
		rule: 'F8',
		what: 'a prévenu without an adult’s yes',
		file: 'affaire.md',
		from: 'nom: Place prevenu/sacha',
		to: 'nom: Place prevenu/sacha\n    confirmation: false',
		line: 'confirmation: false',
		says: /confirmation impossible pour « prevenu\/sacha »/
	},
	{
		rule: 'F9',
		what: 'a class that the seats cannot hold',
		file: 'affaire.md',
		from: 'a_la_barre: Voix chronique/c\n    equipe: 3',
		to: 'a_la_barre: Voix chronique/c\n    equipe: 1',
		line: 'places:',
		says: /des élèves sans place à 35 élèves/
	},
	{
		rule: 'F9',
		what: 'more seats than pupils',
		file: 'affaire.md',
		from: 'ouvre_a: 20',
		to: 'ouvre_a: 12',
		line: 'places:',
		says: /plus de places que d'élèves à 12 élèves/
	},
	{
		rule: 'F20',
		what: 'a date that is not in the calendar',
		file: 'affaire.md',
		from: 'droit_verifie_le: 2026-11-23',
		to: 'droit_verifie_le: 2026-02-30',
		line: '2026-02-30',
		says: /« 2026-02-30 » n'est pas une date/
	},
	{
		rule: 'F1',
		what: 'an unknown procedure',
		file: 'affaire.md',
		from: 'procedure: minimale',
		to: 'procedure: minimal',
		line: 'procedure: minimal',
		says: /procédure « minimal » absente ou en erreur → écrire « minimale »/
	}
];

describe('a header with one mistake', () => {
	it('[F2] has none to start with', () => {
		expect(findingsOf(minimalFiles())).toEqual([]);
		expect(minimalCase().seats).toHaveLength(15);
	});

	it.each(variants)('[$rule] $what: one finding, on its line', expectOnly);
});
