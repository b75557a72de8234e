import type { Kysely } from 'kysely';
import type { Key, Room } from './store.ts';

/** The tables, after the last migration. */
export interface Schema {
	room: Room;
	casefile: { trial: string; source: string };
	fact: { trial: string; version: number; event: string };
	receipt: { trial: string; id: string; reply: string };
	key: Key;
	secret: { name: string; value: string };
	probe: { id: number; beat: number };
}

export type Database = Kysely<Schema>;
