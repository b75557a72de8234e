import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { expectNoBarrier } from './support/barriers.ts';
import { laptop, narrow, projector, test } from './support/class.ts';

const tab = (page: Page, name: RegExp) =>
	page.getByRole('navigation', { name: 'Parties de l’écran' }).getByRole('button', { name });

test('[Q1] axe finds nothing serious on the pages that stand outside a room', async ({
	room,
	site
}) => {
	const page = await (await room.stranger()).newPage();
	for (const path of ['/', '/ouvrir', '/aide', '/vos-donnees', '/accessibilite']) {
		await page.goto(site.base + path);
		await expectNoBarrier(page, path);
	}
	await page.goto(`${site.base}/salle/${room.code}/regie`);
	await expectNoBarrier(page, 'régie without its key');
	await page.goto(`${site.base}/salle/${room.code}/ecran`);
	await expectNoBarrier(page, 'screen without its key');
	await page.goto(`${site.base}/salle/${room.code}/magistrat`);
	await expectNoBarrier(page, 'magistrate without a key');

	await page.goto(site.base);
	await page.getByRole('textbox').fill('222222');
	await page.getByRole('button', { name: 'Entrer dans la salle' }).click();
	await expectNoBarrier(page, 'home, after a wrong code');
	const wrongRoom = await page.goto(`${site.base}/salle/222222`);
	expect(wrongRoom?.status()).toBe(404);
	await expectNoBarrier(page, 'no such room');

	await page.goto(`${site.base}/ouvrir`);
	// Past what the browser itself would stop, to read what the server says.
	await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
	await page.getByRole('spinbutton', { name: /Élèves/ }).fill('80');
	await page.getByRole('button', { name: 'Ouvrir la salle' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expectNoBarrier(page, '/ouvrir, refused');
	await page.getByRole('spinbutton', { name: /Élèves/ }).fill('28');
	await page.getByRole('button', { name: 'Ouvrir la salle' }).click();
	await page.getByRole('link', { name: 'Entrer dans la régie' }).waitFor();
	await expectNoBarrier(page, '/ouvrir, opened');

	await room.regie.run('closeRoom', {});
	await page.goto(`${site.base}/salle/${room.code}`);
	await expectNoBarrier(page, 'closed room');
	room.faults.splice(0, Infinity, ...room.faults.filter((it) => !it.includes('status of 40')));
});

test('[Q1] axe finds nothing serious on a tablet, from the gate to the end of the role', async ({
	room,
	site
}) => {
	test.slow();
	const page = await (await room.stranger()).newPage();
	await page.goto(`${site.base}/salle/${room.code}`);
	await expectNoBarrier(page, 'gate');
	await page.getByRole('button', { name: /j’entre/ }).click();
	const chair = page.getByRole('button', { name: /égalité de parole/ });
	await chair.waitFor();
	await expectNoBarrier(page, 'choice of a seat');
	await chair.click();
	await tab(page, /Audience/).waitFor();
	await expectNoBarrier(page, 'seated before the hearing');

	await room.seat('juge/president', 'assesseur/premier', 'assesseur/second');
	await room.seat('greffier/audience', 'huissier/audience', 'temoin/habitant', 'avocat/sacha');
	await room.goTo('ouverture');
	const [usher, witness, clerk, lawyer] = [
		await room.look('huissier/audience'),
		await room.look('temoin/habitant'),
		await room.look('greffier/audience'),
		await room.look('avocat/sacha')
	];
	await usher.getByRole('button', { name: /J’ai dit/ }).waitFor();
	await expectNoBarrier(usher, 'who speaks');
	await expectNoBarrier(lawyer, 'who listens');
	await expectNoBarrier(witness, 'witness outside');
	await room.goTo('interrogatoire');
	await room.say();
	await clerk.getByRole('button', { name: 'Montrer la pièce 1' }).waitFor();
	await expectNoBarrier(clerk, 'greffe called for a piece');
	await room.regie.run('showExhibit', { exhibit: '1' });
	await expect(page.getByText('Pièce montrée à tous')).toBeVisible();
	await expectNoBarrier(page, 'observer, a piece on show');
	await page.setViewportSize({ width: 1024, height: 768 });
	await expectNoBarrier(page, 'observer lying down, a piece on show');
	await lawyer.getByRole('button', { name: 'Demander la parole' }).click();
	await lawyer.getByRole('button', { name: /Retirer/ }).waitFor();
	for (const name of [/Rôle/, /Pièces/, /Script/]) {
		await tab(lawyer, name).click();
		await expectNoBarrier(lawyer, `tab ${name}`);
	}
	await tab(lawyer, /Pièces/).click();
	await lawyer.locator('main li button').nth(3).click();
	await expectNoBarrier(lawyer, 'an open piece');
	await lawyer.getByText('Lecture', { exact: true }).click();
	await expectNoBarrier(lawyer, 'reading comfort');

	const president = await room.look('juge/president');
	await tab(president, /Présider/).click();
	await expectNoBarrier(president, 'panel of the président');
	await room.regie.run('suspend', { reason: 'recess' });
	await expect(clerk.getByText(/suspendue/).first()).toBeVisible();
	await expectNoBarrier(clerk, 'suspended');
	await room.regie.run('resume', {});

	await room.goTo('delibere');
	await room.regie.run('openBallot', { charge: 'complicite' });
	const member = await room.look('assesseur/premier');
	await tab(member, /Question/).click();
	await member.getByRole('button', { name: 'Relaxer' }).waitFor();
	await expectNoBarrier(member, 'a question of the tribunal');
	await member.getByRole('button', { name: 'Relaxer' }).click();
	await member.getByText(/reçue, et secrète\.$/).waitFor();
	await expectNoBarrier(member, 'answered');
	await tab(president, /Question/).click();
	await expectNoBarrier(president, 'président in the délibéré');
	for (const charge of ['complicite', 'association'])
		await room.regie.run('declareOutcome', { charge, outcome: 'relaxe' });
	await room.goTo('decision');
	for (const line of [1, 2, 3]) await room.regie.run('readLine', { line });
	await expectNoBarrier(page, 'decision heard');
	await tab(president, /Audience/).click();
	await expectNoBarrier(president, 'decision read');
	await room.goTo('sortie-de-role');
	await page.getByRole('button', { name: /rends mon rôle/ }).click();
	await expectNoBarrier(page, 'role given back');
});

test('[Q1] axe finds nothing serious in the régie, its phone form and its cards', async ({
	room,
	site
}) => {
	test.slow();
	await room.seat('juge/president', 'assesseur/premier', 'avocat/sacha', 'temoin/habitant');
	const page = await room.look('regie', { viewport: laptop });
	await expectNoBarrier(page, 'lobby');
	await room.goTo('interrogatoire');
	await room.regie.run('showExhibit', { exhibit: '1' });
	await room.bot('avocat/sacha').run('askFloor', {}, 'avocat/sacha');
	await page
		.getByRole('button', { name: /Donner/ })
		.first()
		.waitFor();
	await expectNoBarrier(page, 'hearing');
	await page.locator('[data-seat="avocat/sacha"]').first().click();
	await page.getByRole('button', { name: 'Plan' }).waitFor();
	await expectNoBarrier(page, 'a seat in hand');
	for (const drawer of ['Salle', 'Recadrer', 'Raccourcis du clavier']) {
		await page.getByRole('button', { name: drawer, exact: true }).click();
		await page.getByRole('dialog').waitFor();
		await expectNoBarrier(page, `drawer ${drawer}`);
		await page.keyboard.press('Escape');
		await expect(page.getByRole('dialog')).toHaveCount(0);
	}
	const phone = await room.look('regie', narrow);
	await expectNoBarrier(phone, 'phone');
	await room.goTo('delibere');
	await room.regie.run('openBallot', { charge: 'complicite' });
	await expectNoBarrier(page, 'ballot');
	for (const charge of ['complicite', 'association'])
		await room.regie.run('declareOutcome', { charge, outcome: 'coupable' });
	await room.goTo('decision');
	await room.regie.run('readLine', { line: 1 });
	await expectNoBarrier(page, 'decision');
	await room.goTo('sortie-de-role');
	await expectNoBarrier(page, 'end of roles');
	await page.goto(`${site.base}/salle/${room.code}/regie/cartes`);
	await expectNoBarrier(page, 'cards');
	await page.goto(`${site.base}/salle/${room.code}/regie/imprimer`);
	await expectNoBarrier(page, 'paper');
});

test('[Q1] axe finds nothing serious for the magistrate nor on the screen', async ({ room }) => {
	await room.seat('juge/president', 'assesseur/premier', 'avocat/sacha');
	const screen = await room.look('ecran', { viewport: projector });
	const magistrate = await room.look('magistrat', { viewport: laptop });
	await expectNoBarrier(screen, 'screen, lobby');
	await expectNoBarrier(magistrate, 'magistrate, lobby');
	await room.goTo('interrogatoire');
	await room.regie.run('showExhibit', { exhibit: '4' });
	await room.regie.run('pointAt', { paragraph: 2 });
	await expect(screen.getByText('Interrogatoire').first()).toBeVisible();
	await expectNoBarrier(screen, 'screen, a piece on show');
	await expectNoBarrier(magistrate, 'magistrate, hearing');
	await room.goTo('delibere');
	await room.regie.run('openBallot', { charge: 'complicite' });
	await expect(screen.getByText('Le tribunal délibère').first()).toBeVisible();
	await expectNoBarrier(screen, 'screen, délibéré');
	await expectNoBarrier(magistrate, 'magistrate, délibéré');
	for (const charge of ['complicite', 'association'])
		await room.regie.run('declareOutcome', { charge, outcome: 'relaxe' });
	await room.goTo('decision');
	await room.regie.run('readLine', { line: 1 });
	await expectNoBarrier(screen, 'screen, decision');
	await expectNoBarrier(magistrate, 'magistrate, decision');
	await room.regie.run('setNeutral', { neutral: true });
	await expectNoBarrier(screen, 'screen, neutral');
});
