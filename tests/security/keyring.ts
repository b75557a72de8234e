/** A room with one token of each office, and ways to come in with a cookie as it is written. */
import type { Courtroom } from '../../src/lib/server/courtroom.ts';
import type { Office } from '../../src/lib/trial/actor.ts';
import { Bot } from '../support/bot.ts';
import { shippedCase } from '../support/shipped-case.ts';
import type { Desk } from './desk.ts';

const file = await shippedCase();
const wire = { transports: ['websocket'], reconnection: false };

export interface Keyring {
	room: Courtroom;
	phrase: string;
	tokens: Record<Office, string>;
}

export async function openKeyring({ courthouse }: Desk): Promise<Keyring> {
	const { admission, courtrooms } = courthouse;
	const size = { file, pupils: 28, tablets: 28, format: '110' } as const;
	const { code, token, phrase } = await admission.open(size);
	const room = await courtrooms.find(code);
	if (!room) throw new Error('no such room');
	const tokens = {
		regie: token,
		magistrat: await admission.grant(room, 'magistrat'),
		ecran: await admission.grant(room, 'ecran'),
		tablette: (await admission.enter(room)) ?? ''
	};
	return { room, tokens, phrase };
}

/** The tablet admitted last. */
export const lastIn = ({ trial }: Courtroom): string => trial.seats.admitted.at(-1) ?? '';

/** A socket with these cookies, as they are written. */
export async function joinWith(
	{ base }: Desk,
	{ code }: Courtroom,
	office: Office,
	cookie: string
): Promise<Bot> {
	const bot = new Bot(base);
	bot.cookie = () => cookie;
	return bot.join(code, office, wire);
}

/** Why a socket with these cookies is refused; null where it is let in. */
export const refusalOf = (
	desk: Desk,
	room: Courtroom,
	office: Office,
	cookie: string
): Promise<string | null> =>
	joinWith(desk, room, office, cookie).then(
		(bot) => (bot.leave(), null),
		(error: Error & { data?: { refused: string } }) => error.data?.refused ?? error.message
	);
