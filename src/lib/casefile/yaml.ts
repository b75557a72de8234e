import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
import { mend } from './yaml-mending.ts';
import type { Mended } from './yaml-mending.ts';
import { findMistake } from './yaml-mistakes.ts';

export type Path = readonly (string | number)[];
/** The line of a value, or of its nearest parent when it is absent. */
export type LineOf = (path: Path) => number;

/** A block as far as it can be read. */
interface Yaml {
	data: Record<string, unknown>;
	lineOf: LineOf;
	/** What is wrong in the entries that cannot. */
	findings: Finding[];
	/** Where these entries stood: nothing is known of what they said. */
	lost: readonly Path[];
}

/** Longer, a block is refused unread: the library slows down on thousands of keys. */
const longest = 64 * 1024;

/** Reads a block of YAML that starts at `firstLine` of its file, or says every mistake; never throws. */
export function readYaml(file: string, text: string, firstLine: number): Yaml | Finding[] {
	const yaml = readSoundYaml(file, text, firstLine);
	return Array.isArray(yaml) || yaml.findings.length === 0 ? yaml : yaml.findings;
}

/** Reads what can be read of a block: an entry that is badly written takes away itself alone; never throws. */
export function readSoundYaml(file: string, text: string, firstLine: number): Yaml | Finding[] {
	if (text.length > longest) {
		return [
			finding(file, firstLine, 'bloc YAML de plus de 64 ko', 'le raccourcir', {
				code: 'yaml-trop-long'
			})
		];
	}
	const { text: sound, mistakes, lost } = findMistake(text) ? mend(text) : whole(text);
	// What stays wrong when each entry is right alone.
	const left = mistakes.length < 1 || !lost.some(isRoot) ? findMistake(sound) : undefined;
	const findings = [...mistakes, ...(left ? [left] : [])].map(({ line, code, problem, remedy }) =>
		finding(file, firstLine - 1 + line, problem, remedy, { code })
	);
	if (left || lost.some(isRoot)) {
		return { data: {}, lineOf: () => firstLine, findings, lost: [[]] };
	}
	const lines = new LineCounter();
	const document = parseDocument(sound, { lineCounter: lines, logLevel: 'error' });
	const data: unknown = document.toJS({ maxAliasCount: 0 });
	if (!isMap(document.contents) || typeof data !== 'object' || data === null) {
		if (findings.length > 0) return findings;
		const remedy = 'écrire une clé par ligne, par exemple « titre: Une journée »';
		return [finding(file, firstLine, 'bloc YAML sans clés', remedy, { code: 'yaml-sans-cles' })];
	}
	const lineAt = (offset: number) => firstLine - 1 + Math.max(1, lines.linePos(offset).line);
	return {
		data: data as Record<string, unknown>,
		lineOf: lineFinder(document, lineAt),
		findings,
		lost: lost.filter(([name, ...rest]) => rest.length > 0 || !isSaid(data, name))
	};
}

const whole = (text: string): Mended => ({ text, mistakes: [], lost: [] });
const isRoot = (path: Path): boolean => path.length === 0;

/** True of a key that was read elsewhere. */
function isSaid(data: object, name: string | number | undefined): boolean {
	return Object.entries(data).some(([key, value]) => key === name && value !== null);
}

function lineFinder(document: Document, lineAt: (offset: number) => number): LineOf {
	return (path) => {
		let node: unknown = document.contents;
		let offset = document.contents?.range?.[0] ?? 0;
		for (const segment of path) {
			if (isMap(node)) {
				const pair = node.items.find(
					({ key }) => isScalar(key) && String(key.value) === String(segment)
				);
				if (!pair) break;
				offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
				node = pair.value;
			} else if (isSeq(node) && typeof segment === 'number') {
				const item: unknown = node.items[segment];
				if (!item) break;
				offset = (isMap(item) || isScalar(item) ? item.range?.[0] : undefined) ?? offset;
				node = item;
			} else break;
		}
		return lineAt(offset);
	};
}
