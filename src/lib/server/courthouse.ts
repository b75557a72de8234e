/** Everything the process holds, built once. */
import type { Server as HttpServer } from 'node:http';
import { resolve } from 'node:path';
import { Admission } from './door/admission.ts';
import { holdData } from './archive/hold.ts';
import { writeBriefly } from './brief-log.ts';
import { createLocalBus } from './bus/local.ts';
import type { Config } from './config.ts';
import { Courtrooms, type Rhythm } from './courtrooms.ts';
import { Gateway } from './wire/gateway.ts';
import { readLibrary, type Library } from './library.ts';
import { createLog, type Log } from './log.ts';
import { Metrics } from './metrics/metrics.ts';
import { Nightly } from './archive/nightly.ts';
import { RecordWatch } from './record-watch.ts';
import { openSockets, type Bounds, type Sockets, type Timing } from './wire/sockets.ts';
import type { Faults } from './store/faults.ts';
import { openSqliteStore } from './store/sqlite.ts';
import type { Store } from './store/store.ts';

export interface Courthouse {
	config: Config;
	log: Log;
	library: Library;
	store: Store;
	courtrooms: Courtrooms;
	admission: Admission;
	/** What is counted, as text; null where nothing is. */
	readMetrics: (() => Promise<string>) | null;
	/** Opens the courtrooms' sockets on the server that answers pages; `bounds`: tests only. */
	listen(server: HttpServer, timing?: Timing, bounds?: Partial<Bounds>): Sockets;
	/** Tells the browsers, finishes what was asked, closes the record. */
	stop(): Promise<void>;
}

/** `faults` and `rhythm`: tests only. */
export async function openCourthouse(
	config: Config,
	faults: Faults | null = null,
	rhythm: Partial<Rhythm> = {}
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
	const bus = createLocalBus((error) => log.error({ fact: 'unexpected', error }));
	const now = steadyClock();
	const library = await readLibrary(resolve('cases'));
	const courtrooms = new Courtrooms({ store, bus, log, now }, rhythm);
	const admission = new Admission(store, courtrooms, now);
	const gateway = new Gateway({ courtrooms, admission, log, metrics, record });
	const { nightlyBackup, backupsKept, retentionDays } = config;
	const nightly = new Nightly({ directory, nightlyBackup, backupsKept, retentionDays }, log);
	let sockets: Sockets | undefined;

	return {
		config,
		log,
		library,
		store,
		courtrooms,
		admission,
		readMetrics: metrics && (() => metrics.write({ directory, store, sockets })),
		listen: (server, timing, bounds) =>
			(sockets = openSockets(server, gateway, log, timing, bounds)),
		async stop() {
			await nightly.stop();
			record.stop();
			await sockets?.close();
			await courtrooms.stop();
			await bus.stop();
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
