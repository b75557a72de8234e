/** Codes typed wrong: which room, whether one may open it, and how many times one may try. */
import { expect } from '@playwright/test';
import { Bot, enter, openRoom } from '../support/bot.ts';
import { test } from './support/class.ts';
import { told } from './support/refused.ts';
import { Site } from './support/site.ts';

const html = { accept: 'text/html' };

test('[Q7] a code of the wrong form, or of no room, is said with what to do', async ({ site }) => {
	const bot = new Bot(site.base);
	const wrong = await bot.post('/', { code: 'kx7 4m' }, html);
	expect(wrong.status).toBe(400);
	const page = await wrong.text();
	expect(told(page)).toContain('Ce code n’a pas la bonne forme : six lettres ou chiffres');
	expect(page, 'what was typed').toContain('value="KX7-4M"');

	const sent = await bot.post('/', { code: 'kx7-4mp' }, html);
	expect([sent.status, sent.headers.get('location')]).toEqual([303, '/salle/KX74MP']);
	const nowhere = await bot.get('/salle/KX74MP');
	expect(nowhere.status).toBe(404);
	const said = told(await nowhere.text());
	expect(said).toContain('Aucune salle à cette adresse');
	expect(said).toContain('Vérifie le code avec l’adulte qui conduit l’audience');
	expect(said).toContain('Rien n’est perdu');
});

test('[Q7] a wrong access code is said before the room opens, and the choices made stay', async () => {
	const site = await Site.start({ PRETOIRE_ACCESS_CODE: 'sesame-42' });
	const bot = new Bot(site.base);
	const affaire = 'une-journee-payee';
	const open = (acces: string, eleves = '21') =>
		bot.post('/ouvrir', { affaire, eleves, tablettes: '9', format: '110', acces }, html);
	for (const wrong of ['', 'sesame-43', 'SESAME-42']) {
		const answer = await open(wrong);
		expect(answer.status).toBe(403);
		const page = await answer.text();
		expect(told(page)).toContain(
			'Le code d’accès n’est pas le bon. Demandez-le à qui a installé Prétoire.'
		);
		expect(page).toMatch(/name="eleves"[^>]*value="21"|value="21"[^>]*name="eleves"/);
		expect(page).not.toContain(wrong || 'sesame-42');
	}
	expect(bot.cookies.size).toBe(0);
	const many = await open('sesame-42', '99');
	expect(many.status).toBe(400);
	expect(told(await many.text())).toContain('Vérifiez les nombres : de 12 à 35 élèves');
	const opened = await open('sesame-42');
	expect(told(await opened.text())).toContain('La salle est ouverte');
	expect(bot.cookies.size).toBe(1);
	await site.close();
});

test.describe('after too many wrong codes from one school', () => {
	let site: Site;
	test.beforeEach(async () => {
		site = await Site.start();
	});
	test.afterEach(() => site.close());

	test('[Q7] the page says to wait, and who is already in goes on', async () => {
		const { regie, code } = await openRoom(site.base);
		const pupil = await enter(site.base, code, 'greffier/audience');
		await regie.run('jumpToStep', { step: 'ouverture' });
		const prankster = new Bot(site.base);
		for (let pupil = 0; pupil < 35; pupil++)
			expect((await prankster.get('/salle/KX74MP')).status, 'the same mistake').toBe(404);
		const guess = (tries: number) =>
			`/salle/KX74${'ACDEFGHJKL'[tries % 10]}${'MNPQRTVWXY'[Math.floor(tries / 10)]}`;
		let tries = 0;
		while (tries < 99 && (await prankster.get(guess(tries))).status === 404) tries++;
		expect(tries, 'a class that mistypes is not stopped').toBeGreaterThanOrEqual(40);
		expect((await prankster.get(guess(99))).status).toBe(429);
		const page = told(await (await prankster.get(guess(99))).text());
		expect(page).toContain('Trop d’essais à la fois');
		expect(page).toContain('Vise le dessin affiché à l’écran de la salle');
		expect(page).toContain('Sinon attends dix minutes, puis recommence');
		expect(page).toContain('Ta place t’attend');

		expect(await pupil.run('askFloor', {}, 'greffier/audience')).toEqual({ done: true });
		await regie.until((view) => view.floor?.queue?.includes('greffier/audience'));
		pupil.leave();
		await pupil.join(code, 'tablette');
		expect(pupil.view.me?.seats.map(({ seat }) => seat)).toEqual(['greffier/audience']);
		expect((await pupil.get(`/salle/${code}`)).status, 'a refreshed tablet').toBe(200);
		expect((await pupil.get(`/salle/${code}/fiches`)).status, 'its brief').toBe(200);
		expect((await regie.get(`/salle/${code}/regie`)).status, 'a refreshed régie').toBe(200);
		for (const bot of [regie, pupil]) bot.leave();
	});
});
