import { describe, expect, it } from 'vitest';
import { minimalCase, minimalFiles, minimalReference } from '../support/minimal-case.ts';
import { caseOf, changed, findingsOf, told } from './broken.ts';

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
			html: '<p>Second paragraphe.</p>',
			easy: '<p>Le second.</p>'
		});
	});

	it('[F24] [F25] reads the easy version paragraph by paragraph, and what a piece bears on', () => {
		const files = changed('pieces/01-constat.md', 'Plus simple.', 'Un **premier**.');
		const text = files.get('pieces/01-constat.md') ?? '';
		files.set('pieces/01-constat.md', text.replace('titre:', 'a_decharge: [recel]\ntitre:'));
		const [piece] = caseOf(files).exhibits;
		expect(piece?.paragraphs.map((it) => it.easy)).toEqual([
			expect.stringContaining('<strong>premier</strong>'),
			expect.stringContaining('Le second.')
		]);
		expect(piece?.words).toBe(casefile.exhibits[0]?.words);
		expect(piece).toMatchObject({ exonerates: ['recel'] });
		expect(piece).not.toHaveProperty('incriminates');
	});

	it('[F26] adds what the law says of this case to what it says of every case', () => {
		const note = 'droit:\n  - { etape: opening, texte: Une note., source: CP 1 }\n';
		const files = changed('affaire.md', 'prevention:', `${note}prevention:`);
		const opening = minimalReference().procedures.get('minimale')?.steps[0];
		expect(opening).toBeDefined();
		const text = files.get('affaire.md') ?? '';
		files.set('affaire.md', text.replace('etape: opening', `etape: ${opening?.id}`));
		const { steps } = caseOf(files).procedure;
		expect(steps[0]?.law).toEqual([...(opening?.law ?? []), { text: 'Une note.', source: 'CP 1' }]);
		expect(steps.slice(1)).toEqual(minimalReference().procedures.get('minimale')?.steps.slice(1));
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
		expect(caseOf(files)).toEqual(casefile);
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
			expect.stringContaining('debrief.md: fichier absent'),
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
