import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { House } from '../../support/house.ts';
import { shippedCase } from '../../support/shipped-case.ts';

let house: House;
beforeEach(async () => {
	house = await House.open();
});
afterEach(() => house.close());

const file = await shippedCase();

describe('a courtroom over its sockets', () => {
	it('[G1] sends the whole view first, then only the chapters that changed, counted one by one', async () => {
		const { regie, code } = await house.room(file);
		const tablet = await house.tablet(code, 'greffier/audience');
		await tablet.until((view) => view.me?.seats.length === 1);
		const before = tablet.pushes.length;
		await regie.run('nextStep', {});
		await tablet.until((view) => view.script?.step === 'accueil');
		const [first] = tablet.pushes;
		expect(first?.whole).toBe(true);
		expect(tablet.pushes.map(({ n }) => n)).toEqual(tablet.pushes.map((_, i) => i + 1));
		const changed = tablet.pushes.slice(before).flatMap(({ chapters }) => Object.keys(chapters));
		expect(changed).toContain('script');
		expect(changed).not.toContain('seats');
		expect(changed).not.toContain('door');
	});

	it('[G2] pushes nothing to an audience for whom nothing changed', async () => {
		const { regie, code } = await house.room(file);
		const tablet = await house.tablet(code, 'greffier/audience');
		const other = await house.tablet(code);
		await tablet.until((view) => view.me?.seats.length === 1);
		await other.until((view) => view.seats?.places.some(({ taken }) => taken === 1));
		const count = other.pushes.length;
		await regie.run('revokeCard', { seat: 'huissier/audience' });
		await regie.until((view) =>
			view.seats?.places.some((place) => 'card' in place && place.card === 1)
		);
		// Pushes come in order: whatever the card had sent would stand before this one.
		await regie.run('nextStep', {});
		await other.until((view) => view.script?.step === 'accueil');
		expect(other.pushes.length).toBe(count + 1);
	});

	it('[G3] answers a command sent twice once, and again after a restart', async () => {
		const { regie, code, courtroom } = await house.room(file);
		const frame = {
			id: 'same-command-1',
			type: 'addMinutes',
			input: { step: 'accueil', minutes: 2 }
		};
		expect(await regie.send(frame)).toEqual({ done: true });
		expect(await regie.send(frame)).toEqual({ done: true });
		expect(courtroom.trial.clock.added).toEqual({ accueil: 2 });
		const cookies = regie.cookies;
		regie.leave();
		await house.stop();
		house = await House.open({ directory: house.directory });
		const again = await house.bot(code, 'regie', [...cookies.values()][0] ?? '');
		expect(await again.send(frame)).toEqual({ done: true });
		expect((await house.courtroom(code)).trial.clock.added).toEqual({ accueil: 2 });
		again.leave();
	});

	it('[G4] refuses what is not a frame, and lives', async () => {
		const { regie } = await house.room(file);
		const deep = JSON.parse('['.repeat(2_000) + ']'.repeat(2_000)) as unknown;
		const frames = [
			null,
			undefined,
			0,
			'x',
			[],
			{},
			{ type: 'nextStep' },
			deep,
			{ type: '__proto__', input: {} }
		];
		for (const frame of frames) expect(await regie.send(frame)).toHaveProperty('refused');
		expect(await regie.send({ type: 'constructor', input: {} })).toEqual({
			refused: 'unknown-command'
		});
		expect(await regie.send({ type: 'nextStep', input: { more: 1 } })).toEqual({
			refused: 'malformed'
		});
		expect(await regie.run('nextStep', {})).toEqual({ done: true });
	});

	it('[G5] refuses a seat that this tablet does not hold, and what only the server asks', async () => {
		const { code } = await house.room(file);
		await house.tablet(code, 'juge/president');
		const other = await house.tablet(code, 'assesseur/premier');
		const refused = { refused: 'not-yours' };
		expect(
			await other.send({ type: 'suspend', seat: 'juge/president', input: { reason: 'recess' } })
		).toEqual(refused);
		expect(await other.send({ type: 'admitTablet', input: { tablet: 'mine' } })).toEqual(refused);
		expect(await other.send({ type: 'voidSlips', input: {} })).toEqual(refused);
		expect(await other.send({ type: 'nextStep', input: {} })).toEqual(refused);
	});

	it('[G6] says restarting when it stops, and every seat is there afterwards', async () => {
		const { regie, code } = await house.room(file);
		const tablet = await house.tablet(code, 'avocat/sacha');
		for (let i = 0; i < 5; i++) await regie.run('nextStep', {});
		await tablet.until((view) => view.script?.step === 'interrogatoire');
		const port = house.port;
		await house.stop();
		house = await House.open({ directory: house.directory, port });
		const start = tablet.pushes.length;
		await tablet.until(() => tablet.pushes.length > start, 8_000);
		expect(tablet.view.script?.step).toBe('interrogatoire');
		expect(tablet.view.me?.seats[0]?.seat).toBe('avocat/sacha');
	});
});
