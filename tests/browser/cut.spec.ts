/** The link with the room fails: the page says so, keeps what it had, and comes back by itself. */
import { expect, type Page } from '@playwright/test';
import type { Class } from './support/class.ts';
import { laptop, test } from './support/class.ts';
import { cookiesOf } from './support/refused.ts';

const joined = (page: Page) => page.getByText('relié', { exact: true }).first();
const inRole = (page: Page) =>
	expect(page.getByRole('button', { name: /^Rôle/ })).toHaveAttribute('aria-current', /./);

/** The clerk's page, not loaded yet. */
async function clerkPage(room: Class): Promise<Page> {
	await room.seat('greffier/audience');
	await room.goTo('plaidoirie');
	const context = await room.stranger();
	await context.addCookies(cookiesOf(room.bot('greffier/audience'), room.site.base));
	// Long polling only, as behind a school proxy: « offline » does not cut a WebSocket already open.
	await context.addInitScript(() => Reflect.deleteProperty(window, 'WebSocket'));
	return context.newPage();
}

/** The régie's page, over long polling too. */
async function pollingRegie(room: Class): Promise<Page> {
	const page = await room.look('regie', { viewport: laptop });
	await page.addInitScript(() => Reflect.deleteProperty(window, 'WebSocket'));
	await page.reload();
	await expect(joined(page)).toBeVisible();
	return page;
}

test('[Q7] a page older than the server asks to be reloaded, and finds its place again', async ({
	room,
	site
}) => {
	const page = await clerkPage(room);
	let old = false;
	await page.route('**/socket.io/**', (route) => {
		const postData = route.request().postData();
		if (!old || !postData) return route.fallback();
		return route.continue({ postData: postData.replace(/"protocol":\d+/, '"protocol":0') });
	});
	await page.goto(`${site.base}/salle/${room.code}`);
	await page.getByRole('button', { name: /^Rôle/ }).click();
	old = true;
	await page.reload();
	await expect(
		page.getByText('Cette page est ancienne. Recharge-la : tu retrouveras ta place.')
	).toBeVisible();
	old = false;
	await page.getByRole('button', { name: 'Recharger la page' }).click();
	await expect(joined(page)).toBeVisible();
	await inRole(page);
});

test('[Q7] a lost network is said, loses neither place nor gesture, and mends by itself', async ({
	room,
	site
}) => {
	const page = await clerkPage(room);
	await page.goto(`${site.base}/salle/${room.code}`);
	await page.getByRole('button', { name: /^Rôle/ }).click();
	await expect(joined(page)).toBeVisible();
	const regie = await pollingRegie(room);
	await page.context().setOffline(true);
	await expect(page.getByText('réseau coupé', { exact: true })).toBeVisible();
	await expect(
		page.getByText('Le réseau est coupé. Tu gardes ta place, et ce que tu lis reste ouvert.')
	).toBeVisible();
	// It takes its place above the gesture, and covers nothing of what is read.
	const notice = await page.getByText(/^Le réseau est coupé/).boundingBox();
	const read = await page.locator('main').boundingBox();
	expect(notice?.y).toBeGreaterThanOrEqual((read?.y ?? 0) + (read?.height ?? Infinity) - 1);
	const told = regie.getByText(/^Plus de liaison avec la salle/);
	await regie.context().setOffline(true);
	await expect(told).toBeVisible();
	expect(
		await regie.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)
	).toBe(true);
	const stopped = await regie.getByRole('timer').first().textContent();
	await regie.context().setOffline(false);
	await expect(told).toHaveCount(0, { timeout: 10_000 });
	await expect(regie.getByRole('timer').first()).not.toHaveText(stopped ?? '');
	await page.getByRole('button', { name: 'Demander la parole' }).click();
	await inRole(page);
	await page.waitForTimeout(500);
	expect(room.regie.view.floor?.queue).toEqual([]);
	await page.context().setOffline(false);
	await expect(joined(page)).toBeVisible({ timeout: 10_000 });
	await room.regie.until((view) => view.floor?.queue?.includes('greffier/audience'));
	await expect(page.getByText(/^Le réseau est coupé/)).toBeHidden();
	await inRole(page);
	forgiveCut(room);
});

test('[Q7] a room that cannot answer yet is asked again until it does', async ({ room, site }) => {
	const page = await clerkPage(room);
	let silent = true;
	await page.route('**/socket.io/**', async (route) => {
		if (!silent || route.request().method() !== 'GET') return route.fallback();
		const response = await route.fetch();
		const body = await response.text();
		// What Socket.IO answers when the store is away: « 44 », a refusal without a reason.
		const refused = body.replace(/^40\{.*$/s, '44{"message":"unavailable"}');
		if (refused !== body) silent = false;
		return route.fulfill({ response, body: refused });
	});
	await page.goto(`${site.base}/salle/${room.code}`);
	await expect.poll(() => silent).toBe(false);
	await expect(joined(page)).toBeVisible({ timeout: 10_000 });
	// The refused line may end under a question on its way: its sid is nobody's by then.
	const kept = room.faults.filter((it) => !it.includes('status of 403'));
	room.faults.splice(0, Infinity, ...kept);
});

/** The browser says each failed request in its console: here they are the point. */
function forgiveCut(room: Class): void {
	const kept = room.faults.filter((it) => !it.includes('ERR_INTERNET_DISCONNECTED'));
	room.faults.splice(0, Infinity, ...kept);
}
