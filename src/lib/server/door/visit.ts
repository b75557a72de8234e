/** A browser at a room's door, over HTTP: which room, as whom, with which cookie. */
import { error, fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { Audience, Holder, Office } from '../../trial/actor.ts';
import { offices } from '../../trial/actor.ts';
import { audienceOf } from '../../trial/view.ts';
import { cookieName, linkCookieName, readCookie } from './cookie.ts';
import type { Courtroom } from '../courtroom.ts';
import { Crowded } from './derivations.ts';
import { sourceOf } from './network.ts';
import { hashToken, readCode } from './secret.ts';
import { StoreUnavailable } from '../store/store.ts';

type Visit = Pick<
	RequestEvent,
	'locals' | 'params' | 'request' | 'url' | 'cookies' | 'getClientAddress' | 'isDataRequest'
>;
const oneDay = 24 * 3600;
const threeWeeks = 21 * oneDay;

/** What the record answers, or a page that says to wait while the disk refuses. */
export async function orUnavailable<Answer>(
	{ locals }: Pick<Visit, 'locals'>,
	asked: Promise<Answer>
): Promise<Answer> {
	try {
		return await asked;
	} catch (failure) {
		if (!(failure instanceof StoreUnavailable)) throw failure;
		locals.courthouse.log.error({ fact: 'store-unavailable', error: failure });
		error(503);
	}
}

/** The room of this address, or a page that says what to do. */
export async function findRoom(visit: Visit): Promise<Courtroom> {
	// A picture or a frame of another site learns nothing, and does not exhaust a school's tries.
	if (isEmbedded(visit)) error(404);
	const { courtrooms, admission, log } = visit.locals.courthouse;
	const { limits } = admission;
	const source = sourceOf(visit.getClientAddress());
	const code = readCode(visit.params.code ?? '') ?? error(404);
	const courtroom = await orUnavailable(visit, courtrooms.find(code));
	if (courtroom && (await belongs(visit, courtroom))) {
		limits.recognise(source, courtroom.id);
		return courtroom;
	}
	// Whatever the code: what no person asked for must not tell whether it is right, since it is not counted.
	if (!isAsked(visit)) error(404);
	if (courtroom && (await isSentHere(visit, courtroom))) return courtroom;
	if (courtroom && (await limits.mayTry(source, courtroom.id))) return courtroom;
	if (await limits.countCode(source, code)) error(404);
	if (await limits.mayTell('code')) log.warn({ fact: 'too-many-tries' });
	error(429);
}

function isEmbedded({ request: { headers } }: Visit): boolean {
	const foreign = ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
	return foreign && headers.get('sec-fetch-dest') !== 'document';
}

/** False for a picture, a script or a frame: a page that somebody opens asks for text/html, or for kit's data. */
function isAsked({ request: { method, headers }, isDataRequest }: Visit): boolean {
	if (method === 'POST') return true;
	const wanted = headers.get('sec-fetch-dest') ?? '';
	if (wanted && wanted !== 'document' && !(isDataRequest && wanted === 'empty')) return false;
	const accept = headers.get('accept');
	return accept === null || accept.includes(isDataRequest ? '*/*' : 'text/html');
}

/** True for a browser that already holds a key of the room: whatever its neighbours do, it stays. */
async function belongs(visit: Visit, courtroom: Courtroom): Promise<boolean> {
	const holders = await Promise.all(offices.map((office) => whoVisits(visit, courtroom, office)));
	return holders.some((holder) => holder !== null);
}

/** True for a browser that came by the drawing on the screen, or by a card: what they hold is too long to guess. */
async function isSentHere(visit: Visit, courtroom: Courtroom): Promise<boolean> {
	const { admission } = visit.locals.courthouse;
	const asked = visit.url.searchParams;
	const name = linkCookieName(courtroom.code, isSecure(visit));
	const kept = readCookie(visit.request.headers.get('cookie'), name);
	const card = asked.get('carte');
	const link = await orUnavailable(visit, admission.link(courtroom));
	if (kept && hashToken(kept) === hashToken(link)) return true;
	const sent =
		hashToken(asked.get('lien') ?? '') === hashToken(link) ||
		(card !== null && (await orUnavailable(visit, admission.readCard(courtroom, card))) !== null);
	if (sent) setCookie(visit, name, link, oneDay);
	return sent;
}

/** Who this browser is in the room, as this office; null when its cookie opens nothing. */
export function whoVisits(
	visit: Visit,
	courtroom: Courtroom,
	office: Office
): Promise<Holder | null> {
	const name = cookieName(office, courtroom.code, isSecure(visit));
	const token = readCookie(visit.request.headers.get('cookie'), name);
	return orUnavailable(visit, visit.locals.courthouse.admission.whoIs(courtroom, office, token));
}

/** The audience of a request for content, as the office it names. */
export async function findAudience(
	visit: Visit
): Promise<{ courtroom: Courtroom; audience: Audience }> {
	const courtroom = await findRoom(visit);
	const asked = visit.url.searchParams.get('office') ?? 'tablette';
	const office = offices.find((it) => it === asked) ?? error(400);
	const holder = (await whoVisits(visit, courtroom, office)) ?? refuse(visit, courtroom, office);
	return { courtroom, audience: audienceOf(courtroom.trial, office, holder) };
}

/** Says that this browser holds no key of this office, and tells the log. */
export function refuse(visit: Visit, { id }: Courtroom, office: Office): never {
	visit.locals.courthouse.log.info({ fact: 'key-refused', trial: id, office });
	error(403);
}

export function giveCookie(
	visit: Pick<Visit, 'cookies' | 'url'>,
	{ code }: Pick<Courtroom, 'code'>,
	office: Office,
	token: string
): void {
	setCookie(visit, cookieName(office, code, isSecure(visit)), token, threeWeeks);
}

function setCookie(
	visit: Pick<Visit, 'cookies' | 'url'>,
	name: string,
	value: string,
	maxAge: number
): void {
	const secure = isSecure(visit);
	visit.cookies.set(name, value, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		maxAge
	});
}

