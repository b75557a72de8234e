import { joinAddresses } from '$lib/server/addresses.ts';
import { adultSheet } from '$lib/server/sheets.ts';
import {
	addressOf,
	findRoom,
	giveCookie,
	openWithKey,
	openWithPhrase,
	orUnavailable,
	readField,
	refuse,
	whoVisits
} from '$lib/server/door/visit.ts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code } = courtroom;
	if (!(await whoVisits(event, courtroom, 'regie'))) return { state: 'key' as const, code };
	const addresses = joinAddresses(event.url, event.locals.courthouse.config);
	const link = await orUnavailable(event, event.locals.courthouse.admission.link(courtroom));
	return { state: 'room' as const, code, sheet: { ...adultSheet(courtroom), link }, addresses };
};

type Event = RequestEvent<{ code: string }>;

/** The room, for its facilitator only. */
async function asFacilitator(event: Event) {
	const courtroom = await findRoom(event);
	if (!(await whoVisits(event, courtroom, 'regie'))) refuse(event, courtroom, 'regie');
	return { courtroom, admission: event.locals.courthouse.admission };
}

/** Opens another office in this same browser: the adult is already known. */
async function openHere(event: Event, office: 'ecran' | 'magistrat') {
	const { courtroom, admission } = await asFacilitator(event);
	const token = await orUnavailable(event, admission.grant(courtroom, office));
	giveCookie(event, courtroom, office, token);
	redirect(303, addressOf(courtroom, office));
}

export const actions: Actions = {
	retrouver: openWithPhrase,

	rejoindre: (event) =>
		openWithKey(
			event,
			'regie',
			'code',
			(courtroom, code) => event.locals.courthouse.admission.accept(courtroom, 'regie', code),
			'Ce code n’est pas le bon, a déjà servi, ou ses quinze minutes sont passées. Demandez-en un autre.'
		),

	inviter: async (event) => {
		const { courtroom, admission } = await asFacilitator(event);
		const office = (await readField(event, 'office')) === 'magistrat' ? 'magistrat' : 'regie';
		const code = await orUnavailable(event, admission.invite(courtroom, office));
		return { invitation: { office, code } };
	},

	remplacer: async (event) => {
		const { courtroom, admission } = await asFacilitator(event);
		const tablet = await readField(event, 'tablette');
		const code = await orUnavailable(event, admission.offerReplacement(courtroom, tablet));
		if (!code) return fail(404, { problem: 'Cette tablette n’est plus dans la salle.' });
		return { replacement: { code } };
	},

	'cle-ecran': async (event) => {
		const { courtroom, admission } = await asFacilitator(event);
		const code = await orUnavailable(event, admission.invite(courtroom, 'ecran'));
		return { screenKey: { code } };
	},

	ecran: (event) => openHere(event, 'ecran'),
	magistrat: (event) => openHere(event, 'magistrat')
};
