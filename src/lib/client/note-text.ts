/** A notebook read as plain text, from its shared document: no editor is needed. */
import * as Y from 'yjs';
import type { noteRoot } from '../protocol/notebook.ts';

const root: typeof noteRoot = 'texte';
/** Elements inside elements: what is deeper is not ours to read. */
const deepest = 64;

export interface Block {
	/** The same as long as the block lives, whatever is written before it. */
	key: string;
	kind: 'paragraph' | 'heading' | 'item';
	text: string;
}

/** What a citation and a stamp say, wherever they are shown. */
export const tellCitation = (number: unknown, paragraph: unknown): string =>
	`pièce\u00a0${say(number)}${paragraph ? `, §\u00a0${say(paragraph)}` : ''}`;
export const tellStamp = (step: unknown, minutes: unknown): string =>
	`[${say(step)}, ${say(minutes)} min]`;
/** Of what is no word and no figure, nothing: to spell it out may fail. */
const say = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The text of a notebook, where the editor writes it. */
export const fragmentOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(root);

/** The blocks that say something, in order. */
export const readBlocks = (doc: Y.Doc): Block[] =>
	blocksIn(fragmentOf(doc), 'paragraph').filter(({ text }) => text.trim() !== '');

function blocksIn(parent: Y.XmlFragment, kind: Block['kind'], depth = 0): Block[] {
	if (depth > deepest) return [];
	return parent.toArray().flatMap((node): Block[] => {
		if (!(node instanceof Y.XmlElement)) return [];
		const name = node.nodeName;
		if (name === 'heading') return [blockOf(node, 'heading')];
		if (name === 'paragraph') return [blockOf(node, kind)];
		return blocksIn(node, name === 'listItem' ? 'item' : kind, depth + 1);
	});
}

function blockOf(node: Y.XmlElement, kind: Block['kind']): Block {
	const id = node._item?.id;
	return { key: `${id?.client}:${id?.clock}`, kind, text: textIn(node) };
}

function textIn(node: Y.XmlElement): string {
	return node
		.toArray()
		.map((inside) => {
			if (inside instanceof Y.XmlText) return spell(inside);
			if (!(inside instanceof Y.XmlElement)) return '';
			const { number, paragraph, step, at } = inside.getAttributes() as Record<string, unknown>;
			if (inside.nodeName === 'citation') return `(${tellCitation(number, paragraph)})`;
			if (inside.nodeName === 'stamp') return `${tellStamp(step, at)} `;
			return inside.nodeName === 'hardBreak' ? '\n' : '';
		})
		.join('');
}

const spell = (text: Y.XmlText): string =>
	(text.toDelta() as { insert?: unknown }[])
		.map(({ insert }) => (typeof insert === 'string' ? insert : ''))
		.join('');

/** The words one says: a figure is one, a dash is none, a stamp or a citation is not said. */
export function countWords(blocks: readonly Block[]): number {
	const said = blocks.map(({ text }) => text.replace(/\(pièce\s[^)]*\)|\[[^\]]*, \d+ min\]/g, ' '));
	return said
		.join(' ')
		.split(/[\s’']+/)
		.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** What stands in one document and not in the other, line by line. */
export function missingLines(from: Y.Doc, kept: Y.Doc): string {
	const known = new Set(readBlocks(kept).map(({ text }) => text));
	return readBlocks(from)
		.flatMap(({ text }) => (known.has(text) ? [] : [text]))
		.join('\n\n');
}

export interface Quote {
	piece: string;
	number: number | string;
	paragraph: number | null;
	/** What is quoted, where it is not the piece as a whole. */
	text: string;
}

/** Writes a quotation as a paragraph of its own, after the one at `place`, else at the end. */
export function writeQuote(doc: Y.Doc, quote: Quote, place: Y.RelativePosition | null): void {
	const fragment = fragmentOf(doc);
	const citation = new Y.XmlElement<{ piece: string; number: string; paragraph?: string }>(
		'citation'
	);
	citation.setAttribute('piece', quote.piece);
	citation.setAttribute('number', String(quote.number));
	if (quote.paragraph !== null) citation.setAttribute('paragraph', String(quote.paragraph));
	const paragraph = new Y.XmlElement('paragraph');
	const words = quote.text ? `« ${quote.text} » ` : '';
	const said = words ? [new Y.XmlText(words)] : [];
	paragraph.insert(0, [...said, citation as Y.XmlElement]);
	doc.transact(() => fragment.insert(indexAfter(doc, fragment, place), [paragraph]));
}

function indexAfter(doc: Y.Doc, fragment: Y.XmlFragment, place: Y.RelativePosition | null): number {
	const found = place && Y.createAbsolutePositionFromRelativePosition(place, doc);
	let type: Y.AbstractType<unknown> | null = found ? found.type : null;
	while (type && type.parent && type.parent !== fragment)
		type = type.parent as Y.AbstractType<unknown>;
	const at = type ? fragment.toArray().indexOf(type as Y.XmlElement) : -1;
	return at < 0 ? fragment.length : at + 1;
}
