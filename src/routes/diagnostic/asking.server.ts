/** Who measures, counted; past its share it is told to come back later. */
import { mayMeasure } from '$lib/server/diagnostic.ts';
import { error, type RequestEvent } from '@sveltejs/kit';

type Measured = Pick<RequestEvent, 'request' | 'url' | 'getClientAddress'>;

export async function readAsking({ request, url, getClientAddress }: Measured, cost = 1) {
	const asking = { headers: request.headers, origin: url.origin, address: getClientAddress() };
	if (!(await mayMeasure(asking, cost))) error(429);
	return asking;
}
