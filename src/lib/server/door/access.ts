/** The code of the instance: who may open rooms, bring a case, and keep one in the library. */
import { timingSafeEqual } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { sourceOf } from './network.ts';
import { hashToken } from './secret.ts';

/** Why something is refused: a status, and what to do in French. */
export interface Refused {
	status: number;
	problem: string;
}

/** Null for whoever types the code of the instance, or where it has none. */
export async function refuseAccess(
	{ locals, getClientAddress }: Pick<RequestEvent, 'locals' | 'getClientAddress'>,
	typed: string
): Promise<Refused | null> {
	const { config, admission, log } = locals.courthouse;
	const { limits } = admission;
	if (config.accessCode === null) return null;
	const source = sourceOf(getClientAddress());
	if (!(await limits.takeTry(source, 'access', 'access')))
		return { status: 429, problem: 'Trop d’essais. Attendez dix minutes avant de recommencer.' };
	if (!isSame(typed, config.accessCode)) {
		log.info({ fact: 'access-refused' });
		return {
			status: 403,
			problem: 'Le code d’accès n’est pas le bon. Demandez-le à qui a installé Prétoire.'
		};
	}
	await limits.giveBackTry(source, 'access', 'access');
	limits.recognise(source, 'access');
	return null;
}

const isSame = (typed: string, code: string): boolean =>
	timingSafeEqual(Buffer.from(hashToken(typed)), Buffer.from(hashToken(code)));
