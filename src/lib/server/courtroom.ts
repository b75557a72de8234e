/** One live trial: one request at a time, decided on the record, durable before it is answered. */
import type { CaseFile } from '../casefile/casefile.ts';
import type { Reply } from '../protocol/wire.ts';
import type { Actor, Holder } from '../trial/actor.ts';
import { decide, type Decided, type Request } from '../trial/decide.ts';
import type { BallotId, Choice, Event } from '../trial/event.ts';
import type { Refusal } from '../trial/refusal.ts';
import type { Sealer } from '../trial/sealed.ts';
import type { Trial } from '../trial/trial.ts';
import { Attendance } from './door/attendance.ts';
import { areElsewhere, areSlipsKept, emptyEnded, voidings } from './ballot/awaited.ts';
import { isForHomeToSay, isForUrn, isSlip, type Homes } from './ballot/homes.ts';
import { PollBox, type Batch } from './ballot/poll-box.ts';
import { LiveRecord, type Ports } from './live-record.ts';
import { Receipts } from './receipts.ts';
import { Sealing } from './sealing.ts';
import type { Lease, Room, TrialId } from './store/store.ts';
import { StoreUnavailable } from './store/store.ts';
import { Turns } from './turns.ts';
import { Urn } from './ballot/urn.ts';

interface Parts extends Ports {
	homes: Homes;
}

type Identified = Request & { id?: string };
const system: Actor = { office: 'system', holder: 'system' };
const unavailable: Reply = { refused: 'record-unavailable' };
const erased: Reply = { refused: 'room-erased' };
/** A conflict means that another process got on: on a busy room one may lose many times in a row. */
const attempts = 100;
const handovers = 5;
/** Refused whatever the state: nothing to read again. */
const hopeless: readonly Refusal[] = ['unknown-command', 'malformed'];

export class Courtroom {
	readonly id: TrialId;
	readonly code: string;
	readonly attendance = new Attendance();
	#ports: Parts;
	#record: LiveRecord;
	#urn = new Urn();
	#box = new PollBox();
	#receipts: Receipts;
	#sealing: Sealing;
	#turns = new Turns();
	#watchers = new Set<() => void>();
	#usedAt = performance.now();

