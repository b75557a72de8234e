import { describe, expect, it } from 'vitest';
import { waitOf } from '../../../src/lib/casefile/lint/busy.ts';
import { checkHelper } from '../../../src/lib/casefile/lint/pieces.ts';
import { lixOf } from '../../../src/lib/casefile/lint/readability.ts';
import type { Edit } from '../../support/lawful-case.ts';
import {
	decidesSanction,
	expectFlaw,
	manuscriptOf,
	playableFiles,
	qualityOf,
	rows,
	sanction,
	shippedTables
} from '../../support/playable-case.ts';

const hard =
	'L’établissement scolaire, gestionnaire d’infrastructures administratives particulièrement ' +
	'complexes, organise annuellement, conformément aux recommandations ministérielles, des ' +
	'consultations pluridisciplinaires réunissant professionnels, représentants associatifs et ' +
	'responsables territoriaux, lesquels transmettent systématiquement leurs observations détaillées.';
const task = (seat: string, step: string): Edit => [
	`roles/${seat}.md`,
	`- ${step} : Note ce que tu entends.\n`,
	''
];
const removed = (numbers: readonly number[]): Map<string, string> => {
	const files = playableFiles();
	for (const number of numbers) files.delete(`pieces/0${number}-lettre.md`);
	return files;
};
const codes = (files: Map<string, string>, about = {}): string[] =>
	qualityOf(files, about).map(({ code }) => code);

describe('the pieces', () => {
	it('[LI60] are eight to ten', () => {
		expect(codes(removed([7]))).toEqual(['nombre-de-pieces']);
		const more = playableFiles();
		const seventh = more.get('pieces/07-lettre.md') ?? '';
		for (const number of [9, 10, 11]) {
			const name = `pieces/${String(number).padStart(2, '0')}-lettre.md`;
			const seat = ['observateur/o2', 'observateur/o3', 'chronique/c'][number - 9] ?? '';
			const text = seventh.replace('numero: 7', `numero: ${number}`);
			more.set(name, text.replace('observateur/o', seat));
			expect(codes(more)).toEqual(number > 10 ? ['nombre-de-pieces'] : []);
		}
	});

	it.each(
		rows([
			[
				'sans-piece-a-charge',
				'- id: recel',
				[['pieces/01-constat.md', 'a_charge: [complicite, recel]', 'a_charge: [complicite]']]
			],
			[
				'sans-piece-a-decharge',
				'- id: complicite',
				[['pieces/04-rapport.md', 'a_decharge: [complicite, recel]', 'a_decharge: [recel]']]
			]
		])
	)('[LI61] %s at « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI61] need not speak of guilt once it is settled', () => {
		const settled: Edit[] = [
			['pieces/01-constat.md', 'a_charge: [complicite, recel]\n', ''],
			...sanction
		];
		expect(codes(playableFiles(settled), decidesSanction)).toEqual([]);
	});

	it.each(
		rows([
			[
				'bilan-sans-favorable',
				'procedure:',
				[...sanction, ['pieces/05-lettre.md', 'bilan: favorable', 'bilan: defavorable']],
				decidesSanction
			],
			[
				'bilan-sans-reserve',
				'procedure:',
				[...sanction, ['pieces/06-lettre.md', 'bilan: mixte', 'bilan: favorable']],
				decidesSanction
			],
			['bilan-hors-sanction', 'bilan:', [['pieces/05-lettre.md', 'titre:', 'bilan: mixte\ntitre:']]]
		])
	)('[LI62] %s at « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it.each(
		rows([
			[
				'sans-conversation',
				'---',
				[['pieces/02-messages.md', 'nature: conversation', 'nature: lettre']]
			]
		])
	)('[LI63] %s', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI63] sans-plan-dessine', () => {
		const files = playableFiles();
		const plan = files.get('pieces/08-plan.md') ?? '';
		files.set('pieces/08-plan.md', plan.replace(/image:.*\ndescription:.*\n/, ''));
		files.delete('pieces/plan.svg');
		expect(codes(files)).toEqual(['sans-plan-dessine']);
	});

	it('[LI64] know an adult who may help: a parent, an educator, or one whose work it is', () => {
		const reference = shippedTables();
		const alone = manuscriptOf(playableFiles(), reference);
		const { casefile } = alone;
		const others = casefile.seats.filter(({ role }) => role !== 'educateur' && role !== 'parent');
		const left = { ...alone, casefile: { ...casefile, seats: others, people: [] } };
		const tell = (manuscript: typeof alone) =>
			checkHelper(manuscript, reference).map(({ code }) => code);
		expect(tell(left)).toEqual(['sans-adulte-aidant']);
		const [piece, ...rest] = casefile.exhibits;
		if (!piece) throw new Error('no piece');
		const exhibits = [{ ...piece, author: 'Infirmerie du lycée' }, ...rest];
		expect(tell({ ...left, casefile: { ...left.casefile, exhibits } })).toEqual([]);
		const people = [{ name: 'Camille B.', tie: 'parent' as const }];
		expect(tell({ ...left, casefile: { ...left.casefile, people } })).toEqual([]);
	});
});

