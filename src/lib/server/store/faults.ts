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
	processBeforeCommit: 3,
	processAfterCommit: 4
} as const;

/** Memory for the faults of one store, all absent. */
export function noFaults(): Faults {
	return new Int32Array(
		new SharedArrayBuffer(Object.keys(fault).length * Int32Array.BYTES_PER_ELEMENT)
	);
}

/** Commits, with the faults that the test asked for. */
export function commitWith(faults: Faults, run: () => void): void {
	const count = (faults[fault.transactions] ?? 0) + 1;
	const how = faults[fault.endAt] === count ? faults[fault.endHow] : 0;
	const delay = faults[fault.commitDelay] ?? 0;
	if (how === ending.workerBeforeCommit) process.exit(1);
	if (how === ending.processBeforeCommit) process.kill(process.pid, 'SIGKILL');
	if (delay > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delay);
	run();
	faults[fault.transactions] = count;
	if (how === ending.workerAfterCommit) process.exit(1);
	if (how === ending.processAfterCommit) process.kill(process.pid, 'SIGKILL');
}
