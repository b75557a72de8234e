import { adultSheet } from '$lib/server/sheets.ts';
import { findRoom, giveCookie, readField, tryKey, whoVisits } from '$lib/server/visit.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code } = courtroom;
	if (!(await whoVisits(event, courtroom, 'magistrat'))) return { state: 'key' as const, code };
	return { state: 'room' as const, code, sheet: adultSheet(courtroom) };
};

export const actions: Actions = {
	rejoindre: async (event) => {
		const courtroom = await findRoom(event);
		const code = await readField(event, 'code');
		const { admission } = event.locals.courthouse;
		const token = await tryKey(event, courtroom, () =>
			admission.accept(courtroom, 'magistrat', code)
		);
		if (!token)
			return fail(403, {
				problem:
					'Ce code n’est pas le bon, a déjà servi, ou ses quinze minutes sont passées. Demandez-en un autre à la régie.'
			});
		giveCookie(event, courtroom, 'magistrat', token);
		redirect(303, `/salle/${courtroom.code}/magistrat`);
	}
};
