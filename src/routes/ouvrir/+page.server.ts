import { timingSafeEqual } from 'node:crypto';
import { formats } from '$lib/casefile/procedure.ts';
import { sourceOf } from '$lib/server/door/network.ts';
import { hashToken } from '$lib/server/door/secret.ts';
import { StoreUnavailable } from '$lib/server/store/store.ts';
import { giveCookie, readForm } from '$lib/server/door/visit.ts';
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

const between = (least: number, most: number) =>
	v.pipe(
		v.string(),
		v.regex(/^\d{1,2}$/),
		v.transform(Number),
		v.minValue(least),
		v.maxValue(most)
	);
const order = v.object({
	affaire: v.pipe(v.string(), v.maxLength(80)),
	eleves: between(12, 35),
	tablettes: between(0, 35),
	format: v.picklist(formats),
	acces: v.optional(v.pipe(v.string(), v.maxLength(100)), '')
});

export const load: PageServerLoad = ({ locals }) => {
	const { library, config } = locals.courthouse;
	return {
		protected: config.accessCode !== null,
		formats: [...formats],
		broken: library.broken.map(({ id }) => id),
		cases: library.cases.map((file) => ({
			id: file.id,
			title: file.title,
			level: file.level,
			court: file.procedure.court,
			hearing: file.procedure.hearing,
			summary: file.summary,
			axes: file.axes,
			law: file.lawCheckedOn,
			reviewed: file.reviewedBy !== null,
			seats: file.seats.length,
			simplifications: file.simplifications
		}))
	};
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url, getClientAddress }) => {
		const { config, library, admission, log } = locals.courthouse;
		const fields = Object.fromEntries(await readForm(request));
		const values = keepTyped(fields);
		const refuse = (status: number, problem: string) => fail(status, { problem, values });
		const parsed = v.safeParse(order, fields);
		if (!parsed.success)
			return refuse(
				400,
				'Vérifiez les nombres : de 12 à 35 élèves, de 0 à 35 tablettes, et un format.'
			);
		const { affaire, eleves, tablettes, format, acces } = parsed.output;
		const { limits } = admission;
		const source = sourceOf(getClientAddress());
		if (config.accessCode !== null) {
			if (!(await limits.takeTry(source, 'access', 'access')))
				return refuse(429, 'Trop d’essais. Attendez dix minutes avant de recommencer.');
			if (!isSame(acces, config.accessCode)) {
				log.info({ fact: 'access-refused' });
				return refuse(
					403,
					'Le code d’accès n’est pas le bon. Demandez-le à qui a installé Prétoire.'
				);
			}
			await limits.giveBackTry(source, 'access', 'access');
			limits.recognise(source, 'access');
		}
		const file = library.find(affaire);
		if (!file) return refuse(400, 'Choisissez une affaire de la bibliothèque.');
		if (!(await limits.mayOpen(source)))
			return refuse(
				429,
				'Trop de salles ouvertes d’ici en peu de temps. Réessayez dans dix minutes.'
			);
		try {
			const opened = await admission.open({ file, pupils: eleves, tablets: tablettes, format });
			log.info({ fact: 'room-opened' });
			giveCookie({ cookies, url }, opened, 'regie', opened.token);
			return { opened: { code: opened.code, phrase: opened.phrase } };
		} catch (error) {
			if (!(error instanceof StoreUnavailable)) throw error;
			log.error({ fact: 'store-unavailable', error });
			return refuse(503, error.message);
		}
	}
};

/** What the page shows again: its own fields, and not the access code. */
const keepTyped = (fields: Record<string, FormDataEntryValue>): Record<string, string> =>
	Object.fromEntries(
		['affaire', 'eleves', 'tablettes', 'format'].flatMap((name) => {
			const typed = fields[name];
			return typeof typed === 'string' ? [[name, typed.slice(0, 80)]] : [];
		})
	);

const isSame = (typed: string, code: string): boolean =>
	timingSafeEqual(Buffer.from(hashToken(typed)), Buffer.from(hashToken(code)));
