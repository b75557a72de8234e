/** Everything the process holds, built once. */
import type { Server as HttpServer } from 'node:http';
import { resolve } from 'node:path';
import { Admission } from './admission.ts';
import { createLocalBus } from './bus/local.ts';
import type { Config } from './config.ts';
import { Courtrooms } from './courtrooms.ts';
import { Gateway } from './gateway.ts';
import { readLibrary, type Library } from './library.ts';
import { createLog, type Log } from './log.ts';
import { openSockets, type Sockets } from './sockets.ts';
import { openSqliteStore } from './store/sqlite.ts';
import type { Store } from './store/store.ts';

export interface Courthouse {
	config: Config;
	log: Log;
	library: Library;
	store: Store;
	courtrooms: Courtrooms;
	admission: Admission;
	/** Opens the courtrooms' sockets on the server that answers pages. */
	listen(server: HttpServer): Sockets;
	/** Tells the browsers, finishes what was asked, closes the record. */
	stop(): Promise<void>;
}

export async function openCourthouse(config: Config): Promise<Courthouse> {
	const log = createLog(config.logLevel);
	const store = await openSqliteStore(resolve(config.dataDirectory));
	const bus = createLocalBus((error) => log.error({ fact: 'unexpected', error }));
	const now = steadyClock();
	const library = await readLibrary(resolve('cases'));
	const courtrooms = new Courtrooms({ store, bus, log, now });
	const admission = new Admission(store, courtrooms, now);
	const gateway = new Gateway({ courtrooms, admission, log, now });
	let sockets: Sockets | undefined;

	return {
		config,
		log,
		library,
		store,
		courtrooms,
		admission,
		listen: (server) => (sockets = openSockets(server, gateway, log)),
		async stop() {
			await sockets?.close();
			await bus.stop();
			await store.stop();
		}
	};
}

/** The wall clock at start, carried on by a clock that nobody sets back. */
function steadyClock(): () => number {
	const start = Date.now() - performance.now();
	return () => Math.round(start + performance.now());
}
