/** The only place where things are plugged together. */
import { dev } from '$app/environment';
import { readConfig } from '$lib/server/config.ts';
import { openCourthouse } from '$lib/server/courthouse.ts';
import { isOwnRequest } from '$lib/server/origin.ts';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';

export const init: ServerInit = async () => {
	if (dev) await globalThis.pretoireCourthouse?.stop();
	const courthouse = await openCourthouse(readConfig(process.env));
	globalThis.pretoireCourthouse = courthouse;
	if (globalThis.pretoireServer) courthouse.listen(globalThis.pretoireServer);
};

const dataPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

export const handle: Handle = async ({ event, resolve }) => {
	const courthouse = globalThis.pretoireCourthouse;
	if (!courthouse) throw new Error('no courthouse');
	event.locals.courthouse = courthouse;
	const { request, url } = event;
	const header = (name: string) => request.headers.get(name);
	if (!isOwnRequest({ method: request.method, origin: url.origin, header })) {
		courthouse.log.info({ fact: 'origin-refused' });
		return new Response('Cette demande ne vient pas d’une page de Prétoire.', { status: 403 });
	}
	const response = await resolve(event);
	response.headers.set('x-content-type-options', 'nosniff');
	// Not « no-referrer »: forms would then carry « Origin: null », all that an old Safari or plain http has to show.
	response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('x-frame-options', 'DENY');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	response.headers.set('cross-origin-resource-policy', 'same-origin');
	// Data, refusals and kit's last-resort page carry no policy of their own.
	if (!response.headers.has('content-security-policy'))
		response.headers.set('content-security-policy', dataPolicy);
	if (url.protocol === 'https:')
		response.headers.set('strict-transport-security', 'max-age=31536000');
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
	return response;
};

export const handleError: HandleServerError = ({ error, status, message }) => {
	if (status >= 500)
		globalThis.pretoireCourthouse?.log.error({ fact: 'request-failed', status, error });
	return { message };
};
