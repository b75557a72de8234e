/** A browser at a room's door, over HTTP: which room, as whom, with which cookie. */
import { error, fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { Audience, Holder, Office } from '../trial/actor.ts';
import { offices } from '../trial/actor.ts';
import { audienceOf } from '../trial/view.ts';
import { cookieName, readCookie } from './cookie.ts';
import type { Courtroom } from './courtroom.ts';
import { countCode, giveBackTry, mayGuess, takeTry } from './limits.ts';
import { StoreUnavailable } from './store/store.ts';

type Visit = Pick<
	RequestEvent,
	'locals' | 'params' | 'request' | 'url' | 'cookies' | 'getClientAddress'
>;
const threeWeeks = 21 * 24 * 3600;

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
	const address = visit.getClientAddress();
	const { courtrooms } = visit.locals.courthouse;
	const courtroom = await orUnavailable(visit, courtrooms.find(visit.params.code ?? ''));
	if (courtroom && ((await mayGuess(address)) || (await belongs(visit, courtroom))))
		return courtroom;
	// Another site's pictures do not exhaust a school's tries.
	const foreign = visit.request.headers.get('sec-fetch-site') === 'cross-site';
	if (courtroom || !(foreign || (await countCode(address)))) error(429);
	error(404);
}

/** True for a browser that already holds a key of the room: whatever its neighbours do, it stays. */
async function belongs(visit: Visit, courtroom: Courtroom): Promise<boolean> {
	const holders = await Promise.all(offices.map((office) => whoVisits(visit, courtroom, office)));
	return holders.some((holder) => holder !== null);
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
	const holder = (await whoVisits(visit, courtroom, office)) ?? error(403);
	return { courtroom, audience: audienceOf(courtroom.trial, office, holder) };
}

export function giveCookie(
	visit: Pick<Visit, 'cookies' | 'url'>,
	{ code }: Pick<Courtroom, 'code'>,
	office: Office,
	token: string
): void {
	const secure = isSecure(visit);
	visit.cookies.set(cookieName(office, code, secure), token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		maxAge: threeWeeks
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
export async function tryKey<Found>(
	visit: Visit,
	courtroom: Courtroom,
	attempt: () => Promise<Found | null>
): Promise<Found | null> {
	if (visit.request.headers.get('sec-fetch-site') === 'cross-site') return null;
	const address = visit.getClientAddress();
	if (!(await takeTry(address, courtroom.id))) error(429);
	const found = await orUnavailable(visit, attempt());
	if (found === null) visit.locals.courthouse.log.info({ fact: 'key-refused' });
	else await giveBackTry(address, courtroom.id);
	return found;
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
	const token = await tryKey(visit, courtroom, () => attempt(courtroom, typed));
	if (!token) return fail(403, { problem });
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
