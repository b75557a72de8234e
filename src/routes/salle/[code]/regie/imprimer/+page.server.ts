import { leaves, type Leaf } from '$lib/protocol/paper.ts';
import { joinAddresses } from '$lib/server/addresses.ts';
import { findRoom, orUnavailable, whoVisits } from '$lib/server/door/visit.ts';
import { writePaper } from '$lib/server/paper.ts';
import { findSeat } from '$lib/trial/actor.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const courtroom = await findRoom(event);
	const { code, trial } = courtroom;
	if (!(await whoVisits(event, courtroom, 'regie'))) redirect(303, `/salle/${code}/regie`);
	const { admission, config, library } = event.locals.courthouse;
	const asked = event.url.searchParams;
	const named = leaves.filter((leaf) => asked.getAll('garder').includes(leaf));
	const kept: readonly Leaf[] = named.length > 0 ? named : leaves;
	const [address = event.url.origin] = joinAddresses(event.url, config);
	const link = await orUnavailable(event, admission.link(courtroom));
	const cards = kept.includes('cartes')
		? await orUnavailable(event, admission.cards(courtroom))
		: [];
	return {
		code,
		address,
		link,
		digest: trial.sealed.seal?.digest ?? null,
		kept,
		begun: trial.script.step !== null,
		paper: writePaper(trial, asked.has('suite')),
		helplines: library.reference.helplines.entries,
		cards: cards.flatMap(({ seat: id, card }) => {
			const seat = findSeat(trial.file, id);
			const url = `${address}/salle/${code}?carte=${card}`;
			return seat ? [{ seat: id, label: seat.label, side: seat.side, code: card, url }] : [];
		})
	};
};
