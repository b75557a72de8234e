/** Cuts the body of a Markdown file into sections and blocks that know their line. */

export interface Section {
	title: string;
	line: number;
	/** What follows the title, up to the next one. */
	lines: string[];
}

export type Block =
	| { kind: 'heading'; line: number; text: string }
	| { kind: 'quote'; line: number; text: string }
	| { kind: 'paragraph'; line: number; text: string }
	| { kind: 'list'; line: number; items: string[]; /** The line of each item. */ lines: number[] };

const item = /^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(.*)$/u;
/** Marks of a block that a list or a paragraph does not swallow. */
const opens = /^(?:#|>|\s{0,3}(?:[-*+]|\d{1,3}[.)])\s)/u;

/** Cuts a body at its `##` titles; what stands before the first one has an empty title. */
export function readSections(body: string, firstLine: number): Section[] {
	let current: Section = { title: '', line: firstLine, lines: [] };
	const sections = [current];
	body.split('\n').forEach((line, index) => {
		const title = /^##(?!#)\s*(.*)$/u.exec(line)?.[1];
		if (title === undefined) current.lines.push(line);
		else {
			current = { title: title.trim(), line: firstLine + index, lines: [] };
			sections.push(current);
		}
	});
	return sections;
}

/** Cuts a section at its `###` headings; what stands before the first one has an empty text. */
export function readGroups(section: Section): { heading: string; line: number; blocks: Block[] }[] {
	const firstLine = section.title === '' ? section.line : section.line + 1;
	const groups = [{ heading: '', line: section.line, blocks: [] as Block[] }];
	for (const block of readBlocks(section.lines, firstLine)) {
		if (block.kind === 'heading')
			groups.push({ heading: block.text, line: block.line, blocks: [] });
		else groups.at(-1)?.blocks.push(block);
	}
	return groups;
}

/** Reads headings, quotes, lists and paragraphs. */
export function readBlocks(lines: readonly string[], firstLine: number): Block[] {
	const blocks: Block[] = [];
	let index = 0;
	const takeWhile = (belongs: (line: string) => boolean): string[] => {
		const start = index;
		while (index < lines.length && belongs(lines[index] ?? '')) index++;
		return lines.slice(start, index);
	};
	while (index < lines.length) {
		const current = lines[index] ?? '';
		const line = firstLine + index;
		if (current.trim() === '') index++;
		else if (current.startsWith('#')) {
			blocks.push({ kind: 'heading', line, text: current.replace(/^###?\s*/, '').trim() });
			index++;
		} else if (current.startsWith('>')) {
			const quoted = takeWhile((each) => each.startsWith('>'));
			blocks.push({ kind: 'quote', line, text: join(quoted.map((each) => each.slice(1))) });
		} else if (item.test(current)) {
			const read = readItems(
				takeWhile((each) => isInList(each)),
				line
			);
			const [items, at] = [read.map(({ text }) => text), read.map((each) => each.line)];
			const last = blocks.at(-1);
			// A list whose items stand apart is still one list.
			if (last?.kind === 'list') {
				last.items.push(...items);
				last.lines.push(...at);
			} else blocks.push({ kind: 'list', line, items, lines: at });
		} else {
			index++;
			const rest = takeWhile((each) => each.trim() !== '' && !opens.test(each));
			blocks.push({ kind: 'paragraph', line, text: join([current, ...rest]) });
		}
	}
	return blocks;
}

function isInList(line: string): boolean {
	return line.trim() !== '' && (item.test(line) || !opens.test(line));
}

function readItems(lines: readonly string[], firstLine: number): { text: string; line: number }[] {
	const items: { line: number; parts: string[] }[] = [];
	lines.forEach((line, index) => {
		const start = item.exec(line);
		if (start) items.push({ line: firstLine + index, parts: [start[1] ?? ''] });
		else items.at(-1)?.parts.push(line);
	});
	return items
		.map(({ line, parts }) => ({ line, text: join(parts) }))
		.filter(({ text }) => text !== '');
}

function join(lines: readonly string[]): string {
	return lines
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join(' ');
}
