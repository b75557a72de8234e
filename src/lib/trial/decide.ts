/** What may be asked, by whom, and what follows: the one gate to the record. Rules [M]. */
import * as v from 'valibot';
import type { CaseFile } from '../casefile/casefile.ts';
import { partyOf, type Actor, type Party } from './actor.ts';
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
	const party = partyIn(trial, actor);
	if (!party || !command.by.includes(party)) return 'not-yours';
	return command.when(trial, actor);
}

/** The party an actor speaks as in this trial: it must be of the room, and hold the seat it names. */
function partyIn({ seats }: Trial, actor: Actor): Party | null {
	const { office, holder, seat } = actor;
	if (office === 'tablette' && !seats.admitted.includes(holder)) return null;
	if (seat && !holdersOf(seats, seat).includes(holder)) return null;
	return partyOf(actor);
}

/** What this actor may run now, in the order of the list. */
export function mayRun(trial: Trial, actor: Actor): CommandName[] {
	const party = partyIn(trial, actor);
	if (!party) return [];
	// Whoever holds a seat may do the same in it: asked once for its team.
	const key = `${party} ${actor.seat ?? actor.holder}`;
	const answers = answersOf.get(trial) ?? new Map<string, CommandName[]>();
	const answer = answers.get(key) ?? keep(trial, key, listRunnable(trial, party, actor));
	answersOf.set(trial, answers.set(key, answer));
	return answer;
}
const answersOf = new WeakMap<Trial, Map<string, CommandName[]>>();

const listRunnable = (trial: Trial, party: Party, actor: Actor): CommandName[] =>
	namesBy(party).filter((name) => (commands[name] as AnyCommand).when(trial, actor) === null);

/** An answer that says the same as the last one is the last one. */
function keep({ file }: Trial, key: string, answer: CommandName[]): CommandName[] {
	const lasts = lastOf.get(file) ?? new Map<string, CommandName[]>();
	lastOf.set(file, lasts);
	const last = lasts.get(key);
	if (last?.length === answer.length && last.every((name, i) => name === answer[i])) return last;
	lasts.set(key, answer);
	return answer;
}
const lastOf = new WeakMap<CaseFile, Map<string, CommandName[]>>();

/** What a party may ever run. */
function namesBy(party: Party): CommandName[] {
	const known = byParty.get(party);
	const names = known ?? commandNames.filter((name) => runs(commands[name], party));
	byParty.set(party, names);
	return names;
}
const byParty = new Map<Party, CommandName[]>();
const runs = ({ by }: { by: readonly Party[] }, party: Party): boolean => by.includes(party);
