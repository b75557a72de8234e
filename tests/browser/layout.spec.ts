import { expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { laptop, narrow, tablet, test, zoomed } from './support/class.ts';

/** What is cut or must be scrolled sideways to be read. */
const findLoss = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const tell = (it: Element) =>
			`${it.tagName}.${it.getAttribute('class')} ${it.textContent?.trim().slice(0, 40)}`;
		const page = document.documentElement;
		const lost: string[] = [];
		if (page.scrollWidth > page.clientWidth)
			lost.push(`the page is ${page.scrollWidth} px wide for ${page.clientWidth}`);
		for (const it of document.body.querySelectorAll('*')) {
			const box = it.getBoundingClientRect();
			if (box.width < 2 || it.closest('svg, .sr-only, [aria-hidden=true]')) continue;
			if (!it.checkVisibility({ visibilityProperty: true })) continue;
			if (box.right > page.clientWidth + 1 || box.left < -1)
				lost.push(`out of the page: ${tell(it)}`);
			const { overflowX, display } = getComputedStyle(it);
			if (display === 'inline' || it.scrollWidth <= it.clientWidth + 1) continue;
			if (overflowX !== 'visible') lost.push(`${overflowX} sideways: ${tell(it)}`);
		}
		return lost;
	});

/** Controls too small for a thumb. */
const findSmallTargets = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const controls = 'a[href], button, input, select, textarea, summary';
		return Array.from(document.querySelectorAll<HTMLElement>(controls)).flatMap((it) => {
			const isChoice = it.matches('[type=radio], [type=checkbox]');
			// A control that answers for all of what surrounds it (a paragraph and its number).
			const isSpread = getComputedStyle(it, '::after').position === 'absolute';
			const around = isChoice ? it.closest('label') : isSpread ? it.offsetParent : null;
			const target = around ?? it;
			const { width, height } = target.getBoundingClientRect();
			const isShown = target.checkVisibility({ visibilityProperty: true }) && width > 1;
			// A word of the glossary, a link: in a sentence they have the height of its line.
			const isInline = getComputedStyle(it).display === 'inline' || it.matches('.term');
			if (!isShown || isInline) return [];
			return width < 43.5 || height < 43.5
				? [
						`${Math.round(width)} × ${Math.round(height)}: ${it.textContent?.trim() || it.outerHTML}`
					]
				: [];
		});
	});

/** Nothing is lost in this state, and each of these gestures can be made. */
async function expectWhole(page: Page, state: string, gestures: RegExp[] = []): Promise<void> {
	await page.waitForTimeout(200);
	expect.soft(await findLoss(page), state).toEqual([]);
	for (const name of gestures)
		await page
			.getByRole('button', { name })
			.or(page.getByRole('link', { name }))
			.first()
			.click({ trial: true, timeout: 4_000 })
			.catch((error: Error) => expect.soft(error.message, `${state}, ${name}`).toBe('reached'));
}

const sizes: { size: string; options: BrowserContextOptions }[] = [
	{ size: 'at 320 px', options: narrow },
	{ size: 'at 200 % of 1280 × 800', options: zoomed }
];
for (const { size, options } of sizes)
	test(`[Q4] ${size}, a pupil loses nothing and every gesture is in reach`, async ({
		room,
		site
	}) => {
		const page = await (await room.stranger(options)).newPage();
		await page.goto(site.base);
		await expectWhole(page, 'home', [/Entrer dans la salle/, /Ouvrir une audience/]);
		await page.goto(`${site.base}/salle/${room.code}`);
		await expectWhole(page, 'gate', [/j’entre/, /aide/]);
		await page.getByRole('button', { name: /j’entre/ }).click();
		const seat = page.getByRole('button', { name: /^Assesseur, premier/ });
		await seat.waitFor();
		await expectWhole(page, 'seats', [/^Assesseur, premier/, /égalité de parole/]);
		await seat.click();
		const tabs = [/^Audience/, /^Rôle/, /^Pièces/, /^Script/];
		await page.getByRole('button', { name: /^Rôle/ }).waitFor();
		await expectWhole(page, 'before the hearing', [...tabs, /Ma fiche/, /^Aide/]);
		await room.goTo('ouverture');
		await room.goTo('interrogatoire');
		await expectWhole(page, 'listening', [...tabs, /Demander la parole/]);
		await page.getByRole('button', { name: /^Rôle/ }).click();
		await expectWhole(page, 'brief', [/Rendre la tablette/, /Rejoindre l’audience/]);
		await page.getByRole('button', { name: /^Pièces/ }).click();
		await expectWhole(page, 'pieces', [/Demander la parole/]);
		for (const piece of [/Échanges avec le compte/, /interpellation/i]) {
			await page.locator('main li').getByRole('button', { name: piece }).first().click();
			await expectWhole(page, `piece ${piece}`, [/Toutes les pièces/, /Demander la parole/]);
			await page.getByRole('button', { name: 'Toutes les pièces' }).click();
		}
		for (let cues = 0; cues < 3; cues++) await room.say();
		await page.getByRole('button', { name: /rejoindre l’audience/ }).click();
		await expectWhole(page, 'speaking', [...tabs, /J’ai dit : suite/]);
		await room.goTo('delibere');
		await room.regie.run('openBallot', { charge: 'complicite' });
		await page.getByRole('button', { name: /Répondre/ }).click();
		await page.getByRole('button', { name: /^Relaxer/ }).waitFor();
		await expectWhole(page, 'question', [/^Relaxer/, /^Déclarer coupable/, /^Audience/]);
	});

