/** A browser that comes back finds its place: refreshed, doubled, replaced, another day. */
import { expect, type Page } from '@playwright/test';
import { Bot, enter, openRoom } from '../support/bot.ts';
import { tablet, test } from './support/class.ts';
import { Site } from './support/site.ts';

const html = { accept: 'text/html' };
const joined = (page: Page) => page.getByText('relié', { exact: true }).first();

test('[Q8] a tablet refreshed ten times in a row, and its second tab, keep seat, step and tab', async ({
	room
}) => {
	await room.seat('greffier/audience');
	await room.goTo('ouverture');
	const page = await room.look('greffier/audience');
	const inPlace = async (on: Page) => {
		await expect(on.getByText('Greffe de l’audience').first()).toBeVisible();
		await expect(
			on
				.locator('header')
				.getByText(/Ouverture/)
				.first()
		).toBeVisible();
	};
	await inPlace(page);
	await page.getByRole('button', { name: /^Rôle/ }).click();
	const tablets = room.regie.view.seats?.admitted;
	for (let times = 0; times < 9; times++) await page.reload({ waitUntil: 'domcontentloaded' });
	await page.reload();
	await inPlace(page);
	await expect(page.getByRole('button', { name: /^Rôle/ })).toHaveAttribute('aria-current', /./);
	await expect(joined(page)).toBeVisible();

	const second = await page.context().newPage();
	await second.goto(page.url());
	await inPlace(second);
	await expect(joined(page), 'the first tab').toBeVisible();
	await room.goTo('plaidoirie');
	for (const on of [page, second])
		await expect(
			on
				.locator('header')
				.getByText(/Plaidoirie/)
				.first()
		).toBeVisible();
	expect(room.regie.view.seats?.admitted, 'no tablet more').toEqual(tablets);
	const place = room.regie.view.seats?.places.find(({ seat }) => seat === 'greffier/audience');
	expect(place?.taken).toBe(1);
	// What a page that is left still asked on its line is refused to whoever comes after.
	const kept = room.faults.filter((it) => !it.includes('status of 403'));
	room.faults.splice(0, Infinity, ...kept);
});

test('[Q8] the régie comes back by its phrase in another browser while the first goes on', async ({
	browser,
	site
}) => {
	const { regie, code, phrase } = await openRoom(site.base);
	await regie.run('jumpToStep', { step: 'ouverture' });
	const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
	await page.goto(`${site.base}/salle/${code}/regie`);
	await page.getByLabel(/phrase de reprise/).fill(phrase);
	await page.getByRole('button', { name: 'Retrouver la régie' }).click();
	await expect(joined(page)).toBeVisible();
	await expect(page.getByText(/Ouverture/).first()).toBeVisible();
	const cue = regie.view.script?.cue?.id ?? '';
	expect(await regie.run('advanceCue', { cue })).toEqual({ done: true });
	const next = page.getByRole('button', { name: /Dite, à la suivante/ });
	await regie.until((view) => view.script?.cue?.id !== cue);
	const second = regie.view.script?.cue?.id;
	await expect(next).toBeEnabled();
	await page.waitForTimeout(600);
	await next.click();
	await regie.until((view) => view.script?.cue?.id !== second);
	await page.close();
	regie.leave();
});

test('[Q8] a co-facilitator joins by a code that serves once, and nothing moves', async ({
	room,
	site
}) => {
	await room.seat('greffier/audience');
	await room.goTo('ouverture');
	await room.regie.run('giveFloor', { seat: 'greffier/audience' });
	await room.regie.until((view) => view.floor?.holder === 'greffier/audience');
	const offered = await room.regie.post(`/salle/${room.code}/regie?/inviter`, { office: 'regie' });
	const pass = /"([A-Z0-9]{8})\\?"/.exec(await offered.text())?.[1] ?? '';
	const before = JSON.stringify([
		room.regie.view.script,
		room.regie.view.floor,
		room.regie.view.seats
	]);
	const [second, third] = [new Bot(site.base), new Bot(site.base)];
	const join = (bot: Bot) =>
		bot.post(`/salle/${room.code}/regie?/rejoindre`, { code: pass.toLowerCase() }, html);
	expect((await join(second)).status).toBe(303);
	expect((await join(third)).status).toBe(403);
	expect(third.cookies.size).toBe(0);
	await second.join(room.code, 'regie');
	const { script, floor, seats } = second.view;
	expect(JSON.stringify([script, floor, seats])).toBe(before);
	const { regie } = room;
	expect(JSON.stringify([regie.view.script, regie.view.floor, regie.view.seats])).toBe(before);
	// Both hold the hearing: what one does, the other sees.
	await room.say();
	await second.until((view) => view.script?.cue?.id === room.regie.view.script?.cue?.id);
	await second.run('jumpToStep', { step: 'plaidoirie' });
	await room.regie.until((view) => view.script?.step === 'plaidoirie');
	second.leave();
});

