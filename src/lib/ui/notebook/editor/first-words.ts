/** What a block gets with its first words: the stamp of the hearing, or the seat that began it. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Mapping } from '@tiptap/pm/transform';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

interface Options {
	/** What a new line of the hearing's note begins with; null before the hearing. */
	stamp: (() => { step: string; at: number } | null) | null;
	/** The seat that writes, where teams write together. */
	author: (() => string | null) | null;
}

export const FirstWords = Extension.create<Options>({
	name: 'firstWords',
	addOptions: () => ({ stamp: null, author: null }),
	addGlobalAttributes: () => [
		{
			types: ['paragraph', 'heading'],
			attributes: {
				by: {
					default: null,
					keepOnSplit: false,
					parseHTML: () => null,
					renderHTML: ({ by }) => (by ? { 'data-by': by } : {})
				}
			}
		}
	],
	addProseMirrorPlugins() {
		const { stamp, author } = this.options;
		if (!stamp && !author) return [];
		return [
			new Plugin({
				key: new PluginKey('firstWords'),
				appendTransaction(transactions, before, state) {
					if (!transactions.some(({ docChanged }) => docChanged)) return null;
					if (transactions.some(isFromOthers)) return null;
					const found = findBegun(transactions, before, state);
					if (found.length === 0) return null;
					const { tr } = state;
					const mark = stamp?.();
					const by = author?.();
					for (const { node, at } of found.reverse()) {
						if (by && !node.attrs.by) tr.setNodeAttribute(at, 'by', by);
						const kind = state.schema.nodes.stamp;
						const bare = node.type.name === 'paragraph' && node.firstChild?.type !== kind;
						if (mark && kind && bare) tr.insert(at + 1, kind.create(mark));
					}
					return tr.docChanged ? tr : null;
				}
			})
		];
	}
});

const isFromOthers = (transaction: Transaction): boolean =>
	(transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)
		?.isChangeOrigin === true;

/** The blocks that said nothing before, and now do. */
function findBegun(
	transactions: readonly Transaction[],
	before: EditorState,
	state: EditorState
): { node: Node; at: number }[] {
	const mapping = new Mapping();
	for (const { mapping: step } of transactions) mapping.appendMapping(step);
	const back = mapping.invert();
	const found: { node: Node; at: number }[] = [];
	state.doc.descendants((node, at) => {
		if (!node.isTextblock) return true;
		if (node.textContent === '') return false;
		const was = before.doc.nodeAt(back.map(at));
		if (!was?.isTextblock || was.content.size === 0) found.push({ node, at });
		return false;
	});
	return found;
}
