import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireView } from '../../src/lib/protocol/wire.ts';
import { minimalCase, minimalFiles } from '../support/minimal-case.ts';
import { canary } from '../support/canary.ts';
import { enter, openRoom, type Bot } from '../support/bot.ts';
import { publish } from '../support/promise.ts';
import { leave, openHearing, type Hearing } from './hearing.ts';
import { ask, exchange } from './raw.ts';
import { Shelf } from './shelf.ts';
import { Target } from './target.ts';

const canaries = [...new Set([...minimalFiles().values()].join('\n').match(/canari\w+z/g))];
const found = (text: string): string[] => canaries.filter((word) => text.includes(word));

let shelf: Shelf;
let target: Target;
let hearing: Hearing;
let regie: Bot;
/** Nobody, a tablet without a seat, and one whose seat reads its own brief and nothing else yet. */
let eyes: { name: string; cookie: string; own: string[] }[];
beforeAll(async () => {
	shelf = await Shelf.open();
	await shelf.add('minimale');
	// The same case, each of its secrets longer by a page.
	const more = ' et encore un mot'.repeat(12);
	await shelf.add('longue', (text, path) => {
		if (path === 'pieces/03-lettre.md')
			return text.replace('Second paragraphe.', `Second paragraphe${more}.`);
		if (path === 'roles/avocat-sacha.md')
			return text.replace('Tenir sa place.', `Tenir sa place${more}.`);
		if (path === 'decision.md')
			return text.replace('Les pièces se complètent.', `Les pièces se complètent${more}.`);
		if (path === 'deroule.md')
			return text.replace('- Ce qui est établi.', `- Ce qui est établi${more}.`);
		return text;
	});
	target = await Target.open({}, shelf.home);
	hearing = await openHearing(target.base, minimalCase());
	const of = (name: string): Bot => {
		const bot = hearing.browsers.get(name);
		if (!bot) throw new Error(`no ${name}`);
		return bot;
	};
	regie = of('regie');
	const brief = ['but', 'secret', 'question', 'debut', 'tache'].map((it) =>
		canary(`${it} temoin/t`)
	);
	eyes = [
		{ name: 'nobody', cookie: '', own: [] },
		{ name: 'no seat', cookie: of('sans place').cookie(), own: [] },
		{ name: 'temoin/t', cookie: of('temoin/t').cookie(), own: brief },
		{ name: 'ecran', cookie: of('ecran').cookie(), own: [] }
	];
	// The witness waits outside, and the hearing speaks of everything else.
	for (const step of ['dossier', 'ouverture']) await regie.run('jumpToStep', { step });
	await regie.run('addMinutes', { step: 'ouverture', minutes: 1 });
});
afterAll(async () => {
	leave(hearing);
	await target.close();
	await shelf.close();
});

/** Where a word could come out over HTTP, by channel. */
function listChannels(): Record<string, string[]> {
	const room = `/salle/${hearing.code}`;
	const offices = [
		'',
		'/regie',
		'/regie/cartes',
		'/regie/dossier',
		'/regie/imprimer',
		'/magistrat',
		'/ecran'
	];
	const pages = offices.map((it) => room + it);
	const asOffices = (path: string) =>
		['tablette', 'regie', 'magistrat', 'ecran', 'x'].map((it) => `${room}/${path}?office=${it}`);
	return {
		pages,
		'page data': pages.map((it) => `${it}/__data.json`),
		briefs: asOffices('fiches'),
		'what was said': asOffices('dit'),
		pieces: ['pieces/1', 'pieces/3', 'pieces/99'].flatMap(asOffices),
		media: ['pieces/1/media', 'pieces/3/media', 'pieces/99/media'].flatMap(asOffices),
		'the library': ['/', '/ouvrir', '/ouvrir/__data.json'],
		'the case whole': [`${room}/regie/dossier.zip`, '/ouvrir/apercu', '/ouvrir/apercu/1'],
		health: ['/healthz', '/healthz/ready'],
		metrics: ['/metrics'],
		errors: ['/nulle-part', '/salle/222222/dit', '/%ff', '/_app/x.js']
	};
}

