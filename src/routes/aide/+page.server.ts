import { isStale } from '$lib/casefile/law/helplines.ts';
import type { PageServerLoad } from './$types';
import { tellChecked } from './numbers.ts';

/** Nothing runs and nothing is kept: this page leaves no trace of who read it. */
export const csr = false;

export const load: PageServerLoad = ({ locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	const { reference } = locals.courthouse.library;
	const today = new Date().toISOString();
	const lines = reference.helplines.entries.map(({ source: _, ...line }) => ({
		...line,
		checked: tellChecked(line, isStale(line, today))
	}));
	return {
		danger: lines.filter(({ urgent }) => urgent),
		listening: lines.filter(({ urgent }) => !urgent)
	};
};
