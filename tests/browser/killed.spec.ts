import { expect, test } from '@playwright/test';
import { Cast } from './support/cast.ts';
import { Site } from './support/site.ts';

let site: Site;
test.beforeEach(async () => {
	site = await Site.start();
});
test.afterEach(() => site.close());

test('[G20] killed in mid-plea, gives back every seat, step, timer, tab, prompter size and unsent answer within ten seconds', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const cast = await Cast.open(browser, site, { address: site.base });
	await cast.seat();
	await cast.watch.run('jumpToStep', { step: 'ouverture' });
	await cast.watch.run('jumpToStep', { step: 'plaidoirie' });
	const lawyer = cast.page('avocat/sacha');
	const clerk = cast.page('greffier/audience');
	await cast.watch.run('giveFloor', { seat: 'avocat/sacha' });
	await lawyer
		.getByRole('button', { name: 'A+' })
		.or(lawyer.getByRole('button', { name: /plus grand/i }))
		.first()
		.click();
	await clerk
		.getByRole('button', { name: /^Pièces/ })
		.or(clerk.getByRole('tab', { name: /Pièces/ }))
		.first()
		.click();
	await clerk.waitForTimeout(500);
	const size = await lawyer.locator('[data-level]').getAttribute('data-level');
	const elapsed = () => Object.values(cast.watch.view.clock?.elapsed ?? {}).length;
	const before = { steps: elapsed(), holder: cast.watch.view.floor?.holder };

	await site.kill('SIGKILL');
	await site.restart();
	const start = Date.now();
	for (const { page } of cast.pupils)
		await expect(page.getByText('relié', { exact: true }).first()).toBeVisible({ timeout: 10_000 });
	await expect(cast.regie.getByText('relié', { exact: true }).first()).toBeVisible();
	expect(Date.now() - start).toBeLessThan(10_000);

	await cast.watch.until((view) => view.script?.step === 'plaidoirie', 10_000);
	expect({ steps: elapsed(), holder: cast.watch.view.floor?.holder }).toEqual(before);
	for (const { seat } of cast.pupils)
		expect(cast.watch.view.seats?.places.find((place) => place.seat === seat)?.taken).toBe(1);
	await expect(lawyer.locator('[data-level]')).toHaveAttribute('data-level', size ?? '');
	await expect(clerk.getByRole('heading', { name: /Pièces/ }).first()).toBeVisible();
	await expect(cast.screen.getByText('Plaidoirie').first()).toBeVisible();

	// An answer given while the server is dead leaves by itself when it is back.
	await cast.watch.run('jumpToStep', { step: 'delibere' });
	await cast.watch.run('openBallot', { charge: 'complicite' });
	const member = cast.page('assesseur/premier');
	await member.getByRole('button', { name: /Répondre à la question/ }).click();
	await member
		.getByRole('button', { name: /coupable/i })
		.first()
		.click();
	await expect(member.getByText(/Ta réponse est reçue/)).toBeVisible();
	const other = cast.page('assesseur/second');
	await other.getByRole('button', { name: /Répondre à la question/ }).click();
	await site.kill('SIGKILL');
	await other
		.getByRole('button', { name: /relaxe/i })
		.first()
		.click();
	await site.restart();
	await expect(member.getByText(/Ta réponse est reçue/)).toBeVisible({ timeout: 10_000 });
	await expect(other.getByText(/Ta réponse est reçue/)).toBeVisible({ timeout: 10_000 });
	await cast.watch.until((view) => view.ballot?.answered === 2, 10_000);
	await cast.close();
});
