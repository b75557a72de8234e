import type { TrialId } from '../store/store.ts';

/** Tells every process that a trial has moved; carries no data, so no secret. */
export interface Bus {
	/** Says that the trial moved; listeners hear it later, once for several announcements in a row. */
	announce(trial: TrialId): void;
	/** Hears every trial announced from now on, by this process too; gives the function that stops listening. */
	listen(hear: (trial: TrialId) => void): () => void;
	/** Nothing is heard after this. */
	stop(): Promise<void>;
}
