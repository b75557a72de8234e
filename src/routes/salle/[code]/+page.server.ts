import { roomSheet } from '$lib/server/sheets.ts';
import {
	addressOf,
	dropCookie,
	findRoom,
	giveCookie,
	openWithKey,
	orUnavailable,
	readField,
	tryCard,
	whoVisits
} from '$lib/server/visit.ts';
import { findSeat } from '$lib/trial/actor.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { door, file } = courtroom.trial;
	const shown = event.url.searchParams.get('carte');
	const seat = shown && (await tryCard(event, courtroom, shown));
	const card = seat ? { code: shown, label: findSeat(file, seat)?.label ?? '' } : null;
	const wrongCard = shown !== null && card === null;
	const holder = await whoVisits(event, courtroom, 'tablette');
	if (holder)
		return {
			state: 'room' as const,
			code: courtroom.code,
			sheet: roomSheet(courtroom),
			card,
			wrongCard
		};
	const { closed, locked } = door;
	return {
		state: 'gate' as const,
		code: courtroom.code,
		title: file.title,
		closed,
		locked,
		card,
		wrongCard
	};
};

const closedRoom = 'L’audience est terminée : cette salle est fermée.';

export const actions: Actions = {
	entrer: async (event) => {
		const courtroom = await findRoom(event);
		if (!(await whoVisits(event, courtroom, 'tablette'))) {
			const token = await orUnavailable(event, event.locals.courthouse.admission.enter(courtroom));
			const problem = courtroom.trial.door.closed
				? closedRoom
				: 'La salle est fermée. Demande à l’adulte qui conduit l’audience de la rouvrir.';
			if (!token) return fail(403, { problem });
			giveCookie(event, courtroom, 'tablette', token);
		}
		redirect(303, addressOf(courtroom, 'tablette'));
	},

	carte: async (event) => {
		const courtroom = await findRoom(event);
		const { admission } = event.locals.courthouse;
		const card = await readField(event, 'carte');
		const seat = await tryCard(event, courtroom, card);
		if (!seat)
			return fail(403, {
				problem: 'Cette carte n’ouvre plus de place. Demande à l’adulte une nouvelle carte.'
			});
		const known = await whoVisits(event, courtroom, 'tablette');
		const presented = await orUnavailable(event, admission.presentCard(courtroom, seat, known));
		if ('refused' in presented)
			return fail(403, {
				problem: courtroom.trial.door.closed
					? closedRoom
					: 'Cette place n’est pas ouverte pour cette audience. Demande à l’adulte où te placer.'
			});
		if (presented.token) giveCookie(event, courtroom, 'tablette', presented.token);
		redirect(303, addressOf(courtroom, 'tablette'));
	},

	remplacer: (event) =>
		openWithKey(
			event,
			'tablette',
			'code',
			(courtroom, code) => event.locals.courthouse.admission.replace(courtroom, code),
			'Ce code n’est pas le bon, a déjà servi, ou ses quinze minutes sont passées. Demande un nouveau code à l’adulte.'
		),

	rendre: async (event) => {
		const courtroom = await findRoom(event);
		const tablet = await whoVisits(event, courtroom, 'tablette');
		if (tablet)
			await orUnavailable(event, event.locals.courthouse.admission.returnTablet(courtroom, tablet));
		dropCookie(event, courtroom, 'tablette');
		redirect(303, '/');
	}
};
