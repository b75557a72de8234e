/** The addresses to type on a tablet, best first. */
import { networkInterfaces } from 'node:os';
import type { Config } from './config.ts';

/** Private networks a school really uses come before what a machine makes up for itself. */
const preference = (address: string): number =>
	[/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./, /^(?!169\.254\.)/].findIndex((range) =>
		range.test(address)
	) >>> 0;

/** Every IPv4 address of this machine but the loopback, best first. */
export const listAddresses = (): string[] =>
	Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => address)
		.sort((a, b) => preference(a) - preference(b));

/** What the room may show: the public address where there is one, the one this browser used, the machine's. */
export function joinAddresses(url: URL, { publicUrl }: Config): string[] {
	if (publicUrl !== null) return [publicUrl];
	const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? [] : [url.origin];
	const port = url.port ? `:${url.port}` : '';
	const machine =
		url.protocol === 'http:' ? listAddresses().map((it) => `http://${it}${port}`) : [];
	return [...new Set([...here, ...machine, ...(here.length + machine.length ? [] : [url.origin])])];
}
