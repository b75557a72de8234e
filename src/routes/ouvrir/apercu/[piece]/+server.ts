import { draftOf } from '$lib/server/intake/bring.ts';
import { sendMedia } from '$lib/server/media.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The picture or the sound of a piece of the case that this browser brought. */
export const GET: RequestHandler = (event) => {
	const pieces = draftOf(event)?.casefile.exhibits ?? [];
	const media = pieces.find(({ id }) => id === event.params.piece)?.media ?? error(404);
	return sendMedia(media, event.request.headers.get('range'));
};
