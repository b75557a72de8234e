import type { PageLoad } from './$types';

/** Nothing runs and nothing is kept: this page leaves no trace of who read it. */
export const csr = false;

export const load: PageLoad = ({ setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
};
