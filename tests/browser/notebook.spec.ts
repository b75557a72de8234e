/** Notebooks in browsers: a side that writes together, the other that reads nothing, cuts, an end of the server; and nothing jumps. */
import { expect } from '@playwright/test';
import { test } from './support/class.ts';
import { goToEnd, keepTyping, openNotebook, paper, sit, textOf } from './support/notebook.ts';

const count = (text: string, word: string): number => text.split(word).length - 1;

test('[NB46] {P1} three tablets of a side write at once, one offline, through a kill of the server: each word once, none at the other side', async ({
	room,
	site
}) => {
	test.setTimeout(120_000);
	const first = await sit(room, 'avocat/sacha');
	const second = await sit(room, 'avocat/sacha', { polling: true });
	const third = await sit(room, 'prevenu/sacha');
	const other = await sit(room, 'procureur/mineurs');
	await room.goTo('interrogatoire');
	const side = [first, second, third];
	for (const { page } of side) await openNotebook(page, /^Tout le camp/);
	await openNotebook(other.page);

	const words = ['zircon', 'basalte', 'cobalt'];
	// All at one place, and each there before any of them types: who puts a caret in a word under way cuts it in two.
	const gather = () => Promise.all(side.map(({ page }) => goToEnd(page)));
	const typeAll = (suffix: string) =>
		Promise.all(side.map(({ page }, n) => keepTyping(page, ` ${words[n]}-${suffix}`)));
	await gather();
	await goToEnd(other.page);
	await Promise.all([
		typeAll('un').then(() => typeAll('deux')),
		other.page.keyboard.insertText('granit-un')
	]);
	const everything = (suffixes: string[]) =>
		words.flatMap((word) => suffixes.map((it) => `${word}-${it}`));
	const holdEach = async (suffixes: string[]) => {
		for (const { page } of side)
			await expect
				.poll(
					async () => {
						const text = await textOf(page);
						return everything(suffixes).map((word) => count(text, word));
					},
					{ timeout: 20_000 }
				)
				.toEqual(everything(suffixes).map(() => 1));
		const [one, ...same] = await Promise.all(side.map(({ page }) => textOf(page)));
		for (const text of same) expect(text).toBe(one);
	};
	await holdEach(['un', 'deux']);

	// All at once, so that these words are whole in the frames of those who receive them.
	for (const [n, { page }] of side.entries()) {
		await goToEnd(page);
		await page.keyboard.insertText(` ${words[n]}-entier`);
	}
	await holdEach(['un', 'deux', 'entier']);

	// Cut for longer than an answer is waited for, so that what was on its way is sent again: a minute would say no more.
	await gather();
	await second.page.context().setOffline(true);
	await expect(second.page.getByText(/Hors ligne/)).toBeVisible();
	await typeAll('trois');
	await second.page.waitForTimeout(6_000);
	expect(await textOf(second.page)).not.toContain('zircon-trois');
	await second.page.context().setOffline(false);
	await holdEach(['un', 'deux', 'trois']);

	// Killed in the middle of a word; what is typed meanwhile waits in the pages.
	await gather();
	await Promise.all([
		typeAll('quatre'),
		first.page.waitForTimeout(200).then(() => site.kill('SIGKILL'))
	]);
	await keepTyping(first.page, ' zircon-seul');
	await site.restart();
	await holdEach(['un', 'deux', 'trois', 'quatre']);
	await expect.poll(() => textOf(third.page)).toContain('zircon-seul');
	// Reloaded: it comes from the server, not from the page.
	await third.page.evaluate(async () => {
		for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? '');
	});
	await third.page.reload();
	await expect(paper(third.page)).toContainText('zircon-seul');
	await holdEach(['un', 'deux', 'trois', 'quatre']);

	expect(await textOf(other.page)).toContain('granit-un');
	for (const word of words) {
		expect(await textOf(other.page)).not.toContain(word);
		expect(other.heard()).not.toContain(`${word}-`);
	}
	expect(first.heard()).toContain('cobalt-entier');
	expect(first.heard()).not.toContain('granit');
	for (const { bot } of [...side, other]) bot.leave();
	// What a browser says of a network that was cut and of a server that was killed.
	const kept = room.faults.filter((it) => !/net::ERR_(INTERNET|CONNECTION|EMPTY)_/.test(it));
	room.faults.splice(0, Infinity, ...kept);
});

test('[NB47] somebody else types above: my focus, my caret and the line under my eyes stay', async ({
	room
}) => {
	const mine = await sit(room, 'avocat/sacha', { viewport: { width: 768, height: 1024 } });
	const theirs = await sit(room, 'avocat/sacha');
	await room.goTo('interrogatoire');
	for (const { page } of [mine, theirs]) await openNotebook(page, /^Mon équipe/);
	await paper(mine.page).click();
	for (let n = 0; n < 40; n++) await mine.page.keyboard.type(`ligne ${n}\n`);
	await expect(paper(theirs.page)).toContainText('ligne 39');
	const line = mine.page.getByText('ligne 20', { exact: true });
	await line.click();
	await mine.page.keyboard.press('End');
	const main = mine.page.locator('main');
	await main.evaluate((box) => (box.scrollTop += 40));
	const before = await line.boundingBox();
	await paper(theirs.page).click();
	await theirs.page.keyboard.press('Control+Home');
	await theirs.page.keyboard.type('Au début.\nPuis encore.\nEt encore.\n', { delay: 10 });
	await expect(paper(mine.page)).toContainText('Et encore.');
	await mine.page.waitForTimeout(300);
	const after = await line.boundingBox();
	expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(2);
	await expect(paper(mine.page)).toBeFocused();
	await mine.page.keyboard.type(' suite');
	await expect(mine.page.getByText('ligne 20 suite', { exact: true })).toBeVisible();
	// Read at the bar: live, and the reader’s place is kept.
	await mine.page.getByRole('button', { name: 'Lire à la barre' }).click();
	const read = mine.page.locator('[data-block]').filter({ hasText: /^ligne 25$/ });
	await read.evaluate((it) => it.scrollIntoView({ block: 'start' }));
	const place = await read.boundingBox();
	await theirs.page.keyboard.type('Une ligne de plus, tout en haut.\n', { delay: 10 });
	await expect(mine.page.getByText('Une ligne de plus, tout en haut.')).toBeAttached();
	await mine.page.waitForTimeout(200);
	const kept = await read.boundingBox();
	expect(Math.abs((kept?.y ?? 0) - (place?.y ?? 0))).toBeLessThanOrEqual(2);
	for (const { bot } of [mine, theirs]) bot.leave();
});
