/** The thread that holds the only connection: whatever waits for the disk waits here. */
import { parentPort, workerData } from 'node:worker_threads';
import { calls } from './calls.ts';
import { openDatabase, type Opened } from './database.ts';
import { answerWith, beginWith, commitWith, fault, type Faults } from './faults.ts';
import type { Answer, Question } from './link.ts';
import type { Database } from './schema.ts';
import { StoreUnavailable } from './store.ts';
import { asUnavailable } from './trouble.ts';

const { directory, faults } = workerData as { directory: string; faults: Faults | null };

let opened: Opened | null = null;
let turn: Promise<void> = Promise.resolve();

parentPort?.on('message', (question: Question | 'stop') => {
	turn = turn.then(() => (question === 'stop' ? stop() : answer(question)));
});

async function answer({ id, call, args }: Question): Promise<void> {
	try {
		opened ??= await open();
		if (faults) limitPages(opened.connection, faults);
		const run = calls[call] as (db: Database, ...args: unknown[]) => Promise<unknown>;
		const value = await run(opened.db, ...args);
		if (faults) answerWith(faults, () => reply({ id, value }));
		else reply({ id, value });
	} catch (error) {
		const failure = asUnavailable(error, directory);
		const trouble = failure instanceof StoreUnavailable ? failure.trouble : null;
		// A full disk or a busy file leave the connection sound; after anything else the next call opens another.
		if (trouble && trouble !== 'full' && trouble !== 'busy') close();
		reply({ id, error: failure, trouble });
	}
}

async function open(): Promise<Opened> {
	if (!faults) return await openDatabase(directory);
	const database = await openDatabase(directory, {
		around: {
			begin: (run) => beginWith(faults, run),
			commit: (run) => commitWith(faults, run)
		},
		beforeCheck: (connection) => {
			if (faults[fault.loosenSync] === 1) connection.exec('pragma synchronous = normal');
		}
	});
	if (faults[fault.loosenSync] === 2) database.connection.exec('pragma synchronous = normal');
	return database;
}

function limitPages(connection: Opened['connection'], places: Faults): void {
	connection.exec(`pragma max_page_count = ${places[fault.maxPages] || 2 ** 32 - 2}`);
}

function close(): void {
	try {
		opened?.close();
	} catch {
		// Whatever kept it from closing, the next call opens another and says what is wrong.
	}
	opened = null;
}

function stop(): void {
	close();
	parentPort?.close();
}

function reply(message: Answer): void {
	parentPort?.postMessage(message);
}
