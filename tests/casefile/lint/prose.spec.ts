import { describe, expect, it } from 'vitest';
import { lineAt, plain, readProse } from '../../../src/lib/casefile/lint/prose.ts';
import { playableFiles } from '../../support/playable-case.ts';

const files = playableFiles();
const prose = readProse(files);

describe('the prose of a case', () => {
	it('[LI68] holds every word that an author wrote to be read, once, and what it is', () => {
		const words = [...files.values()].flatMap((text) => text.match(/canari\w+z/g) ?? []);
		expect(words.length).toBeGreaterThan(80);
		for (const word of words) {
			const holding = prose.filter(({ text }) => text.includes(word));
			expect(holding, word).toHaveLength(1);
		}
		const kindsOf = (file: string) =>
			new Set(prose.filter((each) => each.file === file).map(({ kind }) => kind));
		expect(kindsOf('pieces/08-plan.md')).toEqual(
			new Set(['piece-head', 'description', 'piece', 'easy'])
		);
		expect(kindsOf('pieces/plan.svg')).toEqual(new Set(['drawing']));
		expect(kindsOf('roles/avocat-sacha.md')).toEqual(new Set(['brief', 'task']));
		expect(kindsOf('deroule.md')).toEqual(new Set(['say', 'prompt', 'cue']));
		expect(kindsOf('decision.md')).toEqual(new Set(['decision', 'reasons', 'sequel']));
		expect(kindsOf('debrief.md')).toEqual(new Set(['debrief', 'claim', 'source']));
	});

	it('[LI68] names the seat, the step, the cue and the piece', () => {
		const cue = prose.find(({ text }) => text.includes('Le témoin peut entrer.'));
		expect(cue).toMatchObject({ step: 'temoins', seat: 'huissier/h', cue: 1 });
		const task = prose.find(({ kind, step }) => kind === 'task' && step === 'plaidoirie');
		expect(task).toMatchObject({ text: 'Note ce que tu entends.' });
		expect(task?.seat).toMatch(/\//);
		expect(prose.find(({ kind }) => kind === 'easy')).toMatchObject({ piece: 1 });
	});

	it('[LI68] keeps the line of every text, and of every place in it', () => {
		for (const { file, line, text } of prose) {
			const written = files.get(file)?.split('\n')[line - 1] ?? '';
			expect(written, `${file}:${line}`).toContain(text.split('\n')[0]?.slice(0, 12) ?? '');
		}
		const spread = new Map([['deroule.md', '## a\n\n### juge/x\n\nUn mot.\nDeux mots.\n']]);
		const [only] = readProse(spread);
		if (!only) throw new Error('no prose');
		expect(only.line).toBe(5);
		expect(lineAt(only, only.text.indexOf('Deux'))).toBe(6);
	});

	it('[LI68] leaves an author’s notes and the marks of Markdown out', () => {
		const noted = new Map([['deroule.md', '## a\n\n<!-- dealer -->\n> Un **mot** _gros_.\n']]);
		expect(readProse(noted)).toMatchObject([{ kind: 'say', line: 4, text: 'Un mot _gros_.' }]);
		expect(plain('L’été\u00a0: « là »')).toBe("L'été : « là »");
		expect(plain('L’été\u202f!')).toHaveLength(7);
	});
});
