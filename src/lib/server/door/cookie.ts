/** A browser's keys: one cookie by room and office. */
import type { Office } from '../../trial/actor.ts';

/** Over HTTPS the `__Host-` prefix forbids a sibling site to plant it; plain http on a LAN cannot have it. */
export const cookieName = (office: Office, code: string, secure: boolean): string =>
	`${prefixOf(secure)}${office}-${code}`;
/** The cookie that says that this browser came by the drawing on the screen, or by a card. */
export const linkCookieName = (code: string, secure: boolean): string =>
	`${prefixOf(secure)}lien-${code}`;
/** The cookie of a case that was brought, until it is opened. */
export const draftCookieName = (secure: boolean): string => `${prefixOf(secure)}brouillon`;
const prefixOf = (secure: boolean): string => (secure ? '__Host-' : '');

/** The value of this cookie; null when it is absent, or there twice: one of the two is not ours. */
export function readCookie(header: string | null | undefined, name: string): string | null {
	const values = (header ?? '')
		.split(';')
		.map((pair) => pair.trim())
		.filter((pair) => pair.startsWith(`${name}=`))
		.map((pair) => pair.slice(name.length + 1));
	const [value] = values;
	return values.length === 1 && value && /^[\w-]{20,100}$/.test(value) ? value : null;
}
