/** Requests of the diagnostic: our own answer, or what stands in its place. */

/** `filtered`: somebody else answered. `cut`: nobody did. `crowded`: too many measures. `refused`: by Prétoire. */
export type Blocked = 'filtered' | 'cut' | 'crowded' | 'down' | 'refused';

const patience = 10_000;

/** What came back, whoever sent it; a redirection is never followed: it leads to a filter's own page. */
export async function askText(
	path: string,
	headers: Record<string, string> = {}
): Promise<{ status: number; body: string } | 'cut' | 'filtered'> {
	const gaveUp = new AbortController();
	const timer = setTimeout(() => gaveUp.abort(), patience);
	try {
		const answer = await fetch(path, {
			headers,
			redirect: 'manual',
			cache: 'no-store',
			signal: gaveUp.signal
		});
		if (answer.type === 'opaqueredirect') return 'filtered';
		return { status: answer.status, body: await answer.text() };
	} catch {
		return 'cut';
	} finally {
		clearTimeout(timer);
	}
}

/** An answer that carries our mark, with the middle of its journey by this tablet's clock. */
export async function askOwn<Value extends { pretoire: true }>(
	path: string
): Promise<{ value: Value; middle: number } | Blocked> {
	const start = Date.now();
	const from = performance.now();
	const answer = await askText(path);
	if (typeof answer === 'string') return answer;
	const middle = start + (performance.now() - from) / 2;
	if (answer.status === 429) return 'crowded';
	if (answer.status >= 500) return 'down';
	const value = read(answer.body);
	return isOwn<Value>(value) ? { value, middle } : 'filtered';
}

function read(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return null;
	}
}

const isOwn = <Value extends { pretoire: true }>(value: unknown): value is Value =>
	typeof value === 'object' && value !== null && 'pretoire' in value && value.pretoire === true;
