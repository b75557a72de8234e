/** What one process of several holds, on a record it shares: everything but its sockets. */
import { Admission } from '../../../src/lib/server/door/admission.ts';
import type { Bus } from '../../../src/lib/server/bus/bus.ts';
import type { Courtroom } from '../../../src/lib/server/courtroom.ts';
import { Courtrooms, type Rhythm } from '../../../src/lib/server/courtrooms.ts';
import { createLog } from '../../../src/lib/server/log.ts';
import type { Store } from '../../../src/lib/server/store/store.ts';
import { createBadBus } from '../../support/bad-bus.ts';

interface Setting {
	bus?: Bus;
	now?: () => number;
	rhythm?: Partial<Rhythm>;
}

export class Peer {
	readonly store: Store;
	readonly courtrooms: Courtrooms;
	readonly admission: Admission;
	readonly lines: string[] = [];

	constructor(store: Store, { bus, now = Date.now, rhythm = {} }: Setting = {}) {
		this.store = store;
		const log = createLog('info', { write: (line) => void this.lines.push(line) });
		const ports = { store, bus: bus ?? createBadBus('off'), log, now };
		this.courtrooms = new Courtrooms(ports, rhythm);
		this.admission = new Admission(store, this.courtrooms, now);
	}

	async room(code: string): Promise<Courtroom> {
		const courtroom = await this.courtrooms.find(code);
		if (!courtroom) throw new Error('no such room');
		return courtroom;
	}

	/** What was told of, in order. */
	get facts(): string[] {
		return this.lines.map((line) => (JSON.parse(line) as { fact: string }).fact);
	}

	/** As a process that ends in order. */
	async stop(): Promise<void> {
		await this.courtrooms.stop();
		await this.store.stop();
	}
}
