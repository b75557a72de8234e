import { showExhibit } from '$lib/casefile/shown.ts';
import { findExhibit } from '$lib/server/door/exhibit.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** One piece, for whoever may read it now; its picture or its sound is asked for beside it. */
export const GET: RequestHandler = async (event) => {
	const exhibit = await findExhibit(event);
	return json(showExhibit(exhibit, `${event.url.pathname}/media${event.url.search}`));
};
