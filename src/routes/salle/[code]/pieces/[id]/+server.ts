import { findAudience, orUnavailable } from '$lib/server/door/visit.ts';
import { mayRead } from '$lib/trial/evidence.ts';
import { audienceOf } from '$lib/trial/view.ts';
import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** One piece, for whoever may read it now; whether it exists is not said to the others. */
export const GET: RequestHandler = async (event) => {
	const { courtroom, audience } = await findAudience(event);
	const find = () => {
		const { trial } = courtroom;
		const who = audienceOf(trial, audience.office, audience.holder);
		const exhibit = trial.file.exhibits.find(({ id }) => id === event.params.id);
		return exhibit && mayRead(trial, who, exhibit) ? exhibit : null;
	};
	// Another process may have shown it a moment ago.
	const exhibit = find() ?? (await orUnavailable(event, courtroom.catchUp().then(find)));
	if (!exhibit) error(404);
	// What the author thinks it proves is for the room to find.
	const { incriminates: _for, exonerates: _against, ...shown } = exhibit;
	return json(shown);
};
