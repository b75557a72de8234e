/** Tests only: memory shared with the worker, which reads and writes these places around each commit. */
export type Faults = Int32Array<SharedArrayBuffer>;

export const fault = {
	/** Milliseconds each commit takes longer. */
	commitDelay: 0,
	/** Size the file may not pass, in pages of 4 KiB; 0: none. A size below the present one means the present one. */
	maxPages: 1,
	/** 1: `synchronous` is lowered before it is checked; 2: after. */
	loosenSync: 2,
	/** The number of the transaction at which something ends; 0: none. */
	endAt: 3,
	/** What ends, and when: see `ending`. */
	endHow: 4,
	/** Transactions committed so far: written by the worker. */
	transactions: 5
} as const;

export const ending = {
	workerBeforeCommit: 1,
	workerAfterCommit: 2,
	processBeforeBegin: 3,
	processAfterBegin: 4,
	processBeforeCommit: 5,
	processAfterCommit: 6,
	processBeforeAnswer: 7,
	processAfterAnswer: 8
} as const;

/** Memory for the faults of one store, all absent. */
export function noFaults(): Faults {
	return new Int32Array(
		new SharedArrayBuffer(Object.keys(fault).length * Int32Array.BYTES_PER_ELEMENT)
	);
}

/** Begins a transaction, with the faults that the test asked for. */
export function beginWith(faults: Faults, run: () => void): void {
	strike(faults, ending.processBeforeBegin, 1);
	run();
	strike(faults, ending.processAfterBegin, 1);
}

/** Commits, with the faults that the test asked for. */
export function commitWith(faults: Faults, run: () => void): void {
	const delay = faults[fault.commitDelay] ?? 0;
	strike(faults, ending.workerBeforeCommit, 1);
	strike(faults, ending.processBeforeCommit, 1);
	if (delay > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delay);
	run();
	faults[fault.transactions] = (faults[fault.transactions] ?? 0) + 1;
	strike(faults, ending.workerAfterCommit);
	strike(faults, ending.processAfterCommit);
}

/** Answers the main thread, with the faults that the test asked for. */
export function answerWith(faults: Faults, run: () => void): void {
	strike(faults, ending.processBeforeAnswer);
	run();
	strike(faults, ending.processAfterAnswer);
}

/** Ends what the test wants ended here, at the transaction under way (`ahead` 1) or the last one. */
function strike(faults: Faults, how: number, ahead = 0): void {
	if (faults[fault.endHow] !== how) return;
	if (faults[fault.endAt] !== (faults[fault.transactions] ?? 0) + ahead) return;
	faults[fault.endAt] = 0;
	if (how <= ending.workerAfterCommit) process.exit(1);
	process.kill(process.pid, 'SIGKILL');
}
