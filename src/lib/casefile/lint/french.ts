/** The edges and the letters of words as French writes them: `\b` and `\w` alone stop at an accent. */
const letter = '[\\p{L}\\p{N}_]';
const edge = `(?:(?<=${letter})(?!${letter})|(?<!${letter})(?=${letter}))`;

/** The same pattern, where `\b` and `\w` (outside brackets) know accented letters. */
export function french(pattern: RegExp): RegExp {
	const source = pattern.source.replaceAll('\\b', edge).replaceAll('\\w', letter);
	return new RegExp(source, `${pattern.flags}u`);
}
