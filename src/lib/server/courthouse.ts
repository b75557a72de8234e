/** Everything the process holds, built once. */
import type { Server as HttpServer } from 'node:http';
import { resolve } from 'node:path';
import { Admission } from './door/admission.ts';
import { holdData } from './archive/hold.ts';
import { writeBriefly } from './brief-log.ts';
import type { Bus } from './bus/bus.ts';
import { createLocalBus } from './bus/local.ts';
import { addedOf, Collection } from './collection.ts';
import type { Config } from './config.ts';
import { Courtrooms, type Rhythm } from './courtrooms.ts';
import { Gateway } from './wire/gateway.ts';
import { Drafts } from './intake/drafts.ts';
import { Intake } from './intake/intake.ts';
import { Uploads } from './intake/uploads.ts';
import type { Library } from './library.ts';
import { createLog, type Log } from './log.ts';
import { Metrics } from './metrics/metrics.ts';
import { Nightly } from './archive/nightly.ts';
import { Notes } from './notes/notes.ts';
import { RecordWatch } from './record-watch.ts';
import { openSockets, type Bounds, type Sockets, type Timing } from './wire/sockets.ts';
import type { Faults } from './store/faults.ts';
import { openSqliteStore } from './store/sqlite.ts';
import type { Store } from './store/store.ts';

export interface Courthouse {
	config: Config;
	log: Log;
	/** The cases one may open, as they were last read. */
	readonly library: Library;
	collection: Collection;
	/** Reads the archives that are brought. */
	intake: Intake;
	/** What was brought and not yet opened. */
	drafts: Drafts;
	/** Forms that hold one, on their way. */
	uploads: Uploads;
	store: Store;
	courtrooms: Courtrooms;
	notes: Notes;
	admission: Admission;
	/** What is counted, as text; null where nothing is. */
	readMetrics: (() => Promise<string>) | null;
	/** Opens the courtrooms' sockets on the server that answers pages; `bounds`: tests only. */
	listen(server: HttpServer, timing?: Timing, bounds?: Partial<Bounds>): Sockets;
	/** Tells the browsers, finishes what was asked, closes the record. */
	stop(): Promise<void>;
}

/** `faults`, `rhythm` and `shared`, a bus of several processes: tests only. */
export async function openCourthouse(
	config: Config,
	faults: Faults | null = null,
	rhythm: Partial<Rhythm> = {},
	shared: Bus | null = null
): Promise<Courthouse> {
	const metrics = config.metricsToken === null ? null : new Metrics();
	const plain = writeBriefly(createLog(config.logLevel));
	const log = metrics?.watchLog(plain) ?? plain;
	const directory = resolve(config.dataDirectory);
	const hold = holdData(directory);
	const kept = await openSqliteStore(directory, faults).catch((error: unknown) => {
		hold.release();
		throw error;
	});
	metrics?.watchStore(kept);
	const record = new RecordWatch(kept);
	const store = record.over(kept);
	const bus = shared ?? createLocalBus((error) => log.error({ fact: 'unexpected', error }));
	const now = steadyClock();
	const collection = await Collection.open(resolve('cases'), addedOf(directory));
	const intake = new Intake();
	const courtrooms = new Courtrooms({ store, bus, log, now }, rhythm);
	const admission = new Admission(store, courtrooms, now);
	const notes = new Notes({ directory, bus, log });
	const gateway = new Gateway({ courtrooms, admission, log, metrics, record, notes });
	const { nightlyBackup, backupsKept, retentionDays } = config;
	const nightly = new Nightly({ directory, nightlyBackup, backupsKept, retentionDays }, log);
	let sockets: Sockets | undefined;

	return {
		config,
		log,
		get library() {
			return collection.library;
		},
		collection,
		intake,
		drafts: new Drafts(now),
		uploads: new Uploads(),
		store,
		courtrooms,
		notes,
		admission,
		readMetrics: metrics && (() => metrics.write({ directory, store, sockets })),
		listen: (server, timing, bounds) =>
			(sockets = openSockets(server, gateway, log, timing, bounds)),
		async stop() {
			await nightly.stop();
			await intake.stop();
			record.stop();
			await sockets?.close();
			await courtrooms.stop();
			await notes.stop();
			if (!shared) await bus.stop();
			await store.stop();
			metrics?.stop();
			hold.release();
		}
	};
}

/** The wall clock at start, carried on by a clock that nobody sets back. */
function steadyClock(): () => number {
	const start = Date.now() - performance.now();
	return () => Math.round(start + performance.now());
}
