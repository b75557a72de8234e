/** The French that several screens share. Refusals stand apart: a tablet loads them the first time it meets one. */
import type { WireRefusal } from '../protocol/wire.ts';
import { tell, type Address } from './labels.ts';
import { refusalWords } from './refusal-words.ts';

export * from './labels.ts';

/** Why a gesture was refused, and what to do. */
export const tellRefusal = (reason: WireRefusal, to: Address = 'tu'): string =>
	tell(refusalWords[reason], to);
