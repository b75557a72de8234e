/** From the délibéré to the decisions face to face: a tribunal of three in browsers, the rest of a room of twenty as protocol bots. */
import { expect, type Page } from '@playwright/test';
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import { expectNoBarrier } from './support/barriers.ts';
import { tap } from './support/cast.ts';
import { laptop, projector, tablet, test, type Class } from './support/class.ts';
import { answerAll, closeOn, faceOf, findCut, judges, panelOf } from './support/opinion.ts';

/** What is said aloud on this page, by whatever announces. */
const announced = (page: Page) =>
	page
		.getByRole('status')
		.allTextContents()
		.then((all) => all.join(' '));
const expectAnnounced = (page: Page, words: RegExp) =>
	expect.poll(() => announced(page), { timeout: 15_000 }).toMatch(words);

/** Everybody who does not judge, seated as bots; the tribunal's three pages, before their questions. */
async function gather(room: Class): Promise<{ others: SeatId[]; tribunal: Page[] }> {
	const seats = (room.regie.view.seats?.places ?? []).map(({ seat }) => seat);
	const others = seats.filter((seat) => !judges.includes(seat));
	await room.seat(...judges, ...others);
	await room.goTo('ouverture');
	await room.goTo('interrogatoire');
	for (const exhibit of ['1', '10']) await room.regie.run('showExhibit', { exhibit });
	await room.goTo('temoins');
	for (const seat of others.filter((it) => it.startsWith('temoin/')))
		await room.regie.run('callWitness', { seat });
	const tribunal: Page[] = [];
	for (const seat of judges) tribunal.push(await room.look(seat, { viewport: tablet }));
	return { others, tribunal };
}

const openTab = (page: Page, name: RegExp) =>
	page
		.getByRole('navigation', { name: 'Parties de l’écran' })
		.getByRole('button', { name })
		.click();

/** Every member answers on their own tablet, hears that it is in, and checks the receipt. */
async function vote(tribunal: Page[], choice: RegExp): Promise<void> {
	for (const page of tribunal) {
		await expectAnnounced(page, /Une question est posée/);
		await page.getByRole('button', { name: choice }).click();
		await expectAnnounced(page, /Ta réponse est reçue, et secrète\. Reçu : /);
		await expect(page.locator('[aria-pressed]')).toHaveCount(0);
		await page.getByRole('button', { name: 'Vérifier ton reçu' }).click();
		await expectAnnounced(page, /Ta réponse est là : elle sera comptée/);
	}
}

async function close(room: Class, tribunal: Page[], told: RegExp): Promise<void> {
	const [president] = tribunal;
	await president?.getByRole('button', { name: 'Clore cette question' }).click();
	await president?.locator('.confirm .question').getByRole('button', { name: /Clore/ }).click();
	for (const page of tribunal) await expectAnnounced(page, told);
	await room.regie.until((view) => view.ballot?.open === null);
}

/** Those who do not judge answer while the tribunal deliberates. */
async function giveAvis(room: Class, regie: Page, others: SeatId[]): Promise<void> {
	const panel = await panelOf(regie);
	await panel.getByRole('button', { name: 'Poser la question aux tablettes' }).first().click();
	await room.regie.until((view) => view.opinion?.open);
	const poll = room.regie.view.opinion?.open?.poll;
	if (!poll) throw new Error('no question is put');
	await answerAll(room, poll, others, ['oui', 'oui', 'non']);
	await expect(panel.getByText('17 réponses sur 17 attendues')).toBeVisible();
	await closeOn(room, regie);
}

/** The président reads the whole decision from the prompter, line after line; its last words. */
async function read(room: Class, president: Page): Promise<string> {
	await openTab(president, /Audience/);
	let last = '';
	while (!room.regie.view.decision?.over) {
		const at = room.regie.view.decision?.read ?? 0;
		const prompter = president.locator('.prompter');
		await expect(prompter).toContainText(`ligne ${at + 1} sur`);
		last = await prompter.locator('.words').innerText();
		await tap(president, /J’ai lu : suite/, () => (room.regie.view.decision?.read ?? 0) > at);
	}
	return last;
}

/** Roles are left on a tablet, the first three phases are conducted from the régie, then the sealed decision is opened. */
async function debrief(room: Class, regie: Page, pupil: Page): Promise<void> {
	await room.goTo('sortie-de-role');
	await pupil.getByRole('button', { name: /rends mon rôle/ }).click();
	await room.goTo('debrief');
	const open = regie.getByRole('button', { name: /^Ouvrir la décision/ });
	await expect(open).toHaveAttribute('aria-disabled', 'true');
	await expect(regie.getByText('après les trois premiers temps')).toBeVisible();
	for (const phase of ['bascules', 'points-de-vue', 'vrai-faux'])
		await tap(regie, /Temps suivant/, () => {
			const told = room.regie.view.debrief;
			return told && 'phase' in told && told.phase.id === phase;
		});
	await open.click();
	await regie
		.locator('.confirm .question')
		.getByRole('button', { name: /Ouvrir/ })
		.click();
}

