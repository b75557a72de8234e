import { speakTwice } from '$lib/server/diagnostic.ts';
import { readAsking } from '../asking.server.ts';
import type { RequestHandler } from './$types';

/** An answer in two times, which something on the way may hold back. */
export const GET: RequestHandler = async (event) => {
	await readAsking(event);
	return new Response(speakTwice(), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
