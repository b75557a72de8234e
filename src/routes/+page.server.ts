import { readCode } from '$lib/server/door/secret.ts';
import { readForm } from '$lib/server/door/visit.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions } from './$types';

export const actions: Actions = {
	/** Only sends to the room's page, which says whether it exists. */
	default: async ({ request }) => {
		const typed = (await readForm(request)).get('code');
		const code = typeof typed === 'string' ? readCode(typed) : null;
		if (code) redirect(303, `/salle/${code}`);
		return fail(400, {
			code: typeof typed === 'string' ? typed.slice(0, 20) : '',
			refused:
				'Ce code n’a pas la bonne forme : six lettres ou chiffres, affichés sur l’écran de la salle.'
		});
	}
};
