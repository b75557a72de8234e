/** What no page of Prétoire may do, noted as it happens. */
import type { BrowserContext } from '@playwright/test';

/** Notes errors said aloud, breaches of the policy and requests that leave the site. */
export async function watch(
	context: BrowserContext,
	base: string,
	faults: string[]
): Promise<void> {
	context.on('console', (message) => {
		// A line that the browser or the server leaves while it opens is opened again: the page says when it matters.
		const isLine = message.text().startsWith('WebSocket connection to');
		if (message.type() === 'error' && !isLine)
			faults.push(`${message.page()?.url()}: ${message.text()}`);
	});
	context.on('weberror', (failure) => faults.push(`${failure.page()?.url()}: ${failure.error()}`));
	const stays = (url: string) => {
		if (/^(https?|wss?):/.test(url) && new URL(url).host !== new URL(base).host)
			faults.push(`left the site: ${url}`);
	};
	context.on('request', (request) => stays(request.url()));
	context.on('page', (page) => page.on('websocket', (line) => stays(line.url())));
	await context.addInitScript(() =>
		addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
			console.error(`policy: ${violatedDirective} ${blockedURI} ${sample}`)
		)
	);
}
