import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect } from '@playwright/test';
import { BadNetwork } from '../support/bad-network.ts';
import { fit, test, Visit } from './support/visit.ts';
import { watch } from './support/watch.ts';

const reserved = 'Cette tablette et ce réseau conviennent, avec une réserve.';
const noNetwork = 'Ce réseau ne convient pas encore.';
const noTablet = 'Cette tablette ne convient pas encore.';

test('[Z23] a good tablet on a good network is told so, and nothing leaves the site', async ({
	visit
}) => {
	const it = await visit();
	const faults: string[] = [];
	await watch(it.context, it.base, faults);
	const began = Date.now();
	await it.measure();
	await it.expectVerdict(fit);
	const duration = Date.now() - began;
	await it.expectRow('Liaison directe (WebSocket)', 'bien', /ouverte/);
	await it.expectRow('Adresse', 'bien', new RegExp(it.base));
	await it.expectRow('Débit', 'bien', /Mbit\/s, sur 150.ko/);
	await it.expectRow('Aller-retour', 'bien', /ms, au milieu de dix/);
	const asked = it.network.made;
	await it.page.getByRole('button', { name: 'Refaire la mesure' }).click();
	await expect(it.page.getByRole('progressbar')).toBeVisible();
	await it.expectVerdict(fit);
	expect(it.network.made).toBeGreaterThan(asked);
	expect(faults).toEqual([]);
	test.info().annotations.push({ type: 'figures', description: JSON.stringify({ ms: duration }) });
});

test('[Z23] a network that strips, keeps or refuses WebSocket is told to be slower', async ({
	visit
}) => {
	const stripped = await visit({ headers: { upgrade: null, connection: 'keep-alive' } });
	await stripped.measure();
	await stripped.expectVerdict(reserved, 'Pas de liaison directe (WebSocket)');
	await stripped.expectRow('Liaison simple', 'bien', /ouverte/);
	await stripped.expectRow('Aller-retour', 'bien', /ms/);

	// It opens, and what it carries never comes: the probe must not be believed.
	const kept = await visit({ passes: () => false });
	await kept.measure();
	await kept.expectVerdict(reserved, 'Pas de liaison directe (WebSocket)');
});

test('[Z23] a filter that answers in the place of Prétoire is recognised', async ({ visit }) => {
	const all = await visit();
	const blocked = { contentType: 'text/html', body: '<h1>Accès refusé par l’académie</h1>' };
	await all.page.route('**/diagnostic/vu', (route) => route.fulfill({ status: 403, ...blocked }));
	await all.measure();
	await all.expectVerdict(noNetwork, 'Prétoire ne répond pas');
	await all.expectRow('Prétoire ne répond pas', 'à régler', /un filtre a répondu.*autoriser http/);
	await all.expectRow('Débit', 'non mesuré', /^/);

	const away = await visit();
	await away.page.route('**/diagnostic/vu', (route) =>
		route.fulfill({ status: 302, headers: { location: 'http://portail.test/connexion' } })
	);
	await away.measure();
	await away.expectRow('Prétoire ne répond pas', 'à régler', /un filtre a répondu/);

	const sockets = await visit();
	await sockets.page.route('**/socket.io/**', (route) =>
		route.fulfill({ status: 200, ...blocked })
	);
	await sockets.measure();
	await sockets.expectVerdict(noNetwork, 'Pas de liaison simple');
	await sockets.expectRow(
		'Pas de liaison simple',
		'à régler',
		/bloquée par un filtre.*\/socket\.io\//
	);
});

