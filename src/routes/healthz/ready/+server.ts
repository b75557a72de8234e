import { StoreUnavailable } from '$lib/server/store/store.ts';
import type { RequestHandler } from './$types';

/** Ready: the record can be written and read. */
export const GET: RequestHandler = async ({ locals }) => {
	try {
		await Promise.race([locals.courthouse.store.probe(), giveUp()]);
		return new Response('prêt\n');
	} catch (error) {
		const why = error instanceof StoreUnavailable ? error.message : 'registre indisponible';
		return new Response(`${why}\n`, { status: 503 });
	}
};

/** A disk that hangs is not ready either. */
const giveUp = () =>
	new Promise<never>((_, fail) =>
		setTimeout(
			() => fail(new StoreUnavailable('busy', 'Le disque ne répond pas : vérifiez-le.')),
			5_000
		).unref()
	);
