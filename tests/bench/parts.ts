/** What the bench measures, part by part; the letters are those of `--only`. */
import { setTimeout as pause } from 'node:timers/promises';
import { at, Contest, round, type Measure } from './contest.ts';
import { type Kind, type Usage } from './place.ts';

/** (a) A hearing in so many rooms at once. */
export interface Hearing extends Measure {
	/** Acknowledged commands that the record does not hold, once the process was killed. */
	notOnDisk?: number;
}

export async function hearing(kind: Kind, rooms: number, seconds: number): Promise<Hearing> {
	return contest(kind, async (it) => {
		await it.fill(rooms, 2_000);
		// A server that has been running for days has nothing left to compile.
		const measured = await it.measure(seconds, 4);
		return kind === 'pretoire' ? { ...measured, notOnDisk: await it.countMissing() } : measured;
	});
}

/** (b) Rooms added until the last browser waits too long; and (d) what each costs on the way. */
export interface Ramp {
	server: Kind;
	/** The most rooms held with a p99 under 100 ms. */
	held: number;
	steps: Measure[];
}

const bearable = 100;
const ladder = [10, 25, 50, 75, 100, 120, 140, 160, 180, 200, 225, 250];

export async function ramp(kind: Kind, seconds: number): Promise<Ramp> {
	return contest(kind, async (it) => {
		const steps: Measure[] = [];
		let held = 0;
		for (const rooms of ladder) {
			await it.fill(rooms, (rooms - held) * 20);
			const first = await it.measure(seconds);
			// A disk or a neighbour may spoil a few seconds: asked twice before it is believed.
			const step = isHeld(first) ? first : await it.measure(seconds);
			steps.push(step);
			if (!isHeld(step)) break;
			held = rooms;
		}
		return { server: kind, held, steps };
	});
}

const isHeld = ({ p99, lost }: Measure): boolean => lost === 0 && p99 < bearable;

/**
 * (c) Everybody at once: arriving in a process that has served nobody yet, coming back, then as many others arriving.
 * Milliseconds from the first packet to the whole view.
 */
export interface Storm {
	server: Kind;
	rooms: number;
	what: 'join' | 'rejoin' | 'others';
	p50: number;
	p99: number;
	never: number;
	/** Milliseconds of processor by browser; and of the main thread alone. */
	cpuByJoin: number;
	mainByJoin: number;
}

export async function storm(kind: Kind, rooms: number): Promise<Storm[]> {
	return contest(kind, async (it) => {
		const measure = async (what: Storm['what'], storm: () => Promise<number[]>): Promise<Storm> => {
			const before = await it.server.ask<Usage>('use');
			const waits = (await storm()).sort((a, b) => a - b);
			const after = await it.server.ask<Usage>('use');
			const byJoin = (used: number) => round(used / 1_000 / waits.length);
			return {
				server: kind,
				rooms,
				what,
				p50: at(waits, 0.5),
				p99: at(waits, 0.99),
				never: waits.filter((wait) => wait === Infinity).length,
				cpuByJoin: byJoin(after.cpu - before.cpu),
				mainByJoin: byJoin(after.main - before.main)
			};
		};
		// Opening the rooms is not what is measured.
		const fresh = await it.open(rooms);
		const joined = await measure('join', () => it.join(fresh, 2_000));
		await pause(1_000);
		const rejoined = await measure('rejoin', () => it.rejoin(2_000));
		const others = await it.open(2 * rooms);
		await pause(1_000);
		return [joined, rejoined, await measure('others', () => it.join(others, 2_000))];
	});
}

/** (d) What an idle room holds in memory, and what a day leaves behind. In kB. */
export interface Memory {
	rooms: number;
	/** JavaScript heap and buffers, by idle room with its 36 sockets; and resident memory. */
	heapByRoom: number;
	residentByRoom: number;
	/** Gestures of the day, and what each hour of hearing leaves once its room is closed, then once it is forgotten. */
	gestures: number;
	heapByHour: number;
	heapByForgottenHour: number;
}

const kB = ({ heap, external }: Usage): number => (heap + external) / 1_024;
/** In ms: a quarter of an hour, at the pace of a bench. */
const deserted = 3_000;

export async function memory(rooms: number): Promise<Memory> {
	const measure = async (it: Contest): Promise<Memory> => {
		const use = () => it.server.ask<Usage>('use', true);
		await it.fill(2, 500);
		await pause(500);
		const empty = await use();
		await it.fill(2 + rooms, 1_000);
		await pause(1_000);
		const full = await use();
		// Eight hours, four at a time; the first four warm up what stays for good.
		const gestures = [await it.spend(4, 1_800)];
		await pause(2 * deserted);
		const morning = await use();
		gestures.push(await it.spend(4, 1_800));
		const evening = await use();
		await pause(2 * deserted);
		const night = await use();
		return {
			rooms,
			heapByRoom: round((kB(full) - kB(empty)) / rooms),
			residentByRoom: round((full.rss - empty.rss) / 1_024 / rooms),
			gestures: gestures.reduce((sum, it) => sum + it),
			heapByHour: round((kB(evening) - kB(morning)) / 4),
			heapByForgottenHour: round((kB(night) - kB(morning)) / 4)
		};
	};
	return contest('pretoire', measure, deserted);
}

async function contest<Result>(
	kind: Kind,
	run: (contest: Contest) => Promise<Result>,
	forgetsAfter?: number
): Promise<Result> {
	const it = await Contest.begin(kind, forgetsAfter);
	try {
		return await run(it);
	} finally {
		await it.close();
	}
}
