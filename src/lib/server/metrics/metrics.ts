/** What is counted for whoever runs the server, where a token was set: never a room, a seat, a code or a tablet. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Reply } from '../../protocol/wire.ts';
import type { Outlet } from '../wire/delivery.ts';
import type { Log } from '../log.ts';
import { Counter, Timer, writeMetrics, type Family } from './prometheus.ts';
import type { Sockets } from '../wire/sockets.ts';
import type { Appended, Store } from '../store/store.ts';

type Fact = Parameters<Log['info']>[0]['fact'];
type CommandOutcome = 'accepted' | Extract<Reply, { refused: unknown }>['refused'];

interface Sources {
	directory: string;
	store: Pick<Store, 'rooms'>;
	/** None before the process listens. */
	sockets: Pick<Sockets, 'count'> | undefined;
}

export class Metrics {
	#commands = new Counter<CommandOutcome>('outcome', ['accepted']);
	#commandTime = new Timer();
	#appends = new Counter<Appended | 'failed'>('outcome', ['appended', 'failed']);
	#appendTime = new Timer();
	#refused = new Counter<Fact>('kind', [
		'access-refused',
		'key-refused',
		'origin-refused',
		'sid-refused'
	]);
	#pushes = 0;
	#dirty = 0;
	#loop = monitorEventLoopDelay({ resolution: 20 });

	constructor() {
		this.#loop.enable();
	}

	/** Starts the clock of a command; call the answer with its reply. */
	startCommand(): (reply: Reply) => void {
		const start = performance.now();
		return (reply) => {
			this.#commands.add('refused' in reply ? reply.refused : 'accepted');
			this.#commandTime.observe((performance.now() - start) / 1000);
		};
	}

	/** Times the appends of this store, which is changed. */
	watchStore(store: Pick<Store, 'append'>): void {
		const append = store.append.bind(store);
		store.append = async (asked) => {
			const start = performance.now();
			let outcome: Appended | 'failed' = 'failed';
			try {
				return (outcome = await append(asked));
			} finally {
				this.#appends.add(outcome);
				this.#appendTime.observe((performance.now() - start) / 1000);
			}
		};
	}

	/** The same log, counting what it tells as refused. */
	watchLog(log: Log): Log {
		const count =
			(tell: Log['info']): Log['info'] =>
			(entry) => {
				if (entry.fact.endsWith('-refused')) this.#refused.add(entry.fact);
				tell(entry);
			};
		return {
			debug: count(log.debug),
			info: count(log.info),
			warn: count(log.warn),
			error: count(log.error)
		};
	}

	/** The same way out, counting what leaves and what must wait. */
	watchOutlet(outlet: Outlet): Outlet {
		return {
			...outlet,
			push: (n, content) => {
				this.#pushes++;
				outlet.push(n, content);
			},
			isBusy: () => {
				const busy = outlet.isBusy();
				if (busy) this.#dirty++;
				return busy;
			}
		};
	}

	/** Everything counted, in Prometheus' text format. */
	async write({ directory, store, sockets }: Sources): Promise<string> {
		const [rooms, wal] = await Promise.all([
			// While the disk refuses, all the rest is still worth reading.
			store.rooms().then(
				(open) => [open.length],
				() => []
			),
			stat(join(directory, 'pretoire.db-wal')).then(
				({ size }) => size,
				() => 0
			)
		]);
		const joined = Object.entries(sockets?.count() ?? {});
		const memory = process.memoryUsage();
		const delays = this.#readLoop();
		return writeMetrics([
			gauge('pretoire_rooms', 'Rooms that are open.', rooms),
			{
				...gauge('pretoire_sockets', 'Browsers joined to a room, by transport.'),
				samples: joined.map(([transport, value]) => ({ labels: { transport }, value }))
			},
			counter('pretoire_commands_total', 'Commands answered, by outcome.', this.#commands),
			timer('pretoire_command_seconds', 'From a command to its answer.', this.#commandTime),
			counter('pretoire_appends_total', 'Writes asked of the record, by outcome.', this.#appends),
			timer('pretoire_append_seconds', 'From a write to its sync.', this.#appendTime),
			counter('pretoire_refused_total', 'Requests refused at the door, by kind.', this.#refused),
			total('pretoire_pushes_total', 'Views sent.', this.#pushes),
			total('pretoire_pushes_dirty_total', 'Views kept for a slow reader.', this.#dirty),
			gauge('pretoire_wal_bytes', 'Size of the write-ahead log.', [wal]),
			{
				...gauge('pretoire_event_loop_delay_seconds', 'Event-loop delay since the last reading.'),
				samples: delays.map(([quantile, value]) => ({ labels: { quantile }, value }))
			},
			gauge('process_resident_memory_bytes', 'Resident memory.', [memory.rss]),
			gauge('process_heap_bytes', 'JavaScript heap in use.', [memory.heapUsed]),
			gauge('process_start_time_seconds', 'When the process started.', [
				Math.round(performance.timeOrigin / 1000)
			])
		]);
	}

	stop(): void {
		this.#loop.disable();
	}

	#readLoop(): [quantile: string, seconds: number][] {
		const seconds = (nanoseconds: number) => nanoseconds / 1e9;
		const read: [string, number][] = [
			['0.5', seconds(this.#loop.percentile(50))],
			['0.99', seconds(this.#loop.percentile(99))],
			['1', seconds(this.#loop.max)]
		];
		this.#loop.reset();
		return read;
	}
}

/** True when this Authorization header carries the token; takes as long whatever it carries. */
export function carriesToken(authorization: string | null, token: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}

type Counted = { samples(): Family['samples'] };

const gauge = (name: string, help: string, values: readonly number[] = []): Family => ({
	name,
	help,
	kind: 'gauge',
	samples: values.map((value) => ({ value }))
});
const total = (name: string, help: string, value: number): Family => ({
	...gauge(name, help, [value]),
	kind: 'counter'
});
const counter = (name: string, help: string, it: Counted): Family => ({
	name,
	help,
	kind: 'counter',
	samples: it.samples()
});
const timer = (name: string, help: string, it: Timer): Family => ({
	name,
	help,
	kind: 'histogram',
	samples: it.samples()
});
