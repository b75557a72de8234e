/** The class's own voice on shared tablets: in turn, sent late, counted on paper, lost with the server; told at its time and no sooner. */
import { expect, type Page } from '@playwright/test';
import { Bot } from '../support/bot.ts';
import { expectNoBarrier } from './support/barriers.ts';
import { laptop, projector, test, type Class } from './support/class.ts';
import { sit } from './support/notebook.ts';
import {
	answerAll,
	answerOn,
	askedOn,
	closeOn,
	faceOf,
	findCut,
	judges,
	panelOf,
	readAll,
	shared,
	storageOf
} from './support/opinion.ts';

test.use({ size: { pupils: 23, tablets: 10 } });
/** What a cut network and a dead server make a page say. */
const cuts = /net::ERR_(INTERNET|CONNECTION|EMPTY|NETWORK)_/;
const forgiveCuts = (room: Class) =>
	room.faults.splice(0, Infinity, ...room.faults.filter((it) => !cuts.test(it)));

/** A judge's page, and every frame it is sent. */
async function overhear(room: Class): Promise<{ page: Page; frames: string[] }> {
	const context = await room.stranger();
	const { cookies } = room.bot('juge/president');
	await context.addCookies(
		[...cookies].map(([name, value]) => ({ name, value, url: room.site.base }))
	);
	const page = await context.newPage();
	const frames: string[] = [];
	page.on('websocket', (line) =>
		line.on('framereceived', ({ payload }) => frames.push(String(payload)))
	);
	page.on('response', (answer) => {
		if (!answer.url().includes('/socket.io/')) return;
		void answer
			.text()
			.then((it) => frames.push(it))
			.catch(() => null);
	});
	await page.goto(`${room.site.base}/salle/${room.code}`);
	await page.locator('nav[aria-label]').first().waitFor();
	return { page, frames };
}

/** The screen without its page: everything it is sent. */
async function screenBot(room: Class): Promise<Bot> {
	await room.regie.post(`/salle/${room.code}/regie?/ecran`);
	const bot = new Bot(room.site.base);
	for (const [name, value] of room.regie.cookies) bot.cookies.set(name, value);
	return bot.join(room.code, 'ecran');
}

/** A word of what the class is asked or answers. */
const canary = /"opinion":(?!null)|avis:|barometre|castAnswers/;

test('[AV18] {P3} twenty pupils on seven tablets answer in turn, one offline; the tribunal and the screen learn it as roles are left, rounded', async ({
	room
}) => {
	test.setTimeout(240_000);
	await room.seat(...judges);
	const pages = new Map<string, Page>();
	let asked: Bot | undefined;
	for (const [seat] of shared) {
		const tablet = await sit(room, seat, { polling: seat === 'greffier/audience' });
		pages.set(seat, tablet.page);
		asked = tablet.bot;
	}
	await room.goTo('ouverture');
	await room.goTo('temoins');
	await room.regie.run('callWitness', { seat: 'temoin/habitant' });
	await room.goTo('delibere');
	const judge = await overhear(room);
	const screen = await screenBot(room);
	const before = [judge.frames.length, screen.bytes.length] as const;
	const regie = await room.look('regie', { viewport: laptop });

	const panel = await panelOf(regie);
	await panel.getByRole('button', { name: 'Poser la question aux tablettes' }).first().click();
	await expect(panel.getByText('0 réponse sur 20 attendues')).toBeVisible();

	let [given, yes] = [0, 0];
	const cleared = new Map<string, Set<string>>();
	for (const [seat, pupils] of shared) {
		const page = pages.get(seat);
		if (!page) throw new Error(seat);
		await askedOn(page).waitFor();
		if (seat === 'procureur/mineurs') await expectNoBarrier(page, 'asked');
		const stored = await storageOf(page);
		for (let turn = 0; turn < pupils; turn++) {
			// Cut between two pupils: the others go on.
			if (seat === 'greffier/audience' && turn === 1) await page.context().setOffline(true);
			const answer = given % 3 === 1 ? 'non' : 'oui';
			const left = await answerOn(page, answer);
			given++;
			if (answer === 'oui') yes++;
			if (turn === 0 && pupils === 2)
				cleared.set(answer, (cleared.get(answer) ?? new Set<string>()).add(left));
			if (seat === 'procureur/mineurs' && turn === 0) await expectNoBarrier(page, 'passing');
		}
		expect(await storageOf(page)).toBe(stored);
		if (seat === 'greffier/audience') {
			await expect(askedOn(page)).toContainText('Ça partira tout seul');
			await expect(panel.getByText('12 réponses sur 20 attendues')).toBeVisible();
			await page.context().setOffline(false);
		}
		await expect(askedOn(page)).toContainText('reçues, sans nom', { timeout: 20_000 });
	}
	// Between two pupils the same screen, whatever was answered.
	expect([...cleared.keys()].toSorted()).toEqual(['non', 'oui']);
	expect(new Set([...cleared.values()].flatMap((them) => [...them])).size).toBe(1);
	await expect(panel.getByText('20 réponses sur 20 attendues')).toBeVisible();
	await expectNoBarrier(regie, 'régie, a question to the class');
	await closeOn(room, regie);
	await expect(panel).toContainText(/complicité.*recueilli\./);
	await expect(askedOn(pages.get('avocat/sacha') ?? regie)).toHaveCount(0);

	// A second question in the life of the same page: it leaves too.
	await panel.getByRole('button', { name: 'Poser la question aux tablettes' }).first().click();
	const again = pages.get('avocat/sacha') ?? regie;
	for (const answer of ['non', 'oui'] as const) await answerOn(again, answer);
	await expect(askedOn(again)).toContainText('reçues, sans nom', { timeout: 20_000 });
	await expect(panel.getByText('2 réponses sur 20 attendues')).toBeVisible();

	// That charge is counted by a show of hands in the end.
	await panel.getByRole('button', { name: 'Compté sur papier' }).click();
	await panel.getByRole('spinbutton', { name: 'Oui' }).fill('3');
	await expect(panel.getByText('Trop peu de réponses')).toBeVisible();
	await panel.getByRole('spinbutton', { name: 'Non' }).fill('14');
	await panel.getByRole('button', { name: 'Inscrire' }).click();
	await expect(panel).toContainText('Oui : 3. Non : 14. En tout, 17 réponses.');
	await panel.getByRole('button', { name: 'Inscrire' }).click();
	await expect(panel).toContainText('recueilli sur papier');
	expect(JSON.stringify(room.regie.view.opinion)).not.toMatch(/"[a-z-]+\/[a-z]+"/);

	for (const charge of ['complicite', 'association'])
		await room.regie.run('declareOutcome', { charge, outcome: 'relaxe' });
	await room.goTo('decision');
	await readAll(room);
	const heard = () => [...judge.frames.slice(before[0]), ...screen.bytes.slice(before[1])];
	expect(heard().length).toBeGreaterThan(5);
	expect(heard().filter((it) => canary.test(it))).toEqual([]);
	expect(asked?.bytes.some((it) => canary.test(it))).toBe(true);
	expect(room.regie.view.opinion?.results).toEqual([]);
	const picture = await room.look('ecran', { viewport: projector });
	await room.goTo('sortie-de-role');
	expect([given, yes]).toEqual([20, 13]);
	for (const page of [picture, judge.page, pages.get('temoin/habitant') ?? regie]) {
		const voice = page.getByRole('region', { name: 'L’avis de la classe' });
		await expect(voice.locator('dd')).toHaveText([
			'environ 3 sur 5',
			'environ 2 sur 5',
			'environ 1 sur 5',
			'environ 4 sur 5'
		]);
		await expect(voice).toContainText('20 réponses au moins');
		await expect(voice).toContainText('15 réponses au moins, comptées sur papier');
		await expectNoBarrier(page, 'avis told');
	}
	expect(await findCut(picture)).toEqual([]);
	screen.leave();
	forgiveCuts(room);
	test.info().annotations.push({
		type: 'figures',
		description: JSON.stringify({ réponses: given, tablettes: shared.length })
	});
});

