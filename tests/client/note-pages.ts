/** Notebooks as several tablets have them open. */
import 'fake-indexeddb/auto';
import { expect, vi } from 'vitest';
import * as Y from 'yjs';
import type { Courtroom } from '../../src/lib/client/courtroom.svelte.ts';
import { eraseKept } from '../../src/lib/client/kept-notes.ts';
import { fragmentOf, readBlocks } from '../../src/lib/client/note-text.ts';
import { Notebook } from '../../src/lib/client/notebook.svelte.ts';
import { notebookId as id, type NoteTablet } from '../support/note-room.ts';

const opened: Notebook[] = [];
export async function open(
	tablet: NoteTablet,
	kind: Notebook['kind'] = 'equipe'
): Promise<Notebook> {
	const view = { id, kind, writable: true };
	const notebook = new Notebook(tablet as unknown as Courtroom, view);
	opened.push(notebook);
	await vi.waitFor(() => expect(notebook.open).toBe(true));
	return notebook;
}

export function write({ doc }: Notebook, text: string): void {
	const paragraph = new Y.XmlElement('paragraph');
	paragraph.insert(0, [new Y.XmlText(text)]);
	fragmentOf(doc).push([paragraph]);
}
export const read = ({ doc }: Notebook): string[] => readBlocks(doc).map(({ text }) => text);

export function cut(tablet: NoteTablet, notebook: Notebook): void {
	tablet.connection = 'cut';
	notebook.watch();
}
export function rejoin(tablet: NoteTablet, notebook: Notebook): void {
	tablet.connection = 'joined';
	notebook.watch();
}

/** After each test. */
export async function closeAll(): Promise<void> {
	for (const notebook of opened.splice(0)) notebook.close();
	await eraseKept();
}
