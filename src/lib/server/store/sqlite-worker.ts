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

/** What was read and is not yet told: answers to questions that came together leave together. */
let told: Answer[] = [];

parentPort?.on('message', (questions: Question[] | 'stop') => {
	turn = turn.then(() => (questions === 'stop' ? stop() : answerAll(questions)));
});

async function answerAll(questions: readonly Question[]): Promise<void> {
	for (const question of questions) await answer(question);
	tell();
}

async function answer({ id, call, args }: Question): Promise<void> {
	try {
		opened ??= await open();
		if (faults) limitPages(opened.connection, faults);
		const run = calls[call] as (db: Database, ...args: unknown[]) => Promise<unknown>;
		const value = await run(opened.db, ...args);
		if (faults) answerWith(faults, () => reply({ id, value }));
		else reply({ id, value }, reads.has(call));
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

/** What was written is told at once. */
function reply(message: Answer, later = false): void {
	told.push(message);
	if (!later) tell();
}

function tell(): void {
	if (told.length > 0) parentPort?.postMessage(told);
	told = [];
}

/** Asked at the door by everybody who comes in. */
const reads = new Set<Question['call']>(['room', 'key']);
