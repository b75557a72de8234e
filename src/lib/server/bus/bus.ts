import type { TrialId } from '../store/store.ts';

/** Tells every process which version a trial has reached; carries none of its facts, so no secret. */
export interface Bus {
	/** Says that the trial has reached this version; listeners hear it later, the newest of several announced in a row. */
	announce(trial: TrialId, version: number): void;
	/** Hears every trial announced from now on, by this process too; gives the function that stops listening. */
	listen(hear: (trial: TrialId, version: number) => void): () => void;
	/** Nothing is heard after this. */
	stop(): Promise<void>;
}
