/**
 * What is typed enters the shared text where the caret is. The binding compares two texts instead: beside a letter that
 * somebody else has just typed, the same letter would go to the other side of it, and the rest of the word with it.
 */
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import { ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/** Before what the binding writes, writes the keys at the caret; after it, gives a text to each block made here. */
export function writeAtCaret(binding: ProsemirrorBinding): void {
	const { doc, type } = binding;
	const write = binding._prosemirrorChanged.bind(binding);
	binding._prosemirrorChanged = (page: Node) =>
		doc.transact(() => {
			typeAtCaret(type, (binding.prosemirrorView.state as EditorState).selection.$head);
			write(page);
			giveTexts(type, doc.clientID);
		}, ySyncPluginKey);
}

/**
 * Where two type in one paragraph the binding looks for one's caret by the words around, and finds it elsewhere: the
 * shared text's own position, which it falls back to without these, is the right one. Until the answer is called.
 */
export function trustPosition(binding: ProsemirrorBinding): () => void {
	const trust = () => {
		const before = binding.beforeTransactionSelection as Record<string, unknown> | null;
		if (before) before.absAnchor = before.absHead = null;
	};
	const { doc } = binding;
	doc.on('beforeAllTransactions', trust);
	return () => doc.off('beforeAllTransactions', trust);
}

function typeAtCaret(root: Y.XmlFragment, caret: ResolvedPos): void {
	const block = findBlock(root, caret);
	const run = findRun(caret);
	const text: unknown = run && block?.length === run.of ? block.get(run.rank) : null;
	if (!run || !(text instanceof Y.XmlText)) return;
	const before = spell(text);
	const after = run.text.slice(run.caret);
	// What follows the caret is as it was, or it was no key: the binding sees to the rest.
	if (!before.endsWith(after)) return;
	const end = before.length - after.length;
	const typed = run.text.slice(0, run.caret);
	const kept = countSame(before.slice(0, end), typed);
	text.delete(kept, end - kept);
	text.insert(kept, typed.slice(kept));
}

/** How many characters two texts begin with in common, none of them half of one. */
function countSame(one: string, other: string): number {
	let same = 0;
	while (same < one.length && same < other.length && one[same] === other[same]) same++;
	return /[\uD800-\uDBFF]$/.test(one.slice(0, same)) ? same - 1 : same;
}

/** The shared block that the caret is in, where the page and the shared text have the same shape down to it. */
function findBlock(root: Y.XmlFragment, caret: ResolvedPos): Y.XmlFragment | null {
	if (!caret.parent.isTextblock) return null;
	let block = root;
	for (let depth = 0; depth < caret.depth; depth++) {
		const inside: unknown = block.get(caret.index(depth));
		const isSame = block.length === caret.node(depth).childCount;
		if (!isSame || !(inside instanceof Y.XmlElement)) return null;
		block = inside;
	}
	return block;
}

/** The text that the caret is in or after, marks apart, and its rank among what its block holds. */
function findRun({ parent, parentOffset }: ResolvedPos) {
	const runs: { text: string; from: number }[] = [];
	parent.forEach(({ isText, text = '' }, from) => {
		const last = runs.at(-1);
		if (isText && last?.text) last.text += text;
		else runs.push({ text, from });
	});
	const rank = runs.findLastIndex(({ text, from }) => text !== '' && from <= parentOffset);
	const run = runs[rank];
	return run && { text: run.text, caret: parentOffset - run.from, rank, of: runs.length };
}

/** One place for each character and each thing that is none. */
const spell = (text: Y.XmlText): string =>
	(text.toDelta() as { insert?: unknown }[])
		.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc'))
		.join('');

/**
 * Two who begin one empty block would each bring a text of their own, and lose keys when these are made one: whoever
 * makes a block makes its text with it.
 */
function giveTexts(parent: Y.XmlFragment, client: number): void {
	for (const block of parent.toArray()) {
		if (!(block instanceof Y.XmlElement)) continue;
		const isText = block.nodeName === 'paragraph' || block.nodeName === 'heading';
		if (!isText) giveTexts(block, client);
		else if (block.length === 0 && block._item?.id.client === client)
			block.insert(0, [new Y.XmlText()]);
	}
}
