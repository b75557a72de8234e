/** Takes out of a block of YAML the entries that nobody can read, so that the others are read. */
import type { Path } from './yaml.ts';
import { findMistake, keyless, repeated } from './yaml-mistakes.ts';
import type { Mistake } from './yaml-mistakes.ts';

/** A block that can be read, and what it lost. */
export interface Mended {
	/** As many lines as before. */
	text: string;
	mistakes: Mistake[];
	/** What stood in the entries that were taken out; the empty path is the whole block. */
	lost: Path[];
}

/** Told at once; a block with more is given up. */
const mostMistakes = 20;

interface Entry {
	/** Absent where the lines say no key. */
	key: string | undefined;
	/** Index of its first line, and of the line after the last. */
	start: number;
	end: number;
}

/** Reads each entry by itself: an entry that cannot be read becomes a hole, and leaves its mistakes. */
export function mend(text: string): Mended {
	const lines = text.split('\n');
	const mended: Mended = { text, mistakes: [], lost: [] };
	const seen = new Set<string>();
	for (const entry of cutEntries(lines)) {
		if (mended.mistakes.length >= mostMistakes) break;
		mendEntry(lines, entry, seen, mended);
	}
	if (mended.mistakes.length >= mostMistakes) mended.lost.push([]);
	return { ...mended, text: lines.join('\n') };
}

/** An entry starts where a line at the left says a key; what is set to the right, or listed, is its own. */
function cutEntries(lines: readonly string[]): Entry[] {
	const entries: Entry[] = [];
	lines.forEach((line, index) => {
		const last = entries.at(-1);
		const key = /^(["']?)([^\s#:"'[\]{},&*!|>%@`-][^:#"']*?)\1\s*:(?:\s|$)/.exec(line)?.[2];
		const isStart = key !== undefined || (/^[^\s#-]/.test(line) && last?.key !== undefined);
		if (isStart || !last) entries.push({ key, start: index, end: index + 1 });
		else last.end = index + 1;
	});
	return entries;
}

function mendEntry(
	lines: string[],
	{ key, start, end }: Entry,
	seen: Set<string>,
	{ mistakes, lost }: Mended
): void {
	const own = lines.slice(start, end);
	if (key === undefined) {
		const first = own.findIndex((line) => /^\s*[^\s#]/.test(line));
		if (first < 0) return;
		const told = findMistake(own.join('\n')) ?? { line: first + 1, ...strayLine(own[first] ?? '') };
		mistakes.push({ ...told, line: start + told.line });
		lost.push(...namesIn(own).map((name) => [name]));
		lines.fill('', start, end);
		return;
	}
	if (seen.has(key)) {
		// The first one stays.
		mistakes.push({ line: start + 1, ...repeated });
		lines.fill('', start, end);
		return;
	}
	seen.add(key);
	const mistake = findMistake(own.join('\n'));
	if (!mistake) return;
	const broken = cutItems(own).flatMap((item, index) => {
		// Under a key, as it stands in its block.
		const found = findMistake(`list:\n${own.slice(item.start, item.end).join('\n')}`);
		return found ? { ...item, index, found } : [];
	});
	if (broken.length === 0) {
		mistakes.push({ ...mistake, line: start + mistake.line });
		lost.push([key], ...namesIn(own).map((name) => [name]));
		lines.fill('', start, end);
		lines[start] = `${key}: null`;
		return;
	}
	for (const { start: first, end: after, index, found, mark } of broken) {
		mistakes.push({ ...found, line: start + first + Math.max(1, found.line - 1) });
		lost.push([key, index], ...namesIn(own.slice(first, after)).map((name) => [name]));
		lines.fill('', start + first, start + after);
		lines[start + first] = `${mark} null`;
	}
}

/** The items of an entry that is a list, each from its dash to the next one. */
function cutItems(own: readonly string[]): { start: number; end: number; mark: string }[] {
	const mark = own.flatMap((line) => /^ *-(?=\s|$)/.exec(line)?.[0] ?? [])[0];
	if (mark === undefined) return [];
	const starts = own.flatMap((line, index) => (line.startsWith(mark) ? index : []));
	return starts.map((start, index) => ({ start, end: starts[index + 1] ?? own.length, mark }));
}

function strayLine(line: string): Omit<Mistake, 'line'> {
	if (!/^\s/.test(line)) return keyless;
	return {
		code: 'yaml-retrait',
		problem: 'première clé en retrait des suivantes',
		remedy: 'commencer la ligne tout à gauche'
	};
}

/** Words that may have been keys of the block: nobody is told that they are missing. */
function namesIn(lines: readonly string[]): string[] {
	return lines.flatMap((line) => /^\s*(?:-\s+)?["']?([\p{L}_]+)/u.exec(line)?.[1] ?? []);
}
