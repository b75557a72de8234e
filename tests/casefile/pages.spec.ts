import { describe, it } from 'vitest';
import { canary } from '../support/canary.ts';
import { expectOnly } from './broken.ts';
import type { Variant } from './broken.ts';

const variants: Variant[] = [
	{
		rule: 'F4',
		what: 'a key that is no key',
		file: 'pieces/01-constat.md',
		from: 'titre:',
		to: 'importance: 3\ntitre:',
		line: 'importance',
		says: /clé inconnue → choisir parmi : numero, titre/
	},
	{
		rule: 'F24',
		what: 'an easy version that leaves a paragraph out',
		file: 'pieces/01-constat.md',
		from: 'Plus simple.\n\n',
		to: '',
		line: '## Version facile',
		says: /1 paragraphes dans la version facile, 2 dans la pièce → redire chaque paragraphe/
	},
	{
		rule: 'F4',
		what: 'a misspelt title in a piece',
		file: 'pieces/01-constat.md',
		from: 'Le second.',
		to: 'Le second.\n\n## Version facille\n\nUn.\n\nDeux.',
		line: '## Version facille',
		says: /rubrique « Version facille » inconnue → écrire « Version facile »/
	},
	{
		rule: 'F25',
		what: 'a piece that bears on no charge of the case',
		file: 'pieces/01-constat.md',
		from: 'titre:',
		to: 'a_charge: [complicite, recelle]\ntitre:',
		line: 'recelle',
		says: /chef « recelle » inconnu → écrire « recel »/
	},
	{
		rule: 'F10',
		what: 'a brief for nobody',
		file: 'roles/greffier-g.md',
		from: 'place: greffier/g',
		to: 'place: greffier/f',
		line: 'place: greffier/f',
		says: /place « greffier\/f » inconnue → écrire « greffier\/g »/
	},
	{
		rule: 'F10',
		what: 'two briefs for one seat',
		file: 'roles/observateur-o2.md',
		from: 'place: observateur/o2',
		to: 'place: observateur/o',
		line: 'place: observateur/o',
		says: /une autre fiche existe pour « observateur\/o »/
	},
	{
		rule: 'F10',
		what: 'a brief that is too long',
		file: 'roles/greffier-g.md',
		from: 'Tenir sa place.',
		to: 'mot '.repeat(120),
		line: '## But',
		says: /fiche de 13\d mots → la ramener à 120 mots/
	},
	{
		rule: 'F4',
		what: 'a misspelt title in a brief',
		file: 'roles/greffier-g.md',
		from: '## Pour commencer',
		to: '## Pour commencé',
		line: '## Pour commencé',
		says: /rubrique « Pour commencé » inconnue → écrire « Pour commencer »/
	},
	{
		rule: 'F11',
		what: 'a piece that is too short',
		file: 'pieces/01-constat.md',
		from: 'On y lit, dans des phrases simples, ce qui a été vu, ce qui a été dit',
		to: 'Ce',
		line: 'Pièce d’essai',
		says: /pièce de 3\d mots → garder de 40 à 120 mots/
	},
	{
		rule: 'F11',
		what: 'a number that is not the file’s',
		file: 'pieces/04-rapport.md',
		from: 'numero: 4',
		to: 'numero: 5',
		line: 'numero: 5',
		says: /le numéro 5 ne suit pas le nom du fichier/
	},
	{
		rule: 'F11',
		what: 'a message without an hour',
		file: 'pieces/02-messages.md',
		from: 'Sacha, 18 h 02 : Second',
		to: 'Sacha : Second',
		line: 'Sacha : Second',
		says: /message sans auteur ou sans heure/
	},
	{
		rule: 'F13',
		what: 'a reader who does not exist',
		file: 'pieces/04-rapport.md',
		from: 'educateur/e',
		to: 'educateur/x',
		line: 'premiers',
		says: /lecteur « educateur\/x » inconnu → écrire « educateur\/e »/
	},
	{
		rule: 'F13',
		what: 'a side without a seat',
		file: 'pieces/03-lettre.md',
		from: 'apportee_par: defense',
		to: 'apportee_par: partie-civile',
		line: 'apportee_par',
		says: /aucune place n'est du camp « partie-civile »/
	},
	{
		rule: 'F17',
		what: 'a decision founded on an unknown piece',
		file: 'decision.md',
		from: '[1, 2]',
		to: '[1, 8]',
		line: 'pieces:',
		says: /pièce 8 inconnue/
	},
	{
		rule: 'F17',
		what: 'a decision founded on a piece nobody showed',
		file: 'decision.md',
		from: '[1, 2]',
		to: '[1, 4]',
		line: 'pieces:',
		says: /pièce 4 jamais débattue/
	},
	{
		rule: 'F17',
		what: 'a decision without reasons',
		file: 'decision.md',
		from: `Les pièces se complètent. ${canary('motifs')}`,
		to: '<!-- à écrire -->',
		line: '',
		says: /décision sans motifs/
	}
];

describe('a page with one mistake', () => {
	it.each(variants)('[$rule] $what: one finding, on its line', expectOnly);
});
