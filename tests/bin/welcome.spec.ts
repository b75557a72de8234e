import { describe, expect, it, vi } from 'vitest';
import { welcome } from '../../bin/welcome.ts';
import { joinAddresses } from '../../src/lib/server/addresses.ts';
import { readConfig } from '../../src/lib/server/config.ts';

const listed = vi.hoisted(() => ({ addresses: [] as string[] }));
vi.mock('node:os', async (actual) => ({
	...(await actual<typeof import('node:os')>()),
	networkInterfaces: () => ({
		en0: listed.addresses.map((address) => ({ family: 'IPv4', internal: false, address }))
	})
}));

const open = (env: Record<string, string> = {}, colours = false) =>
	welcome(readConfig(env), 3000, colours);

describe('the welcome', () => {
	it('[R2] gives the addresses, best first, this machine, and a code to scan', () => {
		listed.addresses = ['192.168.1.20', '10.0.0.4'];
		const said = open();
		expect(said).toContain('Sur les tablettes : http://192.168.1.20:3000');
		expect(said).toContain('ou bien : http://10.0.0.4:3000');
		expect(said).toContain('Sur cette machine : http://localhost:3000');
		expect(said.match(/█/g)?.length).toBeGreaterThan(50);
		expect(said).not.toContain('\x1b');
		expect(open({}, true)).toContain('\x1b[38;5;231;48;5;16m');
	});

	it('[R2] says that there is no network', () => {
		listed.addresses = [];
		expect(open()).toContain('Pas de réseau : seulement cette machine');
	});

	it('[R2] gives no address where nobody listens', () => {
		listed.addresses = ['192.168.1.20'];
		for (const HOST of ['127.0.0.1', 'localhost', '::1']) {
			expect(open({ HOST })).not.toMatch(/192\.168|Pas de réseau|Reliez/);
			expect(open({ HOST })).toContain(`HOST=${HOST} le réserve à cette machine`);
		}
		expect(open({ HOST: '10.0.0.4' })).toContain('Sur les tablettes : http://10.0.0.4:3000');
	});

	it('[R2] a room shows no address where nobody listens, and the one its browser came by', () => {
		listed.addresses = ['192.168.1.20'];
		const shown = (url: string, env: Record<string, string> = {}) =>
			joinAddresses(new URL(url), readConfig(env));
		const here = 'http://localhost:3000';
		expect(shown(here)).toEqual(['http://192.168.1.20:3000']);
		expect(shown(here, { HOST: '127.0.0.1' })).toEqual([here]);
		expect(shown(here, { HOST: '10.0.0.4' })).toEqual(['http://10.0.0.4:3000']);
		// Through a proxy of this machine.
		const proxied = 'http://college.test';
		expect(shown(proxied, { HOST: '127.0.0.1' })).toEqual([proxied]);
	});

	it('[R2] puts the public address first', () => {
		listed.addresses = ['192.168.1.20'];
		const said = open({ PRETOIRE_PUBLIC_URL: 'https://pretoire.exemple.fr' });
		expect(said).toContain('Sur les tablettes : https://pretoire.exemple.fr');
	});
});
