import { findAudience } from '$lib/server/door/visit.ts';
import { viewSaid } from '$lib/trial/cue-view.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** What was said so far, for whoever is in the room. */
export const GET: RequestHandler = async (event) => {
	const { courtroom, audience } = await findAudience(event);
	return json(viewSaid(courtroom.trial, audience));
};
