import { findAudience } from '$lib/server/door/visit.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The briefs of the seats this browser holds. */
export const GET: RequestHandler = async (event) => {
	const { courtroom, audience } = await findAudience(event);
	return json(courtroom.trial.file.briefs.filter(({ seat }) => audience.seats.includes(seat)));
};
