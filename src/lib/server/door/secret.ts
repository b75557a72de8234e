/** Codes, tokens and phrases: how they are drawn, read back and hashed. */
import { createHmac, hash, randomBytes, randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { wordlist } from '@scure/bip39/wordlists/french.js';

/** No letter or digit that a class confuses aloud or on a board: no I, O, 0, 1, B/8, S/5, Z/2, U/V. */
const alphabet = 'ACDEFGHJKLMNPQRTVWXY34679';
const draw = (length: number): string =>
	Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** Six characters: finds a room, proves nothing. */
export const drawCode = (): string => draw(6);
/** Eight characters, one use, a quarter of an hour. */
export const drawPass = (): string => draw(8);
/** 256 bits, for a cookie. */
export const drawToken = (): string => randomBytes(32).toString('base64url');
/** Six French words, 66 bits: brings a lost régie back. */
export const drawPhrase = (): string =>
	Array.from({ length: 6 }, () => wordlist[randomInt(wordlist.length)]).join(' ');

/** A typed code without its dash, spaces and case; null when it cannot be one. */
export function readCode(typed: string): string | null {
	const code = typed.toUpperCase().replace(/[\s·.–-]/g, '');
	return code.length === 6 && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}

export const readPass = (typed: string): string => typed.toUpperCase().replace(/[\s·.–-]/g, '');
/** Accents and case are forgiven: the words differ without them. */
const readPhrase = (typed: string): string =>
	typed
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.trim()
		.split(/[\s,]+/)
		.join(' ');

export const hashToken = (token: string): string => hash('sha256', token, 'base64url');
export const hashPass = (trial: string, pass: string): string =>
	hashToken(`${trial}:${readPass(pass)}`);
/** Slow on purpose; salted by the trial, so that it can be looked up. */
export async function hashPhrase(trial: string, phrase: string): Promise<string> {
	const derive = promisify<string, string, number, Buffer>(scrypt);
	return (await derive(readPhrase(phrase), trial, 32)).toString('base64url');
}

/** The code printed on a seat's card, of one generation: nothing to store, revoked by the next generation. */
export function drawCard(secret: string, trial: string, seat: string, generation: number): string {
	const mac = createHmac('sha256', secret).update(`${trial}\n${seat}\n${generation}`).digest();
	return spell(mac.subarray(0, 10));
}

/** Bytes as signs that a class does not confuse, one each. */
export const spell = (bytes: Uint8Array): string =>
	Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');

/** 120 bits in the address that a room's drawing holds: nothing to store. */
export const drawLink = (secret: string, trial: string): string =>
	createHmac('sha256', secret).update(trial).digest('base64url').slice(0, 20);
