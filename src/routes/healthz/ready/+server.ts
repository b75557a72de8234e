import { StoreUnavailable } from '$lib/server/store/store.ts';
import { explain } from '$lib/server/store/trouble.ts';
import type { RequestHandler } from './$types';

/** Ready: the record can be written and read. */
export const GET: RequestHandler = async ({ locals }) => {
	try {
		await Promise.race([locals.courthouse.store.probe(), giveUp()]);
		return new Response('prêt\n');
	} catch (error) {
		locals.courthouse.log.error({ fact: 'not-ready', error });
		const why =
			error === silent
				? silent.message
				: error instanceof StoreUnavailable
					? // A stranger need not know where the data lie; the log says it.
						explain(error.trouble, 'le dossier des données')
					: 'registre indisponible';
		return new Response(`${why}\n`, { status: 503 });
	}
};

/** A disk that hangs is not ready either. */
const silent = new StoreUnavailable('busy', 'Le disque ne répond pas : vérifiez-le.');
const giveUp = () => new Promise<never>((_, fail) => setTimeout(() => fail(silent), 5_000).unref());
