/** A browser at a room's door, over HTTP: which room, as whom, with which cookie. */
import { error, type RequestEvent } from '@sveltejs/kit';
import type { Audience, Holder, Office } from '../trial/actor.ts';
import { offices } from '../trial/actor.ts';
import { audienceOf } from '../trial/view.ts';
import { cookieName, readCookie } from './cookie.ts';
import type { Courtroom } from './courtroom.ts';
import { countWrong, mayTry, mayTryRoom } from './limits.ts';
import { StoreUnavailable } from './store/store.ts';

type Visit = Pick<
	RequestEvent,
	'locals' | 'params' | 'request' | 'url' | 'cookies' | 'getClientAddress'
>;
const threeWeeks = 21 * 24 * 3600;

/** The room of this address, or a page that says what to do. */
export async function findRoom(visit: Visit): Promise<Courtroom> {
	const address = visit.getClientAddress();
	if (!(await mayTry(address))) error(429);
	const courtroom = await visit.locals.courthouse.courtrooms
		.find(visit.params.code ?? '')
		.catch((failure: unknown) => {
			if (failure instanceof StoreUnavailable) error(503);
			throw failure;
		});
	if (courtroom) return courtroom;
	await countWrong(address, 'codes');
	error(404);
}

/** Who this browser is in the room, as this office; null when its cookie opens nothing. */
export function whoVisits(
	visit: Visit,
	courtroom: Courtroom,
	office: Office
): Promise<Holder | null> {
	const name = cookieName(office, courtroom.code, isSecure(visit));
	const token = readCookie(visit.request.headers.get('cookie'), name);
	return visit.locals.courthouse.admission.whoIs(courtroom, office, token);
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
	visit: Visit,
	courtroom: Courtroom,
	office: Office,
	token: string
): void {
	const secure = isSecure(visit);
	visit.cookies.set(cookieName(office, courtroom.code, secure), token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		maxAge: threeWeeks
	});
}

export function dropCookie(visit: Visit, courtroom: Courtroom, office: Office): void {
	const secure = isSecure(visit);
	visit.cookies.delete(cookieName(office, courtroom.code, secure), { path: '/', secure });
}

/** Tries a key typed by a person: counted when wrong, refused when there were too many. */
export async function tryKey<Found>(
	visit: Visit,
	courtroom: Courtroom,
	attempt: () => Promise<Found | null>
): Promise<Found | null> {
	const address = visit.getClientAddress();
	if (!(await mayTry(address)) || !(await mayTryRoom(courtroom.id))) error(429);
	const found = await attempt();
	if (found === null) {
		await countWrong(address, courtroom.id);
		visit.locals.courthouse.log.info({ fact: 'key-refused' });
	}
	return found;
}

const isSecure = ({ url }: Visit): boolean => url.protocol === 'https:';

/** A text field of a form; empty when it is missing or a file. */
export async function readField(visit: Visit, name: string): Promise<string> {
	const value = (await visit.request.formData()).get(name);
	return typeof value === 'string' ? value.trim().slice(0, 300) : '';
}
