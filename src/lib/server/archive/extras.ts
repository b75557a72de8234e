/** What a database holds besides what Prétoire makes: a trigger or a view would go on working once restored. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../store/database.ts';

/** The names of what a database just made would not have; `place` is an empty folder's parent, left as found. */
export async function listExtras(connection: DatabaseSync, place: string): Promise<string[]> {
	const directory = join(place, 'neuve');
	mkdirSync(directory, { mode: 0o700 });
	const { connection: fresh, close } = await openDatabase(directory);
	try {
		const known = new Set(describe(fresh));
		return describe(connection).filter((it) => !known.has(it));
	} finally {
		close();
		rmSync(directory, { recursive: true, force: true });
	}
}

/** Every table, index, trigger and view, and every column, generated ones included. */
function describe(connection: DatabaseSync): string[] {
	const made = connection
		.prepare('select type, name, tbl_name as belongs from sqlite_schema order by type, name')
		.all()
		.filter(({ name }) => !statistics.test(String(name)));
	return made.flatMap(({ type, name, belongs }) => [
		[type, name, ...(name === belongs ? [] : [belongs])].join(' '),
		...(type === 'table' ? listColumns(connection, String(name)) : [])
	]);
}

const listColumns = (connection: DatabaseSync, table: string): string[] =>
	connection
		.prepare('select name, hidden from pragma_table_xinfo(?)')
		.all(table)
		.map(({ name, hidden }) => `column ${table}.${name}${hidden ? ' (generated)' : ''}`);

/** What « analyze » leaves. */
const statistics = /^sqlite_stat\d$/;
