import { expect, test, type Page } from '@playwright/test';
import { Cast, tap } from './support/cast.ts';
import { Site } from './support/site.ts';

let site: Site;
test.beforeAll(async () => {
	site = await Site.start();
});
test.afterEach(({}, { status, expectedStatus }) => {
	if (status !== expectedStatus) console.log(site.output.slice(-3_000));
});
test.afterAll(() => site.close());

const ways = [
	{ way: 'over WebSocket', host: '127.0.0.1', pollingOnly: false, byHand: Infinity },
	{ way: 'over polling only {P12}', host: '127.0.0.1', pollingOnly: true, byHand: 2 },
	{
		way: 'on plain http, under a name that is no secure context',
		host: 'pretoire.test',
		pollingOnly: false,
		byHand: 2
	}
];

for (const { way, host, pollingOnly, byHand } of ways)
	test(`[G15] holds the shipped case from opening to decision ${way}`, async ({ browser }) => {
		test.setTimeout(240_000);
		const cast = await Cast.open(browser, site, {
			address: `http://${host}:${site.port}`,
			pollingOnly
		});
		const received: string[] = [];
		cast.screen.on('response', (response) => {
			if (response.url().includes('/socket.io/'))
				void response.text().then(
					(text) => received.push(text),
					() => {}
				);
		});
		cast.screen.on('websocket', (socket) =>
			socket.on('framereceived', ({ payload }) => received.push(String(payload)))
		);
		await cast.screen.reload();
		await cast.seat();
		if (host === 'pretoire.test')
			expect(await cast.regie.evaluate(() => window.isSecureContext)).toBe(false);
		expect(cast.sockets > 0).toBe(!pollingOnly);

		await cast.goTo('ouverture');
		await cast.playStep(byHand);
		const witness = cast.page('temoin/habitant');
		await expect(witness.getByText(/Salle des témoins/i).first()).toBeVisible();

		await cast.goTo('interrogatoire');
		const lawyer = cast.page('avocat/sacha');
		await lawyer.getByRole('button', { name: /Demander la parole/ }).click();
		await expect(cast.regie.getByRole('button', { name: 'Donner' }).first()).toBeVisible();
		await lawyer.getByRole('button', { name: /Retirer ma demande/ }).click();
		await cast.playStep(byHand);
		await expect(cast.screen.getByText('Interrogatoire').first()).toBeVisible();
		await cast.watch.run('showExhibit', { exhibit: '4' });
		await cast.screen.locator('.beside').waitFor();
		expect(await findCutWords(cast.screen)).toEqual([]);

		await cast.goTo('temoins');
		await cast.playStep(byHand);
		await expect(witness.getByText(/Salle des témoins/i)).toHaveCount(0);
		for (const step of ['parents', 'educateur', 'requisitions', 'plaidoirie', 'dernier-mot']) {
			await cast.goTo(step);
			await cast.playStep(byHand);
		}

		await cast.goTo('delibere');
		await cast.playStep(byHand);
		await expect(cast.screen.getByText('Le tribunal délibère')).toBeVisible();
		await deliberate(cast);

		await cast.goTo('decision');
		await cast.playStep(byHand);
		const president = cast.page('juge/president');
		await president.getByRole('button', { name: /rejoindre l’audience/ }).click();
		while (!cast.watch.view.decision?.over) {
			const read = cast.watch.view.decision?.read;
			if (read === 7) await stayAtDecision(cast);
			await tap(president, /J’ai lu : suite/, () => cast.watch.view.decision?.read !== read);
			const heard = lawyer.getByRole('log', { name: 'Décision lue' }).locator('p').last();
			await expect(heard).toHaveText(cast.watch.view.decision?.lines?.[read ?? 0] ?? '');
			await expect(heard).toBeInViewport();
		}
		await expect(cast.screen.getByText(/dix jours/)).toBeVisible();
		await expect(lawyer.getByText(/dix jours/)).toBeVisible();

		await cast.goTo('sortie-de-role');
		await expect(lawyer.getByRole('button', { name: /Je rends mon rôle/ })).toBeVisible();
		const bytes = received.join('\n');
		expect(bytes).toContain('"script"');
		for (const secret of [
			'"prompts":["',
			'"holders"',
			'"presence"',
			'"awaited"',
			'"phrase"',
			'"reasons"'
		])
			expect(bytes).not.toContain(secret);
		await cast.close();
	});

/** The words of the step's title that stand on two lines. */
const findCutWords = (screen: Page): Promise<string[]> =>
	screen.locator('h1').evaluate((title) => {
		const text = title.firstChild;
		const words = (text?.textContent ?? '').matchAll(/[^\s-]+/g);
		return [...words].flatMap(({ 0: word, index }) => {
			const range = document.createRange();
			if (!text) return [];
			range.setStart(text, index);
			range.setEnd(text, index + word.length);
			const column = title.getBoundingClientRect().right + 1;
			const isWhole =
				range.getClientRects().length === 1 && range.getBoundingClientRect().right <= column;
			return isWhole ? [] : [word];
		});
	});

/** In the middle of the decision, the next step is asked about, and not taken. */
async function stayAtDecision({ regie, watch }: Cast): Promise<void> {
	await regie.getByRole('button', { name: /Étape suivante/ }).click();
	const asked = regie.getByRole('alertdialog');
	await expect(asked).toContainText(/lignes non lues, dont le droit de faire appel\. Passer quand/);
	await asked.getByRole('button', { name: 'Rester à cette étape' }).click();
	await expect(asked).toBeHidden();
	expect(watch.view.script?.step).toBe('decision');
}

/** The three members answer in secret, one changes their mind, the président closes; the second charge too. */
async function deliberate(cast: Cast): Promise<void> {
	const members = ['juge/president', 'assesseur/premier', 'assesseur/second'] as const;
	const president = cast.page('juge/president');
	for (const charge of [0, 1]) {
		await president
			.getByRole('tab', { name: /Question/ })
			.or(president.getByRole('button', { name: /^Question/ }))
			.first()
			.click();
		await president.getByRole('button', { name: 'Poser cette question' }).first().click();
		for (const [i, seat] of members.entries()) {
			const page = cast.page(seat);
			if (seat !== 'juge/president') {
				const open = page.getByRole('button', { name: /Répondre à la question/ });
				await open
					.or(page.getByRole('button', { name: /Déclarer coupable|Relaxer/i }).first())
					.first()
					.waitFor();
				if (await open.isVisible()) await open.click();
			}
			const choice = (i + charge) % 2 === 0 ? /coupable/i : /relaxe/i;
			await page.getByRole('button', { name: choice }).first().click();
			await expect(page.getByText(/Ta réponse est reçue, et secrète\.$/)).toBeVisible();
		}
		await president.getByRole('button', { name: 'Clore cette question' }).click();
		await president
			.getByRole('button', { name: /Clore|Confirmer|Oui/ })
			.last()
			.click();
		await cast.watch.until(
			(view) => Object.keys(view.ballot?.outcomes ?? {}).length === charge + 1
		);
	}
	await expect(cast.screen.getByText('Le tribunal délibère')).toBeVisible();
}
