import { randomBytes } from 'node:crypto';
import { load } from '$lib/server/diagnostic.ts';
import { readAsking } from '../asking.server.ts';
import type { RequestHandler } from './$types';

/** A weight to time: about what a tablet fetches to enter a room. */
export const GET: RequestHandler = async (event) => {
	await readAsking(event, 3);
	return new Response(randomBytes(load), {
		headers: { 'content-type': 'application/octet-stream', 'content-length': String(load) }
	});
};
