import { findRoom, whoVisits } from '$lib/server/door/visit.ts';
import { previewPage } from '$lib/server/preview.ts';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** For the facilitator of the room. */
export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code, trial } = courtroom;
	if (!(await whoVisits(event, courtroom, 'regie'))) redirect(303, `/salle/${code}/regie`);
	const asked = event.url.searchParams;
	const mediaAt = (id: string) => `/salle/${code}/pieces/${id}/media?office=regie`;
	return { code, ...(previewPage(trial.file, trial.door.format, asked, mediaAt) ?? error(404)) };
};
