/** A courthouse on a store in memory, and requests at its door as SvelteKit hands them over. */
import { Admission } from '../../src/lib/server/door/admission.ts';
import type { Bus } from '../../src/lib/server/bus/bus.ts';
import { createLocalBus } from '../../src/lib/server/bus/local.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Courthouse } from '../../src/lib/server/courthouse.ts';
import { Courtrooms } from '../../src/lib/server/courtrooms.ts';
import { createLog } from '../../src/lib/server/log.ts';
import type { Store } from '../../src/lib/server/store/store.ts';

type Desk = Pick<Courthouse, 'config' | 'log' | 'courtrooms' | 'admission'>;

/** What one process holds, its log kept in `lines`. */
export function openDesk(store: Store, bus: Bus = createLocalBus(() => {})) {
	const lines: string[] = [];
	const log = createLog('info', { write: (line) => void lines.push(line) });
	const courtrooms = new Courtrooms({ store, bus, log, now: Date.now });
	const admission = new Admission(store, courtrooms, Date.now);
	return { config: readConfig({}), log, courtrooms, admission, lines };
}

export interface Asked {
	path?: string;
	params?: Record<string, string>;
	cookie?: string;
	fields?: Record<string, string>;
}

/** A request of a browser; `set` gets the cookies it is given. */
export function ask(desk: Desk, { path = '/', params = {}, cookie = '', fields }: Asked) {
	const url = new URL(path, 'http://salle.test');
	const set: [name: string, value: string, options: object][] = [];
	const event = {
		locals: { courthouse: desk },
		params,
		url,
		request: new Request(url, {
			headers: { cookie },
			...(fields && { method: 'POST', body: new URLSearchParams(fields) })
		}),
		cookies: {
			set: (name: string, value: string, options: object) => set.push([name, value, options]),
			delete: (name: string, options: object) => set.push([name, '', options])
		},
		getClientAddress: () => '192.0.2.1'
	};
	// Each route narrows the event to its own parameters.
	return { event: event as never, set };
}
