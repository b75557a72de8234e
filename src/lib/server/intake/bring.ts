/** A case that somebody brings to the page that opens rooms: read, kept as a draft, found again by its cookie. Rules [LO]. */
import type { RequestEvent } from '@sveltejs/kit';
import type { Finding } from '../../casefile/finding.ts';
import { tellSize } from '../../casefile/limits.ts';
import type { Refused } from '../door/access.ts';
import { draftCookieName, readCookie } from '../door/cookie.ts';
import { sourceOf } from '../door/network.ts';
import { draftLife, type Draft } from './drafts.ts';
import { limits } from './limits.ts';

type Visit = Pick<RequestEvent, 'locals' | 'request' | 'url' | 'cookies' | 'getClientAddress'>;
type Read = Pick<RequestEvent, 'locals' | 'request' | 'url'>;

const isSecure = ({ url }: Pick<Visit, 'url'>): boolean => url.protocol === 'https:';

/** The token of this browser's draft; what this very request has just set is not in its own cookies. */
export const tokenOf = ({ locals, request, url }: Read): string | null =>
	locals.draft === undefined
		? readCookie(request.headers.get('cookie'), draftCookieName(isSecure({ url })))
		: locals.draft;

/** The draft of this browser, if it still is. */
export const draftOf = (visit: Read): Draft | null =>
	visit.locals.courthouse.drafts.find(tokenOf(visit));

/** Reads an archive; whoever may bring one was checked before. Null once it is this browser's draft. */
export async function bring(
	visit: Visit,
	archive: FormDataEntryValue | null | undefined
): Promise<(Refused & { findings?: Finding[] }) | null> {
	const { intake, drafts, collection, admission, log } = visit.locals.courthouse;
	if (!(archive instanceof File) || archive.size === 0)
		return { status: 400, problem: 'Choisissez d’abord le fichier .zip de votre affaire.' };
	if (archive.size > limits.archive) return tooHeavy;
	const source = sourceOf(visit.getClientAddress());
	if (!(await admission.limits.mayBring(source)))
		return {
			status: 429,
			problem: 'Beaucoup d’affaires envoyées d’ici en peu de temps. Réessayez dans dix minutes.'
		};
	const { reference } = await collection.refresh();
	// A server runs for weeks: what is too old is told by the day of the reading.
	const dated = { ...reference, today: new Date().toISOString().slice(0, 10) };
	const read = await intake.read(new Uint8Array(await archive.arrayBuffer()), dated);
	if (read === null)
		return {
			status: 503,
			problem: 'Plusieurs affaires sont lues en même temps. Réessayez dans un instant.'
		};
	if ('findings' in read) {
		log.info({ fact: 'case-refused', count: read.findings.length });
		return {
			status: 422,
			problem: 'Cette affaire ne peut pas être ouverte en l’état. Rien n’a été gardé.',
			findings: read.findings
		};
	}
	const token = await drafts.keep(read, source, tokenOf(visit));
	if (token === null) return full;
	log.info({ fact: 'case-brought' });
	const secure = isSecure(visit);
	visit.locals.draft = token;
	visit.cookies.set(draftCookieName(secure), token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		maxAge: draftLife / 1000
	});
	return null;
}

const full: Refused = {
	status: 503,
	problem:
		'Trop d’affaires attendent déjà ici qu’une salle s’ouvre sur elles. Rien n’a été gardé : réessayez dans vingt minutes.'
};

/** The draft of this browser is gone. */
export function forget(visit: Visit): void {
	const secure = isSecure(visit);
	visit.locals.courthouse.drafts.drop(tokenOf(visit));
	visit.locals.draft = null;
	visit.cookies.delete(draftCookieName(secure), { path: '/', secure });
}

export const tooHeavy: Refused = {
	status: 413,
	problem: `Ce fichier est trop lourd : une affaire pèse ${tellSize(limits.archive)} au plus, images et sons compris. Rien n’a été envoyé à lire.`
};
