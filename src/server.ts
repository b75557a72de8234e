/** The process: HTTP, the built site, and an ordered end. bin/start.ts builds, then imports this. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readConfig } from './lib/server/config.ts';
import { isSecure, vouchForAddress } from './lib/server/door/forwarded.ts';
import { protections } from './lib/server/door/protections.ts';

const config = readConfig(process.env);
// adapter-node assumes https: it is told by headers that only this file sets.
process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
process.env.HOST_HEADER = 'x-forwarded-host';
process.env.ADDRESS_HEADER = 'x-forwarded-for';
process.env.XFF_DEPTH = '1';
// The longest of all; src/lib/server/door/body.ts says which page takes how much.
process.env.BODY_SIZE_LIMIT ??= '8M';

let answer: RequestListener = (_, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
server.headersTimeout = 20_000;
server.requestTimeout = 60_000;
server.keepAliveTimeout = 65_000;
// An answer that no longer moves: a reader gone, a file that broke while it was sent.
server.timeout = 120_000;
server.maxConnections = 5_000;

globalThis.pretoireServer = server;
const door = pathToFileURL(resolve(process.env.BUILD_DIR ?? 'build', 'handler.js'));
const site = (await import(door.href)) as { handler: RequestListener };
answer = site.handler;
const vouch = (request: IncomingMessage) => vouchForAddress(request, config.trustedProxies);
server.prependListener('upgrade', vouch);
server.prependListener('request', (request, response) => {
	vouch(request);
	// On files, sockets and refusals too; a page replaces the policy by its own.
	for (const [name, value] of protections(isSecure(request))) response.setHeader(name, value);
});
await new Promise<void>((listening, failed) => {
	server.once('error', failed).listen(config.port, config.host, listening);
});

// From here on whatever breaks costs its own answer, never the hearing; before, it ended the process.
const report = (error: unknown) =>
	globalThis.pretoireCourthouse?.log.error({ fact: 'unexpected', error });
process.on('uncaughtException', report);
process.on('unhandledRejection', report);
server.on('error', report);
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
const { port } = server.address() as AddressInfo;
globalThis.pretoireCourthouse?.log.info({ fact: 'listening', port });
process.send?.('ready');

let ending = false;
async function end(): Promise<void> {
	if (ending) return;
	ending = true;
	const { log } = globalThis.pretoireCourthouse ?? {};
	log?.info({ fact: 'stopping' });
	setTimeout(() => process.exit(1), 9_000).unref();
	server.close();
	await globalThis.pretoireCourthouse?.stop();
	server.closeAllConnections();
	log?.info({ fact: 'stopped' });
	process.exit(0);
}
