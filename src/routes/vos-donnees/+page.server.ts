import { patienceOf } from '$lib/server/archive/expiry.ts';
import type { PageServerLoad } from './$types';

/** How many days a room is kept here, closed or left open; 0: until an adult erases it. */
export const load: PageServerLoad = ({ locals }) => {
	const { retentionDays } = locals.courthouse.config;
	return { closedFor: retentionDays, idleFor: patienceOf(retentionDays) };
};
