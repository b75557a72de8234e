/** Whether a request that may change something comes from our own pages. */

export interface Asking {
	method: string;
	/** « http://192.168.1.20:3000 » as the browser reached us. */
	origin: string;
	header(name: string): string | null | undefined;
}

/** A browser says where a request comes from: Sec-Fetch-Site where it has it, else the exact Origin. */
export function isOwnRequest({ method, origin, header }: Asking): boolean {
	if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return true;
	const site = header('sec-fetch-site');
	if (site) return site === 'same-origin';
	return header('origin') === origin;
}

/** A polling GET on plain http carries neither: it must carry a header no other site can set without asking. */
export function isOwnSocket({ method, origin, header }: Asking, upgrade: boolean): boolean {
	if (upgrade) return header('origin') === origin;
	if (!header('x-pretoire')) return false;
	const site = header('sec-fetch-site');
	if (site) return site === 'same-origin';
	const from = header('origin');
	return method === 'GET' ? !from || from === origin : from === origin;
}
