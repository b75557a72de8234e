import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestFile, parseCaseFile } from '../../src/lib/casefile/parse.ts';
import { parseProcedure } from '../../src/lib/casefile/procedure-file.ts';
import { minimalCase, minimalFiles, minimalProcedures } from '../support/minimal-case.ts';
import { minimalProcedureText } from '../support/minimal-script.ts';
import { changed, findingsOf, told } from './broken.ts';

describe('a sound case', () => {
	const casefile = minimalCase();

	it('[F11] numbers the paragraphs of a piece and counts its words', () => {
		const [constat] = casefile.exhibits;
		expect(constat).toMatchObject({ id: '1', number: 1, kind: 'proces-verbal' });
		expect(constat?.paragraphs.map(({ number }) => number)).toEqual([1, 2]);
		expect(constat?.paragraphs[1]?.html).toBe('<p>Second paragraphe.</p>');
		expect(constat?.words).toBeGreaterThanOrEqual(40);
	});

	it('[F11] sets author and hour of a message apart', () => {
		const messages = casefile.exhibits.find(({ kind }) => kind === 'conversation');
		expect(messages?.paragraphs[1]).toEqual({
			number: 2,
			from: 'Sacha',
			time: '18 h 02',
			html: '<p>Second paragraphe.</p>'
		});
	});

	it('[F24] [F25] reads the easy version paragraph by paragraph, and what a piece bears on', () => {
		const easy = '\n\n## Version facile\n\nUn **premier**.\n\nUn second.\n';
		const files = changed(
			'pieces/01-constat.md',
			'Second paragraphe.',
			`Second paragraphe.${easy}`
		);
		const text = files.get('pieces/01-constat.md') ?? '';
		files.set('pieces/01-constat.md', text.replace('titre:', 'a_decharge: [recel]\ntitre:'));
		const read = parseCaseFile(files, minimalProcedures());
		const [piece] = 'casefile' in read ? read.casefile.exhibits : [];
		expect(piece?.paragraphs.map((it) => it.easy)).toEqual([
			expect.stringContaining('<strong>premier</strong>'),
			expect.stringContaining('Un second.')
		]);
		expect(piece?.words).toBe(casefile.exhibits[0]?.words);
		expect(piece).toMatchObject({ exonerates: ['recel'] });
		expect(piece).not.toHaveProperty('incriminates');
	});

	it('[F26] adds what the law says of this case to what it says of every case', () => {
		const note = 'droit:\n  - { etape: opening, texte: Une note., source: CP 1 }\n';
		const files = changed('affaire.md', 'prevention:', `${note}prevention:`);
		const opening = minimalProcedures().get('minimale')?.steps[0];
		expect(opening).toBeDefined();
		const text = files.get('affaire.md') ?? '';
		files.set('affaire.md', text.replace('etape: opening', `etape: ${opening?.id}`));
		const read = parseCaseFile(files, minimalProcedures());
		const steps = 'casefile' in read ? read.casefile.procedure.steps : [];
		expect(steps[0]?.law).toEqual([...(opening?.law ?? []), { text: 'Une note.', source: 'CP 1' }]);
		expect(steps.slice(1)).toEqual(minimalProcedures().get('minimale')?.steps.slice(1));
	});

	it('[F8] keeps the prévenu’s seat for a volunteer an adult confirms', () => {
		const confirmed = casefile.seats.filter((seat) => seat.confirmed).map(({ id }) => id);
		expect(confirmed).toEqual(['prevenu/sacha']);
	});

	it('[F15] names cues by their step and their place in it', () => {
		const cues = casefile.script['temoins']?.cues;
		expect(cues?.map(({ id, seat }) => [id, seat])).toEqual([
			['temoins.1', 'huissier/h'],
			['temoins.2', 'temoin/t']
		]);
		expect(cues?.[0]?.calls).toBe('temoin/t');
		expect(casefile.script['ouverture']?.cues[0]?.text).toContain('\n\nVous avez le droit');
		expect(casefile.script['dernier-mot']?.cues[0]?.prompts).toHaveLength(1);
	});

	it('[F10] gives every seat its brief, in the order of the seats', () => {
		expect(casefile.briefs.map(({ seat }) => seat)).toEqual(casefile.seats.map(({ id }) => id));
		expect(casefile.briefs[0]?.secrets).toMatch(/^<p>Un fait/);
	});

	it('[F1] reads a file written on another system', () => {
		const files = minimalFiles();
		for (const [file, text] of files) files.set(file, `\uFEFF${text.replace(/\n/g, '\r\n')}`);
		expect(parseCaseFile(files, minimalProcedures())).toEqual({ casefile });
	});
});

