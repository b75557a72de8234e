/** Every browser of every room, in its own process: `load.ts <kind> <port>`. */
import { setTimeout as pause } from 'node:timers/promises';
import { Browser, type Ear } from './browser.ts';
import { answer, use } from './child.ts';
import type { Kind, Room } from './place.ts';
import { Play, type Seen } from './play.ts';
import { plan, type Due } from './timetable.ts';

const [kind, port] = [process.argv[2] as Kind, Number(process.argv[3])];
const plays: Play[] = [];
const seen: Seen = { delays: [], refused: 0, heard: 0, kept: [] };
let command = 0;

export interface Played extends Seen {
	/** Microseconds of processor the load took: near the whole of its core, it would be what is measured. */
	cpu: number;
	/** How late the load itself sent its commands, at worst, in ms. */
	late: number;
}

answer({
	/** Brings in the browsers of more rooms, spread over this time; gives how long each waited for its view. */
	async join(rooms: Room[], within: number): Promise<number[]> {
		const fresh = rooms.map(seat);
		plays.push(...fresh);
		return bringIn(fresh, within);
	},
	/** Cuts every browser at once, and brings them all back. */
	async rejoin(within: number): Promise<number[]> {
		for (const { browsers } of plays) for (const browser of browsers) browser.drop();
		await pause(500);
		return bringIn(plays, within);
	},
	/** The browsers of the last rooms go for good. */
	async leave(rooms: number): Promise<void> {
		for (const { browsers } of plays.splice(-rooms)) for (const browser of browsers) browser.drop();
		await pause(500);
	},
	play
});

function seat(room: Room): Play {
	const browsers: Browser[] = [];
	const play = new Play(kind, room, browsers, seen);
	const ear: Ear = {
		view: (browser, bytes, start, end) => play.view(browser, bytes, start, end),
		reply: (_, answered, done) => play.reply(answered, done)
	};
	for (const [rank, place] of room.places.entries())
		browsers.push(new Browser(kind, port, room.code, place, rank, ear));
	return play;
}

async function bringIn(arriving: Play[], within: number): Promise<number[]> {
	// One of each room after the other: rooms fill together.
	const browsers = arriving
		.flatMap((play) => play.browsers)
		.sort((one, other) => one.rank - other.rank);
	const begun = performance.now();
	const joined: Promise<void>[] = [];
	for (const [i, browser] of browsers.entries()) {
		const wait = begun + (i * within) / browsers.length - performance.now();
		if (wait > 1) await pause(wait);
		joined.push(browser.join());
	}
	await Promise.all(joined);
	return browsers.map((browser) => browser.joinedAfter);
}

async function play(seconds: number, warm: number): Promise<Played> {
	Object.assign(seen, { delays: [], refused: 0, heard: 0, kept: [] } satisfies Seen);
	const due = plays
		.flatMap((it, number) =>
			plan(it.room, number, it.played, it.played + warm + seconds).map((next) => ({
				play: it,
				due: { ...next, at: next.at - it.played }
			}))
		)
		.sort((one, other) => one.due.at - other.due.at);
	for (const it of plays) it.played += warm + seconds;
	const before = use().cpu;
	const begun = performance.now();
	const late = await sendAll(due, begun, warm);
	const { cpu } = use();
	for (let turn = 0; turn < 50 && !plays.every((it) => it.isQuiet()); turn++) await pause(100);
	for (const it of plays) it.end();
	return { ...seen, cpu: cpu - before, late };
}

async function sendAll(
	due: { play: Play; due: Due }[],
	begun: number,
	warm: number
): Promise<number> {
	let late = 0;
	for (const next of due) {
		const at = begun + next.due.at * 1_000;
		for (let wait = at - performance.now(); wait > 0; wait = at - performance.now())
			await pause(Math.max(1, wait));
		late = Math.max(late, performance.now() - at);
		next.play.send(next.due, ++command, next.due.at >= warm);
	}
	return late;
}
