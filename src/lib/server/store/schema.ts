import type { Kysely } from 'kysely';
import type { Key, Lease, Room } from './store.ts';

/** The tables, after the last migration. */
export interface Schema {
	room: Room;
	casefile: { trial: string; source: string };
	archive: { trial: string; bytes: Uint8Array };
	sealed: { trial: string; digest: string; text: string };
	fact: { trial: string; version: number; event: string };
	receipt: { trial: string; id: string; reply: string };
	key: Key;
	lease: Lease;
	secret: { name: string; value: string };
	probe: { id: number; beat: number; ballast: Uint8Array };
	mark: { id: number; commits: number };
}

export type Database = Kysely<Schema>;