test.describe('once the server was stopped and started again', () => {
	let site: Site;
	test.beforeEach(async () => {
		site = await Site.start();
	});
	test.afterEach(() => site.close());

	/** As at the end of a day and the beginning of another. */
	async function anotherDay(): Promise<void> {
		expect(await site.kill('SIGTERM')).toBe(0);
		await site.restart();
	}

	test('[Q8] a printed card gives its seat back on any tablet, at the press of a button', async ({
		browser
	}) => {
		const { regie, code } = await openRoom(site.base);
		const cards = await (await regie.get(`/salle/${code}/regie/cartes`)).text();
		// As it is printed, and copied by hand.
		const cardOf = (label: string) =>
			new RegExp(`aria-label="${label}"[\\s\\S]*?<b[^>]*>([A-Z0-9]{5} [A-Z0-9]{5})</b>`).exec(
				cards
			)?.[1] ?? '';
		const old = await enter(site.base, code, 'assesseur/premier');
		await regie.until(() => takenOf('assesseur/premier') === 1);
		function takenOf(seat: string): number | undefined {
			return regie.view.seats?.places.find((it) => it.seat === seat)?.taken;
		}
		await regie.run('suspend', { reason: 'another-day' });
		old.leave();
		await anotherDay();
		await regie.until(() => regie.socket?.connected, 10_000);

		const context = await browser.newContext({ viewport: tablet });
		const page = await context.newPage();
		await page.goto(`${site.base}/salle/${code}?carte=${cardOf('Greffe de l’audience')}`);
		await expect(page.getByText('Greffe de l’audience')).toBeVisible();
		expect(takenOf('greffier/audience'), 'an address alone takes nothing').toBe(0);
		await page.getByRole('button', { name: /je prends cette place/ }).click();
		await expect(page.locator('nav[aria-label]')).toBeVisible();
		await expect(page.getByText('Greffe de l’audience').first()).toBeVisible();
		await regie.until(() => takenOf('greffier/audience') === 1);

		// The seat of a tablet that stayed at home is still held: the adult says yes.
		const other = new Bot(site.base);
		const carte = cardOf('Assesseur, premier siège');
		expect((await other.post(`/salle/${code}?/carte`, { carte }, html)).status).toBe(303);
		await other.join(code, 'tablette');
		await regie.until((view) => view.seats?.asks?.length === 1);
		expect(other.view.me?.seats).toEqual([]);
		const [ask] = regie.view.seats?.asks ?? [];
		if (ask) await regie.run('settleAsk', { ...ask, granted: true });
		await other.until((view) => view.me?.seats.some(({ seat }) => seat === 'assesseur/premier'));
		for (const bot of [regie, other]) bot.leave();
		await context.close();
	});

	test('[Q8] a hearing suspended until another day resumes at its step, cue and speaking times', async () => {
		const { regie, code } = await openRoom(site.base);
		const clerk = await enter(site.base, code, 'greffier/audience');
		await regie.run('jumpToStep', { step: 'ouverture' });
		await regie.until((view) => view.script?.cue);
		for (let said = 0; said < 2; said++) {
			const cue = regie.view.script?.cue?.id ?? '';
			await regie.run('advanceCue', { cue });
			await regie.until((view) => view.script?.cue?.id !== cue);
		}
		await regie.run('giveFloor', { seat: 'greffier/audience' });
		await new Promise((next) => setTimeout(next, 300));
		await regie.run('takeFloor', {});
		await regie.run('suspend', { reason: 'another-day' });
		await regie.until((view) => view.clock?.suspended === 'another-day');
		const where = ({ script, floor, clock, seats }: typeof regie.view) => ({
			step: script?.step,
			cue: script?.cue?.id,
			spoken: floor?.spoken,
			turns: floor?.turns,
			elapsed: clock?.elapsed,
			places: seats?.places
		});
		const before = where(regie.view);
		expect(before.spoken?.length).toBeGreaterThan(0);
		expect(before.cue).toBe('ouverture.3');
		await anotherDay();
		const back = new Bot(site.base);
		back.cookies = regie.cookies;
		await back.join(code, 'regie');
		expect(where(back.view)).toEqual(before);
		expect(back.view.clock?.suspended).toBe('another-day');
		await back.run('resume', {});
		await back.until((view) => view.clock?.suspended === null);
		expect(where(back.view)).toEqual(before);
		await clerk.until((view) => view.clock?.suspended === null, 10_000);
		expect(clerk.view.me?.seats.map(({ seat }) => seat)).toEqual(['greffier/audience']);
		for (const bot of [regie, clerk, back]) bot.leave();
	});

	test('[Q8] the régie and the screen of one browser both come back by themselves', async ({
		browser
	}) => {
		const { regie, code } = await openRoom(site.base);
		await regie.post(`/salle/${code}/regie?/ecran`);
		await regie.run('jumpToStep', { step: 'ouverture' });
		const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
		await context.addCookies(
			[...regie.cookies].map(([name, value]) => ({ name, value, url: site.base }))
		);
		const [desk, screen] = [await context.newPage(), await context.newPage()];
		await desk.goto(`${site.base}/salle/${code}/regie`);
		await screen.goto(`${site.base}/salle/${code}/ecran`);
		await expect(joined(desk)).toBeVisible();
		await expect(screen.getByText(/Ouverture/).first()).toBeVisible();
		await site.kill('SIGKILL');
		await expect(joined(desk)).toBeHidden();
		await expect(screen.getByText(/Ouverture/).first(), 'nothing breaks on it').toBeVisible();
		await site.restart();
		await expect(joined(desk)).toBeVisible({ timeout: 10_000 });
		await expect(desk.getByText('écran relié')).toBeVisible({ timeout: 10_000 });
		await regie.until(() => regie.socket?.connected, 10_000);
		await regie.run('jumpToStep', { step: 'plaidoirie' });
		await expect(screen.getByText(/Plaidoirie/).first()).toBeVisible();
		await expect(desk.getByText(/Plaidoirie/).first()).toBeVisible();
		regie.leave();
		await context.close();
	});
});
