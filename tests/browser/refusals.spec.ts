/** Every wrong input gets a French sentence that says what to do, and loses nothing. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Bot, enter, openRoom } from '../support/bot.ts';
import { test } from './support/class.ts';
import { cookiesOf, holdAnswers, passOf, told } from './support/refused.ts';
import { Site } from './support/site.ts';

const html = { accept: 'text/html' };
const usedUp = 'Ce code n’est pas le bon, a déjà servi, ou ses quinze minutes sont passées.';

test('[Q7] a closed room says so, at the gate and on a tablet inside', async ({ room, site }) => {
	await room.seat('greffier/audience');
	const inside = await room.look('greffier/audience');
	await room.regie.run('closeRoom', {});
	await expect(inside.getByText('La salle est fermée : l’audience est terminée.')).toBeVisible();
	await expect(inside.getByRole('link', { name: 'Revenir à l’accueil' })).toBeVisible();
	await inside.reload();
	await expect(inside.getByText('La salle est fermée : l’audience est terminée.')).toBeVisible();

	const late = new Bot(site.base);
	const gate = told(await (await late.get(`/salle/${room.code}`)).text());
	expect(gate).toContain('L’audience est terminée. Tu n’as rien d’autre à faire ici.');
	expect(gate).not.toContain('j’entre');
	const forced = await late.post(`/salle/${room.code}?/entrer`, {}, html);
	expect(forced.status).toBe(403);
	expect(told(await forced.text())).toContain('L’audience est terminée : cette salle est fermée.');
	expect(late.cookies.size).toBe(0);
});

test('[Q7] a place taken in the same instant is refused, and another one can be taken', async ({
	room,
	site
}) => {
	const late = await enter(site.base, room.code);
	const context = await room.stranger();
	const held = await holdAnswers(context);
	await context.addCookies(cookiesOf(late, site.base));
	const page = await context.newPage();
	await page.goto(`${site.base}/salle/${room.code}`);
	const chair = page.getByRole('button', { name: /^Présidence du tribunal/ });
	await expect(chair).toBeEnabled();
	await held.begin();
	const first = await enter(site.base, room.code, 'juge/president');
	await chair.click();
	await held.asked();
	held.end();
	await expect(page.getByRole('alert')).toHaveText(
		'Cette place vient d’être prise. Choisis-en une autre.'
	);
	await expect(chair).toBeDisabled();
	await page.getByRole('button', { name: /^Assesseur, premier siège/ }).click();
	await expect(page.locator('nav[aria-label]')).toBeVisible();
	await first.until((view) => view.me?.seats.some(({ seat }) => seat === 'juge/president'));
	first.leave();
	late.leave();
});

test('[Q7] a gesture the hearing has left behind says why, and the next one is heard', async ({
	room,
	site
}) => {
	await room.seat('huissier/audience');
	await room.goTo('ouverture');
	const context = await room.stranger();
	const held = await holdAnswers(context);
	await context.addCookies(cookiesOf(room.bot('huissier/audience'), site.base));
	const page = await context.newPage();
	await page.goto(`${site.base}/salle/${room.code}`);
	const say = page.getByRole('button', { name: /J’ai dit : suite/ });
	await say.waitFor();
	await held.begin();
	await room.say();
	await say.click();
	await held.asked();
	held.end();
	await expect(page.getByRole('alert')).toHaveText(
		'L’audience a avancé : ce n’est pas le tour de cette place.'
	);
	await room.say();
	await say.click();
	await room.regie.until((view) => view.script?.cue?.seat === 'juge/president');
});

test('[Q7] a locked door says whom to ask, and opens again', async ({ room, site }) => {
	await room.seat('greffier/audience');
	await room.regie.run('lockDoor', {});
	const pupil = new Bot(site.base);
	const gate = told(await (await pupil.get(`/salle/${room.code}`)).text());
	expect(gate).toContain(
		'La porte est fermée à clé Demande à l’adulte qui conduit l’audience de l’ouvrir, puis recharge cette page.'
	);
	const early = await pupil.post(`/salle/${room.code}?/entrer`, {}, html);
	expect(early.status).toBe(403);
	expect(told(await early.text())).toContain('Demande à l’adulte qui conduit l’audience');
	const inside = await room.bot('greffier/audience').get(`/salle/${room.code}`);
	expect(told(await inside.text())).not.toContain('fermée à clé');
	await room.regie.run('unlockDoor', {});
	expect((await pupil.post(`/salle/${room.code}?/entrer`, {}, html)).status).toBe(303);
});

test('[Q7] a replacement code serves once, a quarter of an hour, and says so afterwards', async () => {
	const site = await Site.start();
	const { regie, code } = await openRoom(site.base);
	const broken = await enter(site.base, code, 'greffier/audience');
	await regie.until((view) => view.seats?.admitted?.length === 1);
	const offer = async () => {
		const [tablette = ''] = regie.view.seats?.admitted ?? [];
		return passOf(await regie.post(`/salle/${code}/regie?/remplacer`, { tablette }));
	};
	const pass = await offer();
	const [fresh, second, third] = [new Bot(site.base), new Bot(site.base), new Bot(site.base)];
	const replace = (bot: Bot, typed: string) =>
		bot.post(`/salle/${code}?/remplacer`, { code: typed }, html);
	expect((await replace(fresh, pass.toLowerCase())).status).toBe(303);
	await fresh.join(code, 'tablette');
	expect(fresh.view.me?.seats.map(({ seat }) => seat)).toEqual(['greffier/audience']);
	const used = await replace(second, pass);
	expect(used.status).toBe(403);
	expect(told(await used.text())).toContain(`${usedUp} Demande un nouveau code à l’adulte.`);

	await regie.until((view) => view.seats?.admitted?.length === 1);
	const old = await offer();
	await site.kill('SIGTERM');
	const database = new DatabaseSync(join(site.directory, 'pretoire.db'));
	const aged = database.prepare('update key set expiresAt = ? where expiresAt is not null');
	expect(aged.run(Date.now() - 1).changes).toBe(1);
	database.close();
	await site.restart();
	const expired = await replace(third, old);
	expect(expired.status).toBe(403);
	expect(told(await expired.text())).toContain(usedUp);
	expect((await fresh.get(`/salle/${code}`)).status).toBe(200);
	for (const bot of [regie, broken, fresh]) bot.leave();
	await site.close();
});

test('[Q7] a wrong phrase, invitation or screen key is refused, and the right one still opens', async ({
	site
}) => {
	const { regie, code, phrase } = await openRoom(site.base);
	const bot = new Bot(site.base);
	const doors: [path: string, field: string, says: string][] = [
		[`/salle/${code}/regie?/retrouver`, 'phrase', 'Ce ne sont pas les six mots de cette salle.'],
		[`/salle/${code}/regie?/rejoindre`, 'code', `${usedUp} Demandez-en un autre.`],
		[`/salle/${code}/magistrat?/rejoindre`, 'code', `${usedUp} Demandez-en un autre à la régie.`],
		[
			`/salle/${code}/ecran?/ouvrir`,
			'cle',
			'Cette clé n’est pas la bonne, a déjà servi, ou ses quinze minutes'
		]
	];
	for (const [path, field, says] of doors)
		for (const typed of ['', 'AAAA4444', 'un deux trois quatre cinq six']) {
			const answer = await bot.post(path, { [field]: typed }, html);
			expect(answer.status, path).toBe(403);
			expect(told(await answer.text()), path).toContain(says);
		}
	expect(bot.cookies.size).toBe(0);
	const typed = ` ${phrase.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase()} `;
	expect((await bot.post(`/salle/${code}/regie?/retrouver`, { phrase: typed }, html)).status).toBe(
		303
	);
	regie.leave();
});

test('[Q7] a wrong or revoked card is said, and the other ways in stay open', async ({
	room,
	site
}) => {
	const cards = await (await room.regie.get(`/salle/${room.code}/regie/cartes`)).text();
	const [card = ''] = /(?<=carte=)[A-Z0-9]{10}/.exec(cards) ?? [];
	const stranger = new Bot(site.base);
	const shown = async (bot: Bot, typed: string) =>
		told(await (await bot.get(`/salle/${room.code}?carte=${typed}`)).text());
	expect(await shown(stranger, card)).toContain('J’ai lu, je prends cette place');
	for (const { seat } of room.regie.view.seats?.places ?? [])
		await room.regie.run('revokeCard', { seat });
	for (const wrong of [card, 'AAAAAAAAAA', '%3Cb%3E']) {
		const gate = await shown(stranger, wrong);
		expect(gate).toContain('Cette carte n’ouvre plus de place. Tu peux entrer quand même');
		expect(gate).toContain('J’ai lu, j’entre');
	}
	const pressed = await stranger.post(`/salle/${room.code}?/carte`, { carte: card }, html);
	expect(pressed.status).toBe(403);
	expect(told(await pressed.text())).toContain('Demande à l’adulte une nouvelle carte.');
	// The card showed the way, and opened nothing.
	expect([...stranger.cookies.keys()]).toEqual([`lien-${room.code}`]);

	await stranger.post(`/salle/${room.code}?/entrer`);
	const context = await room.stranger();
	await context.addCookies(cookiesOf(stranger, site.base));
	const page = await context.newPage();
	await page.goto(`${site.base}/salle/${room.code}?carte=${card}`);
	await expect(page.getByText('Cette carte n’ouvre plus de place. Choisis')).toBeVisible();
	await expect(page.getByRole('button', { name: /^Défense de Sacha/ })).toBeEnabled();
	await page.getByRole('button', { name: /^Défense de Sacha/ }).click();
	await expect(page.locator('nav[aria-label]')).toBeVisible();

	await page.goto(`${site.base}/salle/${room.code}?carte=${card}`);
	await expect(page.getByText('Cette carte n’ouvre plus de place.')).toBeVisible();
	await page.getByRole('button', { name: 'Garder ma place' }).click();
	await expect(page.locator('nav[aria-label]')).toBeVisible();
	await expect(page.getByText('Défense de Sacha').first()).toBeVisible();
});
