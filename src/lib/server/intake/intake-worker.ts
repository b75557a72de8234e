/** The thread that reads what came from outside: it may fail, run out of memory or be ended, and no hearing sees it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Reference } from '../../casefile/reference.ts';
import { officialCommunes } from '../communes.ts';
import { readCase } from './read-case.ts';

export interface Asked {
	archive: Uint8Array;
	/** All of it but the towns, which do not cross to a thread: it finds them again. */
	reference: Omit<Reference, 'communes'>;
}

const { archive, reference } = workerData as Asked;
parentPort?.postMessage(await readCase(archive, { ...reference, communes: officialCommunes }));
