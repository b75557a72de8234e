/** One live trial: one request at a time, decided on the record, durable before it is answered. */
import type { CaseFile, ChargeId } from '../casefile/casefile.ts';
import type { Reply } from '../protocol/wire.ts';
import type { Actor } from '../trial/actor.ts';
import { decide, type Decided, type Request } from '../trial/decide.ts';
import type { Event, Outcome } from '../trial/event.ts';
import type { Refusal } from '../trial/refusal.ts';
import { beginTrial, evolve, type Trial } from '../trial/trial.ts';
import type { Bus } from './bus/bus.ts';
import type { Log } from './log.ts';
import type { Store, TrialId } from './store/store.ts';
import { StoreUnavailable } from './store/store.ts';
import { Urn } from './urn.ts';

export interface Ports {
	store: Store;
	bus: Bus;
	log: Log;
	/** The wall clock, in ms since 1970. */
	now(): number;
}

type Identified = Request & { id?: string };
const attempts = 5;
/** Refused whatever the state: nothing to read again. */
const hopeless: readonly Refusal[] = ['unknown-command', 'malformed'];
const remembered = 2_000;

export class Courtroom {
	readonly id: TrialId;
	readonly code: string;
	#ports: Ports;
	#trial: Trial;
	#version = 0;
	/** After a failed write nobody knows whether it was kept: read again before anything else. */
	#doubtful = false;
	#urn = new Urn();
	#replies = new Map<string, Reply>();
	#turn: Promise<unknown> = Promise.resolve();
	#watchers = new Set<() => void>();

	constructor(id: TrialId, code: string, file: CaseFile, ports: Ports) {
		this.id = id;
		this.code = code;
		this.#ports = ports;
		this.#trial = beginTrial(file);
	}

	get trial(): Trial {
		return this.#trial;
	}

	/** Decides and records one request; the same id gets the same answer and changes nothing. */
	run(request: Identified, actor: Actor): Promise<Reply> {
		return this.#inTurn(async () => {
			const { id } = request;
			const known = id && this.#replies.get(id);
			if (known) return known;
			const reply = await this.#attempt(request, actor);
			if (id) this.#remember(id, reply);
			return reply;
		}).catch((error: unknown) => {
			if (!(error instanceof StoreUnavailable)) throw error;
			this.#doubtful = true;
			this.#ports.log.error({ fact: 'store-unavailable', trial: this.id, error });
			return { refused: 'record-unavailable' };
		});
	}

	/** Calls back each time the trial has moved, whoever moved it. */
	watch(moved: () => void): void {
		this.#watchers.add(moved);
	}

	/** Reads what other processes have added, where the trial is not at this version yet. */
	async catchUp(version = Infinity): Promise<void> {
		await this.#inTurn(async () => this.#version < version && this.#read());
	}

	/** After a restart no urn is left: the open ballot waits for every slip again. */
	async recover(): Promise<void> {
		await this.catchUp();
		const { open, answered } = this.#trial.ballot;
		if (open && answered.length > 0)
			await this.run({ type: 'voidSlips', input: {} }, { office: 'system', holder: 'system' });
	}

	async #attempt(request: Identified, actor: Actor): Promise<Reply> {
		if (this.#doubtful) await this.#read();
		for (let attempt = 0; attempt < attempts; attempt++) {
			const decided = this.#decide(request, actor);
			if ('refused' in decided) {
				if (hopeless.includes(decided.refused)) return decided;
				// Decided on an old state, perhaps: another process may have moved the trial.
				if (attempt === 0 && (await this.#read())) continue;
				// Accepted before a restart, or by another process: its first answer holds.
				return (request.id && (await this.#receipt(request.id))) || decided;
			}
			const reply: Reply = { done: true };
			const appended = await this.#append(decided.events, request, reply);
			if (appended === 'repeated') {
				await this.#read();
				return reply;
			}
			if (appended === 'conflict') {
				await this.#read();
				continue;
			}
			this.#keepSlip(request, actor);
			return reply;
		}
		return { refused: 'record-unavailable' };
	}

	#decide(request: Request, actor: Actor): Decided {
		const { ballot, script } = this.#trial;
		const urn = this.#urn.count(ballot.open, script.members);
		return decide(this.#trial, request, { now: this.#ports.now(), actor, urn });
	}

	async #append(events: Event[], { id, type }: Identified, reply: Reply) {
		if (events.length === 0) return 'appended';
		// No row may ever join a seat and its slip, not even a receipt.
		const receipt = id && type !== 'castSlip' ? { id, reply: JSON.stringify(reply) } : null;
		const appended = await this.#ports.store.append({
			trial: this.id,
			expected: this.#version,
			events,
			...(receipt && { receipt })
		});
		if (appended === 'appended') {
			this.#apply(events);
			this.#ports.bus.announce(this.id, this.#version);
			const closed = events.find(({ type }) => type === 'roomClosed');
			if (closed) {
				await this.#ports.store.close(this.id, closed.at);
				this.#ports.log.info({ fact: 'room-closed', trial: this.id });
			}
		}
		return appended;
	}

	#keepSlip({ type, input }: Request, { seat }: Actor): void {
		if (type !== 'castSlip' || !seat) return;
		// `decide` has just accepted this input.
		const { charge, choice } = input as { charge: ChargeId; choice: Outcome };
		this.#urn.put(charge, seat, choice);
	}

	async #read(): Promise<boolean> {
		const facts = await this.#ports.store.read(this.id, this.#version);
		this.#doubtful = false;
		this.#apply(facts.map(({ event }) => event as Event));
		return facts.length > 0;
	}

	#apply(events: readonly Event[]): void {
		for (const event of events) {
			this.#trial = evolve(this.#trial, event);
			this.#version++;
			if (['ballotClosed', 'outcomeDeclared', 'ballotOpened'].includes(event.type))
				this.#urn.empty();
		}
		if (events.length > 0) for (const moved of this.#watchers) moved();
	}

	async #receipt(id: string): Promise<Reply | null> {
		const reply = await this.#ports.store.receipt(this.id, id);
		return reply === null ? null : (JSON.parse(reply) as Reply);
	}

	#remember(id: string, reply: Reply): void {
		this.#replies.set(id, reply);
		const oldest = this.#replies.keys().next();
		if (this.#replies.size > remembered && !oldest.done) this.#replies.delete(oldest.value);
	}

	#inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
		const turn = this.#turn.then(act);
		this.#turn = turn.catch(() => {});
		return turn;
	}
}
