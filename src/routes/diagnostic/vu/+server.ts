import { describeRequest, trialCookie } from '$lib/server/diagnostic.ts';
import { json } from '@sveltejs/kit';
import { readAsking } from '../asking.server.ts';
import type { RequestHandler } from './$types';

/** How the server sees this very request. */
export const GET: RequestHandler = async (event) => {
	const asking = await readAsking(event);
	const [name, value, options] = trialCookie;
	event.cookies.set(name, value, { ...options, secure: event.url.protocol === 'https:' });
	return json(describeRequest(asking, Date.now()));
};
