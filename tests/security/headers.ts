/** What the headers of an answer must say, whatever it answers. */

type Policy = Map<string, string[]>;
const fetches = [
	'script-src',
	'style-src',
	'object-src',
	'img-src',
	'connect-src',
	'frame-src',
	'worker-src'
];

function readPolicy(header: string): Policy {
	const directives = header.split(';').map((it) => it.trim().split(/\s+/));
	return new Map(directives.map(([name = '', ...sources]) => [name, sources]));
}

/** Everything that is wrong with an answer's headers. */
export function faultsOf(headers: Headers, isHttps: boolean): string[] {
	const faults: string[] = [];
	const wants = (name: string, value: string | null) => {
		if (headers.get(name) !== value) faults.push(`${name}: ${headers.get(name)}`);
	};
	wants('x-content-type-options', 'nosniff');
	wants('referrer-policy', 'same-origin');
	wants('x-frame-options', 'DENY');
	wants('cross-origin-opener-policy', 'same-origin');
	wants('cross-origin-resource-policy', 'same-origin');
	wants('strict-transport-security', isHttps ? 'max-age=31536000' : null);
	for (const name of ['x-powered-by', 'server', 'via', 'x-runtime', 'access-control-allow-origin'])
		wants(name, null);
	// Two policies would come joined by a comma.
	const header = headers.get('content-security-policy') ?? '';
	const policy = readPolicy(header);
	if (header.includes(',')) faults.push('two policies');
	for (const name of ['base-uri', 'frame-ancestors'])
		if (policy.get(name)?.join() !== "'none'") faults.push(`${name} ${policy.get(name)}`);
	if (!/^'(self|none)'$/.test(policy.get('form-action')?.join() ?? '')) faults.push('form-action');
	for (const name of fetches) {
		const sources = policy.get(name) ?? policy.get('default-src') ?? ['nothing said'];
		const wide = sources.filter(
			(it) => !/^('self'|'none'|'nonce-[\w+/=]{20,}'|'sha256-[\w+/=]+')$/.test(it)
		);
		const allowed = name === 'img-src' ? ['data:'] : [];
		if (wide.some((it) => !allowed.includes(it))) faults.push(`${name} ${wide}`);
		if (name === 'object-src' && sources.join() !== "'none'") faults.push(`object-src ${sources}`);
	}
	for (const cookie of headers.getSetCookie())
		if (
			!/HttpOnly/i.test(cookie) ||
			!/SameSite=Lax/i.test(cookie) ||
			/Secure/i.test(cookie) !== isHttps
		)
			faults.push(cookie.replace(/=[^;]+/, '=…'));
	return faults;
}
