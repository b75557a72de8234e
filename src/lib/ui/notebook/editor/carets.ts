/** Where the others write: their caret and what they select, with their seat. And where one writes oneself, told to them. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import {
	absolutePositionToRelativePosition,
	relativePositionToAbsolutePosition,
	ySyncPluginKey
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { Sync } from './together.ts';
import type { Notebook } from '../../../client/notebook.svelte.ts';

interface Options {
	notebook: Notebook | null;
	/** The label and the side of a seat. */
	nameOf: (seat: string) => { label: string; side: string };
}

const key = new PluginKey<DecorationSet>('carets');
const syncOf = (state: EditorState) => ySyncPluginKey.getState(state) as Sync | undefined;

export const Carets = Extension.create<Options>({
	name: 'carets',
	addOptions: () => ({ notebook: null, nameOf: (seat) => ({ label: seat, side: 'salle' }) }),
	addProseMirrorPlugins() {
		const { notebook, nameOf } = this.options;
		if (!notebook) return [];
		return [
			new Plugin<DecorationSet>({
				key,
				state: {
					init: () => DecorationSet.empty,
					apply(transaction, drawn, _, state) {
						const moved = transaction.getMeta(key) || syncOf(state)?.isChangeOrigin;
						if (moved) return draw(state, notebook, nameOf);
						return drawn.map(transaction.mapping, transaction.doc);
					}
				},
				props: { decorations: (state) => key.getState(state) },
				view: (view) => {
					let last = '';
					const tell = () => {
						const here = view.editable && view.hasFocus() ? standing(view.state) : null;
						const said = JSON.stringify(here);
						if (said === last) return;
						last = said;
						if (here) notebook.place = Y.createRelativePositionFromJSON(here.head);
						notebook.cursors.point(here);
					};
					const leave = () => setTimeout(tell);
					notebook.cursors.onmove = () => view.dispatch(view.state.tr.setMeta(key, true));
					view.dom.addEventListener('blur', leave);
					view.dom.addEventListener('focus', leave);
					return {
						update: tell,
						destroy: () => {
							notebook.cursors.onmove = null;
							notebook.cursors.point(null);
							view.dom.removeEventListener('blur', leave);
							view.dom.removeEventListener('focus', leave);
						}
					};
				}
			})
		];
	}
});

function standing(state: EditorState): { anchor: unknown; head: unknown } | null {
	const sync = syncOf(state);
	if (!sync) return null;
	const tell = (position: number): unknown =>
		Y.relativePositionToJSON(
			absolutePositionToRelativePosition(
				position,
				sync.type,
				sync.binding.mapping
			) as Y.RelativePosition
		);
	return { anchor: tell(state.selection.anchor), head: tell(state.selection.head) };
}

function draw(state: EditorState, notebook: Notebook, nameOf: Options['nameOf']): DecorationSet {
	const sync = syncOf(state);
	if (!sync || sync.binding.mapping.size === 0) return DecorationSet.empty;
	const find = (position: unknown): number | null => {
		try {
			const relative = Y.createRelativePositionFromJSON(position);
			const { doc, type, binding } = sync;
			const found = relativePositionToAbsolutePosition(doc, type, relative, binding.mapping);
			return found === null ? null : Math.min(found, state.doc.content.size);
		} catch {
			return null;
		}
	};
	const drawn = [...notebook.cursors.all.values()].flatMap(({ client, seat, cursor }) => {
		const [anchor, head] = [find(cursor?.anchor), find(cursor?.head)];
		if (client === sync.doc.clientID || anchor === null || head === null) return [];
		const { label, side } = nameOf(seat);
		const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
		return [
			Decoration.inline(from, to, { class: 'elsewhere', 'data-side': side }),
			Decoration.widget(head, () => drawCaret(label, side), {
				key: `${client} ${seat} ${head}`,
				side: 10,
				ignoreSelection: true
			})
		];
	});
	return DecorationSet.create(state.doc, drawn);
}

function drawCaret(label: string, side: string): HTMLElement {
	const caret = document.createElement('span');
	caret.className = 'caret';
	caret.dataset.side = side;
	caret.setAttribute('aria-hidden', 'true');
	const name = document.createElement('span');
	name.textContent = label;
	caret.append('\u2060', name, '\u2060');
	return caret;
}
