import { refuseAccess } from '$lib/server/door/access.ts';
import { readForm } from '$lib/server/door/visit.ts';
import { sendArchive } from '$lib/server/intake/send.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A case of the library whole, the decision kept closed included: for whoever types the instance's code. */
export const POST: RequestHandler = async (event) => {
	const { config, collection } = event.locals.courthouse;
	if (config.accessCode === null) redirect(303, '/ouvrir?archive=sans-code');
	const fields = await readForm(event.request);
	const [typed, id] = [fields.get('acces'), fields.get('affaire')];
	const refused = await refuseAccess(event, typeof typed === 'string' ? typed.slice(0, 100) : '');
	if (refused) redirect(303, `/ouvrir?archive=${refused.status === 429 ? 'attendre' : 'code'}`);
	await collection.refresh();
	const archive = typeof id === 'string' ? await collection.pack(id) : null;
	if (!archive || typeof id !== 'string') redirect(303, '/ouvrir?archive=laquelle');
	return sendArchive(id, archive);
};
