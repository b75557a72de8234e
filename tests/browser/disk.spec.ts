/** The disk of the server fills up under a hearing: both adults are told as long as it lasts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { expect } from '@playwright/test';
import { laptop, narrow, test } from './support/class.ts';

const canLimit = spawnSync('prlimit', ['--version']).status === 0;

test('[D16] {P4} a full disk is told to both adults as long as it lasts, and no longer', async ({
	room,
	site
}) => {
	test.skip(!canLimit, 'needs prlimit');
	await room.seat('greffier/audience');
	await room.goTo('interrogatoire');
	const regie = await room.look('regie', { viewport: laptop });
	const phone = await room.look('regie', narrow);
	const magistrate = await room.look('magistrat', { viewport: laptop });
	const pupil = await room.look('greffier/audience');
	const told = /les gestes ne sont plus notés\. Ce qui était noté est gardé\./;
	await expect(regie.getByText(told)).toHaveCount(0);

	const limit = (bytes: string | number) =>
		execFileSync('prlimit', ['--pid', String(site.pid), `--fsize=${bytes}:`]);
	limit(65_536);
	for (let refusals = 0; refusals < 5;) {
		const reply = await room.regie.run('addMinutes', { step: 'accueil', minutes: 1 });
		refusals = 'refused' in reply ? refusals + 1 : 0;
	}
	for (const page of [regie, phone, magistrate]) await expect(page.getByText(told)).toBeVisible();
	await regie.getByRole('button', { name: '+ 2 min' }).click();
	const refused = regie.getByText(/^Le registre n’écrit plus/);
	await expect(refused).toBeVisible();
	const said = await regie.locator('.feedback').boundingBox();
	for (const kept of [regie.locator('header h1'), regie.locator('header .room')]) {
		const box = await kept.boundingBox();
		expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(said?.x ?? 0);
	}
	// Nothing is hidden by it: the gestures are still at hand, and the page does not scroll as a whole.
	await expect(regie.getByRole('button', { name: 'Recadrer' })).toBeVisible();
	expect(
		await regie.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)
	).toBe(true);
	expect(
		await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
	).toBe(true);
	await expect(pupil.getByText(told)).toHaveCount(0);
	await expect(pupil.getByText('relié', { exact: true }).first()).toBeVisible();
	expect((await fetch(`${site.base}/healthz/ready`)).status).toBe(503);
	expect(
		(await fetch(`${site.base}/salle/${room.code}`, { headers: { accept: 'text/html' } })).status
	).toBe(200);

	limit('unlimited');
	for (const page of [regie, phone, magistrate])
		await expect(page.getByText(told)).toHaveCount(0, { timeout: 5_000 });
	await expect(refused).toHaveCount(0);
	expect(await room.regie.run('addMinutes', { step: 'accueil', minutes: 1 })).toEqual({
		done: true
	});
});
