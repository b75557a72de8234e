/** What every answer says to a browser about itself: pages, data, files, sockets and refusals alike. */

/** For whatever is not a page: it runs nothing, loads nothing, is framed nowhere. Pages carry their own. */
const dataPolicy =
	"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const always: readonly [name: string, value: string][] = [
	['content-security-policy', dataPolicy],
	['x-content-type-options', 'nosniff'],
	// Not « no-referrer »: forms would then carry « Origin: null », all that an old Safari or plain http has to show.
	['referrer-policy', 'same-origin'],
	['x-frame-options', 'DENY'],
	['cross-origin-opener-policy', 'same-origin'],
	['cross-origin-resource-policy', 'same-origin']
];

/** The headers of an answer; only over HTTPS is a browser told to stay there. */
export const protections = (secure: boolean): readonly [name: string, value: string][] =>
	secure ? [...always, ['strict-transport-security', 'max-age=31536000']] : always;
