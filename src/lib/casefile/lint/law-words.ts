/** Looks for the words of `law-lexicon.ts`, and for what would betray the secret of the deliberation. */
import { quote } from '../finding.ts';
import type { Finding } from '../finding.ts';
import { refuse } from './law-codes.ts';
import { isDenied, judgesMinors } from './law-hearing.ts';
import { betrayals, lexicon, votes } from './law-lexicon.ts';
import type { LintRule } from './lint.ts';
import { lineAt, plain, readProse } from './prose.ts';

/** No word of another court, of another country or of another time. */
export const checkWords: LintRule = ({ files, casefile }) => {
	const minors = judgesMinors(casefile.procedure);
	const assises = /assises/i.test(casefile.procedure.court);
	const words = lexicon.filter((word) => !(word.minors && !minors) && !(word.assises && assises));
	return readProse(files).flatMap((writing): Finding[] => {
		const text = plain(writing.text);
		return words.flatMap(({ code, pattern, where, always, problem, remedy }) => {
			if (!where.includes(writing.kind)) return [];
			const hit = [...text.matchAll(pattern)].find(
				({ index, 0: found }) => always || !isDenied(text, index, found.length)
			);
			if (!hit) return [];
			const at = { file: writing.file, line: lineAt(writing, hit.index) };
			return refuse(code, at, `${quote(hit[0].trim())} : ${problem}`, remedy);
		});
	});
};

/** Nobody says how a judge voted, and nobody is asked to. */
export const checkSecret: LintRule = ({ files, casefile }) => {
	const decision = casefile.procedure.steps.filter(({ part }) => part === 'decision');
	return readProse(files).flatMap((writing): Finding[] => {
		const { kind, step } = writing;
		const read = ['decision', 'reasons', 'sequel'].includes(kind);
		const heard = kind === 'cue' && decision.some(({ id }) => id === step);
		const asked = ['say', 'prompt', 'cue', 'task', 'brief', 'debrief'].includes(kind);
		const pattern = read || heard ? votes : betrayals;
		if (!read && !asked) return [];
		const text = plain(writing.text);
		const hit = [...text.matchAll(pattern)].find(
			({ index, 0: found }) => !isDenied(text, index, found.length)
		);
		if (!hit) return [];
		const problem = `${quote(hit[0])} : le délibéré est secret`;
		const remedy = 'annoncer seulement la décision, jamais qui a pensé quoi';
		const at = { file: writing.file, line: lineAt(writing, hit.index) };
		return [refuse('secret-du-delibere', at, problem, remedy)];
	});
};
