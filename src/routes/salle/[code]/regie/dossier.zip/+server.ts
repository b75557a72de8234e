import { findRoom, orUnavailable, refuse, whoVisits } from '$lib/server/door/visit.ts';
import { sendArchive } from '$lib/server/intake/send.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The case as its author wrote it when the room opened, the decision kept closed included: for its facilitator. */
export const GET: RequestHandler = async (event) => {
	const courtroom = await findRoom(event);
	if (!(await whoVisits(event, courtroom, 'regie'))) refuse(event, courtroom, 'regie');
	const { store } = event.locals.courthouse;
	const archive = await orUnavailable(event, store.archive(courtroom.id));
	// A room opened by a version that did not keep them.
	if (!archive) error(404);
	return sendArchive(courtroom.trial.file.id, archive);
};
