import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './support/class.ts';

/** Where the focus stands: « seen », or what is wrong with it. */
const seeFocus = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const at = document.activeElement;
		if (!at || at === document.body) return 'nowhere';
		const name = `${at.tagName} ${at.textContent?.trim().slice(0, 40)}`;
		const { outlineStyle, outlineWidth } = getComputedStyle(at);
		if (!at.matches(':focus-visible')) return `not shown: ${name}`;
		if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return `no ring: ${name}`;
		const { left, top, right, bottom } = at.getBoundingClientRect();
		const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
		const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
		const hit = document.elementFromPoint(x, y);
		return hit && (at.contains(hit) || hit.contains(at)) ? 'seen' : `covered: ${name}`;
	});

/** Presses Tab until the focus stands there; at each stop on the way it can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	await target.waitFor();
	for (let presses = 0, turns = 0; presses < 120; presses++) {
		if (await target.evaluate((it) => it === document.activeElement)) return;
		await page.keyboard.press('Tab');
		const seen = await seeFocus(page);
		// Past the last stop the browser's own bar takes the focus, once a turn.
		if (seen === 'nowhere' && turns++ < 2) continue;
		expect.soft(seen).toBe('seen');
	}
	throw new Error(`out of reach of Tab: ${target.toString()}`);
}

/** After a gesture on the page itself the focus still stands somewhere. */
async function expectFocusKept(page: Page, after: string): Promise<void> {
	await page.waitForTimeout(250);
	const isKept = await page.evaluate(() => document.activeElement !== document.body);
	expect.soft(isKept, `focus kept after: ${after}`).toBe(true);
}

/** A gesture that has just changed ignores, for a moment, the press meant for the one before. */
const rest = 600;
const button = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();

test('[Q2] a pupil comes in, reads, speaks and answers with the keyboard alone', async ({
	room,
	site
}) => {
	test.slow();
	const page = await (await room.stranger()).newPage();
	const press = async (name: RegExp, key = 'Enter') => {
		await tabTo(page, button(page, name));
		await page.keyboard.press(key);
	};
	await page.goto(site.base);
	await tabTo(page, page.getByRole('textbox'));
	await page.keyboard.type(room.code.toLowerCase());
	await page.keyboard.press('Enter');
	await press(/j’entre/);
	await press(/^Assesseur, premier siège/);
	await button(page, /Rôle/).waitFor();
	await expectFocusKept(page, 'sitting down');
	const others = ['juge/president', 'assesseur/second'] as const;
	await room.seat(...others);

	await press(/Rôle/, 'Space');
	await expect(page.getByRole('heading', { name: 'Ton but' })).toBeVisible();
	await expectFocusKept(page, 'opening the brief');
	await room.goTo('dossier');
	await press(/^Pièces/);
	await press(/interpellation/);
	await expect(button(page, /Toutes les pièces/)).toBeVisible();
	await expectFocusKept(page, 'opening a piece');
	await press(/Toutes les pièces/);
	await expectFocusKept(page, 'leaving a piece');

	await room.goTo('ouverture');
	await room.goTo('interrogatoire');
	await press(/Demander la parole/);
	await room.regie.until((view) => view.floor?.queue?.includes('assesseur/premier'));
	await expectFocusKept(page, 'asking for the floor');
	await page.waitForTimeout(rest);
	await press(/Retirer ma demande/, 'Space');
	await room.regie.until((view) => view.floor?.queue?.length === 0);
	await expectFocusKept(page, 'withdrawing');

	for (let cues = 0; cues < 3; cues++) await room.say();
	expect(room.regie.view.script?.cue?.seat).toBe('assesseur/premier');
	await page.waitForTimeout(rest);
	await press(/rejoindre l’audience/);
	await button(page, /J’ai dit : suite/).waitFor();
	await expectFocusKept(page, 'rejoining the hearing');
	await page.waitForTimeout(rest);
	await press(/J’ai dit : suite/);
	await room.regie.until((view) => view.script?.cue?.seat !== 'assesseur/premier');
	await expectFocusKept(page, 'saying a cue');

	await room.goTo('delibere');
	await room.regie.run('openBallot', { charge: 'complicite' });
	await page.waitForTimeout(rest);
	await press(/Répondre à la question/);
	await button(page, /^Relaxer/).waitFor();
	await expectFocusKept(page, 'going to the question');
	await press(/^Relaxer/);
	await room.regie.until((view) => view.ballot?.answered === 1);
	await page.getByText(/reçue, et secrète\.$/).waitFor();
	await expectFocusKept(page, 'answering');
	await press(/Changer ma réponse/);
	await button(page, /^Déclarer coupable/).waitFor();
	await expectFocusKept(page, 'changing one’s mind');
	await press(/^Déclarer coupable/);
	await page.getByText(/reçue, et secrète\.$/).waitFor();
	await expectFocusKept(page, 'answering again');
	for (const seat of others)
		await room.bot(seat).run('castSlip', { charge: 'complicite', choice: 'relaxe' }, seat);
	expect(await room.regie.run('closeBallot', { charge: 'complicite' })).toEqual({ done: true });
	await room.regie.until((view) => view.ballot?.outcomes.complicite);
	expect(room.regie.view.ballot?.outcomes.complicite).toBe('relaxe');
});

