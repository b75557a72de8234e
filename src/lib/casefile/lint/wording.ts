/** No instructions, no real brand, no word that hurts: the words of `cases/droit/mots.yaml`, and links. */
import { finding } from '../finding.ts';
import type { Finding } from '../finding.ts';
import type { RefusedWord } from '../law/words.ts';
import type { LintRule, Manuscript } from './lint.ts';
import { lineAt, plain, readProse } from './prose.ts';
import type { Writing, ProseKind } from './prose.ts';

/** Where a word may be let through, as the table calls it. */
const partOf: Partial<Record<ProseKind, RefusedWord['outside'][number]>> = {
	charge: 'prevention',
	note: 'droit',
	glossary: 'glossaire',
	debrief: 'debrief',
	claim: 'debrief',
	decision: 'decision',
	reasons: 'decision',
	sequel: 'decision',
	say: 'deroule',
	prompt: 'deroule',
	cue: 'deroule'
};

/** No refused word in what a class may read; titles of sources are as they are. */
export const checkWording: LintRule = ({ files }, { words }) =>
	readProse(files).flatMap((writing) => {
		if (writing.kind === 'source') return [];
		const text = plain(writing.text);
		const part = partOf[writing.kind];
		const found = words.entries.flatMap((word): Meeting[] => {
			if (part && word.outside.includes(part)) return [];
			const [first] = meetings(word, text);
			return first ? [{ word, index: first.index, said: first[0] }] : [];
		});
		return apart(found).map((each) => refuse(writing, each));
	});

interface Meeting {
	word: RefusedWord;
	index: number;
	said: string;
}

/** « rouler un joint » is one mistake: the longest of what overlaps is told. */
function apart(found: readonly Meeting[]): Meeting[] {
	const kept: Meeting[] = [];
	for (const each of found.toSorted((a, b) => b.said.length - a.said.length)) {
		const isFree = kept.every(
			({ index, said }) =>
				each.index >= index + said.length || index >= each.index + each.said.length
		);
		if (isFree) kept.push(each);
	}
	return kept;
}

function meetings({ pattern, except, beside }: RefusedWord, text: string): RegExpExecArray[] {
	const found = [...text.matchAll(pattern)];
	if (found.length === 0 || (beside && text.search(beside) >= 0)) return [];
	const harmless = except ? [...text.matchAll(except)] : [];
	return found.filter(
		({ index, 0: said }) =>
			!harmless.some((each) => each.index <= index && end(each) >= index + said.length)
	);
}

const end = (match: RegExpExecArray): number => match.index + match[0].length;

function refuse(writing: Writing, { word, index, said }: Meeting): Finding {
	const about = { code: word.family, severity: word.severity, source: word.source };
	const problem = `« ${said} » : ${word.reason}`;
	const remedy = `écrire : ${word.instead}`;
	return finding(writing.file, lineAt(writing, index), problem, remedy, about);
}

const link = /https?:|www\.|[\p{L}\d-]{2,}\.(?:fr|com|net|org|io|gg|me|app|ru)(?![\p{L}\d])/iu;
/** What a pupil reads: no address leads out of it. */
const inFiction: readonly ProseKind[] = [
	...(['summary', 'piece', 'easy', 'piece-head', 'description', 'drawing'] as const),
	...(['brief', 'task', 'cue'] as const)
];

/** A message of the fiction leads nowhere. */
export const checkLinks: LintRule = ({ files }: Manuscript) =>
	readProse(files).flatMap((writing) => {
		const found = inFiction.includes(writing.kind) ? link.exec(writing.text) : null;
		if (!found) return [];
		const about = { code: 'lien', source: 'charte des contenus : sans mode d’emploi' };
		const problem = `adresse « ${found[0]} » dans la fiction`;
		return finding(writing.file, lineAt(writing, found.index), problem, 'la retirer', about);
	});