/** The same on the screen, where nothing is cut, a tablet and the régie, whatever else each of them adds. */
async function expectFaceToFace(pages: Page[]): Promise<string[]> {
	const faces: string[][] = [];
	for (const page of pages) {
		await page.locator('.face').waitFor();
		faces.push(await faceOf(page));
		await expectNoBarrier(page, 'decisions face to face');
	}
	const [first = []] = faces;
	expect(pages[0] && (await findCut(pages[0]))).toEqual([]);
	for (const face of faces) expect(face).toEqual(first);
	return first;
}

test.describe('a hearing on culpability', () => {
	test.use({ size: { pupils: 20, tablets: 20 } });

	test('[AV20] {P3} goes from the délibéré of « Une journée payée » to the decisions face to face', async ({
		room
	}) => {
		test.setTimeout(240_000);
		const { others, tribunal } = await gather(room);
		const [president, member] = tribunal as [Page, Page, Page];
		const regie = await room.look('regie', { viewport: laptop });
		const screen = await room.look('ecran', { viewport: projector });
		await room.regie.run('openPoll', { poll: 'barometre:1' });
		await answerAll(room, 'barometre:1', others, ['oui', 'nsp', 'non', 'oui']);
		await room.regie.run('closePoll', { poll: 'barometre:1', round: 0 });

		await room.goTo('delibere');
		for (const page of tribunal) await openTab(page, /Question/);
		await giveAvis(room, regie, others);
		await president.getByRole('button', { name: 'Poser cette question' }).first().click();
		await vote(tribunal, /Déclarer coupable/);
		await expectNoBarrier(member, 'receipt');
		await expect(screen.getByText('Le tribunal délibère').first()).toBeVisible();
		expect(await screen.locator('.stage').innerText()).not.toMatch(/\d sur \d|réponses?/);
		await close(room, tribunal, /close : déclaration de culpabilité/);
		await president.getByRole('button', { name: 'Poser cette question' }).click();
		await vote(tribunal, /Relaxer/);
		await close(room, tribunal, /close : relaxe/);
		await president
			.getByRole('group', { name: /complicité/i })
			.getByRole('checkbox', { name: /Pièce 1\b/ })
			.click();
		await room.regie.until((view) => Object.values(view.decision?.reasons ?? {}).flat().length > 0);

		await room.goTo('decision');
		expect(await read(room, president)).toMatch(/appel/);
		const pupil = await room.look('avocat/sacha', { viewport: tablet });
		await debrief(room, regie, pupil);
		const told = await expectFaceToFace([screen, pupil, regie]);
		expect(told.filter((it) => /^(Le baromètre|Votre tribunal|Une décision)/.test(it))).toEqual([
			'Le baromètre de la classe',
			'Votre tribunal',
			'Une décision possible'
		]);
		expect(told).toContain('Coupable');
		expect(told).toContain('Relaxe');
	});
});

test.describe('a hearing on the sanction', () => {
	test.use({ size: { affaire: 'le-retour-des-roselieres', pupils: 20, tablets: 20 } });

	test('[AV20] goes from measures composed and voted in « Le retour des Roselières » to the decisions face to face', async ({
		room
	}) => {
		test.setTimeout(240_000);
		const { others, tribunal } = await gather(room);
		const [president, member] = tribunal as [Page, Page, Page];
		const regie = await room.look('regie', { viewport: laptop });
		const screen = await room.look('ecran', { viewport: projector });
		await room.goTo('delibere');
		for (const page of tribunal) await openTab(page, /Question/);
		await giveAvis(room, regie, others);

		await president.getByRole('button', { name: 'Composer une proposition' }).click();
		await president.getByRole('checkbox', { name: 'mesure éducative judiciaire' }).check();
		await president.getByRole('combobox', { name: 'La raison' }).selectOption({ index: 1 });
		await expectNoBarrier(president, 'measures composed');
		await president.getByRole('button', { name: 'Proposer au tribunal' }).click();
		await president.getByRole('button', { name: 'Poser la question aux membres' }).click();
		await vote(tribunal, /^Adopter/);
		await expectNoBarrier(member, 'receipt, on a proposal');
		expect(await screen.locator('.stage').innerText()).not.toMatch(/\d sur \d|réponses?/);
		await close(room, tribunal, /close : la réponse est adoptée/);

		await room.goTo('decision');
		expect(await read(room, president)).toMatch(/appel/);
		await expect(screen.getByText(/mesure éducative judiciaire/).first()).toBeVisible();
		const pupil = await room.look('avocat/lou', { viewport: tablet });
		await debrief(room, regie, pupil);
		const told = await expectFaceToFace([screen, pupil, regie]);
		expect(told.slice(0, 2)).toEqual([
			'Votre tribunal',
			expect.stringMatching(/^mesure éducative/)
		]);
		expect(told).toContain('Une décision possible');
	});
});
