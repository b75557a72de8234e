/** What is believed of where a request comes from: written here once, read here by everybody. */
import type { IncomingMessage } from 'node:http';

/** Deletes what the client says of its own address; keeps it only from a proxy we were told to trust. */
export function vouchForAddress(
	{ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
	proxies: readonly string[]
): void {
	const peer = plain(socket.remoteAddress ?? '');
	const isTrusted = (address: string) => proxies.includes(address);
	const said = (name: string) =>
		isTrusted(peer) ? [headers[name]].flat().join(',').split(',').map(plain).filter(Boolean) : [];
	const host = said('x-forwarded-host').at(-1) ?? headers.host ?? 'localhost';
	const proto = said('x-forwarded-proto').at(-1) === 'https' ? 'https' : 'http';
	// Each proxy adds at the end whom it heard: the last one that is not a proxy of ours is the visitor.
	const address = said('x-forwarded-for').findLast((it) => !isTrusted(it)) ?? peer;
	const forwarded = Object.keys(headers).filter(
		(name) => name.startsWith('x-forwarded-') || name === 'forwarded'
	);
	for (const name of forwarded) delete headers[name];
	if (forwarded.length > 0) headers['x-forwarded-seen'] = isTrusted(peer) ? 'believed' : 'ignored';
	headers['x-forwarded-host'] = host;
	headers['x-forwarded-proto'] = proto;
	headers['x-forwarded-for'] = address;
}

function plain(address: string): string {
	return address.trim().replace(/^::ffff:/, '');
}

type Vouched = Pick<IncomingMessage, 'headers'>;
const read = ({ headers }: Vouched, name: string): string | undefined =>
	[headers[`x-forwarded-${name}`]].flat()[0];

/** True when the browser reached us over HTTPS. */
export const isSecure = (request: Vouched): boolean => read(request, 'proto') === 'https';
/** The visitor's address, empty where nobody vouched for it. */
export const visitorOf = (request: Vouched): string => read(request, 'for') ?? '';
/** The origin as the browser wrote it: « http://192.168.1.20:3000 ». */
export const originOf = (request: Vouched): string =>
	`${read(request, 'proto') ?? 'http'}://${read(request, 'host') ?? request.headers.host ?? ''}`;
