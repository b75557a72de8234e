/** An editor on a notebook: a plea needs titles, bold, lists and citations, and nothing else. */
import { Editor } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { fragmentOf } from '../../../client/note-text.ts';
import type { Notebook } from '../../../client/notebook.svelte.ts';
import { Authors } from './authors.ts';
import { Carets } from './carets.ts';
import { Citation, Stamp } from './citation.ts';
import { FirstWords } from './first-words.ts';
import { HoldStill } from './hold-still.ts';
import { Together, type Sync } from './together.ts';
import { trustPosition, writeAtCaret } from './write-at-caret.ts';

/** In characters: more than a notebook's page at once comes from elsewhere. */
const longestPaste = 8_000;

export interface Around {
	label: string;
	nameOf: (seat: string) => { label: string; side: string };
	/** What stands at the head of each new line of the hearing's note. */
	stamp: (() => { step: string; at: number } | null) | null;
	/** The seat that writes, where several teams do. */
	author: (() => string | null) | null;
	onchange: () => void;
	oncite: (piece: string, paragraph: number | null) => void;
	ontoolong: () => void;
}

export function openEditor(element: HTMLElement, notebook: Notebook, around: Around): Editor {
	const editor = new Editor({
		element,
		editable: notebook.writable,
		// The policy of the page allows no style sheet made on the way: editor.css has it.
		injectCSS: false,
		enablePasteRules: false,
		extensions: [
			Document,
			Paragraph,
			Text,
			Bold,
			Heading.configure({ levels: [2] }),
			BulletList,
			OrderedList,
			ListItem,
			HardBreak,
			Citation,
			Stamp,
			FirstWords.configure({ stamp: around.stamp, author: around.author }),
			Authors.configure({ nameOf: notebook.kind === 'camp' ? around.nameOf : null }),
			Together.configure({ fragment: fragmentOf(notebook.doc) }),
			HoldStill,
			Carets.configure({ notebook, nameOf: around.nameOf })
		],
		editorProps: {
			attributes: {
				role: 'textbox',
				'aria-multiline': 'true',
				'aria-label': around.label,
				lang: 'fr',
				spellcheck: 'true'
			},
			handlePaste: (_, __, slice) => {
				if (slice.content.size <= longestPaste) return false;
				around.ontoolong();
				return true;
			},
			handleDOMEvents: {
				click: (_, event) => {
					const link = (event.target as Element).closest<HTMLElement>('a.citation');
					if (!link) return false;
					event.preventDefault();
					const paragraph = Number(link.dataset.paragraphOf);
					around.oncite(link.dataset.piece ?? '', paragraph || null);
					return true;
				}
			}
		},
		onTransaction: around.onchange
	});
	const { binding } = ySyncPluginKey.getState(editor.state) as Sync;
	// It would scroll to one's own caret when somebody else types: HoldStill keeps it where it is.
	binding._isLocalCursorInView = () => false;
	writeAtCaret(binding);
	editor.on('destroy', trustPosition(binding));
	return editor;
}
