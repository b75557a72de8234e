/** The notebooks this browser has opened, one of each: they stay joined while it may read them. */
import type { NotebookView } from '../trial/notebook.ts';
import type { Courtroom } from './courtroom.svelte.ts';
import { Notebook } from './notebook.svelte.ts';

const opened = new WeakMap<Courtroom, Map<string, { notebook: Notebook; stop: () => void }>>();

/** The notebook, opened the first time it is asked for. */
export function openNotebook(courtroom: Courtroom, view: NotebookView): Notebook {
	const mine = opened.get(courtroom) ?? new Map();
	opened.set(courtroom, mine);
	const known = mine.get(view.id);
	if (known && !known.notebook.gone) return known.notebook;
	known?.stop();
	const notebook = new Notebook(courtroom, view);
	const stop = $effect.root(() => {
		$effect(notebook.watch);
	});
	mine.set(view.id, { notebook, stop });
	return notebook;
}

/** Puts a notebook away that nobody looks at: an adult who has read it. */
export function leaveNotebook(courtroom: Courtroom, id: string): void {
	const known = opened.get(courtroom)?.get(id);
	known?.notebook.close();
	known?.stop();
	opened.get(courtroom)?.delete(id);
}