test('[AV19] {P6} a baromètre outlives a killed server: the tablets send again, each answer counts once, and the debrief alone tells it', async ({
	room,
	site
}) => {
	test.setTimeout(240_000);
	await room.seat(...judges, 'procureur/mineurs', 'avocat/sacha');
	const [observers, parents, clerks] = [
		await sit(room, 'observateur/parole'),
		await sit(room, 'parent/sacha'),
		await sit(room, 'greffier/audience')
	];
	await room.goTo('ouverture');
	await room.goTo('interrogatoire');
	const regie = await room.look('regie', { viewport: laptop });
	const panel = await panelOf(regie);
	await panel.getByRole('button', { name: 'Poser la question aux tablettes' }).click();

	for (const answer of ['oui', 'non', 'nsp', 'oui', 'oui'] as const)
		await answerOn(observers.page, answer);
	for (const answer of ['oui', 'non'] as const) await answerOn(parents.page, answer);
	await askedOn(parents.page)
		.getByRole('button', { name: /envoyer/ })
		.click();
	await expect(panel.getByText('7 réponses sur')).toBeVisible();
	await answerOn(clerks.page, 'oui');
	await site.kill();
	// Given while the server is dead: nothing on the tablet waits for it.
	for (const answer of ['non', 'oui'] as const) await answerOn(clerks.page, answer);
	await site.restart();
	await expect(panel.getByText('10 réponses sur')).toBeVisible({ timeout: 30_000 });
	for (const answer of ['non', 'oui'] as const) await answerOn(parents.page, answer);
	await expect(panel.getByText('12 réponses sur')).toBeVisible({ timeout: 20_000 });
	for (const { page } of [observers, parents, clerks])
		await expect(askedOn(page)).toContainText('reçues, sans nom', { timeout: 20_000 });
	await room.regie.until((view) => view.script?.step === 'interrogatoire', 20_000);
	await answerAll(room, 'barometre:1', ['procureur/mineurs', 'avocat/sacha'], ['oui']);
	await expect(panel.getByText('16 réponses sur')).toBeVisible();
	await closeOn(room, regie);

	await room.goTo('delibere');
	for (const charge of ['complicite', 'association'])
		await room.regie.run('declareOutcome', { charge, outcome: 'relaxe' });
	await room.goTo('decision');
	await readAll(room);
	const screen = await room.look('ecran', { viewport: projector });
	await room.goTo('sortie-de-role');
	for (const page of [observers.page, screen])
		await expect(page.getByText('Le baromètre de la classe')).toHaveCount(0);
	expect(room.regie.view.opinion?.results).toEqual([]);
	await room.goTo('debrief');
	for (let past = 0; past < 3; past++) await room.regie.run('nextPhase', {});
	await expect(screen.locator('.face')).toHaveCount(0);
	await room.regie.run('openSealed', {});
	// Of sixteen, to the nearest fifth: eleven, four, and one who does not know.
	const column = [...Array<string>(4).fill('oui'), 'non'].join(' ');
	for (const page of [screen, observers.page]) {
		await page.locator('.face').waitFor();
		expect((await faceOf(page)).slice(0, 2)).toEqual(['Le baromètre de la classe', column]);
	}
	expect(await findCut(screen)).toEqual([]);
	forgiveCuts(room);
});
