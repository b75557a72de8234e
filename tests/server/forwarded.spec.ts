import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { vouchForAddress } from '../../src/lib/server/door/forwarded.ts';

function vouched(remoteAddress: string, headers: IncomingHttpHeaders, proxies: string[] = []) {
	vouchForAddress({ headers, socket: { remoteAddress } as Socket }, proxies);
	return headers;
}
const forged = {
	forwarded: 'for=9.9.9.9',
	'x-forwarded-for': '9.9.9.9',
	'x-forwarded-host': 'ailleurs.test',
	'x-forwarded-proto': 'https',
	'x-forwarded-port': '1'
};

describe('what is believed of where a request comes from', () => {
	it('[R3] is its socket, whatever a client says of itself', () => {
		expect(vouched('::ffff:10.0.0.7', { ...forged, host: '10.0.0.2:3000' })).toEqual({
			host: '10.0.0.2:3000',
			'x-forwarded-for': '10.0.0.7',
			'x-forwarded-host': '10.0.0.2:3000',
			'x-forwarded-proto': 'http',
			'x-forwarded-seen': 'ignored'
		});
	});

	it('[R3] is what a trusted proxy says, and nothing that was said to it', () => {
		const said = { ...forged, host: '127.0.0.1:3000', 'x-forwarded-for': '9.9.9.9, 10.0.0.7, ::1' };
		expect(vouched('127.0.0.1', said, ['127.0.0.1', '::1'])).toEqual({
			host: '127.0.0.1:3000',
			'x-forwarded-for': '10.0.0.7',
			'x-forwarded-host': 'ailleurs.test',
			'x-forwarded-proto': 'https',
			'x-forwarded-seen': 'believed'
		});
	});

	it('[R3] is never empty', () => {
		expect(vouched('127.0.0.1', {}, ['127.0.0.1'])).toEqual({
			'x-forwarded-for': '127.0.0.1',
			'x-forwarded-host': 'localhost',
			'x-forwarded-proto': 'http'
		});
	});
});
