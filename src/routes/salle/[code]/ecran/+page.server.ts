import { joinAddresses } from '$lib/server/addresses.ts';
import { roomSheet } from '$lib/server/sheets.ts';
import { findRoom, openWithKey, orUnavailable, whoVisits } from '$lib/server/door/visit.ts';
import type { Actions, PageServerLoad } from './$types';

/** The three numbers a room can remember. */
const remembered = ['119', '3018', '3039'];

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code } = courtroom;
	if (!(await whoVisits(event, courtroom, 'ecran'))) return { state: 'key' as const, code };
	const addresses = joinAddresses(event.url, event.locals.courthouse.config);
	const link = await orUnavailable(event, event.locals.courthouse.admission.link(courtroom));
	const help = event.locals.courthouse.library.reference.helplines.entries
		.filter(({ dial }) => remembered.includes(dial))
		.map(({ number, name }) => ({ number, name }));
	const sheet = { ...roomSheet(courtroom), link };
	return { state: 'room' as const, code, sheet, addresses, help };
};

export const actions: Actions = {
	ouvrir: (event) =>
		openWithKey(
			event,
			'ecran',
			'cle',
			(courtroom, key) => event.locals.courthouse.admission.accept(courtroom, 'ecran', key),
			'Cette clé n’est pas la bonne, a déjà servi, ou ses quinze minutes sont passées. Demandez-en une autre à la régie.'
		)
};