export function dropCookie(
	visit: Pick<Visit, 'cookies' | 'url'>,
	{ code }: Pick<Courtroom, 'code'>,
	office: Office
): void {
	const secure = isSecure(visit);
	visit.cookies.delete(cookieName(office, code, secure), { path: '/', secure });
}

/** Tries a key typed by a person: counted when wrong, refused when there were too many. */
async function tryKey(
	visit: Visit,
	courtroom: Courtroom,
	office: Office,
	attempt: () => Promise<string | null>
): Promise<string | null> {
	const { admission, log } = visit.locals.courthouse;
	const source = sourceOf(visit.getClientAddress());
	if (!(await admission.limits.takeTry(source, courtroom.id, office))) {
		if (await admission.limits.mayTell('key')) log.warn({ fact: 'too-many-tries' });
		error(429);
	}
	const found = await orUnavailable(visit, attempt());
	if (found === null) log.info({ fact: 'key-refused', trial: courtroom.id });
	else await admission.limits.giveBackTry(source, courtroom.id, office);
	return found;
}

/** The seat of a card: ten characters cannot be guessed, so they are not counted, and a class with cards comes in. */
export async function tryCard(visit: Visit, courtroom: Courtroom, card: string) {
	const { admission, log } = visit.locals.courthouse;
	const seat = await orUnavailable(visit, admission.readCard(courtroom, card));
	if (seat === null && (await admission.limits.mayTell('card', 60)))
		log.info({ fact: 'key-refused', trial: courtroom.id });
	return seat;
}

/** A key typed in a form opens an office of the room, or gets the sentence that says what to do. */
export async function openWithKey(
	visit: Visit,
	office: Office,
	field: string,
	attempt: (courtroom: Courtroom, typed: string) => Promise<string | null>,
	problem: string
): Promise<ActionFailure<{ problem: string }>> {
	const courtroom = await findRoom(visit);
	const typed = await readField(visit, field);
	const token = await tryKey(visit, courtroom, office, () => attempt(courtroom, typed));
	return token ? admitAs(visit, courtroom, office, token) : fail(403, { problem });
}

/** The régie again, from its phrase: too long to guess, it is not counted, only queued. */
export async function openWithPhrase(visit: Visit): Promise<ActionFailure<{ problem: string }>> {
	const courtroom = await findRoom(visit);
	const { admission, log } = visit.locals.courthouse;
	const phrase = await readField(visit, 'phrase');
	const from = sourceOf(visit.getClientAddress()).own;
	try {
		const token = await orUnavailable(visit, admission.recover(courtroom, phrase, from));
		if (token) return admitAs(visit, courtroom, 'regie', token);
		if (await admission.limits.mayTell('phrase', 60))
			log.info({ fact: 'key-refused', trial: courtroom.id });
		return fail(403, { problem: wrongPhrase });
	} catch (failure) {
		if (!(failure instanceof Crowded)) throw failure;
		return fail(503, { problem: crowded });
	}
}

const wrongPhrase =
	'Ce ne sont pas les six mots de cette salle. Vérifiez leur ordre et leur orthographe.';
const crowded =
	'Plusieurs navigateurs essaient une phrase en même temps. Réessayez dans un instant.';

function admitAs(visit: Visit, courtroom: Courtroom, office: Office, token: string): never {
	visit.locals.courthouse.log.info({ fact: 'key-used', trial: courtroom.id, office });
	giveCookie(visit, courtroom, office, token);
	redirect(303, addressOf(courtroom, office));
}

/** The page of an office of this room. */
export const addressOf = ({ code }: Pick<Courtroom, 'code'>, office: Office): string =>
	office === 'tablette' ? `/salle/${code}` : `/salle/${code}/${office}`;

const isSecure = ({ url }: Pick<Visit, 'url'>): boolean => url.protocol === 'https:';

/** A form, empty where it cannot be read. */
export const readForm = (request: Request): Promise<FormData> =>
	request.formData().catch(() => new FormData());

/** A text field of a form; empty when it is missing or a file. */
export async function readField({ request }: Visit, name: string): Promise<string> {
	const value = (await readForm(request)).get(name);
	return typeof value === 'string' ? value.trim().slice(0, 300) : '';
}
