import type { Courtroom } from '$lib/server/courtroom.ts';
import { sourceOf } from '$lib/server/door/network.ts';
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
} from '$lib/server/door/visit.ts';
import { findSeat } from '$lib/trial/actor.ts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
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
const tooManyMoves =
	'Beaucoup de tablettes sont entrées ou sorties d’ici en peu de temps. Attends quelques minutes, ou demande à l’adulte une carte de place.';

/** Why the door let nobody in, and what to do. */
function explainDoor({ trial: { door } }: Courtroom): string {
	if (door.closed) return closedRoom;
	return door.locked
		? 'La salle est fermée. Demande à l’adulte qui conduit l’audience de la rouvrir.'
		: 'Quarante tablettes attendent déjà une place. Demande à l’adulte une carte de place, ou de faire sortir les tablettes en trop.';
}

/** Counts who comes in or leaves, where the door would let it. */
async function mayMove(event: RequestEvent<{ code: string }>, { id, trial }: Courtroom) {
	if (trial.door.closed || trial.door.locked) return true;
	const { limits } = event.locals.courthouse.admission;
	return limits.mayMove(sourceOf(event.getClientAddress()), id);
}

export const actions: Actions = {
	entrer: async (event) => {
		const courtroom = await findRoom(event);
		if (!(await whoVisits(event, courtroom, 'tablette'))) {
			if (!(await mayMove(event, courtroom))) return fail(429, { problem: tooManyMoves });
			const token = await orUnavailable(event, event.locals.courthouse.admission.enter(courtroom));
			if (!token) return fail(403, { problem: explainDoor(courtroom) });
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
		if (tablet && !(await mayMove(event, courtroom))) return fail(429, { problem: tooManyMoves });
		if (tablet)
			await orUnavailable(event, event.locals.courthouse.admission.returnTablet(courtroom, tablet));
		dropCookie(event, courtroom, 'tablette');
		redirect(303, '/');
	}
};
