import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
import { readSoundYaml } from './yaml.ts';
import type { LineOf, Path } from './yaml.ts';

/** One Markdown file cut in two: the keys of its front matter, and its body. */
export interface Page {
	file: string;
	data: Record<string, unknown>;
	lineOf: LineOf;
	/** What is wrong in the front matter, and where that stood: nothing is known of what it said. */
	findings: readonly Finding[];
	lost: readonly Path[];
	body: string;
	/** Line of the file where the body starts. */
	bodyLine: number;
}

/** What reading one file gave: findings, and the value when the findings left one. */
export interface Reading<T> {
	page: Page | undefined;
	value: T | undefined;
	findings: Finding[];
}

/** Cuts a file into front matter and body; line ends, byte order mark and comments are set aside. */
export function readPage(file: string, text: string): Page | Finding[] {
	const lines = plainLines(text);
	if (lines[0]?.trimEnd() !== '---') {
		const remedy = 'commencer le fichier par « --- », les clés, puis « --- »';
		return [finding(file, 1, 'pas d’en-tête', remedy, { code: 'en-tete-absent' })];
	}
	const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
	if (end < 0) {
		const remedy = 'le fermer par une ligne « --- » avant le texte';
		return [finding(file, 1, 'en-tête qui n’est pas fermé', remedy, { code: 'en-tete-non-ferme' })];
	}
	const yaml = readSoundYaml(file, lines.slice(1, end).join('\n'), 2);
	if (Array.isArray(yaml)) return yaml;
	const body = withoutComments(lines.slice(end + 1).join('\n'));
	return { file, ...yaml, body, bodyLine: end + 2 };
}

/** The lines of a text, whatever system wrote it. */
export function plainLines(text: string): string[] {
	return text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
}

/** Removes `<!-- … -->`, an author's notes, and keeps the count of lines. */
export function withoutComments(text: string): string {
	let kept = '';
	let from = 0;
	for (;;) {
		const start = text.indexOf('<!--', from);
		const end = start < 0 ? -1 : text.indexOf('-->', start + 4);
		if (end < 0) return kept + text.slice(from);
		kept += text.slice(from, start) + text.slice(start, end).replace(/[^\n]/g, '');
		from = end + 3;
	}
}
