/** A pupil's editor without a page: the notebooks' binding, a caret, keys; and what it writes, until it is sent. */
import { getSchema } from '@tiptap/core';
import { Document } from '@tiptap/extension-document';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { EditorState, Selection, type Plugin, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPlugin, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { fragmentOf } from '../../src/lib/client/note-text.ts';
import type { Sync } from '../../src/lib/ui/notebook/editor/together.ts';
import { trustPosition, writeAtCaret } from '../../src/lib/ui/notebook/editor/write-at-caret.ts';

const schema = getSchema([Document, Paragraph, Text]);
const room = Symbol('room');

export class Pen {
	readonly doc = new Y.Doc();
	#view: { state: EditorState };
	#written: Uint8Array[] = [];
	#show: () => void;

	constructor(client: number) {
		this.doc.clientID = client;
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== room) this.#written.push(update);
		});
		const plugin = ySyncPlugin(fragmentOf(this.doc)) as Plugin;
		const dispatch = (transaction: Transaction) => this.#dispatch(transaction);
		// As much of a view as the binding knows.
		const view = { state: EditorState.create({ schema, plugins: [plugin] }), dispatch };
		this.#view = view;
		this.#show = () => {};
		const shown = plugin.spec.view?.(view as unknown as EditorView);
		this.#show = () => shown?.update?.(view as unknown as EditorView, view.state);
		const { binding } = ySyncPluginKey.getState(view.state) as Sync;
		binding._isLocalCursorInView = () => false;
		writeAtCaret(binding);
		trustPosition(binding);
	}

	get text(): string {
		const lines: string[] = [];
		this.#view.state.doc.forEach(({ textContent }) => lines.push(textContent));
		return lines.join('\n');
	}

	/** Puts the caret at the end. */
	goToEnd(): void {
		const { tr, doc } = this.#view.state;
		this.#dispatch(tr.setSelection(Selection.atEnd(doc)));
	}

	press(key: string): void {
		const { tr, selection } = this.#view.state;
		if (key === 'Enter') this.#dispatch(tr.split(selection.head));
		else if (key === 'Backspace') {
			const last = Array.from(selection.$head.nodeBefore?.text ?? '').at(-1) ?? '';
			this.#dispatch(tr.delete(selection.head - last.length, selection.head));
		} else this.#dispatch(tr.insertText(key));
	}

	/** What was written since the last time, as one update; null for nothing. */
	send(): Uint8Array | null {
		const written = this.#written.splice(0);
		return written.length > 0 ? Y.mergeUpdates(written) : null;
	}

	hear(update: Uint8Array): void {
		Y.applyUpdate(this.doc, update, room);
	}

	#dispatch(transaction: Transaction): void {
		this.#view.state = this.#view.state.apply(transaction);
		this.#show();
	}
}
