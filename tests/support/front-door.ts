/** A courthouse whose pages without a room answer as well: the routes' own functions behind a plain HTTP server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isHttpError } from '@sveltejs/kit';
import { getRequest } from '@sveltejs/kit/node';
import { readConfig } from '../../src/lib/server/config.ts';
import { openCourthouse, type Courthouse } from '../../src/lib/server/courthouse.ts';
import { originOf, visitorOf, vouchForAddress } from '../../src/lib/server/door/forwarded.ts';
import { GET as silence } from '../../src/routes/diagnostic/attente/+server.ts';
import { GET as stream } from '../../src/routes/diagnostic/flux/+server.ts';
import { GET as load } from '../../src/routes/diagnostic/poids/+server.ts';
import { GET as seen } from '../../src/routes/diagnostic/vu/+server.ts';
import { GET as alive } from '../../src/routes/healthz/+server.ts';
import { GET as ready } from '../../src/routes/healthz/ready/+server.ts';
import { GET as metrics } from '../../src/routes/metrics/+server.ts';

type Door = (event: never) => Response | Promise<Response>;
const doors: Readonly<Record<string, Door>> = {
	'/healthz': alive,
	'/healthz/ready': ready,
	'/diagnostic/vu': seen,
	'/diagnostic/poids': load,
	'/diagnostic/flux': stream,
	'/diagnostic/attente': silence,
	'/metrics': metrics
};

export interface FrontDoor {
	base: string;
	directory: string;
	courthouse: Courthouse;
	close(): Promise<void>;
}

/** Opens one on a loopback port, with these settings. */
export async function openFrontDoor(environment: Record<string, string> = {}): Promise<FrontDoor> {
	const directory = await mkdtemp(join(tmpdir(), 'pretoire-porte-'));
	const config = readConfig({
		PRETOIRE_DATA_DIR: directory,
		PRETOIRE_LOG_LEVEL: 'silent',
		PRETOIRE_NIGHTLY_BACKUP: 'off',
		...environment
	});
	const courthouse = await openCourthouse(config);
	const server = createServer((request, response) => void answer(courthouse, request, response));
	courthouse.listen(server);
	for (const event of ['request', 'upgrade'])
		server.prependListener(event, (request) => vouchForAddress(request, config.trustedProxies));
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		directory,
		courthouse,
		async close() {
			await courthouse.stop();
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
			await rm(directory, { recursive: true, force: true });
		}
	};
}

async function answer(
	courthouse: Courthouse,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	const url = new URL(request.url ?? '/', originOf(request));
	const given: string[] = [];
	const event = {
		locals: { courthouse },
		url,
		// The request as kit makes it: it knows when its browser hangs up.
		request: await getRequest({ request, base: url.origin }),
		cookies: { set: (name: string, value: string) => given.push(`${name}=${value}`) },
		getClientAddress: () => visitorOf(request)
	};
	const door = doors[url.pathname];
	const { status, headers, body } = await respond(door, event as never);
	response.writeHead(status, { ...Object.fromEntries(headers), 'set-cookie': given });
	for await (const piece of body ?? []) response.write(piece);
	response.end();
}

async function respond(door: Door | undefined, event: never): Promise<Response> {
	try {
		return door ? await door(event) : new Response(null, { status: 404 });
	} catch (failure) {
		if (isHttpError(failure)) return new Response(null, { status: failure.status });
		throw failure;
	}
}
