/** The thread of the notebooks: whatever a crafted update does to Yjs, it does here. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreUnavailable } from '../store/store.ts';
import {
	reading,
	type Call,
	type Calls,
	type Desked,
	type Question,
	type Told,
	type Trouble
} from './calls.ts';
import { Documents } from './documents.ts';
import { SqliteNotes } from './sqlite-notes.ts';
import { findOver } from './sweep.ts';

const { directory, flag, late, poll: everyPoll } = workerData as Desked;
/** Of one seat. */
const mostExtracts = 40;
const everySweep = 3_600_000;

const store = new SqliteNotes(directory);
let asked = 0;
const documents = new Documents(store, (run) => {
	Atomics.store(flag, reading, asked);
	try {
		return run();
	} finally {
		Atomics.store(flag, reading, 0);
	}
});

type Handlers = {
	[Name in Call]: (...args: Parameters<Calls[Name]>) => Promise<ReturnType<Calls[Name]>>;
};
const handlers: Handlers = {
	open: (trial, notebook, vector) => documents.open(trial, notebook, vector),
	write: (trial, notebook, update, others) => documents.write(trial, notebook, update, others),
	leave: (trial, notebook) => documents.leave(trial, notebook),
	catchUp: (trial, seq) => documents.catchUp(trial, seq),
	async erase(trial) {
		documents.forget(trial);
		await store.erase([{ trial, kept: null }]);
	},
	addExtract: (trial, id, extract) => store.addExtract(trial, id, extract, mostExtracts),
	extract: (trial, id) => store.extract(trial, id),
	async stop() {
		for (const timer of timers) clearInterval(timer);
		if (later) clearTimeout(later);
		try {
			await documents.stop();
			await store.tidy();
		} finally {
			await store.stop();
		}
	}
};

let turn: Promise<void> = Promise.resolve();
const inTurn = (act: () => Promise<void>) => (turn = turn.then(act));
let told: Told[] = [];

parentPort?.on('message', (questions: Question[]) => {
	void inTurn(async () => {
		for (const question of questions) await answer(question);
		tell();
	});
});

async function answer({ id, call, args }: Question): Promise<void> {
	asked = id;
	const before = process.threadCpuUsage();
	const cost = () => {
		const { user, system } = process.threadCpuUsage(before);
		return (user + system) / 1_000;
	};
	try {
		const handle = handlers[call] as (...args: readonly unknown[]) => Promise<unknown>;
		const value = await handle(...args);
		told.push({ id, cost: cost(), value });
	} catch (error) {
		told.push({ id, cost: cost(), ...troubleOf(error) });
	}
	if (call === 'stop') return end();
	finishSoon();
}

function end(): void {
	tell();
	parentPort?.close();
}

let later: NodeJS.Timeout | null = null;
/** Saves what is not yet, and blanks what was deleted once nothing is open. */
function finishSoon(): void {
	if (documents.trials.length > 0 && !documents.isDirty) return;
	later ??= setTimeout(() => {
		later = null;
		void inTurn(save);
	}, late);
}

async function save(): Promise<void> {
	try {
		for (const saved of await documents.save()) told.push({ saved });
		if (documents.trials.length === 0) await tidy();
	} catch (error) {
		told.push({ unsaved: troubleOf(error) });
		finishSoon();
	}
	tell();
}

/** What stands in its way today may not tomorrow. */
const tidy = (): Promise<void> => store.tidy().catch(() => {});

/** Also without a bus: another process on the same file is read twice a second. */
async function poll(): Promise<void> {
	try {
		if (documents.trials.length === 0 || !(await store.changed())) return;
		for (const trial of documents.trials) await documents.catchUp(trial);
		tell();
	} catch {
		// The next look tries again; whoever opens or writes is told.
	}
}

async function sweep(): Promise<void> {
	try {
		const over = await findOver(store, directory, Date.now());
		for (const { trial } of over) documents.forget(trial);
		await store.erase(over);
	} catch (error) {
		told.push({ failed: troubleOf(error) });
		tell();
	}
}

const timers = [
	setInterval(() => void inTurn(poll), everyPoll),
	setInterval(() => void inTurn(sweep).then(() => inTurn(tidy)), everySweep)
];
void inTurn(sweep);

function tell(): void {
	for (const moved of documents.takeNews()) told.push({ moved });
	if (told.length > 0) parentPort?.postMessage(told);
	told = [];
}

function troubleOf(error: unknown): Trouble {
	if (error instanceof StoreUnavailable) return { trouble: error.trouble, reason: error.message };
	// Its message may quote a text: only what kind of failure it is.
	const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
	return { trouble: null, reason: String(code ?? name) };
}
