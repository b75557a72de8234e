import { carriesToken } from '$lib/server/metrics/metrics.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** What is counted, for a Prometheus server that carries the token; without the setting there is no such page. */
export const GET: RequestHandler = async ({ locals, request }) => {
	const { config, log, readMetrics } = locals.courthouse;
	if (config.metricsToken === null || !readMetrics) error(404);
	if (!carriesToken(request.headers.get('authorization'), config.metricsToken)) {
		log.info({ fact: 'access-refused' });
		return new Response('Jeton refusé.\n', {
			status: 401,
			headers: { 'www-authenticate': 'Bearer' }
		});
	}
	return new Response(await readMetrics(), {
		headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
	});
};
