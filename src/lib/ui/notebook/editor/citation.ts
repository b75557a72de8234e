/** A piece, or one of its paragraphs, named inside a text: it leads back to it. */
import { Node } from '@tiptap/core';
import { tellCitation } from '../../../client/note-text.ts';

export const Citation = Node.create({
	name: 'citation',
	group: 'inline',
	inline: true,
	atom: true,
	selectable: true,
	addAttributes: () => ({
		piece: hidden('data-piece', ''),
		number: hidden('data-number', ''),
		paragraph: hidden('data-paragraph-of', null)
	}),
	parseHTML: () => [{ tag: 'a[data-piece]' }],
	renderHTML: ({ node }) => {
		const { piece, number, paragraph } = node.attrs;
		return [
			'a',
			{
				class: 'citation',
				href: '#pieces',
				'data-piece': piece,
				'data-number': number,
				...(paragraph && { 'data-paragraph-of': paragraph })
			},
			tellCitation(number, paragraph)
		];
	},
	renderText: ({ node }) => `(${tellCitation(node.attrs.number, node.attrs.paragraph)})`
});

/** When a line of the hearing's note was begun: the step, and the hearing's time. */
export const Stamp = Node.create({
	name: 'stamp',
	group: 'inline',
	inline: true,
	atom: true,
	selectable: false,
	addAttributes: () => ({ step: hidden('data-step', ''), at: hidden('data-at', 0) }),
	parseHTML: () => [{ tag: 'span[data-step]' }],
	renderHTML: ({ node }) => [
		'span',
		{ class: 'stamp', 'data-step': node.attrs.step, 'data-at': node.attrs.at },
		`[${String(node.attrs.step)}, ${String(node.attrs.at)} min]`
	],
	renderText: ({ node }) => `[${String(node.attrs.step)}, ${String(node.attrs.at)} min] `
});

const hidden = (name: string, without: unknown) => ({
	default: without,
	parseHTML: (element: HTMLElement) => element.getAttribute(name) ?? without,
	rendered: false
});
