import { keepSilent, longestSilence } from '$lib/server/diagnostic.ts';
import { error } from '@sveltejs/kit';
import { readAsking } from '../asking.server.ts';
import type { RequestHandler } from './$types';

/** A silence of the length asked, for something on the way to cut. */
export const GET: RequestHandler = async (event) => {
	const { address } = await readAsking(event, 10);
	const seconds = Number(event.url.searchParams.get('secondes'));
	if (!(seconds >= 1 && seconds <= longestSilence)) error(400);
	if (!(await keepSilent(seconds, address, event.request.signal))) error(503);
	return new Response('fini\n');
};
