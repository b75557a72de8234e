/** What may be done of a notebook, and by whom: read, quoted, shown to the room, given back. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { laptop, projector, test } from './support/class.ts';
import { openNotebook, paper, sit, type } from './support/notebook.ts';

const databases = (page: Page) =>
	page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));

test('[NB48] an adult reads and cannot type; roles left, pupils read and cannot either', async ({
	room
}) => {
	const pupil = await sit(room, 'avocat/sacha');
	await room.goTo('interrogatoire');
	await openNotebook(pupil.page, /^Mon équipe/);
	await type(pupil.page, 'Notre plaidoirie.');
	for (const name of ['Citer', 'Phrases', 'À l’écran']) {
		await pupil.page.getByRole('button', { name, exact: true }).click();
		const { violations } = await new AxeBuilder({ page: pupil.page })
			.include('.notebook')
			.analyze();
		expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
	}
	const regie = await room.look('regie', { viewport: laptop });
	await regie.getByRole('button', { name: /^Carnets/ }).click();
	await regie
		.getByRole('button', { name: /Défense de Sacha/ })
		.first()
		.click();
	await expect(paper(regie)).toContainText('Notre plaidoirie.');
	await expect(paper(regie)).toHaveAttribute('contenteditable', 'false');
	await paper(regie).click();
	await regie.keyboard.type('intrus');
	await expect(paper(regie)).not.toContainText('intrus');
	await room.goTo('sortie-de-role');
	await expect(paper(pupil.page)).toHaveAttribute('contenteditable', 'false');
	await expect(paper(pupil.page)).toContainText('Notre plaidoirie.');
	await paper(pupil.page).click();
	await pupil.page.keyboard.type('intrus');
	await expect(paper(pupil.page)).not.toContainText('intrus');
	pupil.bot.leave();
});

test('[NB49] a piece is quoted in one tap and leads back; a passage reaches the screen through an adult alone', async ({
	room
}) => {
	const pupil = await sit(room, 'avocat/sacha');
	await room.goTo('interrogatoire');
	const { page } = pupil;
	await page.getByRole('button', { name: /^Pièces/ }).click();
	await page.locator('[data-piece]').first().click();
	await page.getByRole('button', { name: /^le paragraphe 1 de la pièce/ }).click();
	await expect(page.getByText('Paragraphe 1 cité dans ton carnet.')).toBeVisible();
	await page.getByRole('button', { name: 'Ouvrir le carnet' }).click();
	const link = paper(page).locator('a.citation');
	await expect(link).toHaveText(/^pièce\s\d+, §\s1$/);
	await link.click();
	await expect(page.getByRole('group', { name: /^Pièce \d+/ })).toBeVisible();

	await openNotebook(page, /^Mon équipe/);
	await page.keyboard.press('Escape');
	await type(page, '\nNotre client se promenait.');
	await page.keyboard.press('Shift+Home');
	await page.getByRole('button', { name: 'À l’écran' }).click();
	await page.getByRole('button', { name: 'Proposer ce passage' }).click();
	await expect(page.getByText(/Un adulte le lit d’abord/)).toBeVisible();

	const screen = await room.look('ecran', { viewport: projector });
	const regie = await room.look('regie', { viewport: laptop });
	await regie.getByRole('button', { name: /^Carnets\s*, à vous/ }).click();
	await expect(regie.getByText('Notre client se promenait.')).toBeVisible();
	await expect(screen.getByText('Notre client se promenait.')).toHaveCount(0);
	await regie.getByRole('button', { name: 'Montrer à l’écran' }).click();
	await expect(screen.getByText('Notre client se promenait.')).toBeVisible();
	await expect(screen.locator('.extract')).toHaveAttribute('data-side', 'defense');
	await regie.getByRole('button', { name: 'Retirer de l’écran' }).click();
	await expect(screen.getByText('Notre client se promenait.')).toHaveCount(0);
	pupil.bot.leave();
});

test('[NB50] a tablet given back keeps nothing: no copy, no key', async ({ room }) => {
	const { bot, page } = await sit(room, 'avocat/sacha');
	await room.goTo('interrogatoire');
	await openNotebook(page, /^Mon équipe/);
	await type(page, 'Un secret d’équipe.');
	await expect(page.getByText('Enregistré')).toBeVisible();
	await expect.poll(async () => (await databases(page)).length).toBe(1);
	await page.getByRole('button', { name: /^Rôle/ }).click();
	await page.getByRole('button', { name: 'Rendre la tablette' }).click();
	await page.getByRole('button', { name: 'Rendre la tablette' }).last().click();
	await page.waitForURL((url) => !url.pathname.startsWith('/salle/') || url.search !== '');
	expect(await databases(page)).toEqual([]);
	const keys = await page.evaluate(() => [
		...Object.keys(localStorage),
		...Object.keys(sessionStorage)
	]);
	expect(keys.filter((key) => key.startsWith('pretoire:'))).toEqual([]);
	bot.leave();
});
