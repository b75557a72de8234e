import { findAudience } from '$lib/server/visit.ts';
import { mayRead } from '$lib/trial/evidence.ts';
import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** One piece, for whoever may read it now; whether it exists is not said to the others. */
export const GET: RequestHandler = async (event) => {
	const { courtroom, audience } = await findAudience(event);
	const { trial } = courtroom;
	const exhibit = trial.file.exhibits.find(({ id }) => id === event.params.id);
	if (!exhibit || !mayRead(trial, audience, exhibit)) error(404);
	return json(exhibit);
};
