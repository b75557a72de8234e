import { describe, expect, it, vi } from 'vitest';
import { welcome } from '../../bin/welcome.ts';
import { readConfig } from '../../src/lib/server/config.ts';

const listed = vi.hoisted(() => ({ addresses: [] as string[] }));
vi.mock('../../src/lib/server/addresses.ts', () => ({ listAddresses: () => listed.addresses }));

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
		expect(open({ HOST: '127.0.0.1' })).not.toContain('192.168.1.20');
		expect(open({ HOST: '10.0.0.4' })).toContain('Sur les tablettes : http://10.0.0.4:3000');
	});

	it('[R2] puts the public address first', () => {
		listed.addresses = ['192.168.1.20'];
		const said = open({ PRETOIRE_PUBLIC_URL: 'https://pretoire.exemple.fr' });
		expect(said).toContain('Sur les tablettes : https://pretoire.exemple.fr');
	});
});
