/** What a command is: one object, from which the check, the greyed button and the matrix come. Rules [M]. */
import * as v from 'valibot';
import type { Actor, Party } from './actor.ts';
import type { Choice, Fact } from './event.ts';
import type { Counts } from './poll.ts';
import type { Refusal } from './refusal.ts';
import type { Sealer } from './sealed.ts';
import type { SeatId } from '../casefile/casefile.ts';

/** What the room's memory holds of the open poll: how many gave each answer; of who asks, how many, and whether this batch is among them. */
export interface Tally {
	counts: Counts;
	given: number;
	has(batch: string): boolean;
}

/** What the world lends to a decision: the clock, the actor, the sorted urn of the open ballot, the open poll's tally, what seals. */
export interface Context {
	now: number;
	actor: Actor;
	urn?: readonly Choice[];
	tally?: Tally;
	/** Of the slip that the actor's seat has in the urn. */
	receipt?: string | null;
	sealer?: Sealer | undefined;
}

type Schema = v.GenericSchema<unknown, unknown>;

/** One request, whole: what it takes, who may run it, when, and what follows. `when` never looks at the input. */
export interface Command<Input extends Schema, Reads> {
	input: Input;
	by: readonly Party[];
	when(reads: Reads, actor: Actor): Refusal | null;
	then(reads: Reads, input: v.InferOutput<Input>, context: Context): Fact[] | Refusal;
}

export const command = <Input extends Schema, Reads>(
	it: Command<Input, Reads>
): Command<Input, Reads> => it;

/** The input of a command that needs none. */
export const nothing = v.strictObject({});
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
export const seatId = v.custom<SeatId>(
	(value) => typeof value === 'string' && /^[a-z-]{1,20}\/[a-z0-9-]{1,40}$/.test(value)
);
export const stepId = id;
export const exhibitId = id;
export const chargeId = id;
export const holderId = id;

/** The first refusal that is not null. */
export const first = (...refusals: (Refusal | null)[]): Refusal | null =>
	refusals.find((refusal) => refusal !== null) ?? null;
