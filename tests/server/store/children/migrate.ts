/** A process that kills itself in the middle of a migration, once enough was written to reach the disk. */
import { sql } from 'kysely';
import { openDatabase } from '../../../../src/lib/server/store/database.ts';
import { migrations } from '../../../../src/lib/server/store/migrations.ts';

await openDatabase(process.argv[2] ?? '', {
	migrations: {
		...migrations,
		'900-killed': {
			async up(db) {
				await sql`pragma cache_size = 10`.execute(db);
				await sql`create table half (text text) strict`.execute(db);
				for (let row = 0; row < 300; row++)
					await sql`insert into half values (${'half-done '.repeat(500)})`.execute(db);
				await sql`delete from fact`.execute(db);
				process.kill(process.pid, 'SIGKILL');
			}
		}
	}
});
