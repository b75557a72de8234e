import { request as ask } from 'node:http';
import { expect, type Page } from '@playwright/test';
import { projector, test, type Class } from './support/class.ts';

/** The status of one request, sent as it is: nothing is added that a browser would add. */
function send(
	url: string,
	{
		method = 'GET',
		headers = {},
		body = ''
	}: Partial<{
		method: string;
		headers: Record<string, string>;
		body: string;
	}> = {}
): Promise<number> {
	return new Promise((resolve, reject) => {
		const request = ask(url, { method, headers, agent: false }, (response) => {
			response.resume().on('end', () => resolve(response.statusCode ?? 0));
		});
		request.on('error', reject).end(body);
	});
}

/** Every address a class meets, the room's own and its errors included. */
const addresses = ({ code }: Class): string[] => [
	'/',
	'/ouvrir',
	'/ouvrir/apercu',
	'/aide',
	'/vos-donnees',
	'/accessibilite',
	'/diagnostic',
	`/salle/${code}`,
	`/salle/${code}?carte=AAAA`,
	`/salle/${code}/regie`,
	`/salle/${code}/regie/cartes`,
	`/salle/${code}/regie/dossier`,
	`/salle/${code}/regie/imprimer`,
	`/salle/${code}/magistrat`,
	`/salle/${code}/ecran`,
	`/salle/222222`,
	'/nulle-part'
];

const forms = (code: string): string[] => [
	'/',
	'/ouvrir',
	`/salle/${code}?/entrer`,
	`/salle/${code}?/rendre`,
	`/salle/${code}/regie?/inviter`
];
const encoded = { 'content-type': 'application/x-www-form-urlencoded' };

test('[Q6] a form that another site could send is refused', async ({ room, site }) => {
	const own = { origin: site.base };
	const foreign: Record<string, Record<string, string>> = {
		'no Origin': encoded,
		'null Origin': { ...encoded, origin: 'null' },
		'another Origin': { ...encoded, origin: 'http://evil.test' },
		'another port': { ...encoded, origin: 'http://127.0.0.1:9' },
		'the same name over https': { ...encoded, origin: site.base.replace('http', 'https') },
		'cross-site': { ...encoded, ...own, 'sec-fetch-site': 'cross-site' },
		'same-site': { ...encoded, ...own, 'sec-fetch-site': 'same-site' },
		'no Content-Type, no Origin': {},
		'no Content-Type, cross-site': { ...own, 'sec-fetch-site': 'cross-site' },
		'text/plain, another Origin': { 'content-type': 'text/plain', origin: 'http://evil.test' },
		'text/plain, no Origin': { 'content-type': 'text/plain' },
		'json, no Origin': { 'content-type': 'application/json' },
		'a forwarded host': { ...encoded, origin: 'http://evil.test', 'x-forwarded-host': 'evil.test' }
	};
	const cookie = room.regie.cookie();
	for (const path of forms(room.code))
		for (const [how, headers] of Object.entries(foreign)) {
			const request = { method: 'POST', headers: { ...headers, cookie }, body: 'code=AAAAAA' };
			const status = await send(site.base + path, request);
			expect.soft(status, `${path}, ${how}`).toBe(403);
		}
	// The same request from our own page is heard: what is refused above is refused for where it comes from.
	const enter = { method: 'POST', headers: { ...encoded, ...own, accept: 'text/html' } };
	expect(await send(`${site.base}/salle/${room.code}?/entrer`, enter)).toBe(303);
	await room.regie.until((view) => view.seats?.admitted?.length === 1);
});

test('[Q6] an unknown room is said in French, with what to do', async ({ room, site }) => {
	const page = await (await room.stranger()).newPage();
	for (const path of ['/salle/222222', '/salle/222222/regie', '/salle/222222/ecran', '/salle/-']) {
		const answer = await page.goto(site.base + path);
		expect(answer?.status(), path).toBe(404);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(
			'Aucune salle à cette adresse'
		);
		await expect(page.getByText(/Vérifiez? le code/)).toBeVisible();
		await expect(page.getByRole('link', { name: 'Taper le code de la salle' })).toBeVisible();
		await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
	}
	expect(await send(`${site.base}/salle/222222/dit`)).toBe(404);
	forgive(room, '404');
});

test('[Q6] [A23] {P29} no page of a whole visit leaves the site, breaks the policy, fails aloud, or names what school filters block', async ({
	room,
	site
}) => {
	const urls: string[] = [];
	const titles: string[] = [];
	const visitor = await room.stranger();
	visitor.on('request', (request) => urls.push(decodeURI(request.url())));
	visitor.on('page', (page) => page.on('websocket', (line) => urls.push(line.url())));
	const page = await visitor.newPage();
	const note = async (seen: Page) => titles.push(await seen.title());
	for (const path of addresses(room)) {
		await page.goto(site.base + path);
		await note(page);
	}
	forgive(room, '403', '404');
	await page.goto(site.base);
	const home = (await page.content()) + (await page.locator('body').innerText());
	await page.getByRole('textbox').fill(room.code.toLowerCase());
	await page.getByRole('button', { name: 'Entrer dans la salle' }).click();
	await page.getByRole('button', { name: /j’entre/ }).click();
	await page.getByRole('button', { name: /Défense de Sacha/ }).click();
	await page.getByRole('button', { name: /Rôle/ }).click();
	await note(page);

	await room.seat('juge/president', 'assesseur/premier', 'assesseur/second', 'temoin/habitant');
	const screen = await room.look('ecran', { viewport: projector });
	const seen = [
		page,
		screen,
		await room.look('regie'),
		await room.look('magistrat'),
		await room.look('juge/president'),
		await room.look('temoin/habitant')
	];
	for (const step of ['ouverture', 'interrogatoire', 'delibere', 'decision', 'sortie-de-role']) {
		await room.goTo(step);
		if (step === 'interrogatoire') await room.regie.run('showExhibit', { exhibit: '4' });
		if (step === 'delibere') await room.regie.run('openBallot', { charge: 'complicite' });
		for (const it of seen) await note(it);
	}
	expect(room.faults).toEqual([]);

	const blocked = /drogue|stup[ée]fiant|(?<!\p{L})chat(?!\p{L})/iu;
	expect(urls.length).toBeGreaterThan(40);
	const { host } = new URL(site.base);
	const outside = urls.filter((it) => !it.startsWith('data:') && new URL(it).host !== host);
	expect(outside).toEqual([]);
	const figures = {
		'requêtes des pages': urls.length,
		'demandes à d’autres machines': outside.length
	};
	test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
	for (const shown of [...urls, ...titles, home]) expect.soft(shown).not.toMatch(blocked);
});

/** The browser says aloud every answer of this kind, even one we wanted. */
function forgive(room: Class, ...statuses: string[]): void {
	const kept = room.faults.filter(
		(it) => !statuses.some((wanted) => it.includes(`status of ${wanted}`))
	);
	room.faults.splice(0, Infinity, ...kept);
}
