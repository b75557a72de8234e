/** Which rooms have had their time, and what of them is in a database. */
import type { DatabaseSync } from 'node:sqlite';

const day = 24 * 3600 * 1000;

export interface Deadline {
	/** Days a closed room is kept. */
	days: number;
	now: number;
}

export interface Expired {
	trial: string;
	/** When it was closed; null: never. */
	closedAt: number | null;
	/** When the last thing happened in it. */
	lastAt: number;
}

/** A room that nobody closed is kept twice as long: a hearing may wait for its second session. */
export const patienceOf = (days: number): number => 2 * days;

/** What is before is over, for what is kept this number of days. */
export const limitOf = ({ days, now }: Deadline): number => now - days * day;

/** The rooms of a database whose time is over. */
export function findExpired(record: DatabaseSync, { days, now }: Deadline): Expired[] {
	const rooms = record
		.prepare(
			`select trial, openedAt, closedAt, (
				select json_extract(event, '$.at') from fact
				where fact.trial = room.trial order by version desc limit 1
			) as lastAt from room order by openedAt, trial`
		)
		.all();
	return rooms
		.map(({ trial, openedAt, closedAt, lastAt }) => ({
			trial: String(trial),
			closedAt: closedAt === null ? null : Number(closedAt),
			lastAt: Number(closedAt ?? lastAt ?? openedAt)
		}))
		.filter(({ closedAt, lastAt }) => {
			const kept = closedAt === null ? patienceOf(days) : days;
			return lastAt < limitOf({ days: kept, now });
		});
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
