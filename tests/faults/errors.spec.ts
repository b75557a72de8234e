import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Delivery } from '../../src/lib/server/wire/delivery.ts';
import { commands } from '../../src/lib/trial/commands.ts';
import { chapters } from '../../src/lib/trial/view.ts';
import { tellRefusal } from '../../src/lib/ui/refusal-words.ts';
import type { Bot } from '../support/bot.ts';
import { House } from '../support/house.ts';
import { shippedCase } from '../support/shipped-case.ts';

const file = await shippedCase();
const failure = () => new TypeError('trahison /srv/pretoire/secret.ts');
const fail = (): never => {
	throw failure();
};

let house: House;
let room: Awaited<ReturnType<House['room']>>;
let tablet: Bot;
let other: Bot;
beforeEach(async () => {
	house = await House.open();
	room = await house.room(file);
	tablet = await house.tablet(room.code, 'avocat/sacha');
	other = await house.tablet(room.code, 'greffier/audience');
	await room.regie.run('jumpToStep', { step: 'interrogatoire' });
	for (const bot of [tablet, other])
		await bot.until((view) => view.script?.step === 'interrogatoire' && view.floor, 15_000);
});
afterEach(async () => {
	vi.restoreAllMocks();
	// The room goes on, for whoever was struck as for the others, and every screen says the same.
	expect(await other.run('askFloor', {}, 'greffier/audience')).toEqual({ done: true });
	await other.until((view) => view.floor?.ranks?.['greffier/audience']);
	await room.regie.until((view) => view.floor?.queue?.includes('greffier/audience'));
	expect(await tablet.run('raiseIncident', { kind: 'parole' }, 'avocat/sacha')).toEqual({
		done: true
	});
	await tablet.until((view) => view.incidents?.open.length);
	for (const bot of [room.regie, tablet, other]) {
		expect(bot.bytes.join('\n')).not.toMatch(/trahison|secret\.ts|TypeError|^\s+at /m);
		bot.leave();
	}
	await house.close();
});

const refused = { refused: 'record-unavailable' };

describe('an error that nobody expected', () => {
	it('[R14] {P31} where a command is handled refuses it in French, and nothing more', async () => {
		vi.spyOn(room.courtroom, 'run').mockRejectedValueOnce(failure());
		expect(await tablet.run('askFloor', {}, 'avocat/sacha')).toEqual(refused);
		expect(tellRefusal('record-unavailable', 'tu')).toMatch(/Rien n’est perdu\s: recommence/);
	});

	it.each(['when', 'then'] as const)(
		'[R14] {P31} in the `%s` of a command writes nothing',
		async (part) => {
			const before = room.courtroom.trial;
			vi.spyOn(commands.showExhibit, part).mockImplementationOnce(fail);
			// The same command again, with its id, is then decided as if it had never come.
			const frame = { id: 'struck-once', type: 'showExhibit', input: { exhibit: '1' } };
			expect(await room.regie.send(frame)).toEqual(refused);
			expect(room.courtroom.trial).toBe(before);
			expect(await room.regie.send(frame)).toEqual({ done: true });
		}
	);

	it('[R14] {P31} where somebody is let in keeps out that one, who tries again', async () => {
		vi.spyOn(house.courthouse.admission, 'whoIs').mockRejectedValueOnce(failure());
		const [token = ''] = [...tablet.cookies.values()];
		await expect(house.bot(room.code, 'tablette', token)).rejects.toThrow(/^unavailable$/);
		const back = await house.bot(room.code, 'tablette', token);
		expect(back.view.me).toEqual(tablet.view.me);
		back.leave();
	});

	it('[R14] {P31} where everything is asked again costs that answer, and the next one comes', async () => {
		const wholes = () => tablet.pushes.filter(({ whole }) => whole).length;
		vi.spyOn(Delivery.prototype, 'restore').mockImplementationOnce(fail);
		tablet.socket?.emit('snapshot');
		// Read in order: once this is answered the snapshot was.
		await tablet.run('withdrawFloor', {}, 'avocat/sacha');
		expect(wholes()).toBe(1);
		tablet.socket?.emit('snapshot');
		await expect.poll(wholes).toBe(2);
	});

	it('[R14] {P31} in the view of one browser leaves the others theirs, and that one its next', async () => {
		const { floor } = chapters;
		const struck = tablet.view.me?.holder;
		const view = vi.spyOn(chapters, 'floor').mockImplementation((trial, audience) => {
			if (audience.holder === struck) fail();
			return floor(trial, audience);
		});
		expect(await room.regie.run('giveFloor', { seat: 'greffier/audience' })).toEqual({
			done: true
		});
		await other.until((now) => now.floor?.holder === 'greffier/audience');
		await room.regie.until((now) => now.floor?.holder === 'greffier/audience');
		expect(tablet.view.floor?.holder).not.toBe('greffier/audience');
		view.mockRestore();
		expect(await room.regie.run('giveFloor', { seat: 'educateur/pjj' })).toEqual({ done: true });
		await tablet.until((now) => now.floor?.holder === 'educateur/pjj');
		expect(tablet.pushes.at(-1)?.whole).toBe(true);
	});
});
