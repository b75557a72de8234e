import { expect, test } from '@playwright/test';
import { Cast } from './support/cast.ts';
import { Site } from './support/site.ts';

let site: Site;
test.beforeEach(async () => {
	site = await Site.start();
});
test.afterEach(() => site.close());

test('[G20] {P6} killed in mid-plea, gives back every seat, step, timer, tab, prompter size and unsent answer within ten seconds', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const cast = await Cast.open(browser, site, { address: site.base });
	await cast.seat();
	await cast.watch.run('jumpToStep', { step: 'ouverture' });
	await cast.watch.run('jumpToStep', { step: 'plaidoirie' });
	const lawyer = cast.page('avocat/sacha');
	const clerk = cast.page('greffier/audience');
	await cast.watch.run('advanceCue', { cue: 'plaidoirie.1' });
	await lawyer.getByRole('button', { name: 'A+, texte plus grand' }).click();
	await clerk.getByRole('button', { name: /^Pièces/ }).click();
	await clerk.waitForTimeout(500);
	const size = await lawyer.locator('[data-level]').getAttribute('data-level');
	const state = () => {
		const { seats, clock, floor, script } = cast.watch.view;
		const taken = seats?.places.map((place) => [place.seat, place.taken]);
		return { taken, clock, floor, step: script?.step, cue: script?.cue };
	};
	const before = state();

	await site.kill('SIGKILL');
	const start = Date.now();
	await site.restart();
	// Reloaded: what comes back does not come from the page's memory.
	await Promise.all([lawyer.reload(), clerk.reload()]);
	for (const { page } of cast.pupils)
		await expect(page.getByText('relié', { exact: true }).first()).toBeVisible({ timeout: 10_000 });
	await expect(cast.regie.getByText('relié', { exact: true }).first()).toBeVisible();
	expect(Date.now() - start).toBeLessThan(10_000);

	await cast.watch.until((view) => view.script?.step === 'plaidoirie', 10_000);
	expect(state()).toEqual(before);
	await expect(lawyer.locator('[data-level]')).toHaveAttribute('data-level', size ?? '');
	await expect(clerk.getByRole('button', { name: /^Pièces/ })).toHaveAttribute(
		'aria-current',
		'true'
	);
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
	await expect(member.getByText(/Ta réponse est reçue, et secrète\.$/)).toBeVisible();
	const other = cast.page('assesseur/second');
	await other.getByRole('button', { name: /Répondre à la question/ }).click();
	await site.kill('SIGKILL');
	await other
		.getByRole('button', { name: /relaxe/i })
		.first()
		.click();
	await site.restart();
	await expect(member.getByText(/Ta réponse est reçue, et secrète\.$/)).toBeVisible({
		timeout: 10_000
	});
	await expect(other.getByText(/Ta réponse est reçue, et secrète\.$/)).toBeVisible({
		timeout: 10_000
	});
	await cast.watch.until((view) => view.ballot?.answered === 2, 10_000);
	await cast.close();
});