describe('several mistakes', () => {
	it('[F2] are all told at once, file by file', () => {
		const files = changed('affaire.md', 'version: 1', 'version: un');
		files.set(
			'deroule.md',
			`${files.get('deroule.md')?.replace('### greffier/g', '### greffe/g')}`
		);
		files.set('pieces/04-rapport.md', 'sans en-tête');
		files.delete('roles/parent-m.md');
		files.set('pieces/plan.md', 'sans numéro');
		expect(findingsOf(files).map(told)).toEqual([
			expect.stringMatching(/^affaire.md: « version » : nombre attendu/),
			expect.stringMatching(/^affaire.md: la place « parent\/m » n'a pas de fiche/),
			expect.stringMatching(/^deroule.md: place « greffe\/g » inconnue → écrire « greffier\/g »/),
			expect.stringMatching(/^pieces\/04-rapport.md: pas d'en-tête/),
			expect.stringMatching(/^pieces\/plan.md: fichier inattendu → le nommer pieces\/NN-titre.md/)
		]);
	});

	it('[F2] names the files that are not there', () => {
		expect(findingsOf(new Map()).map(told)).toEqual([
			expect.stringContaining('affaire.md: fichier absent'),
			expect.stringContaining('decision.md: fichier absent'),
			expect.stringContaining('deroule.md: fichier absent')
		]);
	});

	it('[F7] a case without counsel cannot be heard', () => {
		const files = minimalFiles();
		for (const [file, text] of files) files.set(file, text.replaceAll('avocat/', 'expert/'));
		expect(findingsOf(files).map(told)).toEqual([
			expect.stringContaining('aucune place de « avocat » → ajouter une place « avocat/nom »')
		]);
	});

	it('[F14] tells an absent step and a step out of place', () => {
		const absent = minimalFiles();
		const script = absent.get('deroule.md') ?? '';
		const start = script.indexOf('## parents');
		const end = script.indexOf('## educateur');
		absent.set('deroule.md', script.slice(0, start) + script.slice(end));
		expect(findingsOf(absent).map(told)).toEqual([
			expect.stringContaining('étape « parents » absente')
		]);
		const moved = minimalFiles();
		moved.set(
			'deroule.md',
			`${script.slice(0, start)}${script.slice(end)}\n${script.slice(start, end)}`
		);
		expect(findingsOf(moved).map(told)).toEqual([
			expect.stringContaining('étape « parents » mal placée → la placer avant « educateur »')
		]);
	});

	it('[F12] counts what a seat reads before the hearing', () => {
		const files = minimalFiles();
		for (const [file, text] of files) {
			if (!file.startsWith('pieces/')) continue;
			const long = text.replace('Second paragraphe.', 'mot '.repeat(60));
			files.set(file, long.replace(/premiers: \[/, 'premiers: [assesseur/second, '));
		}
		const extra = files.get('pieces/01-constat.md') ?? '';
		files.set('pieces/05-plan.md', extra.replace('numero: 1', 'numero: 5'));
		expect(findingsOf(files).map(told)).toEqual([
			expect.stringContaining("« assesseur/second » lit 5 pièces avant l'audience (1, 2, 3, 4, 5)"),
			expect.stringMatching(
				/« assesseur\/second » lit 5\d\d mots avant l'audience .* → en garder 350/
			)
		]);
	});
});

describe('any text', { timeout: 30_000 }, () => {
	const paths = [...minimalFiles().keys()];
	const nasty = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom(...'-#>:[]{}&*!|\'"\n \t`<—,/01a'), maxLength: 200 }),
		fc
			.constantFrom('[', '> ', '- ', '1. ', '{a: ', '<b>', '*_')
			.chain((piece) => fc.integer({ min: 1, max: 9000 }).map((times) => piece.repeat(times)))
	);

	it('[F3] {P24} in any file gives a case or findings, never an exception', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...paths),
				nasty,
				fc.double({ min: 0, max: 1 }),
				(path, text, at) => {
					const files = minimalFiles();
					const whole = files.get(path) ?? '';
					const cut = Number.isNaN(at) ? 0 : Math.floor(at * whole.length);
					files.set(path, whole.slice(0, cut) + text + whole.slice(cut));
					const read = parseCaseFile(files, minimalProcedures());
					if ('casefile' in read) return true;
					return (
						read.findings.length > 0 &&
						read.findings.every(({ line, problem, remedy }) => line >= 1 && problem && remedy)
					);
				}
			),
			{ numRuns: 150 }
		);
	});

	it('[F3] {P24} instead of a procedure gives findings, never an exception', () => {
		fc.assert(
			fc.property(nasty, (text) => {
				const read = parseProcedure('p.yaml', text + minimalProcedureText());
				return 'procedure' in read || read.findings.length > 0;
			}),
			{ numRuns: 60 }
		);
	});

	it.each([
		[
			'nested brackets',
			'---\nid: ' + '['.repeat(50_000) + '\n---\n',
			/illisible|mal écrit|manquant|retrait/
		],
		['an anchor', '---\nid: &a [*a]\n---\n', /ancres/],
		['thousands of keys', `---\n${'k: 1\n'.repeat(20_000)}---\n`, /plus de 64 ko/],
		['a huge file', `---\nid: a\n---\n${'mot '.repeat(longestFile / 4)}`, /plus de 256 ko/],
		['nested quotations', `---\nid: a\n---\n${'> '.repeat(9_000)}`, /illisible/],
		[
			'a key that shadows a method',
			'---\naxes: { toString: 1, __proto__: 2 }\n---\n',
			/« axes » : liste attendue/
		],
		['no front matter', 'Bonjour', /pas d'en-tête/],
		['an open front matter', '---\nid: a\n', /n'est pas fermé/],
		['a list for a front matter', '---\n- a\n---\n', /sans clés/]
	])('[F3] %s is told quickly', (_, text, says) => {
		const start = performance.now();
		const findings = findingsOf(minimalFiles().set('affaire.md', text)).map(told);
		expect(findings).toContainEqual(expect.stringMatching(says));
		expect(findings.every((each) => each.startsWith('affaire.md'))).toBe(true);
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it('[F3] {P24} a heading of a hundred thousand spaces is told quickly', () => {
		const start = performance.now();
		const files = changed('deroule.md', '### greffier/g', `### greffier/g${' '.repeat(100_000)}x`);
		expect(findingsOf(files).length).toBeGreaterThan(0);
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it('[F3] {P24} an object where a word is due is told in a procedure', () => {
		const text = minimalProcedureText().replace('partie: welcome', 'partie: { toString: 1 }');
		const read = parseProcedure('p.yaml', text);
		expect('findings' in read && read.findings.map(told)).toEqual([
			expect.stringMatching(/« partie » : .* inconnu → choisir parmi : welcome/)
		]);
	});
});
