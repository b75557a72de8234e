import { formats } from '$lib/casefile/procedure.ts';
import { leaves } from '$lib/protocol/paper.ts';
import { draftOf } from '$lib/server/intake/bring.ts';
import { previewPaper } from '$lib/server/preview.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** On paper before any room: neither poster nor cards. */
export const load: PageServerLoad = (event) => {
	const draft = draftOf(event);
	if (!draft) redirect(303, '/ouvrir');
	const format = formats.find((it) => it === event.url.searchParams.get('format')) ?? '110';
	return {
		kept: leaves.filter((leaf) => leaf !== 'affiche' && leaf !== 'cartes'),
		paper: previewPaper(draft.casefile, format),
		helplines: event.locals.courthouse.library.reference.helplines.entries
	};
};
