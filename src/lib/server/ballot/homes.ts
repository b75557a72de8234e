/**
 * Which process keeps the slips of a room while a question is put: its home, by a lease in the store, against which
 * every slip and closing is checked as it is recorded. What another process is asked goes to the home from memory to
 * memory and is written nowhere. Rules [Y].
 */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { SeatId } from '../../casefile/casefile.ts';
import type { Reply } from '../../protocol/wire.ts';
import { offices, type Actor } from '../../trial/actor.ts';
import type { Request } from '../../trial/decide.ts';
import { askLine, openLine, type Line } from './sealed-line.ts';
import type { Lease, Store, TrialId } from '../store/store.ts';

/** What only the urn can answer. */
const urnCommands = ['castSlip', 'closeBallot', 'castAnswers', 'closePoll'] as const;
export const isForUrn = (type: string): boolean => urnCommands.some((name) => name === type);
/** What a voter puts in it: no row may ever join a seat and its slip, not even a receipt. */
export const isSlip = (type: string): boolean => type === 'castSlip' || type === 'castAnswers';
/** Refused by who is not the home, for want of its memory alone. */
export const isForHomeToSay = (refused: string): boolean =>
	refused === 'slips-lost' || refused === 'answers-too-many';
const text = v.pipe(v.string(), v.maxLength(200));

const message = v.strictObject({
	trial: text,
	/** Null: only whether somebody is there. */
	asked: v.nullable(
		v.strictObject({
			request: v.strictObject({
				id: v.optional(text),
				type: v.picklist(urnCommands),
				input: v.unknown()
			}),
			actor: v.strictObject({
				office: v.picklist(offices),
				holder: text,
				seat: v.optional(v.custom<SeatId>((it) => typeof it === 'string' && it.length <= 64))
			})
		})
	)
});
const there = v.strictObject({ there: v.literal(true) });
const reply = v.union([
	v.strictObject({ done: v.literal(true), receipt: v.optional(v.string()) }),
	v.strictObject({ refused: v.string() })
]);

type Identified = Request & { id?: string };
/** What the process asked of a room; null where the room is not in its memory. */
type Serve = (
	trial: TrialId,
	asked: { request: Identified; actor: Actor } | null
) => Promise<Reply | { there: true } | null>;

/** Long enough for a machine that pauses, short enough for a class that waits. */
const usualTerm = 10_000;
const knockPatience = 500;

export class Homes {
	/** This process; another one after each start. */
	readonly id = randomBytes(12).toString('base64url');
	readonly #store: Store;
	readonly #serve: Serve;
	readonly #term: number;
	readonly #held = new Set<TrialId>();
	#opened: Promise<{ line: Line; key: Buffer }> | null = null;
	#renewing: NodeJS.Timeout | null = null;

	constructor(store: Store, serve: Serve, term = usualTerm) {
		this.#store = store;
		this.#serve = serve;
		this.#term = term;
	}

	/** Asks to be the room's home, in the place of one that is gone; null once this process is, else the lease of who is. */
	async claim(trial: TrialId, gone: string | null): Promise<Lease | null> {
		const { line } = await this.#open();
		const now = steadyNow();
		const asked = { trial, holder: this.id, address: line.address, until: now + this.#term };
		const lease = await this.#store.lease(asked, now, gone);
		return lease.holder === this.id ? null : lease;
	}

	/** From now on the urn of this room is in this process, and the lease is renewed. */
	hold(trial: TrialId): void {
		this.#held.add(trial);
		this.#renewing ??= setInterval(() => void this.#renew(), this.#term / 3).unref();
	}

	holds(trial: TrialId): boolean {
		return this.#held.has(trial);
	}

	/** The lease is left to run out: nothing of the room is kept here any more. */
	leave(trial: TrialId): void {
		this.#held.delete(trial);
	}

	/** Hands a request to the room's home; `gone` where that process is no more, `silent` where it does not answer. */
	async hand(lease: Lease, request: Identified, actor: Actor): Promise<Reply | 'gone' | 'silent'> {
		const answer = await this.#ask(lease, { request, actor });
		if (typeof answer === 'string') return answer;
		const parsed = v.safeParse(reply, answer.said);
		return parsed.success ? (parsed.output as Reply) : 'gone';
	}

	/** True unless the home is no more: one that does not answer still has its lease. */
	async isThere(lease: Lease): Promise<boolean> {
		const answer = await this.#ask(lease, null, knockPatience);
		return answer === 'silent' || (answer !== 'gone' && v.is(there, answer.said));
	}

	/** Gives every lease back and listens no more. */
	async stop(): Promise<void> {
		if (this.#renewing) clearInterval(this.#renewing);
		const opened = await this.#opened?.catch(() => null);
		if (!opened) return;
		this.#held.clear();
		await opened.line.stop();
		// A disk that refuses leaves them to run out.
		await this.#store.dropLeases(this.id).catch(() => {});
	}

	async #ask(
		{ trial, holder, address }: Lease,
		asked: { request: Identified; actor: Actor } | null,
		within?: number
	) {
		const { key } = await this.#open();
		return askLine(address, { key, bound: holder }, { trial, asked }, within);
	}

	#open(): Promise<{ line: Line; key: Buffer }> {
		const opening = (this.#opened ??= this.#listen());
		opening.catch(() => (this.#opened = null));
		return opening;
	}

	async #listen(): Promise<{ line: Line; key: Buffer }> {
		const key = Buffer.from(await this.#store.secret('peers'), 'base64url');
		const line = await openLine({ key, bound: this.id }, async (said) => {
			const { trial, asked } = v.parse(message, said);
			return this.#serve(trial, asked as Parameters<Serve>[1]);
		});
		return { line, key };
	}

	async #renew(): Promise<void> {
		const asked = [...this.#held];
		if (asked.length === 0) return;
		const until = steadyNow() + this.#term;
		const kept = await this.#store.renewLeases(this.id, asked, until).catch(() => asked);
		for (const trial of asked) if (!kept.includes(trial)) this.#held.delete(trial);
	}
}

/** Processes of one machine agree on it, but for a clock set in between: no safety rests on it, only how long one waits. */
const steadyNow = (): number => Math.round(performance.timeOrigin + performance.now());
