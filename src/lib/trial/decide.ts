/** What may be asked, by whom, and what follows: the one gate to the record. Rules [M]. */
import * as v from 'valibot';
import { partyOf, type Actor, type Holder, type Party } from './actor.ts';
import type { Command, Context } from './command.ts';
import { commandNames, commands, type CommandName } from './commands.ts';
import type { Event } from './event.ts';
import { followSeats } from './members.ts';
import type { Refusal } from './refusal.ts';
import { holdersOf, type Seats } from './seats.ts';
import type { Trial } from './trial.ts';
import { compareTrials, WatchedTrial } from './watched.ts';

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
	const facts = [...outcome, ...followSeats(trial, outcome)];
	return { events: facts.map((fact) => ({ ...fact, at })) };
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

/** What an actor may run, kept from one fact to the next while nobody changes place. */
interface Offer {
	readonly office: Actor['office'];
	readonly holder: Holder;
	readonly names: readonly CommandName[];
	/** Of each name: whether it may be run, and what the answer looked at in the trial, as bits. */
	readonly may: boolean[];
	readonly looked: number[];
	/** When it was last asked, and all that was looked at; nothing holds where these bits are all set. */
	trial: Trial;
	all: number;
	/** The same object as long as it says the same. */
	list: CommandName[];
}
const everything = -1;

/** What this actor may run now, in the order of the list. A watched trial notes what the answer looked at. */
export function mayRun(trial: Trial, actor: Actor): CommandName[] {
	const offer = findOffer(trial, actor);
	if (!offer) return [];
	const real = trial instanceof WatchedTrial ? trial.trial : trial;
	renew(offer, real, actor);
	if (trial instanceof WatchedTrial) trial.looked |= offer.all;
	return offer.list;
}

/** Null for who is not of the room. Whoever holds a seat may do the same in it: asked once for its team. */
function findOffer(trial: Trial, actor: Actor): Offer | null {
	const { office, holder, seat } = actor;
	const { seats } = trial;
	const offers = offersOf.get(seats) ?? new Map<string, Offer>();
	const key = seat ?? holder;
	const known = offers.get(key);
	if (known?.office === office && known.holder === holder) return known;
	const party = partyIn(trial, actor);
	if (!party) return null;
	if (known?.office === office && seat) return known;
	const names = namesBy(party);
	const looked = names.map(() => everything);
	const may = names.map(() => false);
	const offer = { office, holder, names, may, looked, trial, all: everything, list: [] };
	offersOf.set(seats, offers.set(key, offer));
	return offer;
}
const offersOf = new WeakMap<Seats, Map<string, Offer>>();

/** Asks again what looked at something that has changed. */
function renew(offer: Offer, trial: Trial, actor: Actor): void {
	const { all, names, may, looked } = offer;
	const changed = all === everything ? everything : compareTrials(offer.trial, trial);
	offer.trial = trial;
	if ((all & changed) === 0) return;
	const watched = new WatchedTrial(trial);
	// Should one of them throw, nothing of this holds.
	offer.all = everything;
	let now = 0;
	let isSame = all !== everything;
	let i = -1;
	for (const name of names) {
		i++;
		if (((looked[i] ?? everything) & changed) !== 0) {
			watched.looked = 0;
			const runs = (commands[name] as AnyCommand).when(watched, actor) === null;
			isSame &&= runs === may[i];
			may[i] = runs;
			looked[i] = watched.looked;
		}
		now |= looked[i] ?? everything;
	}
	offer.all = now;
	if (!isSame) offer.list = names.filter((_, i) => may[i]);
}

/** What a party may ever run. */
function namesBy(party: Party): CommandName[] {
	const known = byParty.get(party);
	const names = known ?? commandNames.filter((name) => runs(commands[name], party));
	byParty.set(party, names);
	return names;
}
const byParty = new Map<Party, CommandName[]>();
const runs = ({ by }: { by: readonly Party[] }, party: Party): boolean => by.includes(party);
