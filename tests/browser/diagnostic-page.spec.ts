import { AxeBuilder } from '@axe-core/playwright';
import { expect, type BrowserContextOptions } from '@playwright/test';
import type { Faults } from '../support/bad-network.ts';
import { laptop, narrow } from './support/class.ts';
import { fit, test } from './support/visit.ts';

test('[Z27] a form refused for its origin is told both addresses and what to set', async ({
	visit
}) => {
	// Plain http and a made-up name: no Sec-Fetch-Site, so the address itself must agree.
	const { page, network } = await visit({ headers: { host: 'interne:3000' } });
	await page.goto(`http://pretoire.test:${new URL(network.base).port}/`);
	await page.getByRole('textbox').fill('KX74MK');
	await page.getByRole('button', { name: 'Entrer dans la salle' }).click();
	await expect(
		page.getByText(/Le navigateur dit venir de : http:\/\/pretoire\.test/)
	).toBeVisible();
	await expect(page.getByText(/Prétoire se lit à : +http:\/\/interne:3000/)).toBeVisible();
	await expect(page.getByText(/PRETOIRE_TRUSTED_PROXIES/)).toBeVisible();
});

test('[Z23] without script, the page itself says what to do', async ({ visit }) => {
	const off = await visit({}, { javaScriptEnabled: false });
	await off.measure();
	await expect(off.page.getByText(/JavaScript est coupé dans ce navigateur/)).toBeVisible();

	const stuck = await visit();
	await stuck.page.route('**/_app/**', (route) => route.abort());
	await stuck.measure();
	const late = stuck.page.getByText(/La mesure ne part pas/);
	await expect(late).toBeHidden();
	await stuck.page.evaluate(() => {
		for (const animation of document.getAnimations()) animation.finish();
	});
	await expect(late).toBeVisible();
});

test('[Z23] is found from the home page and from the page that opens a room', async ({ visit }) => {
	const { page, network } = await visit();
	for (const path of ['/', '/ouvrir']) {
		await page.goto(network.base + path);
		await page.getByRole('link', { name: /tablette et le réseau/ }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Avant la séance');
	}
});

test('[Z23] is whole and without barrier, well or not, from 320 px to a laptop', async ({
	visit
}) => {
	const bad = { headers: { host: 'interne:3000', upgrade: null, cookie: null } };
	const states: [BrowserContextOptions, Faults][] = [
		[narrow, {}],
		[narrow, bad],
		[{ viewport: laptop }, bad]
	];
	for (const [options, faults] of states) {
		const { page, network } = await visit(faults, { reducedMotion: 'reduce', ...options });
		await page.goto(`${network.base}/diagnostic`);
		await page.locator('.verdict:not(.measuring)').waitFor({ timeout: 30_000 });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect.soft(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
		const wide = await page.evaluate(() => {
			const { scrollWidth, clientWidth } = document.documentElement;
			return scrollWidth - clientWidth;
		});
		expect.soft(wide).toBe(0);
		for (const button of await page.getByRole('button').all()) {
			const box = await button.boundingBox();
			expect.soft(box?.height ?? 0).toBeGreaterThanOrEqual(44);
		}
	}
});

test('[Z24] is printed with its date, its address and a place for the tablet’s number', async ({
	visit
}) => {
	const { page, network } = await visit();
	await page.goto(`${network.base}/diagnostic`);
	await page.locator('.verdict.fit').waitFor({ timeout: 30_000 });
	await expect(page.getByText(/Mesuré le/)).toBeHidden();
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByText(/Mesuré le/)).toContainText(`à l’adresse ${network.base}`);
	await expect(page.getByText(/Mesuré le/)).toContainText('tablette n°');
	await expect(page.getByRole('button')).toHaveCount(0);
	await expect(page.getByRole('status')).toHaveText(fit);
	const pdf = await page.pdf({ format: 'A4' });
	const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
	expect(pages).toHaveLength(1);
});
