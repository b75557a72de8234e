import { describe, expect, it } from 'vitest';
import type { Seen } from '../../src/lib/protocol/diagnostic.ts';
import type { Facts } from '../../src/lib/client/diagnostic.svelte.ts';
import { judge } from '../../src/lib/ui/diagnostic/judge.ts';
import { decideVerdict } from '../../src/lib/ui/diagnostic/verdict.ts';

const site = 'http://10.0.0.2:3000';
const seen: Seen = {
	pretoire: true,
	origin: site,
	forwarded: 'none',
	forged: false,
	cookie: true,
	now: 0
};
const well: Facts = {
	browser: { recent: true },
	screen: { width: 768, height: 1024, zoom: 100 },
	awake: { secure: true, lock: true },
	answer: 'ours',
	address: { seen, asked: site },
	storage: { cookies: true, allowed: true, local: true },
	clock: 800,
	polling: 'open',
	websocket: 40,
	roundTrip: 12,
	load: { bytes: 150_000, ms: 200 }
};
const fit = 'Cette tablette et ce réseau conviennent.';
const network = 'Ce réseau ne convient pas encore.';
const tablet = 'Cette tablette ne convient pas encore.';
const reserved = 'Cette tablette et ce réseau conviennent, avec une réserve.';
const lost = { answer: 'cut', address: null, storage: null, clock: null, polling: 'cut' } as const;
const silent = { websocket: null, roundTrip: null, load: null } as const;

/** What changed, the verdict, the row to begin with, and words of its remedy. */
const cases: [
	what: string,
	change: Partial<Facts>,
	sentence: string,
	row?: string,
	remedy?: RegExp
][] = [
	['everything is well', {}, fit],
	['a phone', { screen: { width: 360, height: 640, zoom: 100 } }, fit],
	['plain http', { awake: { secure: false, lock: false } }, fit],
	['no wake lock', { awake: { secure: true, lock: false } }, fit],
	['a clock within a minute', { clock: -55_000 }, fit],
	['an old browser', { browser: { recent: false } }, tablet, 'browser', /Safari 15\.6/],
	[
		'a page enlarged too much',
		{ screen: { width: 260, height: 500, zoom: 500 } },
		tablet,
		'screen',
		/320/
	],
	[
		'cookies refused',
		{ storage: { cookies: false, allowed: false, local: false } },
		tablet,
		'storage',
		/Autorisez les cookies/
	],
	[
		'cookies lost on the way',
		{ storage: { cookies: false, allowed: true, local: true } },
		network,
		'storage',
		/Set-Cookie/
	],
	[
		'no storage',
		{ storage: { cookies: true, allowed: true, local: false } },
		reserved,
		'storage',
		/navigation privée/
	],
	['a late clock', { clock: 600_000 }, reserved, 'clock', /heure automatique/],
	['no WebSocket', { websocket: null }, reserved, 'websocket', /liaison simple/],
	['a slow road', { roundTrip: 400 }, reserved, 'roundTrip', /borne/],
	['a road too slow', { roundTrip: 3_000 }, network, 'roundTrip', /borne/],
	['a thin road', { load: { bytes: 150_000, ms: 3_000 } }, reserved, 'load', /groupes/],
	['too thin a road', { load: { bytes: 150_000, ms: 25_000 } }, network, 'load', /groupes/],
	['a file that does not come', { load: null }, network, 'load', /Wi-Fi/],
	['a cut in the middle', { roundTrip: null, load: null }, network, 'roundTrip', /Wi-Fi/],
	['a cookie that nobody tried', { storage: null }, 'La mesure n’a pas pu se finir.'],
	['nothing answers', { ...lost, ...silent }, network, 'answer', /isole/],
	[
		'a filter answers',
		{ ...lost, ...silent, answer: 'filtered', polling: 'filtered' },
		network,
		'answer',
		/autoriser http:\/\/10\.0\.0\.2:3000,/
	],
	[
		'a proxy without Prétoire',
		{ ...lost, ...silent, answer: 'down', polling: 'down' },
		network,
		'answer',
		/relancez/
	],
	[
		'too many measures',
		{ ...lost, ...silent, answer: 'crowded', polling: 'crowded' },
		'La mesure n’a pas pu se finir.',
		'answer',
		/dix minutes/
	],
	[
		'sockets filtered',
		{ polling: 'filtered', websocket: null, roundTrip: null },
		network,
		'polling',
		/\/socket\.io\//
	],
	[
		'sockets refused',
		{ polling: 'refused', websocket: null, roundTrip: null },
		network,
		'polling',
		/«\u00a0Adresse\u00a0»/
	],
	[
		'a proxy not believed',
		{ address: { seen: { ...seen, forwarded: 'ignored' }, asked: 'https://pretoire.test' } },
		network,
		'address',
		/PRETOIRE_TRUSTED_PROXIES/
	],
	[
		'a proxy that renames',
		{ address: { seen, asked: 'https://pretoire.test' } },
		network,
		'address',
		/transmettre Host/
	]
];

describe('the verdict on a tablet and a network', () => {
	it.each(cases)('[Z23] %s', (_, change, sentence, row, remedy) => {
		const verdict = decideVerdict(judge({ ...well, ...change }, site));
		expect(verdict.sentence).toBe(sentence);
		expect(verdict.first?.name).toBe(row);
		if (remedy) expect(verdict.first?.remedy).toMatch(remedy);
	});

	it.each(cases)('[Z23] names the fault, and never says that it goes well: %s', (_, change) => {
		const titles = new Map(judge(well, site).map(({ name, title }) => [name, title]));
		for (const { name, state, title } of judge({ ...well, ...change }, site)) {
			const isWrong = state === 'warning' || state === 'failure';
			expect(title === titles.get(name), title).toBe(!isWrong);
		}
	});

	it('[Z23] waits for every fact', () => {
		const names = Object.keys(well) as (keyof Facts)[];
		for (const name of names) {
			const { [name]: _, ...rest } = well;
			expect(decideVerdict(judge(rest, site)).kind, name).toBe('measuring');
		}
		expect(judge({}, site).every(({ state }) => state === 'waiting')).toBe(true);
	});

	it('[Z23] names a tablet and a network that both fail, and counts the rest', () => {
		const facts = { ...well, browser: { recent: false }, roundTrip: 9_000, clock: 1e7 };
		const { sentence, more } = decideVerdict(judge(facts, site));
		expect(sentence).toBe('Ni cette tablette ni ce réseau ne conviennent encore.');
		expect(more).toBe(2);
	});

	it('[Z23] says nothing well of what another failure kept from being measured', () => {
		const rows = judge({ ...well, ...lost, ...silent }, site);
		const states = rows.filter(({ of }) => of === 'network').map(({ state }) => state);
		expect(states).toEqual(['failure', ...Array(5).fill('unmeasured')]);
	});
});
