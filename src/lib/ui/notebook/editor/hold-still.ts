/**
 * When somebody else types, what one looks at stays where it is: one’s own caret if it is in sight, else the first
 * block. Chromium anchors the scroll on the whole editor while it has the focus, Safari anchors nothing.
 */
import { Extension } from '@tiptap/core';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { scrollerOf } from '../reading-place.ts';

/** Says by how many px what was held has moved. */
type Held = () => number;

export const HoldStill = Extension.create({
	name: 'holdStill',
	addStorage: () => ({ held: null as Held | null, scroller: null as HTMLElement | null }),
	onBeforeCreate() {
		this.editor.on('beforeTransaction', ({ transaction, editor }) => {
			const sync = transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined;
			if (!transaction.docChanged || !sync?.isChangeOrigin) return;
			this.storage.scroller = scrollerOf(editor.view.dom);
			this.storage.held = hold(editor.view, this.storage.scroller);
		});
	},
	onTransaction() {
		const { held, scroller } = this.storage;
		this.storage.held = null;
		const moved = held?.() ?? 0;
		if (scroller && Math.abs(moved) >= 1) scroller.scrollTop += moved;
	}
});

function hold(view: EditorView, scroller: HTMLElement): Held | null {
	const isPage = scroller === document.documentElement;
	const box = scroller.getBoundingClientRect();
	const top = isPage ? 0 : box.top;
	const bottom = isPage ? innerHeight : box.bottom;
	const caret = () => view.coordsAtPos(view.state.selection.head).top;
	if (view.hasFocus()) {
		const before = caret();
		if (before >= top && before < bottom) return () => caret() - before;
	}
	const seen = [...view.dom.children].flatMap((block) => {
		const { top: start, bottom: end } = block.getBoundingClientRect();
		return end > top && start < bottom ? [{ block, start }] : [];
	});
	return () => {
		// What was rewritten is another element now: the next one tells.
		const still = seen.find(({ block }) => block.isConnected);
		return still ? still.block.getBoundingClientRect().top - still.start : 0;
	};
}
