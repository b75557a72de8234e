import { describe, it } from 'vitest';
import { expectOnly } from './broken.ts';
import type { Variant } from './broken.ts';

const variants: Variant[] = [
	{
		rule: 'F14',
		what: 'a misspelt step',
		file: 'deroule.md',
		from: '## plaidoirie',
		to: '## plaidoierie',
		line: '## plaidoierie',
		says: /étape « plaidoierie » inconnue → écrire « plaidoirie »/
	},
	{
		rule: 'F14',
		what: 'a prompt too few',
		file: 'deroule.md',
		from: '- Qui veut parler ?\n',
		to: '',
		line: '- Que dit le dossier ?',
		says: /2 relances dans « accueil » → en écrire trois/
	},
	{
		rule: 'F14',
		what: 'no sentence',
		file: 'deroule.md',
		from: "> Nous en sommes à l'étape t0.",
		to: '',
		line: '## t0',
		says: /0 phrases à dire dans « t0 »/
	},
	{
		rule: 'F14',
		what: 'a text that nobody says',
		file: 'deroule.md',
		from: '### juge/president\n',
		to: '',
		line: "L'audience est ouverte",
		says: /texte sans place dans « ouverture »/
	},
	{
		rule: 'F15',
		what: 'a cue of an unknown seat',
		file: 'deroule.md',
		from: '### procureur/p',
		to: '### procureur/x',
		line: '### procureur/x',
		says: /place « procureur\/x » inconnue → écrire « procureur\/p »/
	},
	{
		rule: 'F15',
		what: 'a cue of a seat closed in small classes',
		file: 'deroule.md',
		from: '### procureur/p',
		to: '### observateur/o3',
		line: '### observateur/o3',
		says: /« observateur\/o3 » n'est ouverte qu'à partir de 28 élèves/
	},
	{
		rule: 'F15',
		what: 'an empty cue',
		file: 'deroule.md',
		from: "J'ai vu quelqu'un",
		to: "### greffier/g\n\nJ'ai vu quelqu'un",
		line: '### temoin/t',
		says: /réplique vide/
	},
	{
		rule: 'F15',
		what: 'an improvised cue in prose',
		file: 'deroule.md',
		from: '- Un mot, ou rien.',
		to: 'Un mot, ou rien.',
		line: 'Un mot, ou rien.',
		says: /improvisée attend une liste d'appuis/
	},
	{
		rule: 'F15',
		what: 'a list to read aloud',
		file: 'deroule.md',
		from: '### procureur/p — improvisé',
		to: '### procureur/p',
		line: '- Ce qui est établi.',
		says: /liste ou citation dans un texte à lire/
	},
	{
		rule: 'F4',
		what: 'a misspelt direction',
		file: 'deroule.md',
		from: '— montre 1',
		to: '— montrer 1',
		line: 'montrer 1',
		says: /indication « montrer 1 » inconnue → écrire « montre »/
	},
	{
		rule: 'F16',
		what: 'a piece that does not exist',
		file: 'deroule.md',
		from: '— improvisé, montre 3',
		to: '— improvisé, montre 9',
		line: 'montre 9',
		says: /« montre 9 » : pièce inconnue → choisir parmi : 1, 2, 3, 4/
	},
	{
		rule: 'F16',
		what: 'a witness who is not called',
		file: 'deroule.md',
		from: ' — appelle temoin/t',
		to: '',
		line: '### temoin/t',
		says: /« temoin\/t » parle sans avoir été appelé/
	},
	{
		rule: 'F16',
		what: 'someone called who does not wait outside',
		file: 'deroule.md',
		from: '### greffier/g — montre 2',
		to: '### greffier/g — montre 2, appelle parent/m',
		line: 'appelle parent/m',
		says: /« parent\/m » n'attend pas en salle des témoins/
	}
];

describe('a script with one mistake', () => {
	it.each(variants)('[$rule] $what: one finding, on its line', expectOnly);
});
