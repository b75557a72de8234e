/** A tribunal that deliberates, at each stage of one question. */
import type { SeatId } from '../../src/lib/casefile/casefile.ts';
import type { Outcome } from '../../src/lib/trial/event.ts';
import { as, hearingAt, regie, type Hearing } from './trial.ts';

export const judges = ['juge/president', 'assesseur/premier', 'assesseur/second'] as const;
export const charge = 'complicite';
export const deliberating = hearingAt('delibere');
export const open = deliberating.run(regie, 'openBallot', { charge });
export const cast = (hearing: Hearing, ...seats: readonly SeatId[]) =>
	seats.reduce((it, seat) => it.run(as(seat), 'castSlip', { charge, choice: 'relaxe' }), hearing);
export const complete = cast(open, ...judges);
export const urn: Outcome[] = ['relaxe', 'coupable', 'relaxe'];
