/** Which team began each passage, said once above it, where several teams write together. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

interface Options {
	nameOf: ((seat: string) => { label: string; side: string }) | null;
}

export const Authors = Extension.create<Options>({
	name: 'authors',
	addOptions: () => ({ nameOf: null }),
	addProseMirrorPlugins() {
		const { nameOf } = this.options;
		if (!nameOf) return [];
		return [
			new Plugin({
				key: new PluginKey('authors'),
				props: {
					decorations({ doc }) {
						const marks: Decoration[] = [];
						let last: unknown = null;
						doc.descendants((node, at) => {
							if (!node.isTextblock) return true;
							const by = (node.attrs as { by: string | null }).by;
							if (by && by !== last && node.textContent) {
								const { label, side } = nameOf(by);
								const shown = { 'data-author': label, 'data-side': side };
								marks.push(Decoration.node(at, at + node.nodeSize, shown));
							}
							last = node.textContent ? by : last;
							return false;
						});
						return DecorationSet.create(doc, marks);
					}
				}
			})
		];
	}
});
