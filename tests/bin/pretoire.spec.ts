import { describe, expect, it, onTestFinished } from 'vitest';
import { listBackups } from '../../src/lib/server/archive/backup.ts';
import { House } from '../support/house.ts';
import { pretoire } from '../support/pretoire.ts';
import { addRoom, makeRecord } from '../server/archive/record.ts';
import { newDirectory } from '../server/store/places.ts';

const overdue = { trial: 'fermee', days: 31, closed: true, facts: 5 };
const recent = { trial: 'recente', days: 2, closed: true, facts: 5 };

describe('npm run pretoire', () => {
	const misunderstood: [typed: string, fault: string][] = [
		['', ''],
		['sauver', '« sauver » n’est pas une commande.'],
		['constructor', '« constructor » n’est pas une commande.'],
		['sauvegarder --vite', '« --vite » n’existe pas.'],
		['sauvegarder --constructor', '« --constructor » n’existe pas.'],
		['sauvegarder ici', '« ici » est de trop.'],
		['restaurer un deux', '« deux » est de trop.'],
		['purger --jour 3', '« --jour » n’existe pas. Vouliez-vous dire « --jours » ?'],
		['purger --jours', '« --jours » attend une valeur.'],
		['purger --jours --oui', '« --jours » attend une valeur.'],
		['purger --oui=non', '« --oui » ne prend pas de valeur.'],
		['purger --jours abc', '« abc » ne va pas : --jours veut un nombre entier de jours'],
		['purger tout', '« tout » est de trop.'],
		['diagnostic --attente 101', '« 101 » ne va pas : --attente veut un nombre de secondes']
	];
	it.each(misunderstood)('[Z14] « %s »: the fault, the usage, exit 2', async (typed, fault) => {
		const ran = await pretoire(newDirectory(), typed.split(' ').filter(Boolean));
		expect(ran).toMatchObject({ code: 2, out: '' });
		expect(ran.errors).toMatch(/^(.+\n\n)?Usage : npm run pretoire -- <commande>/);
		expect(ran.errors.startsWith(fault || 'Usage')).toBe(true);
	});

	it('[Z14] says its usage when asked', async () => {
		const ran = await pretoire(newDirectory(), ['--aide']);
		expect(ran).toMatchObject({ code: 0, errors: '' });
		for (const name of ['diagnostic', 'sauvegarder', 'restaurer', 'purger'])
			expect(ran.out).toContain(`  ${name} `);
		for (const option of ['[adresse]', '--attente', '--jours', '--oui', '--json'])
			expect(ran.out).toContain(option);
	});

	it('[Z14] answers the same to a person and to a program, while the server runs and when it does not', async () => {
		const house = await House.open({ directory: newDirectory() });
		onTestFinished(() => house.stop());
		await addRoom(house.courthouse.store, recent);
		const told = await pretoire(house.directory, ['sauvegarder']);
		expect(told).toMatchObject({ code: 0, errors: '' });
		expect(told.out).toMatch(/^Sauvegarde faite et vérifiée : .*\.db\n1 audience, 5 faits, /);
		const open = await pretoire(house.directory, ['sauvegarder', '--json']);
		await house.stop();
		const shut = await pretoire(house.directory, ['sauvegarder', '--json']);
		const [one, two] = [open, shut].map(({ out }) => JSON.parse(out) as Record<string, unknown>);
		expect(one).toMatchObject({ rooms: 1, facts: 5 });
		expect(two).toMatchObject({ rooms: 1, facts: 5, record: one?.record });

		const listed = await pretoire(house.directory, ['restaurer', '--json']);
		expect(JSON.parse(listed.out)).toMatchObject({
			backups: [{ path: two?.path }, { path: one?.path }, { rooms: 1 }]
		});
		const name = listBackups(house.directory).at(-1)?.name ?? '';
		const restored = await pretoire(house.directory, ['restaurer', name]);
		expect(restored).toMatchObject({ code: 0, errors: '' });
		expect(restored.out).toContain('1 audience rejouée, 5 faits');
	});

	it('[Z14] refuses in French, without a stack, exit 1', async () => {
		const directory = await makeRecord(recent);
		const refusals = await Promise.all([
			pretoire(newDirectory(), ['sauvegarder']),
			pretoire(directory, ['restaurer', 'absent.db']),
			pretoire(directory, ['purger'], { env: { PRETOIRE_RETENTION_DAYS: '0' } }),
			pretoire(directory, ['sauvegarder'], { env: { PRETOIRE_BACKUPS_KEPT: 'beaucoup' } })
		]);
		for (const { code, out, errors } of refusals) {
			expect({ code, out }).toEqual({ code: 1, out: '' });
			expect(errors).not.toMatch(/^\s+at /m);
		}
		expect(refusals[0]?.errors).toMatch(/^Aucune sauvegarde n’a été faite\. Il n’y a encore rien/);
		expect(refusals[3]?.errors).toContain('PRETOIRE_BACKUPS_KEPT : il faut');
		const json = await pretoire(directory, ['restaurer', 'absent.db', '--json']);
		expect(json.code).toBe(1);
		expect(JSON.parse(json.out)).toEqual({ error: expect.stringContaining('n’existe pas') });
	});

	it('[Z15] says how many rooms and of when, nothing of them, and erases only after a yes', async () => {
		const directory = await makeRecord(overdue, recent);
		const dry = await pretoire(directory, ['purger']);
		expect(dry).toMatchObject({ code: 0, errors: '' });
		expect(dry.out).toMatch(/^1 audience fermée depuis plus de 30 jours \(le \d+\S* \S+ \d{4}\)$/m);
		expect(dry.out).toContain('Rien n’est effacé');
		expect(dry.out).not.toMatch(/canari|FERMEE/i);
		expect(JSON.parse((await pretoire(directory, ['purger', '--json'])).out)).toMatchObject({
			erased: false,
			rooms: [{ closedAt: expect.any(Number) }]
		});
		expect((await pretoire(directory, ['purger', '--jours', '40'])).out).toBe('Rien à effacer.\n');

		const held = await makeRecord({ trial: 'tenue', days: 0.1, closed: false, facts: 5 });
		const kept = await pretoire(held, ['purger', '--jours', '0', '--oui']);
		expect(kept.out).toMatch(
			/^Rien à effacer\.\n1 audience jamais fermée est gardée : dernier geste le .+\. Elle ne s’efface que 7 jours après, ou une fois fermée depuis la régie\.\n$/
		);
		expect(
			JSON.parse((await pretoire(held, ['purger', '--jours', '0', '--oui', '--json'])).out)
		).toMatchObject({ erased: false, rooms: [], kept: [{ closedAt: null }] });

		const done = await pretoire(directory, ['purger', '--oui']);
		expect(done.out).toContain('Effacé du logiciel');
		expect((await pretoire(directory, ['purger'])).out).toBe('Rien à effacer.\n');
		const all = await pretoire(directory, ['purger', '--jours', '0', '--oui', '--json']);
		expect(JSON.parse(all.out)).toMatchObject({ erased: true, rooms: [{}] });
	});
});
