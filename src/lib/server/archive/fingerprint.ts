import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { readEmbedded } from '../../casefile/upcast.ts';
import type { Event } from '../../trial/event.ts';
import { beginTrial, evolve } from '../../trial/trial.ts';

export interface Fingerprint {
	rooms: number;
	facts: number;
	/** What the record says, row by row. */
	record: string;
}

const tables = [
	'select trial, code, openedAt, closedAt from room order by trial',
	'select trial, source from casefile order by trial',
	'select trial, version, event from fact order by trial, version',
	'select trial, id, reply from receipt order by trial, id'
];

/** Counts the record and hashes every row of it: two files with one fingerprint tell the same hearings. */
export function fingerprint(connection: DatabaseSync): Fingerprint {
	const hash = createHash('sha256');
	for (const query of tables)
		for (const row of connection.prepare(query).iterate())
			hash.update(`${JSON.stringify(Object.values(row))}\n`);
	return {
		rooms: count(connection, 'select count(*) as n from room'),
		facts: count(connection, 'select count(*) as n from fact'),
		record: hash.digest('hex')
	};
}

/** Replays every trial and hashes the states they end in; throws where one does not replay. */
export function replay(connection: DatabaseSync): string {
	const hash = createHash('sha256');
	const cases = connection.prepare('select source from casefile where trial = ?');
	const facts = connection.prepare('select event from fact where trial = ? order by version');
	for (const { trial } of connection.prepare('select trial from room order by trial').all()) {
		const source = cases.get(trial as string)?.source;
		if (typeof source !== 'string') throw new Error('room without a case file');
		let state = beginTrial(readEmbedded(source));
		for (const { event } of facts.iterate(trial as string))
			state = evolve(state, JSON.parse(String(event)) as Event);
		const { file, ...chapters } = state;
		hash.update(`${JSON.stringify([trial, file.id, chapters])}\n`);
	}
	return hash.digest('hex');
}

function count(connection: DatabaseSync, query: string): number {
	return Number(connection.prepare(query).get()?.n);
}
