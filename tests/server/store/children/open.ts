/** A process that opens the store of a directory, and says why it could not. */
import { openSqliteStore } from '../../../../src/lib/server/store/sqlite.ts';
import { StoreUnavailable } from '../../../../src/lib/server/store/store.ts';

try {
	const store = await openSqliteStore(process.argv[2] ?? '');
	await store.stop();
	console.log(JSON.stringify({ trouble: null }));
} catch (error) {
	if (!(error instanceof StoreUnavailable)) throw error;
	console.log(JSON.stringify({ trouble: error.trouble, message: error.message }));
}