describe('reading ease', () => {
	it('[LI65] is the figure of Björnsson: words to a sentence, and long words in a hundred', () => {
		// 10 words, 2 sentences, 1 word of more than 6 letters.
		expect(lixOf('Le chat dort ici. Le chien regarde par la fenêtre.')).toBeCloseTo(5 + 20);
		expect(lixOf('Oui : non.')).toBeCloseTo(1);
		expect(lixOf('La pièce 12, à 16 h 40, reste')).toBeCloseTo(8);
		expect(lixOf(' — ')).toBeUndefined();
	});

	it.each(
		rows([
			[
				'lecture-difficile',
				'établissement',
				[['pieces/05-lettre.md', 'Sacha attend à un angle de rue.', hard]]
			],
			[
				'lecture-difficile',
				'Tenir',
				[['roles/avocat-sacha.md', 'Tenir sa place.', `Tenir. ${hard}`]]
			],
			[
				'lecture-difficile',
				'But',
				[['deroule.md', 'Le témoin peut entrer.', `But. ${hard} ${hard}`]]
			]
		])
	)('[LI65] %s at « %s »', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI65] leaves a short formula alone', () => {
		const formula: Edit = [
			'deroule.md',
			'Le témoin peut entrer.',
			'Mesdames, Messieurs : silence absolu.'
		];
		expect(codes(playableFiles([formula]))).toEqual([]);
	});

	it('[LI66] an easy version is no harder than its piece', () => {
		expectFlaw([
			'version-facile-difficile',
			'établissement',
			[['pieces/05-lettre.md', 'Sacha attend dans la rue.', `${hard} Sacha attend.`]]
		]);
	});
});

describe('nobody waits', () => {
	it.each(
		rows([
			['rien-a-faire', 'place:', [task('parent-m', 'ouverture')]],
			['rien-a-faire', 'place:', [task('temoin-t', 'decision'), task('temoin-t', 'delibere')]],
			['attente-trop-longue', 'place:', [task('prevenu-sacha', 'interrogatoire')]]
		])
	)('[LI67] %s', (_code, _line, flawed) => expectFlaw(flawed));

	it('[LI67] names every empty step of a seat at once', () => {
		const idle = playableFiles([task('parent-m', 'ouverture'), task('parent-m', 'temoins')]);
		const [found, ...others] = qualityOf(idle);
		expect(others).toEqual([]);
		expect(found?.problem).toContain('ouverture, temoins');
		expect(found?.file).toBe('roles/parent-m.md');
	});

	it('[LI67] counts an office and a mission, not a mission that starts after the decision', () => {
		const without = (seat: string): string[] => {
			const files = playableFiles();
			const text = files.get(`roles/${seat}.md`) ?? '';
			return codes(files.set(`roles/${seat}.md`, text.split('\n## Pendant')[0] ?? ''));
		};
		expect(without('juge-president')).toEqual([]);
		expect(without('greffier-g')).toEqual([]);
		expect(without('observateur-o')).toEqual([]);
		expect(without('huissier-h')).toEqual(['rien-a-faire']);
		expect(without('assesseur-premier')).toEqual(['rien-a-faire']);
		const files = playableFiles([task('chronique-c', 'temoins')]);
		const header = files.get('affaire.md') ?? '';
		const at = header.indexOf('id: chronique/c');
		const late = header.slice(at).replace('Noter ce qui est dit.', 'Après la décision, écris.');
		expect(codes(files.set('affaire.md', header.slice(0, at) + late))).toEqual(['rien-a-faire']);
	});

	it('[LI67] gives a cue the time of its words, and improvised ones what is left of their step', () => {
		const { casefile } = manuscriptOf(
			playableFiles([task('prevenu-sacha', 'interrogatoire')]),
			shippedTables()
		);
		const seat = casefile.seats.find(({ id }) => id === 'prevenu/sacha');
		if (!seat) throw new Error('no prévenu');
		// Ten minutes: the juge and the prévenu improvise one after the other, the greffe says a few words.
		const { longest, until, empty } = waitOf(casefile, seat);
		expect(empty).toEqual([]);
		expect(until?.id).toBe('interrogatoire');
		expect(longest).toBeGreaterThan(4);
		expect(longest).toBeLessThan(5);
	});
});
