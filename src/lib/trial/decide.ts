/** What may be asked, by whom, and what follows: the one gate to the record. Rules [M]. */
import * as v from 'valibot';
import { partyOf, type Actor } from './actor.ts';
import type { Command, Context } from './command.ts';
import { commandNames, commands, type CommandName } from './commands.ts';
import type { Event } from './event.ts';
import type { Refusal } from './refusal.ts';
import { holdersOf } from './seats.ts';
import type { Trial } from './trial.ts';

/** What a command takes, for who runs it. */
export type Input<Name extends CommandName> = v.InferInput<(typeof commands)[Name]['input']>;
export type Decided = { events: Event[] } | { refused: Refusal };
export type Request = { type: string; input: unknown };

type AnyCommand = Command<v.GenericSchema<unknown, unknown>, Trial>;

const isName = (type: string): type is CommandName => Object.hasOwn(commands, type);

/** Authorises, then parses, then lets the command say what follows: facts, or the reason it may not be. */
export function decide(trial: Trial, { type, input }: Request, context: Context): Decided {
	if (!isName(type)) return { refused: 'unknown-command' };
	const command = commands[type] as AnyCommand;
	const refused = authorise(trial, command, context.actor);
	if (refused) return { refused };
	const parsed = v.safeParse(command.input, input);
	if (!parsed.success) return { refused: 'malformed' };
	const outcome = command.then(trial, parsed.output, context);
	if (typeof outcome === 'string') return { refused: outcome };
	const at = Math.max(context.now, trial.at);
	return { events: outcome.map((fact) => ({ ...fact, at })) };
}

function authorise(trial: Trial, command: AnyCommand, actor: Actor): Refusal | null {
	const party = partyOf(actor);
	if (!party || !command.by.includes(party)) return 'not-yours';
	if (actor.office === 'tablette' && !trial.seats.admitted.includes(actor.holder))
		return 'not-yours';
	if (actor.seat && !holdersOf(trial.seats, actor.seat).includes(actor.holder)) return 'not-yours';
	return command.when(trial, actor);
}

/** What this actor may run now, in the order of the list. */
export const mayRun = (trial: Trial, actor: Actor): CommandName[] =>
	commandNames.filter((name) => authorise(trial, commands[name] as AnyCommand, actor) === null);
