/** A tablet moved, released or let out keeps no copy of what it may no longer read. */
import type { Courtroom } from './courtroom.svelte.ts';
import { eraseKept, isOfRoom, keptName } from './kept-notes.ts';

/** Watches until the answer is called. Before the room has spoken, nothing is erased. */
export const watchKeptNotes = (courtroom: Courtroom): (() => void) =>
	$effect.root(() => {
		// Every push replaces the view: the copies are looked at when this sentence changes alone.
		const allowed = $derived.by(() => {
			const { code, view, connection } = courtroom;
			if (connection !== 'joined' || !view.me || !view.notebooks) return null;
			const holder = view.me.holder ?? '';
			return view.notebooks.map(({ id }) => keptName(code, holder, id)).join('\n');
		});
		$effect(() => {
			if (allowed === null) return;
			const names = allowed.split('\n');
			const isOurs = isOfRoom(courtroom.code);
			void eraseKept((name) => isOurs(name) && !names.includes(name));
		});
	});
