import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../src/lib/server/log.ts';
import { drawCode } from '../../src/lib/server/door/secret.ts';
import { Bot } from '../support/bot.ts';
import { shippedCase } from '../support/shipped-case.ts';
import { Desk } from './desk.ts';

type Entry = Parameters<Log['info']>[0];
const file = await shippedCase();
const wire = { transports: ['websocket'], reconnection: false };

let desk: Desk;
let code: string;
let trial: string;
let token: string;
let pass: string;
let told: Entry[] = [];
const secrets: string[] = [];
beforeAll(async () => {
	desk = await Desk.open({ PRETOIRE_ACCESS_CODE: 'sesame-42' });
	for (const level of ['debug', 'info', 'warn', 'error'] as const)
		vi.spyOn(desk.courthouse.log, level).mockImplementation((entry) => void told.push(entry));
});
beforeEach(async () => {
	const { admission, courtrooms } = desk.courthouse;
	const opened = await admission.open({ file, pupils: 28, tablets: 28, format: '110' });
	({ code } = opened);
	const room = await courtrooms.find(code);
	if (!room) throw new Error('no such room');
	trial = room.id;
	token = (await admission.enter(room)) ?? '';
	pass = (await admission.offerReplacement(room, room.trial.seats.admitted[0] ?? '')) ?? '';
	secrets.push(code, opened.token, opened.phrase, token, pass);
	told = [];
});
afterAll(() => desk.close());

const post = (action: string, fields: Record<string, string>, cookie = '') =>
	desk.knock(`/salle/${code}${action}`, { fields, cookie });
const join = async (key: string) => {
	const bot = new Bot(desk.base);
	bot.cookies.set(`tablette-${code}`, key);
	return bot.join(code, 'tablette', wire);
};
const polling = '/socket.io/?EIO=4&transport=polling';
const ours = () => ({ 'x-pretoire': 'tablette', origin: desk.base });

/** What a room or its door sees, and the one line that tells it. */
const facts: [deed: string, act: () => Promise<unknown>, entry: () => Entry][] = [
	[
		'a socket from another site',
		() => desk.knock(polling, { headers: { ...ours(), origin: 'http://evil.test' } }),
		() => ({ fact: 'origin-refused' })
	],
	[
		'a sid without its cookie',
		() => desk.knock(`${polling}&sid=emprunte`, { headers: ours() }),
		() => ({ fact: 'sid-refused' })
	],
	[
		'a key that opens nothing, on a socket',
		() => join('x'.repeat(43)).catch(() => {}),
		() => ({ fact: 'key-refused', trial, office: 'tablette' })
	],
	[
		'a form of the régie without its key',
		() => post('/regie?/inviter', {}),
		() => ({ fact: 'key-refused', trial, office: 'regie' })
	],
	[
		'a one-use code that is wrong, expired or used',
		() => post('?/remplacer', { code: 'AAAAAAAA' }),
		() => ({ fact: 'key-refused', trial })
	],
	[
		'a card that opens no seat any more',
		() => post('?/carte', { carte: 'AAAAAAAAAA' }),
		() => ({ fact: 'key-refused', trial })
	],
	[
		'a recovery phrase that is not this room’s',
		() => post('/regie?/retrouver', { phrase: 'un deux trois quatre cinq six' }),
		() => ({ fact: 'key-refused', trial })
	],
	[
		'a tablet replaced',
		() => post('?/remplacer', { code: pass }),
		() => ({ fact: 'key-used', trial, office: 'tablette' })
	],
	[
		'a wrong access code',
		() =>
			desk.knock('/ouvrir', {
				fields: {
					affaire: 'une-journee-payee',
					eleves: '28',
					tablettes: '9',
					format: '110',
					acces: 'sesame-43'
				}
			}),
		() => ({ fact: 'access-refused' })
	],
	[
		'a command that was not listed',
		async () => (await join(token)).send({ type: 'nextStep', input: {} }),
		() => ({ fact: 'command-refused', trial, office: 'tablette' })
	],
	[
		'a command that does not exist',
		async () => (await join(token)).send({ type: 'become', input: {} }),
		() => ({ fact: 'command-refused', trial, office: 'tablette' })
	],
	[
		'codes guessed without end: once a minute',
		async () => {
			for (let i = 0; i < 150; i++) await desk.knock(`/salle/${drawCode()}`);
		},
		() => ({ fact: 'too-many-tries' })
	]
];

describe('what the log tells of an attack', () => {
	it('[A14] cards tried without end leave sixty lines a minute', async () => {
		for (let i = 0; i < 100; i++) await post('?/carte', { carte: 'AAAAAAAAAA' });
		expect(told.length).toBeLessThanOrEqual(60);
		desk.forgetTries();
		told.length = 0;
	});

	it.each(facts)('[A14] %s: one line, and no secret in it', async (_, act, entry) => {
		await act();
		await expect.poll(() => told).toEqual([entry()]);
		const line = JSON.stringify(told);
		for (const secret of secrets) expect(line).not.toContain(secret);
	});
});
