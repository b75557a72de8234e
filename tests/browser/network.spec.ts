/** A school's network between real pages and the built site. */
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import { BadNetwork, type Faults } from '../support/bad-network.ts';
import { enter, openRoom, type Bot } from '../support/bot.ts';
import { cookiesOf } from './support/refused.ts';
import { Site } from './support/site.ts';

const seat = 'greffier/audience';

/** A site that believes a proxy on this machine, a room, and networks in front of them. */
interface School {
	site: Site;
	regie: Bot;
	code: string;
	network(faults?: Faults): Promise<BadNetwork>;
	/** The page of this bot's tablet, at this address. */
	look(bot: Bot, address: string): Promise<Page>;
}

const test = base.extend<{ school: School }>({
	school: async ({ browser }, use) => {
		const site = await Site.start({ PRETOIRE_TRUSTED_PROXIES: '127.0.0.1' });
		const { regie, code } = await openRoom(site.base, { pupils: 35, tablets: 35 });
		const networks: BadNetwork[] = [];
		await use({
			site,
			regie,
			code,
			async network(faults) {
				const network = await BadNetwork.open(site.base, faults);
				networks.push(network);
				return network;
			},
			look: (bot, address) => look(browser, bot, code, address)
		});
		regie.leave();
		for (const network of networks) await network.close();
		await site.close();
	}
});

async function look(browser: Browser, bot: Bot, code: string, address: string): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 768, height: 1024 } });
	await context.addCookies(cookiesOf(bot, address));
	const page = await context.newPage();
	await page.clock.install();
	await page.goto(`${address}/salle/${code}`);
	return page;
}

const joined = (page: Page) => page.getByText('relié', { exact: true }).first();
const stepOf = (page: Page, step: RegExp) => page.locator('header').getByText(step).first();

test('[U10] {P13} forty tablets behind one address enter and join within 20 s, over 300 ms and 2 % of losses', async ({
	school: { site, regie, code, network }
}) => {
	const wifi = await network({ latency: 150, loss: 0.02 });
	const start = performance.now();
	const times: number[] = [];
	const bots = await Promise.all(
		Array.from({ length: 40 }, async () => {
			const bot = await enter(wifi.base, code);
			times.push(Math.round(performance.now() - start));
			return bot;
		})
	);
	expect(times.at(-1)).toBeLessThan(20_000);
	await regie.until((view) => view.seats?.admitted?.length === 40);
	expect(site.output).not.toContain('refused');
	const description = JSON.stringify({ tablettes: 40, 'ms pour entrer (p95)': times[37] });
	test.info().annotations.push({ type: 'figures', description });
	for (const bot of bots) bot.leave();
});

test('[U7] {P9} a tablet that wakes after three minutes, its line dead, shows the exact state within 3 s', async ({
	school: { site, regie, code, network, look }
}) => {
	const wifi = await network();
	const page = await look(await enter(site.base, code, seat), wifi.base);
	await expect(joined(page)).toBeVisible();
	await expect.poll(() => wifi.upgrades).toBe(1);
	await regie.run('jumpToStep', { step: 'ouverture' });
	await expect(stepOf(page, /Ouverture/)).toBeVisible();
	wifi.freeze();
	await regie.run('jumpToStep', { step: 'plaidoirie' });
	await regie.until((view) => view.script?.step === 'plaidoirie');
	const start = performance.now();
	await page.clock.fastForward('03:00');
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await expect(stepOf(page, /Plaidoirie/)).toBeVisible({ timeout: 3_000 });
	await expect(joined(page)).toBeVisible();
	const took = Math.round(performance.now() - start);
	const description = JSON.stringify({ 'ms au réveil': took });
	test.info().annotations.push({ type: 'figures', description });
	await page.context().close();
});

test('[U14] behind a proxy that renames the server, a page is joined where the proxy says so, and refused once where it does not', async ({
	school: { site, regie, code, network, look }
}) => {
	const bot = await enter(site.base, code, seat);
	const told = await network();
	const { port } = new URL(told.base);
	told.faults.headers = {
		host: 'interne:8080',
		'x-forwarded-host': `ecole.test:${port}`,
		'x-forwarded-proto': 'http',
		'x-forwarded-for': '192.0.2.7'
	};
	const page = await look(bot, `http://ecole.test:${port}`);
	await expect(joined(page)).toBeVisible();
	await expect.poll(() => told.upgrades).toBe(1);
	await regie.run('jumpToStep', { step: 'ouverture' });
	await expect(stepOf(page, /Ouverture/)).toBeVisible();
	await page.context().close();

	const untold = await network({ headers: { host: 'interne:8080' } });
	const lost = await look(bot, `http://ecole.test:${new URL(untold.base).port}`);
	await expect(lost.getByText(/^Le réseau refuse cette page/)).toBeVisible({ timeout: 10_000 });
	let asked = 0;
	lost.on('request', () => asked++);
	await lost.waitForTimeout(3_200);
	expect(asked).toBe(0);
	await lost.getByRole('button', { name: 'Recharger la page' }).click();
	await expect.poll(() => asked).toBeGreaterThan(0);
	await lost.context().close();
	bot.leave();
});
