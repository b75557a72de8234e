import type { PageLoad } from './$types';

/** The gate is loaded by whoever stands before it: a seated tablet never pays for it. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	Gate: data.state === 'gate' ? (await import('$lib/ui/gate/Gate.svelte')).default : null
});
