import { heaviestArchive, tellSize } from '$lib/casefile/limits.ts';
import { formats } from '$lib/casefile/procedure.ts';
import { toCard } from '$lib/server/case-card.ts';
import { refuseAccess } from '$lib/server/door/access.ts';
import { mostBytes, saysTooLong } from '$lib/server/door/body.ts';
import { sourceOf } from '$lib/server/door/network.ts';
import { giveCookie } from '$lib/server/door/visit.ts';
import { bring, draftOf, forget, tokenOf, tooHeavy } from '$lib/server/intake/bring.ts';
import type { Draft } from '$lib/server/intake/drafts.ts';
import { StoreUnavailable } from '$lib/server/store/store.ts';
import { fail, type RequestEvent } from '@sveltejs/kit';
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
	format: v.picklist(formats)
});
/** In the place of an id, which has no colon. */
const brought = ':apportee';

export const load: PageServerLoad = async (event) => {
	const { config, collection } = event.locals.courthouse;
	const library = await collection.refresh();
	const today = new Date().toISOString().slice(0, 10);
	const draft = draftOf(event);
	return {
		protected: config.accessCode !== null,
		heaviest: { bytes: heaviestArchive, told: tellSize(heaviestArchive) },
		formats: [...formats],
		archive: archiveProblems[event.url.searchParams.get('archive') ?? ''] ?? null,
		broken: library.broken.map(({ id }) => id),
		draft: draft && {
			...toCard(draft.casefile, today, false),
			id: brought,
			name: draft.casefile.id,
			warnings: draft.warnings
		},
		cases: library.cases.map((file) => toCard(file, today, !collection.isShipped(file.id)))
	};
};

/** Why a case was not downloaded. */
const archiveProblems: Partial<Record<string, string>> = {
	code: 'Le code d’accès n’est pas le bon : rien n’a été téléchargé.',
	attendre: 'Trop d’essais. Attendez dix minutes avant de recommencer.',
	laquelle: 'Choisissez une affaire de la bibliothèque à télécharger.',
	'sans-code':
		'Sans code d’accès, une affaire se télécharge depuis la régie d’une salle ouverte sur elle.'
};

export const actions: Actions = {
	/** One form, whose buttons say what to do with it: without a script nothing typed is lost either. */
	default: async (event) => {
		const { headers } = event.request;
		if (saysTooLong(headers, mostBytes(event.url, headers)))
			return fail(413, { problem: tooHeavy.problem, about: 'case' as const, values: {} });
		const { uploads, admission } = event.locals.courthouse;
		const source = sourceOf(event.getClientAddress());
		const form = await uploads.read(event.request, source, admission.limits);
		if (!(form instanceof FormData))
			return fail(form.status, { problem: form.problem, about: 'case' as const, values: {} });
		const fields = Object.fromEntries(form);
		const values = keepTyped(fields);
		const gesture = fields.geste;
		const refuse = ({ status, problem }: { status: number; problem: string }) =>
			fail(status, { problem, about: gesture ? ('case' as const) : ('opening' as const), values });
		const typed = typeof fields.acces === 'string' ? fields.acces.slice(0, 100) : '';
		if (gesture === 'oublier') {
			forget(event);
			return { forgotten: true, values };
		}
		const order = gesture ? null : readOrder(fields);
		if (order?.problem) return refuse({ status: 400, problem: order.problem });
		const refused = await refuseAccess(event, typed);
		if (refused) return refuse(refused);
		if (gesture === 'charger') {
			const unfit = await bring(event, fields.archive);
			return unfit
				? fail(unfit.status, { ...unfit, about: 'case' as const, values })
				: { brought: true, values: { ...values, affaire: brought } };
		}
		if (gesture === 'garder') {
			const problem = await keepInLibrary(event);
			return problem ? refuse(problem) : { kept: true, values };
		}
		return order?.output ? open(event, order.output, refuse) : refuse(unreadable);
	}
};

const unreadable = {
	status: 400,
	problem: 'Vérifiez les nombres : de 12 à 35 élèves, de 0 à 35 tablettes, et un format.'
};

function readOrder(fields: Record<string, FormDataEntryValue>) {
	const parsed = v.safeParse(order, fields);
	return parsed.success
		? { output: parsed.output, problem: null }
		: { output: null, problem: unreadable.problem };
}

type Refuse<Answer> = (refusal: { status: number; problem: string }) => Answer;

async function open<Answer>(
	event: RequestEvent,
	{ affaire, eleves, tablettes, format }: v.InferOutput<typeof order>,
	refuse: Refuse<Answer>
) {
	const { admission, drafts, log } = event.locals.courthouse;
	const isDraft = affaire === brought;
	const chosen = isDraft ? draftOf(event) : await findChosen(event, affaire);
	if (!chosen) return refuse({ status: 400, problem: isDraft ? gone : notThere });
	if (!(await admission.limits.mayOpen(sourceOf(event.getClientAddress()))))
		return refuse({
			status: 429,
			problem: 'Trop de salles ouvertes d’ici en peu de temps. Réessayez dans dix minutes.'
		});
	try {
		const size = { pupils: eleves, tablets: tablettes, format };
		const begin = ({ casefile, archive }: Chosen) =>
			admission.open({ file: casefile, archive, ...size });
		const opened = await (isDraft ? drafts.openOnce(tokenOf(event), begin) : begin(chosen));
		if (!opened) return refuse({ status: 400, problem: gone });
		log.info({ fact: 'room-opened' });
		giveCookie(event, opened, 'regie', opened.token);
		if (isDraft) forget(event);
		return { opened: { code: opened.code, phrase: opened.phrase } };
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		log.error({ fact: 'store-unavailable', error });
		return refuse({ status: 503, problem: error.message });
	}
}

/** A case and its files, which stay with the room. */
type Chosen = Pick<Draft, 'casefile' | 'archive'>;

async function findChosen(event: RequestEvent, id: string): Promise<Chosen | null> {
	const { collection } = event.locals.courthouse;
	const casefile = (await collection.refresh()).find(id);
	const archive = casefile && (await collection.pack(id));
	return casefile && archive ? { casefile, archive } : null;
}

const notThere = 'Choisissez une affaire de la bibliothèque.';

const gone = 'Votre affaire n’est plus là : elle est gardée deux heures. Chargez-la de nouveau.';

async function keepInLibrary(event: RequestEvent) {
	const { config, collection, log } = event.locals.courthouse;
	if (config.accessCode === null)
		return {
			status: 403,
			problem:
				'Cette instance n’a pas de code d’accès : n’importe qui y garderait ce qu’il veut. Qui a installé Prétoire en choisit un avec PRETOIRE_ACCESS_CODE.'
		};
	const draft = draftOf(event);
	if (!draft) return { status: 400, problem: gone };
	const problem = await collection.add(draft).catch((error: unknown) => {
		log.error({ fact: 'unexpected', error });
		return 'Le disque refuse : rien n’a été gardé. Vérifiez la place qui reste.';
	});
	if (problem) return { status: 409, problem };
	log.info({ fact: 'case-kept' });
	return null;
}

/** What the page shows again: its own fields, and not the access code. */
const keepTyped = (fields: Record<string, FormDataEntryValue>): Record<string, string> =>
	Object.fromEntries(
		['affaire', 'eleves', 'tablettes', 'format'].flatMap((name) => {
			const typed = fields[name];
			return typeof typed === 'string' ? [[name, typed.slice(0, 80)]] : [];
		})
	);
