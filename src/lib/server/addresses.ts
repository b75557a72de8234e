/** The addresses to type on a tablet, best first. */
import { networkInterfaces } from 'node:os';
import type { Config } from './config.ts';

/** Private networks a school really uses come before what a machine makes up for itself. */
const preference = (address: string): number =>
	[/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./, /^(?!169\.254\.)/].findIndex((range) =>
		range.test(address)
	) >>> 0;

/** Every IPv4 address of this machine but the loopback, best first. */
const listAddresses = (): string[] =>
	Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => address)
		.sort((a, b) => preference(a) - preference(b));

/** True where nobody but this machine is heard. */
export const isLoopback = (host: string): boolean =>
	host === 'localhost' || host === '::1' || host.startsWith('127.');

/** Where a server that listens on this host answers other machines, port included, best first. */
export function listHeard(host: string, port: string): string[] {
	const isEvery = host === '0.0.0.0' || host === '::';
	const heard = isEvery ? listAddresses() : isLoopback(host) ? [] : [host];
	return heard.map((it) => `http://${it.includes(':') ? `[${it}]` : it}${port && `:${port}`}`);
}

/** What the room may show: the public address where there is one, the one this browser used, the machine's where it listens. */
export function joinAddresses(
	url: URL,
	{ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>
): string[] {
	if (publicUrl !== null) return [publicUrl];
	const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? [] : [url.origin];
	const machine = url.protocol === 'http:' ? listHeard(host, url.port) : [];
	return [...new Set([...here, ...machine, ...(here.length + machine.length ? [] : [url.origin])])];
}
