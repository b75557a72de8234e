/** The editor on the shared text: what is typed goes there, what others type comes from there, and one undoes one's own words. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import {
	redo,
	undo,
	ySyncPlugin,
	yUndoPlugin,
	yUndoPluginKey,
	type ProsemirrorBinding
} from '@tiptap/y-tiptap';
import type { UndoManager, XmlFragment } from 'yjs';

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		together: { undo: () => ReturnType; redo: () => ReturnType };
	}
}

export interface Sync {
	binding: ProsemirrorBinding;
	type: XmlFragment;
	doc: NonNullable<XmlFragment['doc']>;
	isChangeOrigin: boolean;
}

const undoing = (state: EditorState): UndoManager =>
	(yUndoPluginKey.getState(state) as { undoManager: UndoManager }).undoManager;

export const Together = Extension.create<{ fragment: XmlFragment | null }>({
	name: 'together',
	priority: 1000,
	addOptions: () => ({ fragment: null }),
	addCommands: () => ({
		undo:
			() =>
			({ tr, state, dispatch }) => {
				tr.setMeta('preventDispatch', true);
				if (undoing(state).undoStack.length === 0) return false;
				return dispatch ? undo(state) : true;
			},
		redo:
			() =>
			({ tr, state, dispatch }) => {
				tr.setMeta('preventDispatch', true);
				if (undoing(state).redoStack.length === 0) return false;
				return dispatch ? redo(state) : true;
			}
	}),
	addKeyboardShortcuts() {
		return {
			'Mod-z': () => this.editor.commands.undo(),
			'Mod-y': () => this.editor.commands.redo(),
			'Shift-Mod-z': () => this.editor.commands.redo()
		};
	},
	addProseMirrorPlugins() {
		const { fragment } = this.options;
		if (!fragment) return [];
		return [
			ySyncPlugin(fragment) as Plugin,
			yUndoPlugin() as Plugin,
			new Plugin({
				key: new PluginKey('inputRules'),
				// « - » that becomes a list is undone by itself, and the dash comes back.
				filterTransaction: (transaction, state) => {
					if (transaction.getMeta('inputRule')) undoing(state).stopCapturing();
					return true;
				}
			})
		];
	}
});