/** Everything a screen reader is told by itself from now on. */
const listen = (page: Page): Promise<void> =>
	page.evaluate(() => {
		const regions = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
		const known = new Map<Element, string>();
		const said: string[] = ((window as unknown as { said: string[] }).said = []);
		const read = (tell: boolean) => {
			for (const region of document.querySelectorAll(regions)) {
				const words = region.textContent?.trim() ?? '';
				if (tell && words && words !== (known.get(region) ?? '')) said.push(words);
				known.set(region, words);
			}
		};
		read(false);
		new MutationObserver(() => read(true)).observe(document.body, {
			subtree: true,
			childList: true,
			characterData: true
		});
	});
const heard = (page: Page): Promise<string[]> =>
	page.evaluate(() => (window as unknown as { said: string[] }).said);

const forms = [
	{ form: 'upright', viewport: { width: 700, height: 720 } },
	{ form: 'lying down', viewport: { width: 1024, height: 600 } }
];
for (const { form, viewport } of forms)
	test(`[Q3] a new step takes no focus, scroll nor tab, and is announced once, on a tablet ${form}`, async ({
		room
	}) => {
		await room.seat('juge/president', 'greffier/audience', 'avocat/sacha');
		await room.goTo('parents');
		const page = await room.look('avocat/sacha', { viewport });
		await button(page, /^Pièces/).click();
		await button(page, /Échanges avec le compte/).click();
		const back = button(page, /Toutes les pièces/);
		await back.waitFor();
		await expect(page.getByText('La pièce arrive…')).toHaveCount(0);
		await back.focus();
		// Not the hearing itself, which turns its own page.
		const scrollers = 'main, .tab, html';
		await page.evaluate((all) => {
			for (const it of document.querySelectorAll(all)) it.scrollTop = 60;
		}, scrollers);
		await page.waitForTimeout(200);
		const stand = () =>
			page.evaluate(
				(all) => ({
					focus: document.activeElement?.textContent?.trim(),
					scroll: Array.from(document.querySelectorAll(all), (it) => it.scrollTop),
					tab: document.querySelector('nav [aria-current=true]')?.textContent?.trim(),
					place: document.activeElement?.getBoundingClientRect().top
				}),
				scrollers
			);
		const before = await stand();
		expect(Math.max(...before.scroll)).toBe(60);
		expect(before.focus).toContain('Toutes les pièces');
		await listen(page);
		await room.goTo('educateur');
		await expect(page.getByRole('heading', { name: /Service éducatif/ })).toBeVisible();
		await page.waitForTimeout(400);
		expect(await stand()).toEqual(before);
		await room.say();
		await page.waitForTimeout(400);
		expect(await stand()).toEqual(before);
		const steps = (await heard(page)).filter((it) => it.includes('Service éducatif'));
		expect(steps).toEqual(['Nouvelle étape : Service éducatif.']);
		// The sentence is heard wherever one is: its region was there before, and says nothing else.
		expect((await heard(page)).length).toBe(1);
	});
