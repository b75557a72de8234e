import { findAudience, orUnavailable } from '$lib/server/door/visit.ts';
import { findExtract, mayReadExtract } from '$lib/trial/extract.ts';
import { audienceOf } from '$lib/trial/view.ts';
import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The text of an extract: for adults once it is proposed, for the room while it is on show. */
export const GET: RequestHandler = async (event) => {
	const { courtroom, audience } = await findAudience(event);
	const { id } = event.params;
	const find = () => {
		const { trial } = courtroom;
		const who = audienceOf(trial, audience.office, audience.holder);
		return mayReadExtract(trial, who, id) ? findExtract(trial.extracts, id) : undefined;
	};
	// Another process may have shown it a moment ago.
	const extract = find() ?? (await orUnavailable(event, courtroom.catchUp().then(find)));
	const { notes } = event.locals.courthouse;
	const kept = extract && (await orUnavailable(event, notes.readExtract(courtroom.id, id)));
	// Nobody proposes in the name of another seat.
	if (!extract || kept?.seat !== extract.seat) error(404);
	return json({ seat: kept.seat, text: kept.text }, { headers: { 'cache-control': 'no-store' } });
};
