/** What fast-check draws for pages: requests, cookies and forms, most of them nearly right. */
import fc from 'fast-check';
import { spoil, text, words } from './fuzz-packets.ts';

const names = fc.constantFrom(
	...[
		'Content-Length',
		'Transfer-Encoding',
		'Expect',
		'Connection',
		'Host',
		'Cookie',
		'Accept',
		'Upgrade'
	],
	...[
		'Accept-Encoding',
		'Range',
		'If-None-Match',
		'If-Modified-Since',
		'Content-Type',
		'Forwarded',
		'Origin'
	],
	...[
		'X-Forwarded-For',
		'X-Forwarded-Host',
		'X-Forwarded-Proto',
		'X-HTTP-Method-Override',
		'X-Original-URL'
	],
	...[
		'Sec-Fetch-Site',
		'X-Pretoire',
		'X-SvelteKit-Action',
		'X-SvelteKit-Pathname',
		'__proto__',
		'Te',
		''
	]
);
const values = fc.constantFrom(
	...[
		'-1',
		'0',
		'5',
		'99999999999',
		'1e3',
		'chunked',
		'gzip, chunked',
		'identity',
		'close, upgrade',
		'a:b',
		' '
	],
	...[
		'100-continue',
		'bytes=0-,0-,5-1',
		'*/*;q=x,'.repeat(300),
		'x'.repeat(9_000),
		'a=b; '.repeat(2_500)
	],
	...[
		'text/html',
		'application/json',
		'http://evil.test',
		'null',
		'\t',
		'"',
		'h2c',
		'W/"',
		'[::1',
		'%',
		'é'
	]
);

/** A request whose lines and lengths do not hold together. */
export const requests = (code: string) => {
	const method = fc.constantFrom(
		'GET',
		'POST',
		'HEAD',
		'PUT',
		'DELETE',
		'OPTIONS',
		'PATCH',
		'get',
		'X',
		'PRI'
	);
	const paths = [
		'/',
		'/ouvrir',
		`/salle/${code}`,
		`/salle/${code}/pieces/1`,
		'/healthz',
		'/_app/version.json'
	];
	paths.push(
		'/socket.io/?EIO=4&transport=polling',
		'/aide?x=%',
		`/salle/${code}?/carte`,
		'/ouvrir/__data.json'
	);
	const path = fc.oneof(
		fc.constantFrom(...paths),
		words.map((it) => `/${encodeURIComponent(it.toWellFormed())}`)
	);
	const header = fc.tuple(names, values).map(([name, it]) => `${name}: ${it}`);
	const body = fc.constantFrom(
		'',
		'5\r\nabc',
		'0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
		'fffffffff\r\n',
		'a=b',
		'\u0000'
	);
	const version = fc.constantFrom(
		'HTTP/1.1',
		'HTTP/1.1',
		'HTTP/1.1',
		'HTTP/1.0',
		'HTTP/2.0',
		'HTTP/9',
		''
	);
	return fc
		.tuple(method, path, version, fc.array(header, { maxLength: 6 }), body)
		.map(([verb, where, how, headers, rest]) =>
			[`${verb} ${where} ${how}`, 'Host: salle.test', ...headers, '', rest].join('\r\n')
		);
};

/** Cookies by the thousand, twice over, of another's name, or of no value that we draw. */
export const cookieHeaders = (code: string) => {
	const offices = ['tablette', 'regie', 'magistrat', 'ecran', '__Host-regie', 'REGIE', '__proto__'];
	const name = fc.constantFrom(...offices.map((it) => `${it}-${code}`), ...offices, '');
	const token = fc.constantFrom(
		'',
		'x'.repeat(43),
		'A'.repeat(100),
		'"',
		'%00',
		'=',
		',',
		'\u00ff',
		'../..',
		'null'
	);
	return fc
		.tuple(
			fc.array(fc.tuple(name, token), { minLength: 1, maxLength: 6 }),
			fc.constantFrom(1, 1, 50, 400)
		)
		.map(([pairs, times]) =>
			Array.from({ length: times }, () => pairs.map(([it, of]) => `${it}=${of}`).join('; ')).join(
				'; '
			)
		);
};

/** A form of ours, its fields wrong, too many, too long or of another kind. */
export const forms = (code: string) => {
	const room = ['entrer', 'carte', 'remplacer', '__proto__', ''].map(
		(it) => `/salle/${code}?/${it}`
	);
	const regie = ['retrouver', 'rejoindre', 'inviter', 'remplacer'].map(
		(it) => `/salle/${code}/regie?/${it}`
	);
	const others = [
		'/',
		'/ouvrir',
		`/salle/${code}/magistrat?/rejoindre`,
		`/salle/${code}/ecran?/ouvrir`
	];
	const field = fc.constantFrom(
		'code',
		'carte',
		'phrase',
		'cle',
		'affaire',
		'eleves',
		'format',
		'__proto__',
		'x'
	);
	const pair = fc
		.tuple(field, fc.oneof(words, text))
		.map(([name, it]) => `${name}=${encodeURIComponent(it.toWellFormed())}`);
	return fc.record({
		path: fc.constantFrom(...room.slice(1), ...regie, ...others),
		body: fc.oneof(
			fc.array(pair, { maxLength: 8 }).map((it) => it.join('&')),
			fc.constant('a=&'.repeat(15_000)),
			spoil(pair)
		),
		type: fc.constantFrom(
			...['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', 'text/plain'],
			...['multipart/form-data; boundary=a', 'multipart/form-data', 'application/json', 'x']
		)
	});
};
