/** The only place where things are plugged together. */
import { dev } from '$app/environment';
import { readConfig } from '$lib/server/config.ts';
import { openCourthouse, type Courthouse } from '$lib/server/courthouse.ts';
import { explainRefusal } from '$lib/server/diagnostic.ts';
import { boundBody, mostBytes, saysTooLong } from '$lib/server/door/body.ts';
import { isOwnRequest } from '$lib/server/door/origin.ts';
import { protections } from '$lib/server/door/protections.ts';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';

export const init: ServerInit = async () => {
	if (dev) await globalThis.pretoireCourthouse?.stop();
	const courthouse = await openCourthouse(readConfig(process.env));
	globalThis.pretoireCourthouse = courthouse;
	if (globalThis.pretoireServer) courthouse.listen(globalThis.pretoireServer);
};

export const handle: Handle = async ({ event, resolve }) => {
	const courthouse = globalThis.pretoireCourthouse;
	if (!courthouse) throw new Error('no courthouse');
	event.locals.courthouse = courthouse;
	event.request = boundBody(event.request, mostBytes(event.url, event.request.headers));
	const response = refuse(event, courthouse) ?? (await resolve(event));
	for (const [name, value] of protections(event.url.protocol === 'https:'))
		if (!response.headers.has(name)) response.headers.set(name, value);
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
	return response;
};

/** The answer to what no page of ours would ask; null for the rest. */
function refuse({ request, url }: RequestEvent, { log }: Courthouse): Response | null {
	const header = (name: string) => request.headers.get(name);
	if (!isOwnRequest({ method: request.method, origin: url.origin, header })) {
		log.info({ fact: 'origin-refused' });
		return new Response(explainRefusal(url.origin, header('origin') ?? null), { status: 403 });
	}
	const most = mostBytes(url, request.headers);
	// An archive too heavy is refused by its page, which keeps what was typed.
	if (saysTooLong(request.headers, most) && url.pathname !== '/ouvrir')
		return new Response(tooLong, { status: 413 });
	// « ?/constructor »: kit would find that action in what every object inherits, and fail.
	const asked = [...url.searchParams.keys()].filter((name) => name.startsWith('/'));
	const isInherited = asked.some((name) => name.slice(1) in Object.prototype);
	return isInherited ? new Response(null, { status: 404 }) : null;
}

export const handleError: HandleServerError = ({ error, status, message }) => {
	if (status >= 500)
		globalThis.pretoireCourthouse?.log.error({ fact: 'request-failed', status, error });
	return { message: status >= 500 ? stumbled : message };
};

const tooLong = 'Cette demande est trop longue : rien n’a été changé.';
const stumbled = 'Prétoire a trébuché. Rechargez la page et recommencez.';
