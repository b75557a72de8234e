/** Which rooms have had their time, and what of them is in a database. */
import type { DatabaseSync } from 'node:sqlite';

const day = 24 * 3600 * 1000;

export interface Deadline {
	/** Days a closed room is kept. */
	days: number;
	now: number;
}

export interface Dated {
	trial: string;
	/** When it was closed; null: never. */
	closedAt: number | null;
	/** When the last thing happened in it. */
	lastAt: number;
}

/** Days without a gesture after which a room that nobody closed is over, however few are asked for. */
export const leastPatience = 7;

/** A room that nobody closed is kept twice as long, and a week at least: it may be heard now, or wait for its second session. */
export const patienceOf = (days: number): number => Math.max(2 * days, leastPatience);

/** What is before is over, for what is kept this number of days. */
export const limitOf = ({ days, now }: Deadline): number => now - days * day;

/** Those of these rooms whose time is over, and those that would be over, had somebody closed them. */
export function sortRooms(
	rooms: readonly Dated[],
	{ days, now }: Deadline
): { expired: Dated[]; spared: Dated[] } {
	const patience = limitOf({ days: patienceOf(days), now });
	const old = rooms.filter(({ lastAt }) => lastAt < limitOf({ days, now }));
	const isOver = ({ closedAt, lastAt }: Dated) => closedAt !== null || lastAt < patience;
	return { expired: old.filter(isOver), spared: old.filter((room) => !isOver(room)) };
}

/** The rooms of a database. */
export function listRooms(record: DatabaseSync): Dated[] {
	const rooms = record
		.prepare(
			`select trial, openedAt, closedAt, (
				select json_extract(event, '$.at') from fact
				where fact.trial = room.trial order by version desc limit 1
			) as lastAt from room order by openedAt, trial`
		)
		.all();
	return rooms.map(({ trial, openedAt, closedAt, lastAt }) => ({
		trial: String(trial),
		closedAt: closedAt === null ? null : Number(closedAt),
		lastAt: Number(closedAt ?? lastAt ?? openedAt)
	}));
}

/** Deletes a room from every table that names it, those of tomorrow included. */
export function eraseRoom(record: DatabaseSync, trial: string): void {
	const tables = record
		.prepare(
			`select name from sqlite_schema where type = 'table' and name <> 'room'
			and exists (select 1 from pragma_table_info(sqlite_schema.name) where name = 'trial')`
		)
		.all();
	for (const { name } of [...tables, { name: 'room' }])
		record.prepare(`delete from "${String(name)}" where trial = ?`).run(trial);
}
