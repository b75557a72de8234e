import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { expect, type Page } from '@playwright/test';
import { projector, test, type Class } from './support/class.ts';

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
}

/** One request, byte for byte: nothing is added that a browser would add. */
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
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const request = ask(url, { method, headers, agent: false }, (response) => {
			let text = '';
			response.on('data', (chunk) => (text += String(chunk)));
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
			);
		});
		request.on('error', reject).end(body);
	});
}

/** Every address a class meets, the room's own and its errors included. */
const addresses = ({ code }: Class): string[] => [
	'/',
	'/ouvrir',
	'/aide',
	'/vos-donnees',
	'/accessibilite',
	`/salle/${code}`,
	`/salle/${code}?carte=AAAA`,
	`/salle/${code}/regie`,
	`/salle/${code}/regie/cartes`,
	`/salle/${code}/magistrat`,
	`/salle/${code}/ecran`,
	`/salle/222222`,
	'/nulle-part'
];

test('[Q6] every answer carries its protections, errors, files and sockets included', async ({
	room,
	site
}) => {
	const { text } = await send(site.base);
	const files = [...text.matchAll(/["'(](\.?\/?(?:_app|icone)[^"')]+)/g)].map(([, path = '']) =>
		path.replace(/^\.?\/?/, '/')
	);
	expect(files.length).toBeGreaterThan(2);
	const socket = '/socket.io/?EIO=4&transport=polling';
	const data = [`/salle/${room.code}/dit`, `/salle/${room.code}/fiches`, '/healthz'];
	const all = [...addresses(room), ...files, ...data, socket, '/_app/immutable/none.js'];
	for (const path of all) {
		const { status, headers } = await send(site.base + path, { headers: { accept: 'text/html' } });
		const told = `${status} ${path}`;
		expect.soft(headers['x-content-type-options'], told).toBe('nosniff');
		// Not « no-referrer »: a form would then carry « Origin: null », and an old browser has nothing else to show.
		expect.soft(headers['referrer-policy'], told).toBe('same-origin');
		expect.soft(headers['strict-transport-security'], told).toBeUndefined();
		expect.soft(headers['access-control-allow-origin'], told).toBeUndefined();
		expect.soft(headers['x-powered-by'], told).toBeUndefined();
		const isPage = (headers['content-type'] ?? '').startsWith('text/html');
		expect.soft(isPage, told).toBe(addresses(room).includes(path) && status < 300 ? true : isPage);
		if (!isPage) continue;
		const policy = String(headers['content-security-policy']);
		expect.soft(policy, told).toContain("frame-ancestors 'none'");
		expect.soft(policy, told).toMatch(/default-src '(self|none)'/);
		expect.soft(policy, told).not.toMatch(/script-src[^;]*unsafe|\*|https?:/);
	}
});

test('[Q6] a page that runs scripts names them with a nonce drawn for it alone', async ({
	room,
	site
}) => {
	const draw = async (path: string) => {
		const { headers, text } = await send(site.base + path);
		const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1];
		const scripts = [...text.matchAll(/<script\b([^>]*)>/g)].map(
			([, attributes = '']) => attributes
		);
		for (const attributes of scripts) expect.soft(attributes, path).toContain(`nonce="${nonce}"`);
		expect.soft(text, path).not.toMatch(/<[^>]+ style="|<[^>]+ on\w+="/);
		return nonce;
	};
	for (const path of addresses(room).filter((it) => !/cartes|aide/.test(it))) {
		const nonces = [await draw(path), await draw(path)];
		expect.soft(nonces[0]?.length, path).toBeGreaterThan(15);
		expect.soft(nonces[0], path).not.toBe(nonces[1]);
	}
});

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
			const { status } = await send(site.base + path, request);
			expect.soft(status, `${path}, ${how}`).toBe(403);
		}
	// The same request from our own page is heard: what is refused above is refused for where it comes from.
	const enter = { method: 'POST', headers: { ...encoded, ...own, accept: 'text/html' } };
	expect((await send(`${site.base}/salle/${room.code}?/entrer`, enter)).status).toBe(303);
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
		await expect(page.getByText('Vérifie le code avec l’adulte')).toBeVisible();
		await expect(page.getByRole('link', { name: 'Taper le code de la salle' })).toBeVisible();
		await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
	}
	expect(await answerOf(`${site.base}/salle/222222/dit`)).toBe(404);
	forgive(room, '404');
});

test('[Q6] no page of a whole visit breaks the policy, fails aloud, or names what school filters block', async ({
	room,
	site
}) => {
	const urls: string[] = [];
	const titles: string[] = [];
	const visitor = await room.stranger();
	visitor.on('request', (request) => urls.push(decodeURI(request.url())));
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
	for (const shown of [...urls, ...titles, home]) expect.soft(shown).not.toMatch(blocked);
});

const answerOf = async (url: string): Promise<number> => (await send(url)).status;

/** The browser says aloud every answer of this kind, even one we wanted. */
function forgive(room: Class, ...statuses: string[]): void {
	const kept = room.faults.filter(
		(it) => !statuses.some((wanted) => it.includes(`status of ${wanted}`))
	);
	room.faults.splice(0, Infinity, ...kept);
}
