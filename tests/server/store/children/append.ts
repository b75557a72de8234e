/**
 * A process that appends to several trials at once and says on its standard output what was acknowledged:
 * `ack TRIAL VERSION ID`. Runs until it is killed, or until each trial has had `rounds` appends.
 */
import { writeSync } from 'node:fs';
import { fault, noFaults } from '../../../../src/lib/server/store/faults.ts';
import { openSqliteStore } from '../../../../src/lib/server/store/sqlite.ts';
import type { Store } from '../../../../src/lib/server/store/store.ts';

export interface Orders {
	directory: string;
	trials: number;
	rounds: number;
	faults: Partial<Record<keyof typeof fault, number>>;
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const faults = noFaults();
for (const [name, value] of Object.entries(orders.faults))
	faults[fault[name as keyof typeof fault]] = value;

const store = await openSqliteStore(orders.directory, faults);
const trials = Array.from({ length: orders.trials }, (_, n) => `trial-${n}`);
for (const trial of trials)
	await store.open({ trial, code: trial, openedAt: 0, closedAt: null }, '', [], []);
await Promise.all(trials.map((trial) => appendTo(store, trial)));
await store.stop();

async function appendTo(store: Store, trial: string): Promise<void> {
	for (let round = 0; round < orders.rounds; round++) {
		const id = `${trial}.${round}.`;
		const events = [1, 2].map((half) => ({ id, half, mark: `mark-${id}` }));
		const outcome = await store.append({
			trial,
			expected: round * 2,
			events,
			receipt: { id, reply: 'ok' }
		});
		writeSync(1, outcome === 'appended' ? `ack ${trial} ${round * 2 + 2} ${id}\n` : `${outcome}\n`);
	}
}
