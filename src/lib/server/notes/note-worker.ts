/** The thread of the notebooks: whatever a crafted update does to Yjs, it does here. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreUnavailable } from '../store/store.ts';
import { reading, type Call, type Calls, type Desked, type Question, type Told } from './calls.ts';
import { Documents } from './documents.ts';
import { SqliteNotes } from './sqlite-notes.ts';
import { findOver } from './sweep.ts';

const { directory, flag, late } = workerData as Desked;
/** Of one trial. */
const mostExtracts = 400;
const everyPoll = 500;
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
	write: (trial, notebook, update) => documents.write(trial, notebook, update),
	leave: (trial, notebook) => documents.leave(trial, notebook),
	catchUp: (trial) => documents.catchUp(trial),
	async erase(trial) {
		documents.forget(trial);
		await store.erase([{ trial, kept: null }]);
	},
	addExtract: (trial, id, extract) => store.addExtract(trial, id, extract, mostExtracts),
	extract: (trial, id) => store.extract(trial, id),
	async stop() {
		for (const timer of timers) clearInterval(timer);
		if (saving) clearTimeout(saving);
		await documents.save().finally(() => store.stop());
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
	try {
		const handle = handlers[call] as (...args: readonly unknown[]) => Promise<unknown>;
		told.push({ id, value: await handle(...args) });
	} catch (error) {
		told.push({ id, trouble: troubleOf(error) });
	}
	if (call === 'stop') return end();
	saveSoon();
}

function end(): void {
	tell();
	parentPort?.close();
}

let saving: NodeJS.Timeout | null = null;
function saveSoon(): void {
	if (!documents.isDirty) return;
	saving ??= setTimeout(() => {
		saving = null;
		void inTurn(save);
	}, late);
}

async function save(): Promise<void> {
	try {
		for (const trial of await documents.save()) told.push({ saved: trial });
	} catch (error) {
		told.push({ unsaved: troubleOf(error) });
		saveSoon();
	}
	tell();
}

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
		const over = findOver(directory, await store.trials(), Date.now());
		for (const { trial } of over) documents.forget(trial);
		await store.erase(over);
	} catch (error) {
		told.push({ unsaved: troubleOf(error) });
		tell();
	}
}

const timers = [
	setInterval(() => void inTurn(poll), everyPoll),
	setInterval(() => void inTurn(sweep), everySweep)
];
void inTurn(sweep);

function tell(): void {
	for (const moved of documents.takeNews()) told.push({ moved });
	if (told.length > 0) parentPort?.postMessage(told);
	told = [];
}

const troubleOf = (error: unknown): string =>
	error instanceof StoreUnavailable ? error.trouble : 'unexpected';
