import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderBlocks, renderInline } from '../../src/lib/casefile/markdown.ts';
import { enter, type Bot } from '../support/bot.ts';
import { publish } from '../support/promise.ts';
import { Shelf } from './shelf.ts';
import { HonestClass, Target } from './target.ts';

/** What would run if one page forgot to escape, to sanitise or to quote. */
const attacks = [
	'<img src=x onerror=alert(1)>',
	'</script><script>alert(1)</script>',
	'<!--<script>alert(1)',
	'" onmouseover="alert(1)" x="',
	'{@html alert}{#each}',
	'<xmp><img src=x onerror=alert(1)></xmp>',
	'<a id=document><form name=body>'
];
const attack = attacks.join(' ');
const yaml = JSON.stringify(attack);

/** A case of which every title, name and text attacks. */
const arm = (text: string, path: string): string => {
	if (path === 'affaire.md')
		return text
			.replace(/titre: L'affaire.*/, `titre: ${yaml}`)
			.replace(/libelle: recel.*/, `libelle: ${yaml}`)
			.replace(/mots_simples: Avoir gardé.*/, `mots_simples: ${yaml}`)
			.replace(/definition: Le tribunal.*/, `definition: ${yaml}`)
			.replace(/simplifications: \[.*\]/, `simplifications: [${yaml}]`)
			.replace('nom: Place avocat/sacha', `nom: ${yaml}`)
			.replace('Une personne est attendue', attack);
	if (path === 'deroule.md') return text.replace("L'audience est ouverte.", attack);
	if (path === 'decision.md') return text.replace('Une date est fixée.', yaml);
	return text
		.replace(/titre: Pièce .*/, `titre: ${yaml}`)
		.replace('Second paragraphe.', attack)
		.replace('Tenir sa place.', attack);
};

let shelf: Shelf;
let target: Target;
let room: HonestClass;
beforeAll(async () => {
	shelf = await Shelf.open();
	await shelf.add('armee', arm);
	target = await Target.open({}, shelf.home);
	room = await HonestClass.open(target, 'armee');
});
afterAll(async () => {
	room.leave();
	await target.close();
	await shelf.close();
});

/** A tag that only an attack would write: a handler, or a script without the nonce of its page. */
const live =
	/<[a-z][^<>]*?\son\w+\s*=|<script(?![^>]*\s(nonce|src)=)|<xmp|<img src=x|<form name=body|<a id=document/i;
/** The tags of a page: without the data of its own scripts, and without the values of attributes. */
const tagsOf = (html: string): string =>
	html.replace(/(<script[^>]*>)[^]*?(<\/script>)/g, '$1$2').replace(/="[^"]*"/g, '=""');

describe('svelte and sanitize-html', () => {
	it('[A20] GHSA-pr6f, GHSA-8266, GHSA-rcqx, CVE-2026-44990: a case that attacks is text on every page', async () => {
		const { code, regie } = room;
		const seats = ['greffier/g', 'procureur/p', 'juge/president'] as const;
		const tablets: Bot[] = [];
		for (const seat of seats) tablets.push(await enter(target.base, code, seat));
		for (const office of ['magistrat', 'ecran'])
			await regie.post(`/salle/${code}/regie?/${office}`);
		for (const step of ['dossier', 'ouverture']) await regie.run('jumpToStep', { step });
		const rooms = ['', '/regie', '/regie/cartes', '/magistrat', '/ecran'].map(
			(it) => `/salle/${code}${it}`
		);
		let escaped = 0;
		for (const browser of [regie, room.pupil, ...tablets])
			for (const path of ['/', '/ouvrir', ...rooms]) {
				const html = await (await browser.get(path)).text();
				expect(live.exec(tagsOf(html))?.[0], path).toBeUndefined();
				// As many scripts end as begin: no text closed one.
				expect(html.match(/<\/script>/g)?.length ?? 0, path).toBe(
					html.match(/<script\b/g)?.length ?? 0
				);
				if (html.includes('&lt;img src=x')) escaped++;
			}
		expect(escaped).toBeGreaterThan(3);
		let read = 0;
		for (const tablet of tablets)
			for (const path of ['fiches', 'pieces/1', 'pieces/2', 'pieces/4']) {
				const answer = await tablet.get(`/salle/${code}/${path}`);
				if (answer.status !== 200) continue;
				expect(answer.headers.get('content-type')).toBe('application/json');
				const html = htmlOf(await answer.json());
				read += html.length;
				for (const it of html)
					expect(it, path).not.toMatch(/<(?!\/?(p|strong|em|ul|ol|li|h3|br|blockquote)\b)/);
			}
		expect(read).toBeGreaterThan(15);
		for (const tablet of tablets) tablet.leave();
	});

	it('[A20] GHSA-9rmh, GHSA-f3cj: no text of a case names an element, an attribute or a serialised promise', () => {
		const root = join(import.meta.dirname, '../..');
		const pages = globSync('src/**/*.svelte', { cwd: root }).map((path) => ({
			path,
			text: readFileSync(join(root, path), 'utf8')
		}));
		const elements = pages.flatMap(({ text }) => text.match(/<svelte:element this=\S+/g) ?? []);
		expect(elements.filter((it) => !it.includes('`h${level}`'))).toEqual([]);
		expect(
			pages.filter(({ text }) => /hydratable|\$state\.eager|<svelte:boundary/.test(text))
		).toEqual([]);
		// A spread on an element itself, and not on a component, could hold any attribute.
		const spreads = pages.flatMap(({ path, text }) =>
			[...text.matchAll(/<[a-z][\w-]*(?=\s)[^>]*?\{\.\.\.(\w+)/g)].map(
				([, name]) => `${path} ${name}`
			)
		);
		expect(spreads).toEqual(['src/lib/ui/kit/Button.svelte rest']);
		const written = pages.filter(({ text }) => text.includes('{@html'));
		expect(written.map(({ path }) => path)).toEqual(['src/lib/ui/kit/Prose.svelte']);
	});
});

/** The texts of an answer that a page writes as HTML: those of a brief, and the paragraphs of a piece. */
function htmlOf(answer: unknown): string[] {
	if (typeof answer !== 'object' || answer === null) return [];
	const isBrief = 'aim' in answer;
	return Object.entries(answer).flatMap(([name, value]: [string, unknown]) => {
		if (typeof value === 'string') return isBrief || name === 'html' ? [value] : [];
		return isBrief && Array.isArray(value) ? value.map(String) : htmlOf(value);
	});
}

describe('marked', () => {
	it('[A20] CVE-2022-21680, CVE-2022-21681: no text of a case takes a tenth of a second by kilobyte', ({
		task
	}) => {
		const crumbs = [
			'[',
			'![',
			'*a ',
			'**',
			'_a',
			'`',
			'``a',
			'<',
			'<a ',
			'<!--',
			'> ',
			'- ',
			'1. '
		];
		crumbs.push('|', '|-', '[x]: x\n', '[^', '](', '\\', '&#', '~', '~~a', '\n    ', '# ', 'x[x](');
		const kilobytes = 8;
		let slowest = 0;
		for (const crumb of crumbs)
			for (const end of ['', ')'])
				for (const render of [renderBlocks, renderInline]) {
					// Processor time: what else the machine does is not counted.
					const start = process.cpuUsage();
					try {
						render(crumb.repeat(Math.ceil((kilobytes * 1_024) / crumb.length)) + end);
					} catch {
						// Absurd nesting is refused: a finding of the parser.
					}
					slowest = Math.max(slowest, process.cpuUsage(start).user / 1_000);
				}
		expect(slowest / kilobytes).toBeLessThan(100);
		publish(task, { 'ms par ko au pire': Math.ceil(slowest / kilobytes) });
	});
});