test('[Q4] at 320 px, an adult’s phone shows the whole of the compact régie', async ({ room }) => {
	await room.seat('juge/president', 'avocat/sacha', 'procureur/mineurs');
	const page = await room.look('regie', narrow);
	await expectWhole(page, 'before', [/Commencer/, /Écran neutre/, /Toute la régie/]);
	await room.goTo('interrogatoire');
	await room.bot('avocat/sacha').run('askFloor', {}, 'avocat/sacha');
	await room.bot('procureur/mineurs').run('askFloor', {}, 'procureur/mineurs');
	const give = /Donner la parole : Défense/;
	await page.getByRole('button', { name: give }).waitFor();
	await expectWhole(page, 'hearing', [give, /Suivante/, /Pause/, /Écran neutre/, /Toute la régie/]);
	expect.soft(await findSmallTargets(page)).toEqual([]);
	await page.getByRole('button', { name: 'Toute la régie' }).click();
	await page.getByRole('button', { name: 'Forme courte' }).waitFor();
	await expectWhole(page, 'the whole régie on a phone', [/Forme courte/, /Étape suivante/]);
});

test('[Q4] on a 1366 × 768 laptop the régie never scrolls as a whole', async ({ room }) => {
	await room.seat('juge/president', 'assesseur/premier', 'avocat/sacha', 'procureur/mineurs');
	const page = await room.look('regie', { viewport: laptop });
	const expectStill = async (state: string) => {
		await page.waitForTimeout(200);
		const grown = await page.evaluate(() => {
			window.scrollTo(100, 400);
			const { scrollHeight, scrollWidth } = document.documentElement;
			return { down: scrollHeight - innerHeight, across: scrollWidth - innerWidth, at: scrollY };
		});
		expect.soft(grown, state).toEqual({ down: 0, across: 0, at: 0 });
	};
	await expectStill('lobby');
	await room.goTo('interrogatoire');
	for (const seat of ['avocat/sacha', 'procureur/mineurs', 'assesseur/premier'] as const)
		await room.bot(seat).run('askFloor', {}, seat);
	await room.bot('avocat/sacha').run('raiseIncident', { kind: 'conclusions' }, 'avocat/sacha');
	await room.regie.run('showExhibit', { exhibit: '4' });
	await expectStill('hearing');
	await page.locator('[data-seat="avocat/sacha"]').first().click();
	await expectStill('a seat in hand');
	await room.goTo('delibere');
	await room.regie.run('openBallot', { charge: 'complicite' });
	await expectStill('délibéré');
	for (const charge of ['complicite', 'association'])
		await room.regie.run('declareOutcome', { charge, outcome: 'coupable' });
	await room.goTo('decision');
	await expectStill('decision');
});

test('[Q4] every control of the pupil’s page is 44 px at least', async ({ room, site }) => {
	const page = await (await room.stranger({ viewport: tablet })).newPage();
	const expectLarge = async (state: string) => {
		await page.waitForTimeout(200);
		expect.soft(await findSmallTargets(page), state).toEqual([]);
	};
	await page.goto(`${site.base}/salle/${room.code}`);
	await expectLarge('gate');
	await page.getByRole('button', { name: /j’entre/ }).click();
	await page.getByRole('button', { name: /^Présidence/ }).waitFor();
	await expectLarge('seats');
	await page.getByRole('button', { name: /^Présidence/ }).click();
	await page.getByRole('button', { name: /^Rôle/ }).waitFor();
	await expectLarge('before the hearing');
	await room.seat('avocat/sacha', 'greffier/audience');
	await room.goTo('ouverture');
	await room.goTo('interrogatoire');
	await room.bot('avocat/sacha').run('askFloor', {}, 'avocat/sacha');
	await room.regie.run('showExhibit', { exhibit: '4' });
	await page.getByText('Pièce montrée à tous').waitFor();
	for (const name of [/^Audience/, /^Rôle/, /^Pièces/, /^Script/, /^Présider/]) {
		await page.getByRole('button', { name }).click();
		await expectLarge(`tab ${name}`);
	}
	await page.getByRole('button', { name: /^Rôle/ }).click();
	await page.locator('.term').first().click();
	const closing = page.getByRole('button', { name: 'Fermer la définition' });
	for (const viewport of [tablet, { width: 1180, height: 820 }]) {
		await page.setViewportSize(viewport);
		const sheet = await page.getByRole('dialog').boundingBox();
		const dock = await page.getByRole('region', { name: 'Ton geste' }).boundingBox();
		expect.soft((sheet?.y ?? Infinity) + (sheet?.height ?? 0)).toBeLessThan(dock?.y ?? 0);
	}
	await page.setViewportSize(tablet);
	await closing.click();
	await page.getByRole('button', { name: /^Pièces/ }).click();
	await page.locator('main li button').first().click();
	await page.getByText('Lecture', { exact: true }).click();
	const isWhole = (it: Element) =>
		it.scrollHeight <= it.clientHeight + 1 && it.getBoundingClientRect().bottom <= innerHeight;
	await page.setViewportSize({ width: 1180, height: 820 });
	expect.soft(await page.locator('details[open] .sheet').evaluate(isWhole)).toBe(true);
	await page.setViewportSize(tablet);
	await expectLarge('an open piece, reading comfort');
	await room.goTo('delibere');
	await room.regie.run('openBallot', { charge: 'complicite' });
	await page.getByRole('button', { name: /^Question/ }).click();
	await page.getByRole('button', { name: /^Relaxer/ }).waitFor();
	await expectLarge('question and chair');
});
