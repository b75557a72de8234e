import { joinAddresses } from '$lib/server/addresses.ts';
import { findRoom, orUnavailable, whoVisits } from '$lib/server/door/visit.ts';
import { findSeat } from '$lib/trial/actor.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code, trial } = courtroom;
	if (!(await whoVisits(event, courtroom, 'regie'))) redirect(303, `/salle/${code}/regie`);
	const { admission, config } = event.locals.courthouse;
	const [address = event.url.origin] = joinAddresses(event.url, config);
	const cards = await orUnavailable(event, admission.cards(courtroom));
	return {
		code,
		title: trial.file.title,
		address,
		cards: cards.flatMap(({ seat: id, card }) => {
			const seat = findSeat(trial.file, id);
			const url = `${address}/salle/${code}?carte=${card}`;
			return seat ? [{ seat: id, label: seat.label, side: seat.side, code: card, url }] : [];
		})
	};
};