test('[Z23] a network that is cut, slow or crowded is told apart', async ({ visit, site }) => {
	const cut = await visit();
	await cut.measure();
	await cut.expectVerdict(fit);
	await cut.context.setOffline(true);
	await cut.page.getByRole('button', { name: 'Refaire la mesure' }).click();
	await cut.expectVerdict(noNetwork, 'Prétoire ne répond pas');
	await cut.expectRow('Prétoire ne répond pas', 'à régler', /aucune réponse.*Wi-Fi/);
	await cut.context.setOffline(false);
	await cut.page.getByRole('button', { name: 'Refaire la mesure' }).click();
	await cut.expectVerdict(fit);

	const midway = await visit();
	await midway.page.route('**/diagnostic/poids', (route) => route.abort());
	await midway.measure();
	await midway.expectVerdict(noNetwork, 'Débit faible ou coupé');

	const slow = await visit({ latency: 130 });
	await slow.measure();
	await slow.expectRow('Aller-retour lent ou coupé', 'réserve', /borne Wi-Fi/);

	const crowded = await visit();
	await crowded.page.route('**/diagnostic/vu', (route) => route.fulfill({ status: 429 }));
	await crowded.measure();
	await crowded.expectVerdict('La mesure n’a pas pu se finir.', 'Prétoire ne répond pas');

	const gone = await visit();
	await gone.page.route('**/diagnostic/vu', (route) => route.fulfill({ status: 502 }));
	await gone.measure();
	await gone.expectRow('Prétoire ne répond pas', 'à régler', /service arrêté/);
	expect(site.output).not.toMatch(/"level":"error"/);
});

test('[Z23] an address that a proxy changes is named, with what to set', async ({ visit }) => {
	const renamed = await visit({ headers: { host: 'interne:3000' } });
	await renamed.measure();
	await renamed.expectVerdict(noNetwork, 'Adresse changée en route');
	await renamed.expectRow(
		'Adresse changée en route',
		'à régler',
		/le serveur lit http:\/\/interne:3000/
	);

	const told = { host: 'interne:3000', 'x-forwarded-host': 'pretoire.test' };
	const unheard = await visit({ headers: told });
	await unheard.measure();
	await unheard.expectRow('Adresse changée en route', 'à régler', /PRETOIRE_TRUSTED_PROXIES/);
});

test('[Z23] a tablet whose clock, memory or screen is wrong is told so', async ({ visit }) => {
	const late = await visit();
	await late.context.addInitScript(() => {
		const now = Date.now.bind(Date);
		Date.now = () => now() - 600_000;
	});
	await late.measure();
	await late.expectVerdict(reserved, 'Horloge mal réglée');
	await late.expectRow('Horloge mal réglée', 'réserve', /en retard de 10.min/);

	const stripped = await visit({ headers: { cookie: null } });
	await stripped.measure();
	await stripped.expectVerdict(noNetwork, 'Cookies ou mémoire bloqués');
	await stripped.expectRow('Cookies ou mémoire bloqués', 'à régler', /perdus en route/);

	const tiny = await visit({}, { viewport: { width: 300, height: 600 } });
	await tiny.measure();
	await tiny.expectVerdict(noTablet, 'Écran trop petit');

	const old = await visit();
	await old.context.addInitScript(() => {
		Reflect.deleteProperty(Array.prototype, 'findLast');
	});
	await old.measure();
	await old.expectVerdict(noTablet, 'Navigateur à mettre à jour');
	await old.expectRow('Navigateur à mettre à jour', 'à régler', /Safari 15\.6/);
});

test('[Z23] a browser that refuses cookies is told how to allow them', async ({ site }) => {
	const profile = await mkdtemp(join(tmpdir(), 'pretoire-profil-'));
	await mkdir(join(profile, 'Default'));
	const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
	await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
	const { launchOptions } = test.info().project.use;
	const context = await chromium.launchPersistentContext(profile, { ...launchOptions });
	const network = await BadNetwork.open(site.base);
	const it = new Visit(await context.newPage(), context, network);
	await it.measure();
	await it.expectVerdict(noTablet, 'Cookies ou mémoire bloqués');
	await it.expectRow('Cookies ou mémoire bloqués', 'à régler', /cookies refusés.*Autorisez/);
	await context.close();
	await network.close();
	await rm(profile, { recursive: true, force: true });
});

test('[Z23] on plain http the page says what is lost, and that it will do', async ({ visit }) => {
	const it = await visit();
	it.base = it.base.replace('127.0.0.1', 'pretoire.test');
	await it.measure();
	await it.expectVerdict(fit);
	await it.expectRow('Mise en veille', 'à savoir', /garder l’écran allumé/);
});
