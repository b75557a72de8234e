import { formats } from '$lib/casefile/procedure.ts';
import { draftOf } from '$lib/server/intake/bring.ts';
import { previewPage } from '$lib/server/preview.ts';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** For whoever brought the case, as long as it is a draft. */
export const load: PageServerLoad = (event) => {
	const draft = draftOf(event);
	if (!draft) redirect(303, '/ouvrir');
	const asked = event.url.searchParams;
	const format = formats.find((it) => it === asked.get('format')) ?? '110';
	return {
		...(previewPage(draft.casefile, format, asked, (id) => `/ouvrir/apercu/${id}`) ?? error(404)),
		formats: [...formats],
		warnings: draft.warnings
	};
};
