/** A case of one's own: brought, refused with its lines, looked at seat by seat, opened, kept and taken out again. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { unpack } from '../../src/lib/server/intake/archive.ts';
import { filesOf, ownCase } from '../support/archive.ts';
import { Bot, enter } from '../support/bot.ts';
import { laptop, narrow, tablet, test as base } from './support/class.ts';
import { told } from './support/refused.ts';
import { Site } from './support/site.ts';
import { watch } from './support/watch.ts';

const acces = 'sesame-42';
const test = base.extend<{ guarded: Site; visitor: BrowserContext }>({
	guarded: async ({}, use) => {
		const site = await Site.start({ PRETOIRE_ACCESS_CODE: acces });
		await use(site);
		await site.close();
	},
	visitor: async ({ browser, guarded, javaScriptEnabled }, use) => {
		const faults: string[] = [];
		const context = await browser.newContext({
			viewport: laptop,
			reducedMotion: 'reduce',
			javaScriptEnabled: javaScriptEnabled ?? true
		});
		await watch(context, guarded.base, faults);
		await use(context);
		await context.close();
		// A page that says what to mend answers so; the browser says it aloud.
		expect(faults.filter((it) => !it.includes('status of 422'))).toEqual([]);
	}
});

const archive = (bytes: Buffer) => ({
	name: 'mon-affaire.zip',
	mimeType: 'application/zip',
	buffer: bytes
});
const broken = ownCase('mon-affaire', (path, text) =>
	path === 'decision.md' ? text.replace(/^issue:/m, 'isue:') : text
);
const card = (page: Page, name: string) =>
	page.locator('article').filter({ has: page.getByRole('radio', { name }) });

async function expectNoBarrier(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	expect.soft(grave.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
	expect
		.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
		.toBeLessThanOrEqual(0);
}

test('[LO5] [LO8] [LO10] [Q1] a case is refused with its line, mended, looked at, opened, and taken out of its room', async ({
	visitor,
	guarded
}) => {
	const page = await visitor.newPage();
	await page.goto(`${guarded.base}/ouvrir`);
	await page.getByRole('spinbutton', { name: /Élèves/ }).fill('21');
	await page.getByLabel('Donné par qui a installé Prétoire').fill('autre-code');
	const file = page.getByLabel('Le fichier .zip de l’affaire');
	await file.setInputFiles(archive(ownCase()));
	await expect(page.getByText('Le code d’accès n’est pas le bon.')).toBeVisible();
	await page.getByLabel('Donné par qui a installé Prétoire').fill(acces);
	await file.setInputFiles([]);
	await file.setInputFiles(archive(broken));
	await expect(page.getByRole('heading', { name: /points? à corriger/ })).toBeVisible();
	await expect(page.getByText(/decision\.md, ligne \d+/).first()).toBeVisible();
	await expect(page.getByText('→ écrire « issue »')).toBeVisible();
	await expectNoBarrier(page);
	await expect(page.getByRole('spinbutton', { name: /Élèves/ })).toHaveValue('21');

	await file.setInputFiles(archive(ownCase()));
	await expect(page.getByText('Votre affaire, pas encore ouverte')).toBeVisible();
	await expect(page.getByRole('radio', { name: /Le sac du couloir/ }).first()).toBeChecked();
	await page.getByRole('link', { name: 'La relire, place par place' }).click();
	await expect(page.getByRole('heading', { name: 'Le sac du couloir' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'La lire maintenant' })).toBeVisible();
	await page.getByRole('link', { name: 'Défense de Camille' }).click();
	await expect(page.getByRole('heading', { name: 'Sa fiche' })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Ton but' })).toBeVisible();
	await page.setViewportSize(narrow.viewport);
	await expectNoBarrier(page);
	await page.setViewportSize(laptop);
	const aim = await page.getByRole('region', { name: 'Ton but' }).innerText();

	await page.getByRole('link', { name: 'Ouvrir une audience' }).click();
	await page.getByLabel('Donné par qui a installé Prétoire').fill(acces);
	await page.getByRole('button', { name: 'Ouvrir la salle' }).click();
	await page.getByRole('link', { name: 'Entrer dans la régie' }).click();
	await page.waitForURL(/\/salle\/\w{6}\/regie$/);
	const code = /salle\/(\w{6})/.exec(page.url())?.[1] ?? '';

	const pupil = await enter(guarded.base, code, 'avocat/camille');
	const briefs = await (await pupil.get(`/salle/${code}/fiches`)).text();
	expect(briefs.replace(/<[^>]+>/g, ' ')).toContain(aim.split('\n').at(-1)?.slice(0, 30) ?? '?');
	// What the pupil has opens neither the file's preview nor its archive.
	for (const path of ['/regie/dossier', '/regie/dossier.zip', '/../../ouvrir/apercu'])
		expect((await pupil.get(`/salle/${code}${path}`)).status, path).not.toBe(200);
	pupil.leave();

	await page.goto(`${guarded.base}/salle/${code}/regie/dossier?place=juge/president`);
	await expect(page.getByText('Présidence du tribunal').first()).toBeVisible();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'L’affaire en .zip' }).click()
	]);
	expect(download.suggestedFilename()).toBe('mon-affaire.zip');
	const stream = await download.createReadStream();
	const bytes = Buffer.concat(await stream.toArray());
	const [out, sent] = [await unpack(bytes), await unpack(ownCase())];
	if ('findings' in out || 'findings' in sent) throw new Error('refused');
	expect([...out.files.keys()].toSorted()).toEqual([...sent.files.keys()].toSorted());
	for (const [path, content] of sent.files)
		expect(Buffer.compare(out.files.get(path) ?? Buffer.alloc(0), content), path).toBe(0);
});

test('[LO7] [LO9] a case is kept in the library by whoever holds the code, and taken out with it', async ({
	visitor,
	guarded
}) => {
	const page = await visitor.newPage();
	await page.goto(`${guarded.base}/ouvrir`);
	await page.getByLabel('Donné par qui a installé Prétoire').fill(acces);
	await page.getByLabel('Le fichier .zip de l’affaire').setInputFiles(archive(ownCase()));
	await page.getByRole('button', { name: 'Garder dans la bibliothèque' }).click();
	await expect(page.getByText(/est dans la bibliothèque, sous le nom mon-affaire/)).toBeVisible();
	await expect(card(page, 'Le sac du couloir')).toHaveCount(3);
	await page.getByRole('button', { name: 'La retirer' }).click();
	await expect(card(page, 'Le sac du couloir')).toHaveCount(2);

	const stranger = new Bot(guarded.base);
	const ask = (fields: Record<string, string>) => stranger.post('/ouvrir/archive', fields);
	expect((await ask({ affaire: 'mon-affaire', acces: 'autre' })).headers.get('location')).toBe(
		'/ouvrir?archive=code'
	);
	expect((await ask({ affaire: 'nulle-part', acces })).headers.get('location')).toBe(
		'/ouvrir?archive=laquelle'
	);
	for (const id of ['mon-affaire', 'une-journee-payee']) {
		const answer = await ask({ affaire: id, acces });
		expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${id}.zip"`);
		const read = await unpack(new Uint8Array(await answer.arrayBuffer()));
		if ('findings' in read) throw new Error('refused');
		if (id === 'mon-affaire') continue;
		for (const [path, content] of filesOf(id))
			expect(Buffer.compare(read.files.get(path) ?? Buffer.alloc(0), content), path).toBe(0);
	}
});

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('[LO5] a case is brought, refused, mended and looked at all the same', async ({
		visitor,
		guarded
	}) => {
		const page = await visitor.newPage();
		await page.setViewportSize(tablet);
		await page.goto(`${guarded.base}/ouvrir`);
		const bring = async (bytes: Buffer) => {
			await page.getByLabel('Donné par qui a installé Prétoire').fill(acces);
			await page.getByLabel('Le fichier .zip de l’affaire').setInputFiles(archive(bytes));
			await page.getByRole('button', { name: 'Vérifier et charger' }).click();
		};
		await page.getByRole('spinbutton', { name: /Élèves/ }).fill('19');
		await bring(broken);
		await expect(page.getByRole('heading', { name: /points? à corriger/ })).toBeVisible();
		await expect(page.getByRole('spinbutton', { name: /Élèves/ })).toHaveValue('19');
		await bring(ownCase());
		await expect(page.getByText('Votre affaire, pas encore ouverte')).toBeVisible();
		await expect(page.getByRole('spinbutton', { name: /Élèves/ })).toHaveValue('19');
		await page.getByRole('link', { name: 'La relire, place par place' }).click();
		await page.getByRole('link', { name: 'La lire maintenant' }).click();
		await expect(page.getByRole('link', { name: 'Refermer' })).toBeVisible();
		await page.getByRole('link', { name: 'Présidence du tribunal' }).click();
		await expect(page.getByRole('heading', { name: 'Sa fiche' })).toBeVisible();
	});
});

test('[LO12] {P24} what is too heavy is refused with a sentence, and other pages take no archive', async ({
	site
}) => {
	const bot = new Bot(site.base);
	const send = (path: string, bytes: number) => {
		const form = new FormData();
		form.set('geste', 'charger');
		form.set('archive', new Blob([new Uint8Array(bytes)]), 'x.zip');
		const headers = { origin: site.base, accept: 'text/html', cookie: bot.cookie() };
		return fetch(site.base + path, { method: 'POST', body: form, headers, redirect: 'manual' });
	};
	for (const bytes of [3 * 1024 * 1024 + 1, 7 * 1024 * 1024, 12 * 1024 * 1024]) {
		const answer = await send('/ouvrir', bytes);
		expect(answer.status).toBe(413);
		expect(told(await answer.text())).toContain('une affaire pèse 3 Mo au plus');
	}
	const small = await send('/ouvrir', 5000);
	expect(small.status).toBe(422);
	expect(told(await small.text())).toContain('ce fichier n’est pas une archive .zip');
	for (const path of ['/', '/ouvrir/archive', '/salle/222222?/entrer', '/diagnostic/vu']) {
		const answer = await send(path, 100_000);
		expect(answer.status, path).toBe(413);
		expect(await answer.text()).toContain('trop longue');
	}
});

test('[LO7] [LO9] an instance without a code keeps nothing and gives nothing out of its library', async ({
	site
}) => {
	const bot = new Bot(site.base);
	const archived = await bot.post('/ouvrir/archive', { affaire: 'une-journee-payee', acces: '' });
	expect(archived.headers.get('location')).toBe('/ouvrir?archive=sans-code');
	const kept = await bot.post('/ouvrir', { geste: 'garder' }, { accept: 'text/html' });
	expect(kept.status).toBe(403);
	expect(told(await kept.text())).toContain('PRETOIRE_ACCESS_CODE');
	for (const path of ['/ouvrir/apercu', '/ouvrir/apercu/imprimer'])
		expect((await bot.get(path)).status).toBe(303);
});
