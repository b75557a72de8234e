import { joinAddresses } from '$lib/server/addresses.ts';
import { roomSheet } from '$lib/server/sheets.ts';
import { findRoom, giveCookie, readField, tryKey, whoVisits } from '$lib/server/visit.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code } = courtroom;
	if (!(await whoVisits(event, courtroom, 'ecran'))) return { state: 'key' as const, code };
	const addresses = joinAddresses(event.url, event.locals.courthouse.config);
	return { state: 'room' as const, code, sheet: roomSheet(courtroom), addresses };
};

export const actions: Actions = {
	ouvrir: async (event) => {
		const courtroom = await findRoom(event);
		const key = await readField(event, 'cle');
		const { admission } = event.locals.courthouse;
		const token = await tryKey(event, courtroom, () => admission.accept(courtroom, 'ecran', key));
		if (!token)
			return fail(403, {
				problem:
					'Cette clé n’est pas la bonne, a déjà servi, ou ses quinze minutes sont passées. Demandez-en une autre à la régie.'
			});
		giveCookie(event, courtroom, 'ecran', token);
		redirect(303, `/salle/${courtroom.code}/ecran`);
	}
};
