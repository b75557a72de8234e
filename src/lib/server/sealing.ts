/** What seals and opens a magistrate's decision: a salt, a digest, and a text kept beside the case until it is opened. */
import { hash, randomBytes } from 'node:crypto';
import type { CaseFile } from '../casefile/casefile.ts';
import type { Request } from '../trial/decide.ts';
import type { Event, Fact } from '../trial/event.ts';
import { digestOf, readKept, readOwn, type Sealer } from '../trial/sealed.ts';
import type { Trial } from '../trial/trial.ts';
import type { Store, TrialId } from './store/store.ts';

const digest = (text: string): string => hash('sha256', text);
const drawSalt = (): string => randomBytes(16).toString('hex');

/** The case's own decision, sealed as its room opens. */
export function sealCase({ decision }: CaseFile): Fact {
	const salt = drawSalt();
	const sealed = digestOf({ hash: digest }, salt, decision.sealed);
	return { type: 'decisionSealed', digest: sealed, salt, by: 'case' };
}

export class Sealing {
	readonly #store: Store;
	readonly #trial: TrialId;

	constructor(store: Store, trial: TrialId) {
		this.#store = store;
		this.#trial = trial;
	}

	/** What a decision about this request is lent; undefined where it seals and opens nothing. */
	async lend({ type }: Request, { sealed: { seal } }: Trial): Promise<Sealer | undefined> {
		if (type === 'sealDecision') return { salt: drawSalt(), hash: digest, kept: null };
		if (type !== 'openSealed') return undefined;
		const kept =
			seal?.by === 'magistrate' ? await this.#store.sealed(this.#trial, seal.digest) : null;
		return { salt: '', hash: digest, kept: kept === null ? null : readKept(kept) };
	}

	/** Keeps the text before the fact that commits to it: a process that dies in between leaves a text that nobody opens. */
	async keep({ input }: Request, events: readonly Event[], { sealed }: Trial): Promise<void> {
		await this.#keep(input, events, sealed.seal?.digest);
	}

	/** Once the fact is written, what it takes the place of is kept no longer; at worst, until the next one. */
	async settle({ input }: Request, events: readonly Event[]): Promise<void> {
		await this.#keep(input, events).catch(() => {});
	}

	async #keep(input: unknown, events: readonly Event[], beside?: string): Promise<void> {
		const fact = events.find(({ type }) => type === 'decisionSealed');
		const decision = fact && readOwn(input);
		if (fact?.type !== 'decisionSealed' || !decision) return;
		const { digest } = fact;
		const text = JSON.stringify(decision);
		await this.#store.keepSealed(this.#trial, digest, text, beside ?? digest);
	}
}
