import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { House } from './support/house.ts';

interface Lock {
	packages: Record<string, { version?: string; resolved?: string; dev?: boolean }>;
}

const path = join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;

/** What must not be older, and the advisories that say so. */
const floors: [name: string, floor: string, advisories: string][] = [
	['socket.io-parser', '4.2.7', 'CVE-2026-33151, CVE-2026-69185'],
	['engine.io', '6.6.10', 'CVE-2026-59725, GHSA-gr94-w7qr-f4j3'],
	['ws', '8.21.0', 'CVE-2026-48779, CVE-2026-45736, CVE-2024-37890'],
	['socket.io', '4.8.0', 'CVE-2024-38355, CVE-2023-32695, CVE-2022-2421'],
	['engine.io', '6.6.7', 'CVE-2023-31125, CVE-2022-41940, CVE-2022-21676'],
	[
		'@sveltejs/kit',
		'2.70.3',
		'CVE-2026-22803, GHSA-j62c, GHSA-3f6h, GHSA-hgv7, GHSA-gv7g, GHSA-5p75'
	],
	['@sveltejs/adapter-node', '5.5.7', 'GHSA-2crg, kit#2532, kit#1523'],
	['svelte', '5.55.7', 'GHSA-pr6f, GHSA-f3cj, GHSA-rcqx, GHSA-9rmh, GHSA-8266'],
	['devalue', '5.8.1', 'GHSA-g2pg, GHSA-vw5p, GHSA-33hq, GHSA-77vg'],
	['sanitize-html', '2.17.4', 'CVE-2026-44990'],
	['marked', '4.0.10', 'CVE-2022-21680, CVE-2022-21681'],
	['yaml', '2.8.3', 'CVE-2026-33532'],
	['kysely', '0.28.17', 'CVE-2026-32763, CVE-2026-33468, CVE-2026-44635'],
	['valibot', '1.2.0', 'CVE-2025-66020'],
	['yjs', '13.6.33', 'yjs#687, which no version mends: a worker, killed in tests/security'],
	['node', '24.21.0', 'SQLite’s WAL-reset']
];

describe('the versions that are installed', () => {
	it.each(floors)('[R9] %s is at least %s (%s)', (name, floor) => {
		const versions = versionsOf(name);
		expect(versions.length).toBeGreaterThan(0);
		for (const version of versions) expect(isAtLeast(version, floor), version).toBe(true);
	});

	it('[R9] SQLite is at least 3.51.3 (WAL-reset corruption)', () => {
		expect(isAtLeast(process.versions.sqlite ?? '0', '3.51.3')).toBe(true);
	});

	it.each(['adm-zip', 'xlsx', 'extract-zip'])('[R9] %s is not there', (name) => {
		expect(versionsOf(name)).toEqual([]);
	});

	it('[R9] Hocuspocus only measures', () => {
		expect(lock.packages['node_modules/@hocuspocus/server']?.dev).toBe(true);
	});

	it('[R9] every advisory is a row above, or tried by its id in tests/security', () => {
		const rows = floors.map(([, , advisories]) => advisories).join();
		const tried = globSync('tests/security/*.spec.ts').map((path) => readFileSync(path, 'utf8'));
		const ids = (text: string) => [...new Set(text.match(/(?:CVE-\d{4}-\d+|GHSA-\w{4})/g))];
		const missing = ids(rows).filter((id) => !tried.join().includes(id));
		// Not a packet: this file tries it below.
		expect(missing).toEqual(['GHSA-gr94']);
	});

	it('[R9] the lock file names no host to fetch from', () => {
		const hosts = Object.values(lock.packages).filter(({ resolved }) => resolved?.includes('://'));
		expect(hosts).toEqual([]);
	});
});

describe('WebTransport', () => {
	const opening = House.open();
	afterAll(async () => (await opening).close());

	it('[R9] is off: no handshake offers it, none accepts it (GHSA-gr94-w7qr-f4j3)', async () => {
		const { base } = await opening;
		const ask = (transport: string) =>
			fetch(`${base}/socket.io/?EIO=4&transport=${transport}`, {
				headers: { 'x-pretoire': 'ecran' }
			});
		const handshake = await (await ask('polling')).text();
		expect(JSON.parse(handshake.slice(1))).toMatchObject({ upgrades: ['websocket'] });
		expect((await ask('webtransport')).status).toBe(400);
	});
});

/** Ours, and those that serve: a copy inside a tool of development reads nothing from outside. */
function versionsOf(name: string): string[] {
	return Object.entries(lock.packages).flatMap(([place, { version, dev }]) => {
		const counts =
			place === `node_modules/${name}` || (!dev && place.endsWith(`/node_modules/${name}`));
		return version && counts ? [version] : [];
	});
}

function isAtLeast(version: string, floor: string): boolean {
	return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}
