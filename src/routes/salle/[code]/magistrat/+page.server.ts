import { adultSheet } from '$lib/server/sheets.ts';
import { findRoom, openWithKey, whoVisits } from '$lib/server/door/visit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code } = courtroom;
	if (!(await whoVisits(event, courtroom, 'magistrat'))) return { state: 'key' as const, code };
	return { state: 'room' as const, code, sheet: adultSheet(courtroom) };
};

export const actions: Actions = {
	rejoindre: (event) =>
		openWithKey(
			event,
			'magistrat',
			'code',
			(courtroom, code) => event.locals.courthouse.admission.accept(courtroom, 'magistrat', code),
			'Ce code n’est pas le bon, a déjà servi, ou ses quinze minutes sont passées. Demandez-en un autre à la régie.'
		)
};
