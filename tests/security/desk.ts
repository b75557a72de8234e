/** The doors of rooms over real HTTP, with sockets and addresses as src/server.ts has them, and no page drawn. */
import { mkdtemp, rm } from 'node:fs/promises';
import {
	createServer,
	request as knock,
	type IncomingMessage,
	type ServerResponse
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readConfig } from '../../src/lib/server/config.ts';
import { openCourthouse, type Courthouse } from '../../src/lib/server/courthouse.ts';
import { originOf, visitorOf, vouchForAddress } from '../../src/lib/server/door/forwarded.ts';
import { Limits } from '../../src/lib/server/door/limits.ts';
import { isOwnRequest } from '../../src/lib/server/door/origin.ts';
import * as open from '../../src/routes/ouvrir/+page.server.ts';
import * as tablette from '../../src/routes/salle/[code]/+page.server.ts';
import * as ecran from '../../src/routes/salle/[code]/ecran/+page.server.ts';
import * as magistrat from '../../src/routes/salle/[code]/magistrat/+page.server.ts';
import * as regie from '../../src/routes/salle/[code]/regie/+page.server.ts';

type Door = (event: never) => unknown;
type Page = { load: Door; actions: Record<string, Door> };
const pages: Record<string, Page> = { tablette, ecran, magistrat, regie };

export interface Answer {
	status: number;
	cookies: string[];
}
export interface Knock {
	/** Another loopback address than 127.0.0.1. */
	from?: string;
	cookie?: string;
	headers?: Record<string, string>;
	/** A form to post. */
	fields?: Record<string, string>;
}

export class Desk {
	readonly courthouse: Courthouse;
	readonly base: string;
	#stop: () => Promise<void>;

	private constructor(courthouse: Courthouse, base: string, stop: () => Promise<void>) {
		this.courthouse = courthouse;
		this.base = base;
		this.#stop = stop;
	}

	static async open(env: Record<string, string> = {}): Promise<Desk> {
		const directory = await mkdtemp(join(tmpdir(), 'pretoire-'));
		const config = readConfig({
			PRETOIRE_DATA_DIR: directory,
			PRETOIRE_LOG_LEVEL: 'silent',
			...env
		});
		const courthouse = await openCourthouse(config);
		const server = createServer((request, response) => {
			void answer(courthouse, request).then(({ status, cookies }) =>
				response.writeHead(status, cookies.length > 0 ? { 'set-cookie': cookies } : {}).end()
			);
		});
		courthouse.listen(server);
		const vouch = (request: IncomingMessage, _: ServerResponse) =>
			vouchForAddress(request, config.trustedProxies);
		for (const event of ['request', 'upgrade']) server.prependListener(event, vouch);
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
		const { port } = server.address() as AddressInfo;
		return new Desk(courthouse, `http://127.0.0.1:${port}`, async () => {
			await courthouse.stop();
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
			await rm(directory, { recursive: true, force: true });
		});
	}

	/** Every try is forgotten, as ten minutes later. */
	forgetTries(): void {
		const { admission, store } = this.courthouse;
		const limits = new Limits(async () => (await store.rooms()).length);
		Object.assign(admission, { limits });
	}

	close(): Promise<void> {
		return this.#stop();
	}

	/** One request from this address, a form where it has fields. */
	knock(path: string, { from = '127.0.0.1', cookie, headers = {}, fields }: Knock = {}) {
		const body = fields ? new URLSearchParams(fields).toString() : '';
		return new Promise<Answer>((told, failed) => {
			const asked = knock(
				this.base + path,
				{
					method: fields ? 'POST' : 'GET',
					localAddress: from,
					agent: false,
					headers: {
						...(cookie && { cookie }),
						...(fields && {
							origin: this.base,
							'content-type': 'application/x-www-form-urlencoded'
						}),
						...headers
					}
				},
				(response) => {
					response.resume().on('end', () =>
						told({
							status: response.statusCode ?? 0,
							cookies: (response.headers['set-cookie'] ?? []).map((it) => it.split(';')[0] ?? '')
						})
					);
				}
			);
			asked.on('error', failed).end(body);
		});
	}
}

/** As src/hooks.server.ts and SvelteKit would: the origin first, then the page or the form of this address. */
async function answer(courthouse: Courthouse, request: IncomingMessage): Promise<Answer> {
	const url = new URL(request.url ?? '/', originOf(request));
	const method = request.method ?? 'GET';
	const header = (name: string) => [request.headers[name]].flat()[0];
	const body = await buffer(request);
	if (!isOwnRequest({ method, origin: url.origin, header })) {
		courthouse.log.info({ fact: 'origin-refused' });
		return { status: 403, cookies: [] };
	}
	const [, place, code = '', office = 'tablette'] = url.pathname.split('/');
	const page = place === 'ouvrir' ? (open as unknown as Page) : pages[office];
	const action = [...url.searchParams.keys()].find((it) => it.startsWith('/'))?.slice(1);
	const door = method === 'POST' ? page?.actions[action ?? 'default'] : page?.load;
	const cookies: string[] = [];
	const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
		name,
		String(value)
	]);
	const event = {
		locals: { courthouse },
		params: { code },
		url,
		request: new Request(url, { method, headers, ...(method === 'POST' && { body }) }),
		cookies: {
			set: (name: string, value: string) => cookies.push(`${name}=${value}`),
			delete: (name: string) => cookies.push(`${name}=`)
		},
		getClientAddress: () => visitorOf(request)
	};
	try {
		const told = (await door?.(event as never)) as { status?: number } | undefined;
		return { status: told?.status ?? 200, cookies };
	} catch (refusal) {
		return { status: (refusal as { status?: number }).status ?? 500, cookies };
	}
}