	constructor(room: Room, file: CaseFile, ports: Parts) {
		this.id = room.trial;
		this.code = room.code;
		this.#ports = ports;
		this.#receipts = new Receipts(ports.store, room.trial);
		this.#sealing = new Sealing(ports.store, room.trial);
		this.#record = new LiveRecord(room, file, ports, (events, before) =>
			this.#follow(events, before)
		);
	}

	get trial(): Trial {
		return this.#record.trial;
	}

	get isErased(): boolean {
		return this.#record.isErased;
	}

	/** The hearing's time. */
	now(): number {
		return this.#record.now();
	}

	/** Decides and records one request, once by id; one `handed` by another process is not handed over again. */
	async run(request: Identified, actor: Actor, handed = false): Promise<Reply> {
		this.use();
		let gone: string | null = null;
		try {
			for (let attempt = 0; attempt < handovers; attempt++) {
				const answer = await this.#turns.take(() => this.#answer(request, actor, gone));
				if (!('holder' in answer)) return answer;
				const reply = handed ? 'silent' : await this.#ports.homes.hand(answer, request, actor);
				if (reply === 'silent') break;
				if (reply !== 'gone') return await this.#turns.take(() => this.#adopt(request, reply));
				gone = answer.holder;
			}
			return unavailable;
		} catch (error) {
			if (!(error instanceof StoreUnavailable)) throw error;
			this.#ports.log.error({ fact: 'store-unavailable', trial: this.id, error });
			return unavailable;
		}
	}

	/** Calls back each time the trial has moved, whoever moved it. */
	watch(moved: () => void): void {
		this.#watchers.add(moved);
	}

	/** Reads what other processes have added, where the trial is not at this version yet. */
	async catchUp(version = Infinity): Promise<void> {
		await this.#turns.take(async () => {
			if (this.#record.version < version) await this.#read();
			await this.#record.free();
		});
	}

	/** True while something is owed to the store, to be tried again. */
	get isOwing(): boolean {
		return this.#record.isOwing;
	}

	/** Takes over the slips that no process keeps any more: they are void, and every tablet sends its own again. */
	async recover(): Promise<void> {
		const { homes } = this.#ports;
		if (this.isErased || !areSlipsKept(this.trial) || homes.holds(this.id)) return;
		const lease = await this.#turns.take(() => this.#settle(null));
		if (lease && !(await homes.isThere(lease)))
			await this.#turns.take(() => this.#settle(lease.holder));
	}

	/** Somebody asks something of this room. */
	use(): void {
		this.#usedAt = performance.now();
	}

	/** Keeps the room in memory, and this holder in it, until the function it gives is called. */
	hold(holder: Holder | null = null): () => void {
		const leave = this.attendance.enter(holder);
		return () => {
			leave();
			this.use();
		};
	}

	/** True when nobody was here for so long, and no slip would be lost. */
	isDeserted(ms: number): boolean {
		if (!this.#urn.isEmpty || !this.#box.isEmpty) return false;
		return this.attendance.isEmpty && performance.now() - this.#usedAt > ms;
	}

	async #answer(request: Identified, actor: Actor, gone: string | null): Promise<Reply | Lease> {
		const known = this.#receipts.recall(request.id);
		if (known) return known;
		const answer = await this.#attempt(request, actor, gone);
		if (!('holder' in answer)) this.#receipts.remember(request.id, answer);
		return answer;
	}

	/** What the room's home has answered is this process's answer too. */
	async #adopt({ id }: Identified, reply: Reply): Promise<Reply> {
		await this.#read();
		this.#receipts.remember(id, reply);
		return reply;
	}

	/** The answer, or the lease of the process that has it. */
	async #attempt(
		request: Identified,
		actor: Actor,
		gone: string | null = null
	): Promise<Reply | Lease> {
		const { homes } = this.#ports;
		if (this.#record.isDoubtful) await this.#read();
		for (let attempt = 0; attempt < attempts; attempt++) {
			if (this.isErased) return erased;
			const decided = this.#decide(request, actor, await this.#sealing.lend(request, this.trial));
			const isAway = isForUrn(request.type) && !homes.holds(this.id);
			if ('refused' in decided && !(isAway && isForHomeToSay(decided.refused))) {
				if (hopeless.includes(decided.refused)) return decided;
				// Decided on an old state, perhaps: another process may have moved the trial.
				if (attempt === 0 && (await this.#read())) continue;
				// Accepted before a restart, or by another process: its first answer holds.
				return (await this.#receipts.find(request.id)) ?? decided;
			}
			if (isAway) {
				const lease = await this.#settle(gone);
				if (lease) return lease;
				continue;
			}
			if ('refused' in decided) return decided;
			await this.#sealing.keep(request, decided.events, this.trial);
			const reply: Reply = { done: true };
			const appended = await this.#append(decided.events, request, reply);
			if (appended === 'not-home') homes.leave(this.id);
			if (appended === 'appended') await this.#sealing.settle(request, decided.events);
			if (appended === 'appended') return { ...reply, ...this.#keepSlip(request, actor) };
			await this.#read();
			if (appended === 'repeated') return reply;
		}
		return unavailable;
	}

	/** Makes this process the room's home, its urn empty and every slip awaited again; else says which one is. */
	async #settle(gone: string | null): Promise<Lease | null> {
		const { homes } = this.#ports;
		if (homes.holds(this.id)) return null;
		const lease = await homes.claim(this.id, gone);
		if (lease) return lease;
		this.#urn.empty();
		this.#box.empty();
		await this.#read();
		for (const type of voidings(this.trial)) await this.#attempt({ type, input: {} }, system);
		if (!areSlipsKept(this.trial)) homes.hold(this.id);
		return null;
	}

	#decide(request: Request, actor: Actor, sealer: Sealer | undefined): Decided {
		const { ballot, opinion, script } = this.trial;
		const urn = this.#urn.count(ballot.open, script.members);
		const tally = this.#box.lend(opinion.open?.poll ?? null, actor.holder);
		const receipt = this.#urn.receiptOf(ballot.open, actor.seat);
		return decide(this.trial, request, { now: this.now(), actor, urn, receipt, tally, sealer });
	}

	/** A gesture that records nothing is checked against the record all the same. */
	async #append(events: Event[], { id, type }: Identified, reply: Reply) {
		const receipt = id && !isSlip(type) ? { id, reply: JSON.stringify(reply) } : null;
		return this.#record.append(events, {
			...(receipt && { receipt }),
			...(isForUrn(type) && { home: this.#ports.homes.id })
		});
	}

	/** The receipt of the slip that was cast, or shown. */
	#keepSlip({ type, input }: Request, { seat, holder }: Actor): { receipt?: string } {
		if (type === 'castAnswers') return { receipt: this.#box.put(holder, input as Batch) };
		if (type !== 'castSlip' || !seat) return {};
		// `decide` has just accepted this input.
		const told = input as
			{ charge: BallotId; choice: Choice; nonce?: string } | { receipt: string };
		if ('receipt' in told) return { receipt: told.receipt };
		return { receipt: this.#urn.put(told.charge, seat, told.choice, told.nonce) };
	}

	async #read(): Promise<boolean> {
		const before = this.trial;
		const events = await this.#record.read();
		// Of a slip that was answered elsewhere, or voided there, this urn knows nothing.
		if (areElsewhere(events, before)) this.#ports.homes.leave(this.id);
		return events.length > 0;
	}

	/** The urn lasts as long as its question, the box as long as its poll. */
	#follow(events: readonly Event[], before: Trial): void {
		const kept = { urn: this.#urn, box: this.#box };
		if (emptyEnded(kept, events, before, this.trial)) this.#ports.homes.leave(this.id);
		for (const moved of this.#watchers) moved();
	}
}
