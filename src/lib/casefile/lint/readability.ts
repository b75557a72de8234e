/** Reading ease: LIX (Björnsson, Läsbarhet, 1968), words to a sentence plus long words in a hundred. */
import type { Exhibit, Paragraph } from '../casefile.ts';
import type { Finding } from '../finding.ts';
import { countWords } from '../markdown.ts';
import { tellCraft } from './craft-codes.ts';
import type { LintRule } from './lint.ts';
import { readProse } from './prose.ts';

/** Above, a text is no longer easy: 30 a children's book, 40 a novel, 50 a newspaper, 60 a law. */
const hardest = 40;
/** Below, two texts are as easy as each other. */
const veryEasy = 30;
/** Fewer words give a figure that means nothing: such a cue is measured with the others of its seat. */
const fewestWords = 50;

/** LIX of a text; undefined without a word. A sentence ends with a point or a colon, as Björnsson counts. */
export function lixOf(text: string): number | undefined {
	const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
	if (words.length === 0) return undefined;
	const sentences = text
		.split(/[.!?…:](?=[\s»”")]|$)|\n{2,}/u)
		.filter((each) => /[\p{L}\p{N}]/u.test(each)).length;
	const long = words.filter((word) => [...word].length > 6).length;
	return words.length / Math.max(1, sentences) + (100 * long) / words.length;
}

/** Every piece reads easily, and its easy version more easily still. */
export const checkPieceReading: LintRule = ({ sheets, files }) =>
	sheets.exhibits.flatMap(({ file, value }) => {
		if (!value) return [];
		const line = (kind: 'piece' | 'easy') =>
			readProse(files).find((each) => each.file === file && each.kind === kind)?.line ?? 1;
		const main = lixOf(textOf(value, ({ html }) => html)) ?? 0;
		const easy = lixOf(textOf(value, (paragraph) => paragraph.easy ?? '')) ?? 0;
		if (easy > Math.max(main, veryEasy)) {
			const problem = `version facile plus difficile que la pièce : LIX ${show(easy)} contre ${show(main)}`;
			return [
				...tellHard('cette pièce', file, line('piece'), main),
				...tellCraft('version-facile-difficile', file, line('easy'), problem, shorter)
			];
		}
		return tellHard('cette pièce', file, line('piece'), main);
	});

/** Every brief reads easily. */
export const checkBriefReading: LintRule = ({ sheets, files }) =>
	sheets.briefs.flatMap(({ file }) => {
		const texts = readProse(files).filter((each) => each.file === file);
		return tellHard('cette fiche', file, texts[0]?.line ?? 1, lixOf(joined(texts)) ?? 0);
	});

/** What a seat says reads easily: a long cue by itself, the shorter ones together. */
export const checkCueReading: LintRule = ({ files }) => {
	const cues = new Map<string, { seat: string; line: number; text: string }>();
	for (const { kind, file, line, text, step, seat = '', cue } of readProse(files)) {
		if (kind !== 'cue') continue;
		const key = `${file} ${step ?? ''} ${cue ?? 0}`;
		const before = cues.get(key);
		cues.set(key, { seat, line: before?.line ?? line, text: joined([before, { text }]) });
	}
	const isLong = ({ text }: { text: string }) => countWords(text) >= fewestWords;
	const long = [...cues.values()].filter(isLong);
	const bySeat = Map.groupBy(
		[...cues.values()].filter((cue) => !isLong(cue)),
		({ seat }) => seat
	);
	const together = [...bySeat].map(([seat, all]) => ({
		seat,
		line: all[0]?.line ?? 1,
		text: joined(all)
	}));
	return [...long, ...together.filter(isLong)].flatMap(({ seat, line, text }) =>
		tellHard(`ce que dit « ${seat} »`, 'deroule.md', line, lixOf(text) ?? 0)
	);
};

const shorter = 'couper les phrases, choisir des mots plus courts';

function tellHard(what: string, file: string, line: number, lix: number): Finding[] {
	if (lix <= hardest) return [];
	const problem = `${what} se lit difficilement : LIX ${show(lix)}, ${hardest} au plus`;
	return tellCraft('lecture-difficile', file, line, problem, shorter);
}

const show = (lix: number): string => lix.toFixed(1).replace('.', ',');

function joined(texts: readonly ({ text: string } | undefined)[]): string {
	return texts.flatMap((each) => each?.text ?? []).join('\n\n');
}

/** A piece without its tags; in a conversation names and hours are already set apart. */
function textOf({ paragraphs }: Exhibit, pick: (paragraph: Paragraph) => string): string {
	return paragraphs
		.map((each) =>
			pick(each)
				.replace(/<[^>]+>/g, ' ')
				.trim()
		)
		.join('\n\n');
}
