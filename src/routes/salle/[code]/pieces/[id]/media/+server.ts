import { findExhibit } from '$lib/server/door/exhibit.ts';
import { sendMedia } from '$lib/server/media.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The picture or the sound of a piece, for whoever may read the piece now. */
export const GET: RequestHandler = async (event) => {
	const { media } = await findExhibit(event);
	if (!media) error(404);
	return sendMedia(media, event.request.headers.get('range'));
};