describe('a word of the case', () => {
	it('[A24] {P19} is in no page, data, error or page of health, however it is asked for', async ({
		task
	}) => {
		const accepts = ['text/html', 'application/json', 'image/png', ';;q=x'];
		const channels = listChannels();
		let answers = 0;
		for (const { name, cookie, own } of eyes)
			for (const path of Object.values(channels).flat())
				for (const accept of path.includes('?') || path.includes('data')
					? accepts
					: accepts.slice(0, 2)) {
					const answer = await fetch(target.base + path, {
						headers: { cookie, accept },
						redirect: 'manual'
					});
					const body = (await answer.text()) + JSON.stringify([...answer.headers]);
					const leaks = found(body).filter((word) => !own.includes(word));
					expect(leaks, `${name} ${accept} ${path}`).toEqual([]);
					answers++;
				}
		// The same addresses do speak to whoever may hear.
		const briefs = await (await regie.get(`/salle/${hearing.code}/regie`)).text();
		expect(found(briefs).length).toBeGreaterThan(30);
		const canaux = Object.keys(channels).length;
		publish(task, { canaris: canaries.length, canaux, réponses: answers });
	});

	it('[A24] {P19} is in no refusal of a form, a method, a length or a frame', async ({ task }) => {
		const room = `/salle/${hearing.code}`;
		const own = ['Origin: http://salle.test', 'Content-Type: application/x-www-form-urlencoded'];
		const { base } = target;
		for (const { name, cookie } of eyes.filter(({ own: words }) => words.length === 0)) {
			const told = [
				await exchange(base, 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')
			];
			for (const action of ['carte', 'remplacer', 'x', 'constructor'])
				told.push(
					await ask(base, `POST ${room}?/${action}`, [
						...own,
						`Cookie: ${cookie}`,
						'Content-Length: 0'
					])
				);
			for (const action of ['retrouver', 'inviter', 'remplacer', 'cle-ecran'])
				told.push(
					await ask(base, `POST ${room}/regie?/${action}`, [
						...own,
						`Cookie: ${cookie}`,
						'Content-Length: 0'
					])
				);
			for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'])
				told.push(await ask(base, `${method} ${room}/pieces/3`, [...own, `Cookie: ${cookie}`]));
			expect(found(told.join()), name).toEqual([]);
		}
		const witness = hearing.browsers.get('temoin/t');
		for (const exhibit of ['1', '3', '99']) {
			const reply = await witness?.run('showExhibit', { exhibit }, 'temoin/t');
			expect(reply).toEqual({ refused: 'not-yours' });
		}
		publish(task, { canaux: 4 });
		const brief = eyes.find(({ name }) => name === 'temoin/t')?.own ?? [];
		expect(found(witness?.bytes.join('\n') ?? '').filter((word) => !brief.includes(word))).toEqual(
			[]
		);
	});

	it('[A24] {P19} is confirmed by no ETag, date or part', async ({ task }) => {
		publish(task, { canaux: 1 });
		const room = `/salle/${hearing.code}`;
		for (const path of ['/dit', '/pieces/1', '/pieces/3', '/fiches', '/regie', '']) {
			const office = path === '/regie' || path === '' ? '' : '?office=regie';
			const entitled = await regie.get(room + path + office);
			const etag = entitled.headers.get('etag') ?? '"none"';
			expect(entitled.headers.get('last-modified'), path).toBeNull();
			for (const { name, cookie } of eyes)
				for (const headers of [
					{ 'if-none-match': etag },
					{ 'if-match': etag },
					{ 'if-modified-since': new Date().toUTCString() },
					{ range: 'bytes=0-9' }
				]) {
					const answer = await fetch(target.base + room + path + office, {
						headers: { cookie, ...headers } as Record<string, string>
					});
					expect([304, 206, 412], `${name} ${path}`).not.toContain(answer.status);
					await answer.text();
				}
		}
	});
});

/** The weight of everything a browser without entitlement is sent, at each step. */
async function weigh(affaire: string): Promise<Map<string, number>> {
	const { base } = target;
	const room = await openRoom(base, { affaire });
	const bots: Record<string, Bot> = {
		'observateur/o': await enter(base, room.code, 'observateur/o'),
		'huissier/h': await enter(base, room.code, 'huissier/h'),
		'temoin/t': await enter(base, room.code, 'temoin/t')
	};
	await room.regie.post(`/salle/${room.code}/regie?/ecran`);
	const weights = new Map<string, number>();
	// Figures that time changes weigh the same here; words do not.
	const weight = (it: unknown) =>
		JSON.stringify(it)
			.replace(/"t-[\w-]+"/g, '"t"')
			.replace(/[0-9a-f]{64}/g, 'digest')
			.replace(/\d+/g, '0').length;
	for (const step of [
		'accueil',
		'dossier',
		'ouverture',
		'interrogatoire',
		'requisitions',
		'plaidoirie'
	]) {
		await room.regie.run('jumpToStep', { step });
		for (const [name, bot] of Object.entries(bots)) {
			await bot.until((view) => view.script?.step === step);
			const whole = new Promise<Partial<WireView>>((heard) =>
				bot.socket?.once('view', (push: { chapters: Partial<WireView> }) => heard(push.chapters))
			);
			bot.socket?.emit('snapshot');
			for (const [chapter, content] of Object.entries(await whole))
				weights.set(`${name} ${step} ${chapter}`, weight(content));
			for (const path of ['', '/dit', '/pieces/3']) {
				const body = await (await bot.get(`/salle/${room.code}${path}`)).text();
				const drawn = [room.code, room.code.slice(0, 3), room.code.slice(3)];
				const text = drawn.reduce((rest, it) => rest.replaceAll(it, ''), body);
				weights.set(`${name} ${step} ${path}`, weight(text.replace(/nonce[-=]"?[\w+/=]+/g, '')));
			}
		}
	}
	for (const bot of [room.regie, ...Object.values(bots)]) bot.leave();
	return weights;
}

describe('the length of what is sent', () => {
	it('[A24] {P19} is the same, however long the secrets of others are', async ({ task }) => {
		const [short, long] = [await weigh('minimale'), await weigh('longue')];
		expect(short.size).toBeGreaterThan(150);
		expect([...short].filter(([what, weight]) => long.get(what) !== weight)).toEqual([]);
		publish(task, { canaux: 1, 'longueurs comparées': short.size });
	});
});
